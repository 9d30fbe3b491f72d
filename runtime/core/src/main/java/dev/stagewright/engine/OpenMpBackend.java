package dev.stagewright.engine;

import org.nd4j.common.io.Resource;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * Not a backend: ND4J makes one of every kind that it finds before it loads the native library of
 * the best one, and that is the last moment to say how {@link OpenMp}'s threads wait. So it holds
 * whichever class of ND4J, Deeplearning4j or Stagewright a program uses first.
 */
public final class OpenMpBackend extends Nd4jBackend {

  /** Called by {@link java.util.ServiceLoader}. */
  public OpenMpBackend() {
    OpenMp.sleepSoon();
  }

  /**
   * Behind every real backend, so that this one is not asked for more. ND4J compares by
   * subtraction, for which the smallest integer is too small.
   */
  @Override
  public int getPriority() {
    return Integer.MIN_VALUE / 2;
  }

  /**
   * Where ND4J finds no real backend.
   *
   * @throws IllegalStateException always, with the reason that ND4J logs
   */
  @Override
  public boolean isAvailable() {
    throw new IllegalStateException(
        "it only tells OpenMP how its threads wait, and computes nothing");
  }

  @Override
  public boolean canRun() {
    return false;
  }

  @Override
  public boolean allowsOrder() {
    return false;
  }

  @Override
  public Resource getConfigurationResource() {
    throw new UnsupportedOperationException("not a backend");
  }

  @Override
  @SuppressWarnings("rawtypes") // as ND4J declares it
  public Class getNDArrayClass() {
    throw new UnsupportedOperationException("not a backend");
  }

  @Override
  public Environment getEnvironment() {
    throw new UnsupportedOperationException("not a backend");
  }

  @Override
  public String buildInfo() {
    return "";
  }

  @Override
  public void logBackendInit() {}
}
