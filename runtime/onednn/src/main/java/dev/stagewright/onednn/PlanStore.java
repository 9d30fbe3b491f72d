package dev.stagewright.onednn;

import dev.stagewright.onednn.internal.plan.Plan;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A graph's plans by what they were compiled for; the ones not used for longest are closed. */
final class PlanStore {

  /**
   * What a plan is compiled for.
   *
   * @param use what it does: train, predict, or explain by a layer
   * @param addresses of the arrays that it reads and writes
   * @param shapes of the input arrays
   */
  record Key(String use, List<Long> addresses, List<List<Long>> shapes) {
    static Key of(String use, long[] addresses, List<long[]> shapes) {
      return new Key(use, boxed(addresses), shapes.stream().map(Key::boxed).toList());
    }

    private static List<Long> boxed(long[] values) {
      return Arrays.stream(values).boxed().toList();
    }
  }

  private final Map<Key, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);

  /** The version of the parameters that each plan last read. */
  private final Map<Plan, Long> versions = new HashMap<>();

  private final int most;

  /**
   * @param most how many plans to keep
   */
  PlanStore(int most) {
    this.most = most;
  }

  /** The plan for a key, compiled if need be, with the parameters of that version in it. */
  <P extends Plan> P get(Class<P> type, Key key, long version, Supplier<P> compile) {
    Plan plan = plans.get(key);
    if (plan == null) {
      while (plans.size() >= most) {
        closeOldest();
      }
      plan = compileOrMakeRoom(compile);
      plans.put(key, plan);
    }
    Long read = versions.get(plan);
    if (read == null || read != version) {
      plan.refresh();
      versions.put(plan, version);
    }
    return type.cast(plan);
  }

  private <P extends Plan> Plan compileOrMakeRoom(Supplier<P> compile) {
    try {
      return compile.get();
    } catch (OutOfMemoryError e) {
      if (plans.isEmpty()) {
        throw e;
      }
      close();
      return compile.get();
    }
  }

  private void closeOldest() {
    Plan oldest = plans.remove(plans.keySet().iterator().next());
    versions.remove(oldest);
    oldest.close();
  }

  /** Closes all plans; later ones are compiled anew. */
  void close() {
    plans.values().forEach(Plan::close);
    plans.clear();
    versions.clear();
  }
}
