package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.engine.BatchMemoryException;
import dev.stagewright.engine.Engines;
import dev.stagewright.network.Network;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the machine and its settings fail is told in words. */
class FaultsTest {

  private static final Network NETWORK = NetworkCatalog.ofClassPath().builder("SmallElu").build();

  @AfterEach
  void clear() {
    System.clearProperty(Engines.PROPERTY);
  }

  static Stream<Throwable> memoryFaults() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new RuntimeException(new OutOfMemoryError("Physical memory usage is too high")),
        new RuntimeException("Allocation failed: [std::bad_alloc]"));
  }

  @ParameterizedTest
  @MethodSource("memoryFaults")
  void tooLittleMemoryNamesTheOptionAndASizeThatShouldFit(Throwable fault) {
    MemoryAdvice memory = new MemoryAdvice("--batch-size", 64, NETWORK, MemoryUseMode.TRAINING);

    assertThatThrownBy(() -> memory.during(() -> raise(fault)))
        .isInstanceOf(CommandException.class)
        .hasCause(fault)
        .hasMessage(
            "Out of memory with --batch-size 64: %s. --batch-size 32 should fit; or allow more memory in STAGEWRIGHT_JVM_FLAGS: -Xmx for Java's heap, -Dorg.bytedeco.javacpp.maxbytes and -Dorg.bytedeco.javacpp.maxphysicalbytes beside it",
            fault.getMessage());
  }

  @Test
  void whatTheEngineKnowsIsToldWithTheOption() {
    MemoryAdvice memory = new MemoryAdvice("--batch", 64, NETWORK, MemoryUseMode.INFERENCE);
    var fault =
        new BatchMemoryException(
            "a prediction", 64, 2_000_000, 1_000_000, OptionalLong.of(16), new OutOfMemoryError());

    assertThatThrownBy(() -> memory.during(() -> raise(fault)))
        .hasMessageStartingWith("Not enough memory for a prediction with a batch of 64")
        .hasMessageContaining("A batch of 16 fits")
        .hasMessageEndingWith(
            "; the option is --batch. Flags of Java go into STAGEWRIGHT_JVM_FLAGS");
  }

  @Test
  void otherFaultsPass() {
    MemoryAdvice memory = new MemoryAdvice("--batch", 64, NETWORK, MemoryUseMode.INFERENCE);
    RuntimeException fault = new IllegalStateException("something else");

    assertThatThrownBy(() -> memory.during(() -> raise(fault))).isSameAs(fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "networks --version", "plan SmallElu"})
  void aWrongSettingIsAWrongCommandLine(String line) {
    System.setProperty(Engines.PROPERTY, "fastest");

    assertThat(Run.of((Object[]) line.split(" ")))
        .isEqualTo(
            new Run(
                2,
                "",
                "stagewright: -Dstagewright.engine: found \"fastest\"; expected onednn or none%n"
                    .formatted()));
  }

  private static void raise(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) fault;
  }
}
