package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where errors are reported in compilers that give no trees. */
class PlacesWithoutTreesTest {

  /** Without trees javac knows no place inside repeated annotations but the type. */
  @Test
  void withoutTreesThePlaceIsTheClosestThatTheMessagerKnows() {
    List<String> errors =
        Compiled.withoutTrees(
                "@ResNet(l2 = -1) @Stem @Head",
                "@Stage(blocks = 1, filters = {4, 4, 16})",
                "@Stage(blocks = 0, filters = {4, 4, 16})",
                "interface Net {}")
            .errors();

    assertThat(errors)
        .extracting(error -> error.substring(0, error.indexOf(", but")))
        .containsExactly(
            "@ResNet(l2 = «-1») @Stem @Head -> @ResNet: l2 is -1.0",
            "«interface» Net {} -> stage 3 (@Stage no. 2): blocks is 0");
  }
}
