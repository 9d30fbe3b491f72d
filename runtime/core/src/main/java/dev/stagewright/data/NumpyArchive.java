package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.NumpyException;
import dev.stagewright.files.NumpyHeader;
import dev.stagewright.files.ZipArchive;
import dev.stagewright.storage.TemporaryFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Images and labels in a .npz file, as {@link NumpyImages}: one array of three axes or more and one
 * of labels, or such a pair for each part, with {@code train}, {@code val} (or {@code valid},
 * {@code validation}) and {@code test} in the arrays' names. They are expanded into temporary files
 * that are gone when the process ends.
 */
public final class NumpyArchive {

  private static final Pattern PART =
      Pattern.compile("(^|[^a-z])(train|val|valid|validation|test)([^a-z]|$)");

  /** The arrays of a part. */
  private static final class Pair {
    private @Nullable NumpyPixels pixels;
    private int @Nullable [] classes;
  }

  private NumpyArchive() {}

  /**
   * Opens a .npz file.
   *
   * @param file the archive
   * @param names the classes' names in the order of their numbers; none to name them by number
   * @param axes the order of the images' axes; null to guess it where only one is possible
   * @return the images; where there are no parts, all in the train part
   * @throws DataException if arrays do not fit each other, or the names
   * @throws NumpyException if it is not such an archive
   */
  public static SplitImages open(Path file, List<String> names, @Nullable Axes axes) {
    Map<Part, Pair> pairs = new EnumMap<>(Part.class);
    String name = Printable.of(file.toString());
    try (ZipArchive zip = ZipArchive.open(file)) {
      for (String entry : zip.names()) {
        Pair pair = pairs.computeIfAbsent(part(entry), part -> new Pair());
        read(name + "#" + Printable.of(entry), zip, entry, axes, pair);
      }
    } catch (EOFException e) {
      throw new NumpyException(name + ": is truncated; write or copy it again", e);
    } catch (IOException e) {
      throw new NumpyException(
          "%s: is not a .npz file, or a damaged one (%s); expected one that numpy.savez wrote"
              .formatted(name, e.getMessage()),
          e);
    }
    return join(file, pairs, names);
  }

  private static Part part(String entry) {
    Matcher matcher = PART.matcher(entry.toLowerCase(Locale.ROOT));
    Optional<Part> part = matcher.find() ? Part.ofFolder(matcher.group(2)) : Optional.empty();
    return part.orElse(Part.TRAIN);
  }

  private static void read(
      String name, ZipArchive zip, String entry, @Nullable Axes axes, Pair pair)
      throws IOException {
    FileChannel file = TemporaryFile.open();
    try (InputStream packed = zip.stream(entry)) {
      TemporaryFile.fill(file, packed);
      NumpyHeader header = NumpyPixels.header(name, file, "pictures or labels");
      boolean pictures = header.shape().size() > 2;
      if (pictures ? pair.pixels != null : pair.classes != null) {
        throw new NumpyException(
            "%s: found a second array of %s in its part; expected one of pictures and one of labels"
                .formatted(name, pictures ? "pictures" : "labels"));
      }
      if (pictures) {
        pair.pixels = NumpyPixels.of(name, file, axes);
        return;
      }
      pair.classes = NumpyLabels.read(name, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
    file.close();
  }

  private static SplitImages join(Path file, Map<Part, Pair> pairs, List<String> names) {
    List<String> labels = names;
    List<NumpyImages> sources = new ArrayList<>();
    Map<String, Split.Place> places = new TreeMap<>();
    for (Map.Entry<Part, Pair> entry : pairs.entrySet()) {
      Pair pair = entry.getValue();
      if (pair.pixels == null || pair.classes == null) {
        throw new NumpyException(
            "%s: found no array of %s for the %s part; expected one of pictures, of three or four axes, and one of labels"
                .formatted(
                    Printable.of(file.toString()),
                    pair.pixels == null ? "pictures" : "labels",
                    entry.getKey()));
      }
      String prefix = pairs.size() == 1 ? "" : entry.getKey() + "/";
      NumpyImages source = NumpyImages.of(file, prefix, pair.pixels, pair.classes, labels);
      labels = source.labels();
      for (int image = 0; image < source.size(); image++) {
        places.put(source.path(image), new Split.Place(entry.getKey(), Split.NO_FOLD));
      }
      sources.add(source);
    }
    ImageSource all = sources.size() == 1 ? sources.get(0) : new JoinedImages(sources);
    return new SplitImages(all, Split.of(places));
  }
}
