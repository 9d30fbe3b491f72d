package dev.stagewright.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Part;
import dev.stagewright.data.TargetSummary;
import dev.stagewright.files.OutputFile;
import dev.stagewright.tasks.Task;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code classes.csv}: how many images of each class a run has to train on and for validation; none
 * where images have several labels or values instead of one class.
 */
final class ClassesTable {

  private ClassesTable() {}

  static void write(
      Path folder, Task task, ImageSource training, @Nullable ImageSource validation) {
    if (task != Task.SINGLE_LABEL && task != Task.BINARY) {
      return;
    }
    List<String> names = new ArrayList<>(List.of("class", Part.TRAIN.toString()));
    List<List<Double>> counts = new ArrayList<>(List.of(TargetSummary.counts(training, task)));
    if (validation != null) {
      names.add(Part.VALIDATION.toString());
      counts.add(TargetSummary.counts(validation, task));
    }
    OutputFile.write(
        folder.resolve("classes.csv"),
        stream -> {
          Writer out = new OutputStreamWriter(stream, UTF_8);
          CsvWriter csv =
              CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(out);
          csv.writeRecord(names);
          for (int label = 0; label < training.labels().size(); label++) {
            List<String> row = new ArrayList<>(List.of(training.labels().get(label)));
            for (List<Double> part : counts) {
              row.add(Long.toString(Math.round(part.get(label))));
            }
            csv.writeRecord(row);
          }
          out.flush();
        });
  }
}
