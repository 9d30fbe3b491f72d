package dev.stagewright.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightReportTest {

  @Test
  void aMessageNamesAFewOfManyMismatchesAndTheReportAll() {
    List<WeightReport.Mismatch> mismatches =
        IntStream.range(0, 7)
            .mapToObj(i -> new WeightReport.Mismatch("layer" + i, "bias [1]", "bias [2]"))
            .toList();
    WeightReport report =
        new WeightReport("w.h5", List.of(), List.of(), List.of(), mismatches, List.of());

    assertThat(report.brief().lines())
        .hasSize(7)
        .startsWith("w.h5: 0 layers fit, 0 missing, 0 unused, 7 mismatched")
        .endsWith("  and 2 more; a check of the file lists all");
    assertThat(report.toString().lines())
        .hasSize(8)
        .endsWith("  mismatched layer6: the file has bias [1]; the network needs bias [2]");
  }
}
