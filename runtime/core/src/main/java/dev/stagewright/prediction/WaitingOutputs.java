package dev.stagewright.prediction;

/** An image whose outputs are waited for, and computed in a batch with others. */
final class WaitingOutputs extends WaitingImage<float[]> {

  WaitingOutputs(Reading reading) {
    super(reading);
  }
}
