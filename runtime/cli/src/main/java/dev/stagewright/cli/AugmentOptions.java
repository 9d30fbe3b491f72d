package dev.stagewright.cli;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.augmentation.Mixing;
import dev.stagewright.augmentation.Transform;
import dev.stagewright.json.JsonException;
import dev.stagewright.json.RecordText;
import java.util.List;
import picocli.CommandLine.Option;

/** How training pictures are changed at random, as options of the command line. */
final class AugmentOptions {

  @Option(
      names = "--augment",
      paramLabel = "NAME[:MEMBER=VALUE,...]",
      description =
          "Change training pictures at random, for example horizontal-flip or"
              + " rotation:degrees=10,fill=255; repeated, in this order. Names:"
              + " random-resized-crop, random-crop, horizontal-flip, vertical-flip, rotation,"
              + " affine, color-jitter, grayscale, gaussian-blur, random-erasing, cutout,"
              + " rand-augment, trivial-augment.")
  private List<String> transforms = List.of();

  @Option(
      names = "--mixup",
      paramLabel = "ALPHA",
      defaultValue = "0",
      description =
          "Blend each picture of a batch with another one (mixup), by a share drawn from"
              + " the beta distribution of this ALPHA, for example 0.2; 0 for off.")
  private double mixup;

  @Option(
      names = "--cutmix",
      paramLabel = "ALPHA",
      defaultValue = "0",
      description =
          "Paste a patch of another picture into each picture of a batch (CutMix), for"
              + " example 1; 0 for off. With --mixup as well, each batch gets one of the two at"
              + " random.")
  private double cutmix;

  @Option(
      names = "--decode",
      paramLabel = "whole|fast",
      defaultValue = "whole",
      description =
          "fast decodes large JPEGs at a reduced size in training, but never below 4 times"
              + " the network's input size (default: ${DEFAULT-VALUE}).")
  private Decoding decoding = Decoding.WHOLE;

  private enum Decoding {
    WHOLE,
    FAST
  }

  Augmentation toAugmentation() {
    return new Augmentation(
        transforms.stream().map(AugmentOptions::transform).toList(),
        new Mixing(mixup, cutmix),
        decoding == Decoding.FAST);
  }

  private static Transform transform(String text) {
    try {
      return RecordText.read(Transform.class, text);
    } catch (JsonException e) {
      throw CommandException.usage("--augment: " + e.getMessage());
    }
  }
}
