package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.files.OutputFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which part each image of a source belongs to, by its path. What is not in the split belongs to no
 * part.
 */
public final class Split {

  /** The fold of images that are in none. */
  public static final int NO_FOLD = -1;

  /**
   * Where an image belongs.
   *
   * @param part what it is for
   * @param fold from 0; {@link #NO_FOLD} where there are no folds, and in the test part
   */
  public record Place(Part part, int fold) {}

  private final SortedMap<String, Place> places;

  private Split(Map<String, Place> places) {
    this.places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
  }

  /**
   * Makes a split of places that are known.
   *
   * @param places by the images' paths
   * @return the split
   */
  public static Split of(Map<String, Place> places) {
    return new Split(places);
  }

  /**
   * Splits images at random. Classes have the same share in every part as nearly as possible; where
   * images have groups, a group is in one part and one fold only. Images with several labels or
   * values count as one class. Which images are for testing follows from the seed and the test
   * share alone.
   *
   * @param source the images
   * @param plan shares, folds and seed; without test share and groups the validation part is that
   *     of {@link ImageSplit#stratified}
   * @return the split
   * @throws DataException if there are too few images or groups
   */
  public static Split of(ImageSource source, SplitPlan plan) {
    boolean grouped = source.group(0) != null;
    Place[] places =
        grouped ? GroupedSplit.places(source, plan) : StratifiedSplit.places(source, plan);
    Map<String, Place> byPath = new TreeMap<>();
    for (int image = 0; image < places.length; image++) {
      byPath.put(source.path(image), places[image]);
    }
    Split split = new Split(byPath);
    split.requireAll(source, plan, grouped ? "groups" : "images");
    return split;
  }

  private void requireAll(ImageSource source, SplitPlan plan, String what) {
    for (int fold = 0; fold < plan.folds(); fold++) {
      int each = fold;
      if (places.values().stream().noneMatch(place -> place.fold() == each)) {
        throw new DataException(
            Kind.USAGE,
            String.format(
                Locale.ROOT,
                "folds: found too few %s for %d folds in %s; give fewer folds or more images",
                what,
                plan.folds(),
                source.description()));
      }
    }
    requirePart(Part.TRAIN, source, what);
    if (plan.validationShare() > 0) {
      requirePart(Part.VALIDATION, source, what);
    }
    if (plan.testShare() > 0) {
      requirePart(Part.TEST, source, what);
    }
  }

  private void requirePart(Part part, ImageSource source, String what) {
    if (!has(part)) {
      throw new DataException(
          "%s: found too few %s in a class to have some in the %s part; give other shares or more images"
              .formatted(source.description(), what, part));
    }
  }

  /**
   * Reads a split.
   *
   * @param file a table with the columns path, part (train, validation or test) and, if there are
   *     folds, fold (from 0, empty in the test part)
   * @return the split
   * @throws DataException if it is no such table
   * @throws dev.stagewright.tables.TableException if it cannot be read
   */
  public static Split read(Path file) {
    return SplitTable.read(file);
  }

  /**
   * Writes the split as a table, {@code path,part,fold}, in the order of the paths, UTF-8.
   *
   * @param file appears whole or not at all
   * @throws dev.stagewright.files.OutputException if it cannot be written
   */
  public void write(Path file) {
    OutputFile.write(file, out -> out.write(toCsv().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The split as a table.
   *
   * @return what {@link #write} writes
   */
  public String toCsv() {
    return SplitTable.toCsv(places);
  }

  /**
   * What tells this split from others.
   *
   * @return the SHA-256 of {@link #toCsv} in UTF-8, 64 hexadecimal digits
   */
  public String digest() {
    try {
      byte[] csv = toCsv().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(csv));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }

  /**
   * Where images belong.
   *
   * @return by path, in the order of paths; cannot be changed
   */
  public SortedMap<String, Place> places() {
    return places;
  }

  /**
   * The number of folds.
   *
   * @return one more than the largest fold; 0 without folds
   */
  public int folds() {
    return 1 + places.values().stream().mapToInt(Place::fold).max().orElse(NO_FOLD);
  }

  /**
   * Whether a part has images.
   *
   * @param part any
   */
  public boolean has(Part part) {
    return places.values().stream().anyMatch(place -> place.part() == part);
  }

  /**
   * The images of a part.
   *
   * @param source whose images the split names
   * @param part of the split
   * @return them, in the source's order
   * @throws DataException if the source lacks images that the split names, or the part has none
   */
  public ImageSource part(ImageSource source, Part part) {
    return some(source, place -> place.part() == part, part + " part");
  }

  /**
   * What to train on while a fold is for validation.
   *
   * @param source whose images the split names
   * @param fold from 0
   * @return the training part without the fold
   * @throws DataException if the source lacks images that the split names, or none are left
   */
  public ImageSource outsideOf(ImageSource source, int fold) {
    return some(
        source,
        place -> place.part() == Part.TRAIN && place.fold() != fold,
        "train part without fold " + fold);
  }

  /**
   * A fold, for validation.
   *
   * @param source whose images the split names
   * @param fold from 0
   * @return its images
   * @throws DataException if the source lacks images that the split names, or there are none
   */
  public ImageSource fold(ImageSource source, int fold) {
    return some(source, place -> place.fold() == fold, "fold " + fold);
  }

  private ImageSource some(ImageSource source, Predicate<Place> wanted, String name) {
    checkPaths(source);
    List<Integer> images =
        IntStream.range(0, source.size())
            .filter(
                image -> {
                  Place place = places.get(source.path(image));
                  return place != null && wanted.test(place);
                })
            .boxed()
            .toList();
    if (images.isEmpty()) {
      throw new DataException(
          Kind.USAGE,
          "split: found no image in the %s of %s".formatted(name, source.description()));
    }
    return new ImageSubset(source, images, name);
  }

  private void checkPaths(ImageSource source) {
    SortedMap<String, Place> missing = new TreeMap<>(places);
    for (int image = 0; image < source.size(); image++) {
      missing.remove(source.path(image));
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "split: names %d image(s) that %s lacks, for example %s; expected paths relative to the images' folder, with / between names",
              missing.size(),
              source.description(),
              Printable.of(missing.firstKey())));
    }
  }
}
