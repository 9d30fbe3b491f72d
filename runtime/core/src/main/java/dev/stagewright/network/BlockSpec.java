package dev.stagewright.network;

import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * What a stage wants of one block of a {@link StageBlock}.
 *
 * @param input the layer to continue from
 * @param channels how many channels that makes
 * @param filters the stage's filters; the last is the number of channels to make
 * @param kernel the stage's kernel, in pixels
 * @param stride by how much the map is to get smaller; 1 keeps its size
 * @param penalty on kernels, the builder's or the declared one
 * @param format the layout of feature maps
 * @param names what a layer is called in this block, from what it does
 */
public record BlockSpec(
    String input,
    int channels,
    List<Integer> filters,
    int kernel,
    int stride,
    Regularization penalty,
    CNN2DFormat format,
    UnaryOperator<String> names) {

  /** Copies the list. */
  public BlockSpec {
    filters = List.copyOf(filters);
  }

  /**
   * The name of a layer, which no other block has.
   *
   * @param what the layer does, for example {@code conv1}; not {@code out}
   * @return the name under the network's convention, for example {@code conv3_block1_conv1}
   */
  public String layer(String what) {
    return names.apply(what);
  }

  /**
   * What the block's last layer must be called.
   *
   * @return the name, for example {@code conv3_block1_out}
   */
  public String output() {
    return layer("out");
  }

  /**
   * How many channels the block must make.
   *
   * @return the last of the filters
   */
  public int outputChannels() {
    return filters.get(filters.size() - 1);
  }

  /**
   * Whether the block keeps size and channels, so that its input can be its shortcut as it is.
   *
   * @return false where a shortcut needs a projection
   */
  public boolean keepsShape() {
    return stride == 1 && channels == outputChannels();
  }
}
