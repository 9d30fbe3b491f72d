package dev.stagewright.cli;

import dev.stagewright.data.ExifOrientation;
import dev.stagewright.data.ImageInput;
import dev.stagewright.pictures.Background;
import dev.stagewright.pictures.Fit;
import dev.stagewright.pictures.Interpolation;
import dev.stagewright.pictures.ResizeRule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How pictures become a network's input, as options of the command line. The model keeps it. */
final class PictureOptions {

  @Option(
      names = "--ignore-orientation",
      description =
          "Use pictures as stored, as Keras does, instead of turning them as their EXIF"
              + " data say. The model remembers it.")
  private boolean ignoreOrientation;

  @Option(
      names = "--resize",
      paramLabel = "squash|crop|pad",
      defaultValue = "squash",
      description =
          "How pictures are brought to the network's size: squash ignores the aspect ratio,"
              + " crop resizes the shorter side and cuts out the center, pad adds black borders"
              + " (default: ${DEFAULT-VALUE}). The model remembers it.")
  private Fit resize = Fit.SQUASH;

  @Option(
      names = "--crop-share",
      paramLabel = "SHARE",
      defaultValue = "1",
      description =
          "With --resize crop: the network's size as a share of the size that pictures are"
              + " resized to, for example 0.875 (default: ${DEFAULT-VALUE}).")
  private double cropShare = 1;

  @Option(
      names = "--interpolation",
      paramLabel = "RULE",
      defaultValue = "auto",
      description =
          "auto averages areas to shrink and interpolates linearly to enlarge; area is"
              + " OpenCV's, bilinear is Keras', antialias_bilinear and antialias_bicubic are"
              + " Pillow's and torchvision's (default: ${DEFAULT-VALUE}). The model remembers it.")
  private Interpolation interpolation = Interpolation.AUTO;

  @Option(
      names = "--background",
      paramLabel = "COLOR",
      description =
          "The background of transparent pictures: white, black or #rrggbb (default:"
              + " transparency is dropped and stored colors count). The model remembers it.")
  private @Nullable String background;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** Refuses options without effect, and values that cannot be. */
  void check(LabeledImages images) {
    images.refuseForArrays("whose images have no orientation", "--ignore-orientation");
    images.refuseForArrays("whose images have no transparency", "--background");
    if (resize != Fit.CROP) {
      given.refuse("without --resize crop", "--crop-share");
    }
    rule();
    color();
  }

  ImageInput applyTo(ImageInput input) {
    return input
        .withOrientation(ignoreOrientation ? ExifOrientation.IGNORED : ExifOrientation.APPLIED)
        .withResize(rule())
        .withBackground(color());
  }

  private ResizeRule rule() {
    return new ResizeRule(resize, interpolation, cropShare);
  }

  private @Nullable Background color() {
    return background == null ? null : Background.of(background);
  }
}
