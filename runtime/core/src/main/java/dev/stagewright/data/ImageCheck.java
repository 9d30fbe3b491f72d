package dev.stagewright.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** Looks at all images of sources before the first of them is needed. */
public final class ImageCheck {

  private static final int SHOWN = 10;

  private ImageCheck() {}

  /**
   * Checks the images' headers, in parallel. What only decoding shows is left for when they are
   * read.
   *
   * @param sources the images
   * @throws DataException if some cannot be read; it names them
   */
  public static void check(Collection<ImageSource> sources) {
    List<String> faults =
        sources.stream()
            .flatMap(
                source ->
                    IntStream.range(0, source.size())
                        .parallel()
                        .mapToObj(source::fault)
                        .filter(Objects::nonNull)
                        .toList()
                        .stream())
            .toList();
    if (faults.size() == 1) {
      throw new DataException(faults.get(0));
    }
    if (!faults.isEmpty()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "found %d images that cannot be read:\n  %s%s",
              faults.size(),
              String.join("\n  ", faults.subList(0, Math.min(SHOWN, faults.size()))),
              faults.size() > SHOWN
                  ? String.format(Locale.ROOT, "\n  and %d more", faults.size() - SHOWN)
                  : ""));
    }
  }
}
