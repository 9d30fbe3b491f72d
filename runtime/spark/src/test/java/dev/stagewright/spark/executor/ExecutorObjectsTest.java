package dev.stagewright.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorObjectsTest {

  private final ExecutorObjects objects = new ExecutorObjects();
  private final List<String> events = new ArrayList<>();

  private record Model(String name, List<String> events) implements AutoCloseable {
    @Override
    public void close() {
      events.add("closed " + name);
    }
  }

  private ExecutorObjects.Use<Model> use(String name) {
    return objects.begin(
        name,
        Model.class,
        () -> {
          events.add("made " + name);
          return new Model(name, events);
        });
  }

  @Test
  void isMadeOnceForAllThatUseIt() {
    try (var first = use("a");
        var second = use("a")) {
      assertThat(first.get()).isSameAs(second.get());
    }
    use("a").close();

    assertThat(events).containsExactly("made a");
  }

  @Test
  void keepsTheTwoUsedLast() {
    use("a").close();
    use("b").close();
    use("a").close();
    use("c").close();

    assertThat(events).containsExactly("made a", "made b", "closed b", "made c");
  }

  @Test
  void closesNothingThatIsUsed() {
    var held = use("a");
    use("b").close();
    use("c").close();
    use("d").close();
    held.close();
    held.close();

    assertThat(events)
        .containsExactly("made a", "made b", "made c", "closed b", "made d", "closed c");
  }

  @Test
  void whatCannotBeMadeIsTriedAgain() {
    assertThatThrownBy(
            () ->
                objects.begin(
                    "a",
                    Model.class,
                    () -> {
                      throw new IllegalStateException("not there");
                    }))
        .hasMessage("not there");

    use("a").close();

    assertThat(events).containsExactly("made a");
  }
}
