package dev.stagewright.prediction;

import dev.stagewright.network.DataFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A way to look at a picture. Predictions of several views are averaged, which makes them better if
 * the network was trained on such views, too.
 */
public enum View {

  /** As it is. */
  PLAIN {
    @Override
    INDArray of(INDArray batch, DataFormat format) {
      return batch;
    }
  },

  /** Its mirror image, left and right swapped. */
  FLIP {
    @Override
    INDArray of(INDArray batch, DataFormat format) {
      INDArray flipped = Nd4j.createUninitialized(batch.dataType(), batch.shape(), 'c');
      Nd4j.exec(
          DynamicCustomOp.builder("reverse")
              .addInputs(batch)
              .addIntegerArguments(format == DataFormat.CHANNELS_LAST ? 2 : 3)
              .addOutputs(flipped)
              .build());
      return flipped;
    }
  };

  /** The view of a batch in the network's layout. */
  abstract INDArray of(INDArray batch, DataFormat format);
}
