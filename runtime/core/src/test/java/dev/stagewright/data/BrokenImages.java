package dev.stagewright.data;

import dev.stagewright.pictures.DecodeOptions;
import dev.stagewright.pictures.Picture;
import java.util.Set;

/** Images of which only decoding shows that some cannot be read. */
public final class BrokenImages extends PassedOnImages {

  private final Set<Integer> broken;

  public BrokenImages(ImageSource source, Set<Integer> broken) {
    super(source);
    this.broken = broken;
  }

  @Override
  public Picture picture(int image) {
    return picture(image, DecodeOptions.PLAIN);
  }

  @Override
  public Picture picture(int image, DecodeOptions options) {
    if (broken.contains(image)) {
      throw new DataException(name(image) + ": its data are damaged");
    }
    return super.picture(image, options);
  }
}
