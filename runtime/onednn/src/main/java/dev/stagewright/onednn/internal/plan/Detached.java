package dev.stagewright.onednn.internal.plan;

import java.util.function.Supplier;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays that live on when Deeplearning4j's workspaces close. */
public final class Detached {

  private Detached() {}

  /** Makes something outside of every workspace. */
  @SuppressWarnings("try") // the workspace scope only has to be open
  public static <T> T make(Supplier<T> maker) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return maker.get();
    }
  }
}
