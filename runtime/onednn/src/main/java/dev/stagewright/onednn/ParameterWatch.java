package dev.stagewright.onednn;

import dev.stagewright.engine.EngineSettings;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Notices changes of a parameter array, for all graphs that are attached to it: prediction keeps
 * reordered copies.
 */
final class ParameterWatch {

  /** Counts the changes. */
  private long version = 0;

  /** Whether somebody got hold of the parameters since {@link #fingerprint} was taken. */
  private boolean exposed = false;

  private long fingerprint = 0;

  /** Somebody wrote into the parameters. */
  synchronized void changed() {
    version++;
  }

  /** Somebody got hold of the parameters and may write into them. */
  synchronized void exposed() {
    exposed = true;
  }

  /** Nobody wrote into the parameters who has got hold of them until now. */
  synchronized void covered() {
    exposed = false;
  }

  /** The version of the parameters as they are now; looks at them if need be. */
  synchronized long version(INDArray parameters, EngineSettings settings) {
    if (exposed) {
      long now = Fingerprint.of(parameters, settings);
      if (now != fingerprint) {
        fingerprint = now;
        version++;
      }
    }
    return version;
  }

  /** The same, without looking: a new one if they may have changed. */
  synchronized long versionAtMost() {
    if (exposed) {
      version++;
    }
    return version;
  }
}
