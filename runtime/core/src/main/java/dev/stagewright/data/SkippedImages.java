package dev.stagewright.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The images that a training run leaves out since they cannot be read. The others keep their places
 * in every epoch's order and what is drawn for them. Filled by one thread; others may ask.
 */
public final class SkippedImages {

  /**
   * An image that is left out.
   *
   * @param part what it is for: training or validation
   * @param index its place in the whole source
   * @param path what identifies it there
   * @param reason what is wrong with it, with its name
   */
  public record Skipped(Part part, int index, String path, String reason) {}

  private static final int SHOWN = 1000;

  private final Map<Part, SortedMap<Integer, Skipped>> byPart = new EnumMap<>(Part.class);
  private final List<Skipped> untold = new ArrayList<>();
  private Consumer<Skipped> told = untold::add;

  /** None so far. */
  public SkippedImages() {
    for (Part part : Part.values()) {
      byPart.put(part, new ConcurrentSkipListMap<>());
    }
  }

  /**
   * Leaves out what an earlier run of the same images has left out; nobody is told again.
   *
   * @param images of that run
   */
  public void addKnown(Collection<Skipped> images) {
    images.forEach(image -> of(image.part()).put(image.index(), image));
  }

  /**
   * Has somebody told once of every image that is left out, so far and from now on.
   *
   * @param listener is told
   */
  public void tell(Consumer<Skipped> listener) {
    told = listener;
    untold.forEach(listener);
    untold.clear();
  }

  /**
   * Leaves out those images of a run that show without decoding that they cannot be read.
   *
   * @param training its images to train on
   * @throws DataException if all of them cannot be read
   */
  public void look(ImageSource training) {
    SortedMap<Integer, String> faults = ImageCheck.faults(training, Preflight.WHOLE);
    if (faults.size() == training.size()) {
      throw new DataException(ImageCheck.message(List.copyOf(faults.values())));
    }
    faults.forEach((image, fault) -> add(Part.TRAIN, training, image, fault));
  }

  /**
   * Leaves out all images for validation that cannot be read or decoded. They are decoded for it,
   * since all metrics of a run are to be of the same images.
   *
   * @param validation the images
   * @return the others
   * @throws DataException if none is left
   */
  public ImageSource decodable(ImageSource validation) {
    SortedMap<Integer, String> faults = ImageCheck.faults(validation, Preflight.WHOLE);
    IntStream.range(0, validation.size())
        .parallel()
        .filter(image -> !faults.containsKey(image) && !has(Part.VALIDATION, validation, image))
        .forEach(
            image -> {
              try {
                validation.picture(image).close();
              } catch (DataException e) {
                faults.put(image, String.valueOf(e.getMessage()));
              }
            });
    faults.forEach((image, fault) -> add(Part.VALIDATION, validation, image, fault));
    List<Integer> rest =
        IntStream.range(0, validation.size())
            .filter(image -> !has(Part.VALIDATION, validation, image))
            .boxed()
            .toList();
    if (rest.isEmpty()) {
      throw new DataException(ImageCheck.message(List.copyOf(faults.values())));
    }
    return rest.size() == validation.size()
        ? validation
        : new ImageSubset(validation, rest, "readable");
  }

  /** Leaves out an image; a second time changes nothing. */
  void add(Part part, ImageSource source, int image, String reason) {
    Skipped skipped = new Skipped(part, source.index(image), source.path(image), reason);
    if (of(part).putIfAbsent(skipped.index(), skipped) == null) {
      told.accept(skipped);
    }
  }

  boolean has(Part part, ImageSource source, int image) {
    return of(part).containsKey(source.index(image));
  }

  private SortedMap<Integer, Skipped> of(Part part) {
    return byPart.getOrDefault(part, new ConcurrentSkipListMap<>());
  }

  /**
   * All that are left out.
   *
   * @return by part, in the order of their places in the whole source
   */
  public List<Skipped> all() {
    return byPart.values().stream().flatMap(images -> images.values().stream()).toList();
  }

  /**
   * The paths of as many as can be read in one line.
   *
   * @return with commas between; empty for none
   */
  public String paths() {
    List<String> paths = all().stream().map(Skipped::path).toList();
    String shown = String.join(", ", paths.subList(0, Math.min(SHOWN, paths.size())));
    return paths.size() > SHOWN
        ? String.format(Locale.ROOT, "%s and %d more", shown, paths.size() - SHOWN)
        : shown;
  }
}
