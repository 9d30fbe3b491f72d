package dev.stagewright.data;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Images of which all have been looked at, so that nobody has to do it again. */
public final class CheckedImages extends PassedOnImages {

  private final SortedMap<Integer, String> faults;

  private CheckedImages(ImageSource source, SortedMap<Integer, String> faults) {
    super(source);
    this.faults = faults;
  }

  /**
   * Looks at all images, in parallel.
   *
   * @param source the images
   * @param preflight how much of them is read
   * @param bad what is done about those that cannot be read
   * @return all of them; those that cannot be read have a {@link ImageSource#fault}
   * @throws DataException if some cannot be read and are not to be left out
   */
  public static ImageSource of(ImageSource source, Preflight preflight, BadImages bad) {
    SortedMap<Integer, String> faults = ImageCheck.faults(source, preflight);
    if (bad == BadImages.FAIL && !faults.isEmpty()) {
      throw new DataException(ImageCheck.message(List.copyOf(faults.values())));
    }
    return new CheckedImages(source, faults);
  }

  @Override
  public @Nullable String fault(int image, Preflight preflight) {
    return faults.get(image);
  }
}
