package dev.stagewright.processor.topology;

/** The names of keras.applications since 2.3: {@code conv2_block1_1_conv}. */
final class KerasNames extends LayerNames {

  @Override
  public String block(int stage, Naming naming, int index) {
    return "conv" + stage + "_block" + (index + 1);
  }

  @Override
  String blockPattern() {
    return "conv\\d+_block\\d+";
  }

  @Override
  public String title(String block) {
    return block;
  }

  @Override
  public LayerName stemConvolution(int index, int count) {
    return LayerName.fixed(stem(index, count) + "conv");
  }

  @Override
  LayerName stemNormalization(int index, int count) {
    return LayerName.fixed(stem(index, count) + "bn");
  }

  @Override
  LayerName stemActivation(Nonlinearity nonlinearity, int index, int count) {
    return LayerName.fixed(stem(index, count) + nonlinearity.kerasName());
  }

  private static String stem(int index, int count) {
    return count == 1 ? "conv1_" : "conv1_" + (index + 1) + "_";
  }

  @Override
  LayerName stemBorder() {
    return LayerName.fixed("pool1_pad");
  }

  @Override
  public LayerName stemPool() {
    return LayerName.fixed("pool1_pool");
  }

  @Override
  LayerName convolution(String block, int index) {
    return layer(block, (index + 1) + "_conv");
  }

  @Override
  LayerName normalization(String block, int index) {
    return layer(block, (index + 1) + "_bn");
  }

  @Override
  LayerName activation(Nonlinearity nonlinearity, String block, int index) {
    return layer(block, (index + 1) + "_" + nonlinearity.kerasName());
  }

  @Override
  LayerName preactivationNormalization(String block, int index) {
    return index == 0 ? layer(block, "preact_bn") : normalization(block, index - 1);
  }

  @Override
  LayerName preactivation(Nonlinearity nonlinearity, String block, int index) {
    return index == 0
        ? layer(block, "preact_" + nonlinearity.kerasName())
        : activation(nonlinearity, block, index - 1);
  }

  @Override
  LayerName attention(String block, String part) {
    return layer(block, "se_" + part);
  }

  @Override
  LayerName shortcutPool(String block) {
    return layer(block, "0_pool");
  }

  @Override
  LayerName projection(String block, Shortcut shortcut) {
    return layer(block, "0_conv");
  }

  @Override
  LayerName projectionNormalization(String block, Shortcut shortcut) {
    return layer(block, "0_bn");
  }

  @Override
  public LayerName layer(String block, String name) {
    return new LayerName("", block, "_" + name);
  }

  @Override
  LayerName lastNormalization() {
    return LayerName.fixed("post_bn");
  }

  @Override
  LayerName lastActivation(Nonlinearity nonlinearity) {
    return LayerName.fixed("post_" + nonlinearity.kerasName());
  }
}
