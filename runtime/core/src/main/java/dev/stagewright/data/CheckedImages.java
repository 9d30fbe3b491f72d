package dev.stagewright.data;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Images of which all have been looked at, so that nobody has to do it again. */
public final class CheckedImages extends PassedOnImages {

  private CheckedImages(ImageSource source) {
    super(source);
  }

  /**
   * Looks at all images, in parallel.
   *
   * @param source the images
   * @param preflight how much of them is read
   * @param bad what is done about those that cannot be read
   * @param skipped receives those that are left out
   * @return the images that can be read, each with its {@link ImageSource#index} in the whole
   * @throws DataException if some cannot be read and are not to be left out, or none is left
   */
  public static ImageSource of(
      ImageSource source, Preflight preflight, BadImages bad, SkippedImages skipped) {
    SortedMap<Integer, String> faults = ImageCheck.faults(source, preflight);
    if (faults.isEmpty()) {
      return new CheckedImages(source);
    }
    if (bad == BadImages.FAIL || faults.size() == source.size()) {
      throw new DataException(ImageCheck.message(List.copyOf(faults.values())));
    }
    faults.forEach((image, reason) -> skipped.add(source, image, reason));
    List<Integer> rest =
        IntStream.range(0, source.size())
            .filter(image -> !faults.containsKey(image))
            .boxed()
            .toList();
    return new CheckedImages(new ImageSubset(source, rest, "readable"));
  }

  @Override
  public @Nullable String fault(int image, Preflight preflight) {
    return null;
  }
}
