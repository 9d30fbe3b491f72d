package dev.stagewright.processor.topology;

/** The names of Keras' first ResNet50: {@code res2a_branch2a} in the first block of stage 2. */
final class LegacyNames extends LayerNames {

  private static final String PROJECTION = "_branch1";

  @Override
  public String block(int stage, Naming naming, int index) {
    return stage + naming.of(index);
  }

  @Override
  String blockPattern() {
    return "\\d+[a-z]\\d*";
  }

  @Override
  public String title(String block) {
    return "res" + block;
  }

  @Override
  public LayerName stemConvolution(int index, int count) {
    return LayerName.fixed("conv1" + stem(index, count));
  }

  @Override
  LayerName stemNormalization(int index, int count) {
    return LayerName.fixed("bn_conv1" + stem(index, count));
  }

  @Override
  LayerName stemActivation(Nonlinearity nonlinearity, int index, int count) {
    return LayerName.fixed(nonlinearity.kerasName() + "_conv1" + stem(index, count));
  }

  /** A single convolution has no letter. */
  private static String stem(int index, int count) {
    return count == 1 ? "" : String.valueOf((char) ('a' + index));
  }

  @Override
  LayerName stemBorder() {
    return LayerName.fixed("pad1");
  }

  @Override
  public LayerName stemPool() {
    return LayerName.fixed("pool1");
  }

  @Override
  LayerName convolution(String block, int index) {
    return new LayerName("res", block, branch(index));
  }

  @Override
  LayerName normalization(String block, int index) {
    return new LayerName("bn", block, branch(index));
  }

  @Override
  LayerName activation(Nonlinearity nonlinearity, String block, int index) {
    return new LayerName(nonlinearity.kerasName(), block, branch(index));
  }

  private static String branch(int index) {
    return "_branch2" + (char) ('a' + index);
  }

  @Override
  LayerName attention(String block, String part) {
    return new LayerName("se", block, "_" + part);
  }

  @Override
  LayerName shortcutPool(String block) {
    return new LayerName("pool", block, PROJECTION);
  }

  @Override
  LayerName projection(String block, Shortcut shortcut) {
    return new LayerName("res", block, PROJECTION);
  }

  @Override
  LayerName projectionNormalization(String block, Shortcut shortcut) {
    return new LayerName("bn", block, PROJECTION);
  }

  @Override
  public LayerName layer(String block, String name) {
    return new LayerName(name, block, "");
  }

  @Override
  LayerName lastNormalization() {
    return LayerName.fixed("bn_last");
  }

  @Override
  LayerName lastActivation(Nonlinearity nonlinearity) {
    return LayerName.fixed(nonlinearity.kerasName() + "_last");
  }
}
