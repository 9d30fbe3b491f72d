package dev.stagewright.processor.topology;

/**
 * The names of torchvision and timm, {@code layer1.0.conv1}, as far as layers have parameters;
 * layers without take their module's name, numbered where one module is used several times.
 */
final class TorchNames extends LayerNames {

  @Override
  public String block(int stage, Naming naming, int index) {
    return "layer" + (stage - 1) + "." + index;
  }

  @Override
  String blockPattern() {
    return "layer\\d+\\.\\d+";
  }

  @Override
  public String title(String block) {
    return block;
  }

  /** timm's deep stem is one sequence, whose last normalization stands outside of it. */
  @Override
  public LayerName stemConvolution(int index, int count) {
    return LayerName.fixed(count == 1 ? "conv1" : "conv1." + 3 * index);
  }

  @Override
  LayerName stemNormalization(int index, int count) {
    return LayerName.fixed(index == count - 1 ? "bn1" : "conv1." + (3 * index + 1));
  }

  @Override
  LayerName stemActivation(Nonlinearity nonlinearity, int index, int count) {
    return LayerName.fixed(
        index == count - 1 ? nonlinearity.kerasName() : "conv1." + (3 * index + 2));
  }

  @Override
  LayerName stemBorder() {
    return LayerName.fixed("maxpool_pad");
  }

  @Override
  public LayerName stemPool() {
    return LayerName.fixed("maxpool");
  }

  @Override
  LayerName convolution(String block, int index) {
    return layer(block, "conv" + (index + 1));
  }

  @Override
  LayerName normalization(String block, int index) {
    return layer(block, "bn" + (index + 1));
  }

  @Override
  LayerName activation(Nonlinearity nonlinearity, String block, int index) {
    return layer(block, nonlinearity.kerasName() + (index + 1));
  }

  @Override
  LayerName attention(String block, String part) {
    return layer(block, "se." + part);
  }

  @Override
  LayerName dropPath(String block) {
    return layer(block, "drop_path");
  }

  @Override
  LayerName shortcutPool(String block) {
    return layer(block, "downsample.0");
  }

  @Override
  LayerName projection(String block, Shortcut shortcut) {
    return layer(block, shortcut == Shortcut.CONVOLUTION ? "downsample.0" : "downsample.1");
  }

  @Override
  LayerName projectionNormalization(String block, Shortcut shortcut) {
    return layer(block, shortcut == Shortcut.CONVOLUTION ? "downsample.1" : "downsample.2");
  }

  @Override
  public LayerName layer(String block, String name) {
    return new LayerName("", block, "." + name);
  }

  @Override
  LayerName lastNormalization() {
    return LayerName.fixed("norm");
  }

  @Override
  LayerName lastActivation(Nonlinearity nonlinearity) {
    return LayerName.fixed("norm_" + nonlinearity.kerasName());
  }

  @Override
  public LayerName averagePool() {
    return LayerName.fixed("avgpool");
  }

  @Override
  public LayerName maxPool() {
    return LayerName.fixed("headmaxpool");
  }

  @Override
  LayerName bothPools() {
    return LayerName.fixed("avgmaxpool");
  }
}
