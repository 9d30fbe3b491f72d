package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.onednn.internal.inference.InferenceCompiler;
import dev.stagewright.onednn.internal.inference.InferencePlan;
import dev.stagewright.onednn.internal.model.Inputs;
import dev.stagewright.onednn.internal.model.Model;
import dev.stagewright.onednn.internal.plan.Plan;
import dev.stagewright.onednn.internal.training.TrainingCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * What lives outside of the Java heap, as JavaCPP counts it: objects with a destructor, and the
 * bytes of arrays. Everything that was made is held on to, so that the collector frees nothing that
 * should have been closed.
 */
class NativeMemoryTest {

  private static final EngineSettings SETTINGS = EngineSettings.DEFAULT;
  private static final int PLANS = 20;

  private final ComputationGraph graph = SmallGraph.stock(new Sgd(0.1));
  private final List<Object> held = new ArrayList<>();

  NativeMemoryTest() {
    graph.initGradientsView();
  }

  private record Usage(long objects, long bytes) {
    static Usage now() {
      return new Usage(Pointer.totalCount(), Pointer.totalBytes());
    }

    Usage since(Usage before) {
      return new Usage(objects - before.objects, bytes - before.bytes);
    }
  }

  private static long address(INDArray array) {
    return array.data().pointer().address();
  }

  private InferencePlan inferencePlan() {
    Model model = new Inputs(graph).model(List.of(new long[] {4, 12, 12, 3}));
    InferencePlan plan = InferenceCompiler.compile(model, 4, SETTINGS, address(graph.params()));
    held.add(plan);
    return plan;
  }

  private Plan plan(boolean training) {
    if (!training) {
      return inferencePlan();
    }
    Model model = new Inputs(graph).model(List.of(new long[] {4, 12, 12, 3}));
    long gradients = address(graph.getFlattenedGradients());
    Plan plan = TrainingCompiler.compile(model, 4, SETTINGS, address(graph.params()), gradients);
    held.add(plan);
    return plan;
  }

  /** What one plan takes. */
  private Usage ofOne(boolean training) {
    plan(training).close(); // loads what every plan shares
    Usage before = Usage.now();
    Plan plan = plan(training);
    Usage one = Usage.now().since(before);
    plan.close();
    assertThat(one.objects()).isGreaterThan(100);
    assertThat(one.bytes()).isGreaterThanOrEqualTo(plan.bytes());
    return one;
  }

  /** Nearly all of it: the arrays at a plan's end are ND4J's, which frees them when collected. */
  private static void assertGivenBack(Usage open, Usage one) {
    Usage back = open.since(Usage.now());
    assertThat(back.objects()).as("objects").isGreaterThan(PLANS * one.objects() * 8 / 10);
    assertThat(back.bytes()).as("bytes").isGreaterThan(PLANS * one.bytes() * 8 / 10);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClosedPlanGivesItsMemoryBack(boolean training) {
    Usage one = ofOne(training);
    List<Plan> plans = Stream.generate(() -> plan(training)).limit(PLANS).toList();
    Usage open = Usage.now();

    plans.forEach(Plan::close);

    assertGivenBack(open, one);
  }

  @Test
  void aPlanThatMakesRoomForAnotherGivesItsMemoryBack() {
    Usage one = ofOne(false);
    PlanStore store = new PlanStore(PLANS);
    for (int i = 0; i < PLANS; i++) {
      store.get(InferencePlan.class, key(i), 0, this::inferencePlan);
    }
    List<InferencePlan> others = Stream.generate(this::inferencePlan).limit(PLANS).toList();
    Usage open = Usage.now();

    for (int i = 0; i < PLANS; i++) {
      InferencePlan other = others.get(i);
      store.get(InferencePlan.class, key(PLANS + i), 0, () -> other);
    }

    assertGivenBack(open, one);
    store.close();
  }

  private static PlanStore.Key key(long batch) {
    return PlanStore.Key.of("predict", new long[] {}, List.of(new long[] {batch}));
  }

  @Test
  void aGraphGivesThePlansMemoryBack() {
    Usage one = ofOne(false);
    INDArray images = SmallGraphData.fixed(1).getFeatures();
    List<OneDnnGraph> engines = new ArrayList<>();
    for (int i = 0; i < PLANS; i++) {
      engines.add((OneDnnGraph) SmallGraph.engine(graph));
    }
    held.addAll(engines.stream().map(engine -> engine.outputSingle(images)).toList());
    Usage open = Usage.now();

    engines.forEach(OneDnnGraph::closePlans);

    assertGivenBack(open, one);
  }

  /** What ND4J makes in a step is garbage behind it. */
  @Test
  void stepsLeaveOnlyGarbageBehind() throws InterruptedException {
    ComputationGraph engine = SmallGraph.engine(graph);
    DataSet data = SmallGraphData.fixed(1);
    engine.fit(data);
    Usage before = Usage.now();
    int steps = 300;

    for (int i = 0; i < steps; i++) {
      engine.fit(data);
    }

    for (int i = 0; i < 50 && Usage.now().since(before).objects() >= steps; i++) {
      System.gc();
      Thread.sleep(20); // JavaCPP frees in a thread of its own
    }
    Usage grown = Usage.now().since(before);
    assertThat(grown.objects()).as("objects").isLessThan(steps);
    assertThat(grown.bytes()).as("bytes").isLessThan(steps * (long) Float.BYTES);
  }
}
