package dev.stagewright.weights;

import java.util.Set;

/**
 * The networks of torchvision and timm whose ImageNet weights are published in forms that are not
 * downloaded here: pickles, or files on a hub.
 */
enum TorchOriginal {
  RESNET18(11_186_112, "torchvision", "resnet18", "IMAGENET1K_V1"),
  RESNET34(21_301_696, "torchvision", "resnet34", "IMAGENET1K_V1"),
  RESNET50(23_561_152, "torchvision", "resnet50", "IMAGENET1K_V2"),
  RESNET101(42_605_504, "torchvision", "resnet101", "IMAGENET1K_V2"),
  RESNET152(58_295_232, "torchvision", "resnet152", "IMAGENET1K_V2"),
  RESNEXT50(23_048_128, "torchvision", "resnext50_32x4d", "IMAGENET1K_V2"),
  RESNEXT101(86_945_216, "torchvision", "resnext101_32x8d", "IMAGENET1K_V2"),
  WIDE_RESNET50(66_902_464, "torchvision", "wide_resnet50_2", "IMAGENET1K_V2"),
  WIDE_RESNET101(124_975_552, "torchvision", "wide_resnet101_2", "IMAGENET1K_V2"),
  RESNET50D(23_580_512, "timm", "resnet50d", "ra2_in1k"),
  SERESNET50(26_092_144, "timm", "seresnet50", "ra2_in1k"),
  ECARESNET50D(23_580_598, "timm", "ecaresnet50d", "miil_in1k");

  private final long parameters;
  private final String library;
  private final String model;
  private final String weights;

  /**
   * An original.
   *
   * @param parameters in front of the classifier, running statistics among them
   */
  TorchOriginal(long parameters, String library, String model, String weights) {
    this.parameters = parameters;
    this.library = library;
    this.model = model;
    this.weights = weights;
  }

  /** Whether a network is this one, by the names of its layers and its size. */
  boolean isOf(Set<String> layers, long parameters) {
    return layers.contains("layer1.0.conv1") && this.parameters == parameters;
  }

  /** What to do to have its weights. */
  String advice() {
    String file = model + ".safetensors";
    String original =
        library.equals("timm")
            ? "timm.create_model(\"%s.%s\", pretrained=True)".formatted(model, weights)
            : "torchvision.models.%s(weights=\"%s\")".formatted(model, weights);
    return "this is %s's %s, whose weights %s are not downloaded. Make their file in Python, safetensors.torch.save_file(%s.state_dict(), \"%s\"), and give its path in place of imagenet"
        .formatted(library, model, weights, original, file);
  }
}
