package dev.stagewright.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/** Looks at all images of sources before the first of them is needed. */
public final class ImageCheck {

  private static final int SHOWN = 10;

  private ImageCheck() {}

  /**
   * Reads all images whole, in parallel. What only decoding shows is left for when they are
   * decoded.
   *
   * @param sources the images
   * @throws DataException if some cannot be read; it names them
   */
  public static void check(Collection<ImageSource> sources) {
    List<String> faults =
        sources.stream()
            .flatMap(source -> faults(source, Preflight.WHOLE).values().stream())
            .toList();
    if (!faults.isEmpty()) {
      throw new DataException(message(faults));
    }
  }

  /**
   * Looks at all images without decoding them, in parallel.
   *
   * @param source the images
   * @param preflight how much of them is read
   * @return what is wrong with images, with their names, by their places in the source
   */
  public static SortedMap<Integer, String> faults(ImageSource source, Preflight preflight) {
    SortedMap<Integer, String> faults = new ConcurrentSkipListMap<>();
    IntStream.range(0, source.size())
        .parallel()
        .forEach(
            image -> {
              String fault = source.fault(image, preflight);
              if (fault != null) {
                faults.put(image, fault);
              }
            });
    return faults;
  }

  /** All faults in one message, or as many as can be read. */
  static String message(List<String> faults) {
    if (faults.size() == 1) {
      return faults.get(0);
    }
    return String.format(
        Locale.ROOT,
        "found %d images that cannot be read:\n  %s%s",
        faults.size(),
        String.join("\n  ", faults.subList(0, Math.min(SHOWN, faults.size()))),
        faults.size() > SHOWN
            ? String.format(Locale.ROOT, "\n  and %d more", faults.size() - SHOWN)
            : "");
  }
}
