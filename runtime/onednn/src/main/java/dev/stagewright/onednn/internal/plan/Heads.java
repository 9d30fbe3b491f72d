package dev.stagewright.onednn.internal.plan;

import dev.stagewright.onednn.internal.model.Dense;
import dev.stagewright.onednn.internal.model.Model;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ends of a graph's outputs that have a loss. */
public final class Heads {

  private final Model model;
  private final long batch;

  /** By the values that they read. */
  private final Map<String, Head> made = new HashMap<>();

  /** For a plan that is being made. */
  public Heads(Model model, long batch) {
    this.model = model;
    this.batch = batch;
  }

  /** Makes the end behind a layer, if there is one; else null. */
  public @Nullable Head make(Dense op) {
    Model.Output end = model.lossBehind(op.name());
    if (end == null) {
      return null;
    }
    Head head = Head.of(end, batch, op.shape().channels());
    made.put(op.name(), head);
    return head;
  }

  /** The end that reads a value, or null. */
  public @Nullable Head of(String value) {
    return made.get(value);
  }
}
