package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import java.util.List;

/** Images of which nobody says what they show. */
final class Unlabeled extends PassedOnImages {

  Unlabeled(ImageSource source) {
    super(source);
  }

  @Override
  public List<String> labels() {
    return List.of();
  }

  @Override
  public int label(int image) {
    throw new DataException(Kind.USAGE, name(image) + ": has no label");
  }

  @Override
  public int stratum(int image) {
    return 0;
  }
}
