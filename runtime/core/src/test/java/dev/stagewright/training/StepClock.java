package dev.stagewright.training;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Stripes;
import dev.stagewright.pictures.Picture;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** A clock that moves with steps and validated pictures only; to be listened to by a graph. */
public final class StepClock extends BaseTrainingListener implements LongSupplier {

  private final AtomicLong nanos = new AtomicLong();
  private final IntToDoubleFunction seconds;
  private int batches;

  /**
   * Starts at 0.
   *
   * @param seconds of a batch by its number from 1; those that are tried count, too
   */
  public StepClock(IntToDoubleFunction seconds) {
    this.seconds = seconds;
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  public double seconds() {
    return nanos.get() / 1e9;
  }

  private void pass(double more) {
    nanos.addAndGet(Math.round(more * 1e9));
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    pass(seconds.applyAsDouble(++batches));
  }

  /** Images that take their time to be read. */
  ImageSource slow(Stripes images, double secondsOfImage) {
    return new ImageSource() {
      @Override
      public List<String> labels() {
        return images.labels();
      }

      @Override
      public int size() {
        return images.size();
      }

      @Override
      public int label(int image) {
        return images.label(image);
      }

      @Override
      public Picture picture(int image) {
        pass(secondsOfImage);
        return images.picture(image);
      }

      @Override
      public String name(int image) {
        return images.name(image);
      }

      @Override
      public String description() {
        return images.description();
      }
    };
  }
}
