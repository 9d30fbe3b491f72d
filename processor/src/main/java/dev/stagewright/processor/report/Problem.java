package dev.stagewright.processor.report;

import java.util.Locale;
import javax.tools.Diagnostic.Kind;

/**
 * Everything that can be wrong with a declaration, or is hardly meant: what was found, what is
 * expected, what to do. Each text ends in the anchor of its section in docs/troubleshooting.md,
 * which is the constant's name in lower case with hyphens and must not change.
 */
public enum Problem {
  KIND_UNSUPPORTED(
      "%s is %s; a network is declared on an interface or a class, top-level or static nested,"
          + " without type parameters. Move the annotations to an empty interface."),
  META_ANNOTATION(
      "@%s carries @%s, but parts of a declaration are read only where they stand on the network's own"
          + " type. Write them on %s; numbers that several networks share can be constants."),
  PACKAGE_UNNAMED(
      "%s is in the unnamed package of the module %s, where compilers take no generated class. Move"
          + " it into a package."),
  RESNET_MISSING(
      "@%s stands without @ResNet, so that nothing would be generated. Add @ResNet to %s, or remove"
          + " @%s."),
  STEM_MISSING("%s has no @Stem. Add one; @Stem alone is Keras' stem."),
  STAGE_MISSING(
      "%s has no @Stage, but a network has at least one. Add, for example,"
          + " @Stage(blocks = 3, filters = {64, 64, 256})."),
  STAGES_MIXED(
      "@Stage stands beside @Stages, so that the order of the stages is not known. Move it into"
          + " @Stages, or write every stage as a @Stage of its own."),
  HEAD_MISSING("%s has no @Head. Add one; @Head alone is Keras' head of 1000 classes."),
  INPUT_SIZE(
      "@Input: %s is %d, but it must be at least 1. Give the size of the images in pixels and their"
          + " number of channels."),
  STEM_DEPTH(
      "@Stem: filters has %s and kernel %s, but every convolution of the stem has one of each. Give"
          + " as many numbers in both."),
  STEM_FILTERS("@Stem: filters is %d, but a convolution has at least 1. Give, for example, 64."),
  STEM_KERNEL("@Stem: kernel is %d, but it must be at least 1. Give, for example, 7."),
  STEM_STRIDE("@Stem: stride is %d, but it must be at least 1. Give 2, or 1 for small images."),
  STEM_STRIDE_SKIPS(
      Kind.WARNING,
      "@Stem: stride is %d, but the kernel is only %d: the convolution reads %d of %d pixels. Use a"
          + " stride of at most %d or a larger kernel."),
  STEM_PADDING(
      "@Stem: padding is %d, but with a kernel of %d it must be from 0 to %d. %d keeps the size."),
  POOL_KERNEL(
      "@Stem: the pool's kernel is %d, but it must be at least 1, or 0 for no pool. Give 0 to"
          + " switch the pool off."),
  POOL_STRIDE("@Stem: the pool's stride is %d, but it must be at least 1. Give, for example, 2."),
  POOL_PADDING(
      "@Stem: the pool's padding is %d, but with a kernel of %d it must be from 0 to %d. Half the"
          + " kernel keeps the size."),
  POOL_BORDER_UNUSED(
      Kind.WARNING,
      "@Stem: the pool's border is ZERO, but its padding is 0, so that it changes nothing. Give a"
          + " padding, or remove the border."),
  POOL_STRIDE_SKIPS(
      Kind.WARNING,
      "@Stem: the pool's stride is %d, but its kernel is only %d: it reads %d of %d cells of its %d x %d"
          + " map. Use a stride of at most %d or a larger kernel."),
  BLOCKS_COUNT(
      "%s: blocks is %d, but a stage has from 1 to %d blocks. Give the number of residual blocks,"
          + " or remove the stage."),
  BLOCKS_TOTAL(
      "%s: counting its %d, the network has %,d blocks, but at most %,d fit into one class. Use fewer"
          + " blocks in all."),
  FILTERS_FORM(
      "%s: filters has %s, which form no block. Give two for a basic block or three for a"
          + " bottleneck."),
  FILTERS_COUNT(
      "%s: filters holds %d, but a convolution has at least 1. Give the number of output channels."),
  BLOCK_CLASS(
      "%s: block is %s. A block of your own is a public class with a public constructor without"
          + " arguments that implements dev.stagewright.network.StageBlock; this one %s. %s."),
  BLOCK_FILTERS(
      "%s: filters is empty, but its last number is that of the stage's output channels. Give that"
          + " number at least."),
  BLOCK_MEMBER(
      "%s: %s has no effect, since %s. Remove it; a block of your own gets the stage's filters,"
          + " kernel, stride, l1 and l2."),
  KERNEL_SIZE("%s: kernel is %d, but it must be an odd number of at least 1. %s."),
  GROUPS_SIZE("%s: groups is %d, but it must be at least 1. Give 1 for an ordinary convolution."),
  GROUPS_DIVIDE(
      "%s: groups is %d, which does not divide the channels %s on both sides of its"
          + " convolutions. Use %s groups."),
  GROUPS_OF_ONE(
      Kind.WARNING,
      "%s: groups is %d, as many as there are channels: every group has a single one, and channels"
          + " are not mixed. Use %d groups, or fewer."),
  REDUCTION_SIZE(
      "%s: the attention's reduction is %d, but it must be at least 1. Give, for example, 16."),
  REDUCTION_UNUSED(
      Kind.WARNING,
      "%s: the attention's reduction is %d, but kind %s has none, so that it changes nothing. Remove"
          + " it, or use Attention.Kind.SE."),
  RATE_RANGE("%s is %s, but it must be at least 0 and below 1. Give 0 to switch it off."),
  ZERO_INIT_WITHOUT_NORM(
      "@ResNet: zeroInitResidual is true, but without normalization there is no gamma that could"
          + " start at 0. Remove one of the two."),
  DILATION_SIZE(
      "%s: dilation is %d, but it must be at least 1. Give 1 for cells side by side, 2 for every"
          + " second."),
  DILATION_BEYOND_MAP(
      Kind.WARNING,
      "%s: dilation is %d, but with an input of %d x %d the stage's map is %d x %d, so that of the %d"
          + " x %d cells of a kernel only the middle one meets it. Use a dilation of at most %d, or larger"
          + " images."),
  NAMING_UNUSED(
      Kind.WARNING,
      "%s: naming is %s, but convention %s counts its blocks, so that it changes nothing. Remove"
          + " it."),
  ZERO_INIT_PREACTIVATION(
      "@ResNet: zeroInitResidual is true, but with preactivation no normalization ends a branch."
          + " Remove one of the two."),
  STRIDE_SIZE(
      "%s: stride is %d, but it must be at least 1. Give 1 to keep the feature map's size or 2 to"
          + " halve it."),
  STRIDE_SKIPS(
      "%s: stride is %d, but the %d x %d convolution that takes it would skip rows and columns. Use"
          + " a stride of at most %d or a larger kernel."),
  STRIDE_TINY_MAP(
      Kind.WARNING,
      "%s: stride is %d, but with an input of %d x %d the stage's map is %d x %d, of which %d of %d"
          + " cells are left. Use stride = 1, or an input of at least %d x %d."),
  MEMBER_UNUSED(Kind.WARNING, "%s: %s is %s, but %s, so that it changes nothing. Remove it."),
  HEAD_POOL(
      "@Head: pool is %d, but it must be at least 1, or 0 for no pool. Give 0 to switch the pool"
          + " off."),
  HEAD_POOL_UNUSED(
      Kind.WARNING,
      "@Head: pool is %d, but pooling %s reads the whole map, so that it changes nothing. Remove"
          + " one of the two."),
  HEAD_POOL_CUTS(
      Kind.WARNING,
      "@Head: pool is %d, but with an input of %d x %d the last feature map is %d x %d: the pool reads"
          + " %d of %d cells. Use pool = %d, which reads all, or another input."),
  HEAD_CLASSES("@Head: classes is %d, but a classifier has at least 2. %s."),
  HEAD_OUTPUTS("@Head: classes is %d, but task %s %s."),
  HEAD_NAME(
      "@Head: name is %s, %s. Give a name of letters, digits, '_', '-' and '.' that no other"
          + " layer has, such as fc1000 or predictions."),
  ALPHA_RANGE("%s: alpha is %s, but it must be a number above 0. Keras' ELU has 1.0."),
  ALPHA_UNUSED(
      Kind.WARNING, "%s: alpha is %s, but %s has none, so that it changes nothing. Remove it."),
  ALPHA_OF_LEAKY_RELU(
      "%s: alpha is %s, but a leaky ReLU bends only between 0 and 1; with 1 it does nothing. Give, for"
          + " example, alpha = 0.3, as Keras."),
  PENALTY_RANGE(
      "%s: %s is %s, but it must be a number of at least 0. Give 0 to switch the penalty off."),
  NORM_EPSILON("@Norm: epsilon is %s, but it must be a number above 0. Keras has 1e-3."),
  NORM_MOMENTUM("@Norm: momentum is %s, but it must be at least 0 and below 1. Keras has 0.99."),
  NORM_TINY_MAP(
      Kind.WARNING,
      "%s: with an input of %d x %d its maps are 1 x 1, so that batch normalization sees one number a"
          + " channel and picture, and of a single picture nothing. Use an input of at least %d x %d,"
          + " smaller strides, or norm = @Norm(kind = Norm.Kind.NONE)."),
  MAP_VANISHES(
      "@Stem: with an input of %d x %d the feature map vanishes in %s, which gets %d x %d and needs at"
          + " least %d x %d. %s smaller kernel."),
  MAP_BELOW_HEAD_POOL(
      "@Head: pool is %d, but with an input of %d x %d the last feature map is %d x %d: it falls"
          + " below %d x %d in %s. %s pool of at most %d, or pool = 0."),
  ARRAY_SIZE("%s has %,d numbers, but Deeplearning4j's arrays hold at most %,d. %s."),
  NAME_TAKEN(
      "%s would be generated for %s, but a type of that name exists already. Rename one of them."),
  SOURCE_LEVEL(
      "This compilation is for Java %s, but generated networks need at least Java 17. Raise --release"
          + " (maven.compiler.release in Maven)."),
  GENERATED_IN_SOURCES(
      "%s was generated from %s by an earlier compilation and is now a source of this one. Take the"
          + " directory of generated files out of the sources and the source path; to keep the file"
          + " as code of your own, rename its class."),
  RUNTIME_MISSING(
      "%s needs the class %s, which is not on the class path. Add the dependency"
          + " dev.stagewright:stagewright-runtime."),
  RUNTIME_NOT_READ(
      "The module %s does not read the class %s, which generated networks need. Add to its"
          + " module-info.java: %s (with the jars on the module path), or compile without it."),
  RUNTIME_TOO_OLD(
      "%s needs a runtime of API level %d, but the one on the class path has %s. Use one version of"
          + " stagewright-processor and stagewright-runtime."),
  DSL_MISMATCH(
      "%s is known to only one of stagewright-dsl and stagewright-processor. Use one version of"
          + " both."),
  VALUES_CHANGED(
      "The values of %s are others than before its network was written: they come from that network"
          + " itself, or from a class of an earlier compilation. Write the values themselves, or"
          + " clean the output directory and compile again."),
  WRITE_FAILED("%s could not be written: %s. Clean the output directory and compile again.");

  private final Kind kind;
  private final String text;

  Problem(String text) {
    this(Kind.ERROR, text);
  }

  Problem(Kind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  /** Whether it is an error or a warning. */
  public Kind kind() {
    return kind;
  }

  /** Whether it is about the whole compilation rather than one declaration. */
  boolean ofCompilation() {
    return this == SOURCE_LEVEL || this == RUNTIME_NOT_READ;
  }

  /** What silences a warning in {@code @SuppressWarnings}. */
  String suppression() {
    return "stagewright:" + anchor();
  }

  /** The section of the troubleshooting page. */
  public String anchor() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A number of values in words. */
  public static String values(int count) {
    return count == 1 ? "1 value" : count + " values";
  }

  String message(Object... arguments) {
    String silence =
        kind == Kind.WARNING
            ? " If it is meant, add @SuppressWarnings(\"" + suppression() + "\")."
            : "";
    return String.format(Locale.ROOT, text, arguments)
        + silence
        + " See "
        + Build.troubleshooting(anchor());
  }
}
