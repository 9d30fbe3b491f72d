package dev.stagewright.training;

import dev.stagewright.data.FrozenBody;
import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.network.InputShape;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run's training batches in the size that is due. */
final class SizedBatches implements AutoCloseable {

  private final ImageInput input;
  private final Resizing resizing;
  private final Function<ImageInput, ImageBatches> making;
  private final ImageBatches whole;
  private ImageBatches current;
  private InputShape shape;
  private @Nullable FrozenBody body;

  /**
   * Batches in the network's size.
   *
   * @param making makes the batches of an input
   */
  SizedBatches(ImageInput input, Resizing resizing, Function<ImageInput, ImageBatches> making) {
    this.input = input;
    this.resizing = resizing;
    this.making = making;
    this.whole = making.apply(input);
    this.current = whole;
    this.shape = input.shape();
  }

  /** Those in the network's size. */
  ImageBatches whole() {
    return whole;
  }

  /**
   * Those of an epoch.
   *
   * @param progress the share of the run that is over when it begins
   */
  ImageBatches at(double progress) {
    InputShape due = resizing.shape(input.shape(), progress);
    if (!due.equals(shape)) {
      closeSmall();
      shape = due;
      current = due.equals(input.shape()) ? whole : small(due);
    }
    return current;
  }

  private ImageBatches small(InputShape due) {
    ImageBatches made = making.apply(input.withShape(due));
    made.through(body);
    return made;
  }

  /** Delivers what frozen layers make of the pictures from now on; null for the pictures. */
  @SuppressWarnings("ReferenceEquality") // which of the two it is
  void through(@Nullable FrozenBody layers) {
    body = layers;
    whole.through(layers);
    if (current != whole) {
      current.through(layers);
    }
  }

  @SuppressWarnings("ReferenceEquality") // which of the two it is
  private void closeSmall() {
    if (current != whole) {
      current.close();
    }
  }

  @Override
  public void close() {
    closeSmall();
    whole.close();
  }
}
