package dev.stagewright.cli;

import com.google.gson.GsonBuilder;
import dev.stagewright.data.DataReport;
import dev.stagewright.data.Split;
import dev.stagewright.errors.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagewright data check}. */
@Command(
    name = "check",
    description =
        "Decodes all images and reports counts, sizes, kinds and problems. Fails if"
            + " pictures are broken or occur in two classes or two parts, or if a class is"
            + " missing from a part.")
final class DataCheckCommand implements Callable<Integer> {

  private static final int SHOWN = 20;

  private final PrintWriter out;

  @Option(names = "--split", paramLabel = "FILE", description = "Check the parts of this split.")
  private @Nullable Path split;

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  @Mixin private final LabeledImages images = new LabeledImages();
  @Mixin private final TaskOption task = new TaskOption();

  DataCheckCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    OpenedImages opened = task.open(images);
    Split parts = split == null ? opened.split() : Split.read(split);
    DataReport report = DataReport.of(opened.images(), parts);
    if (json) {
      out.println(new GsonBuilder().setPrettyPrinting().create().toJson(report));
    } else {
      out.println(Printable.of(opened.images().description()));
      print(report);
    }
    return report.hasFaults() ? Faults.FAILED : 0;
  }

  private void print(DataReport report) {
    if (!report.classes().isEmpty()) {
      out.println();
      out.print(table(report.classes()));
    }
    out.println();
    report.kinds().forEach((kind, count) -> out.printf(Locale.ROOT, "%-20s %d%n", kind, count));
    if (!report.sizes().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "%-20s smallest %s, median %s, largest %s%n",
          "height x width",
          report.sizes().get(0),
          report.sizes().get(1),
          report.sizes().get(2));
    }
    print("broken", report.broken());
    print("the same picture more than once", report.duplicates());
    print("the same picture where it must not be", report.conflicts());
    print("classes too small for the split", report.tooSmall());
    out.println();
    out.println(report.hasFaults() ? "Found faults." : "Found no fault.");
  }

  private static TextTable table(Map<String, Map<String, Integer>> classes) {
    List<String> titles = new ArrayList<>(List.of("class"));
    titles.addAll(classes.values().iterator().next().keySet());
    TextTable table = new TextTable(titles.toArray(new String[0]));
    classes.forEach(
        (label, counts) -> {
          List<Object> row = new ArrayList<>(List.of(label));
          row.addAll(counts.values());
          table.row(row.toArray());
        });
    return table;
  }

  private void print(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println();
      out.printf(Locale.ROOT, "%s: %d%n", title, lines.size());
      lines.stream().limit(SHOWN).forEach(line -> out.println("  " + line));
      if (lines.size() > SHOWN) {
        out.printf(Locale.ROOT, "  and %d more; --json lists all%n", lines.size() - SHOWN);
      }
    }
  }
}
