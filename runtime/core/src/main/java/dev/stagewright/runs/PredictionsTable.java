package dev.stagewright.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.files.OutputFile;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.Predicted;
import dev.stagewright.prediction.PredictionColumns;
import dev.stagewright.prediction.PredictionFormat;
import dev.stagewright.prediction.Predictor;
import dev.stagewright.tasks.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code predictions.csv}: what the trained model tells of the images for validation, in {@link
 * PredictionColumns}, with {@code truth} where each image has one class.
 */
final class PredictionsTable {

  private static final String NAME = "predictions.csv";
  private static final String TRUTH = "truth";

  private final TrainedModel model;
  private final ImageSource images;
  private final Task task;

  private PredictionsTable(TrainedModel model, ImageSource images) {
    this.model = model;
    this.images = images;
    this.task = model.coding().task();
  }

  static void write(Path folder, TrainedModel model, ImageSource images, int batchSize) {
    PredictionsTable table = new PredictionsTable(model, images);
    OutputFile.write(folder.resolve(NAME), out -> table.writeTo(out, batchSize));
  }

  /** Puts the tables of several runs with the same columns, one behind the other, into one. */
  static void join(List<Path> runs, Path folder) {
    OutputFile.write(
        folder.resolve(NAME),
        stream -> {
          Writer text = new OutputStreamWriter(stream, UTF_8);
          CsvWriter out =
              CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(text);
          for (int run = 0; run < runs.size(); run++) {
            copy(runs.get(run).resolve(NAME), run == 0, out);
          }
          text.flush();
        });
  }

  /** Row by row: of many classes they are large. */
  private static void copy(Path table, boolean withNames, CsvWriter out) throws IOException {
    try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(table)) {
      rows.stream().skip(withNames ? 0 : 1).forEach(row -> out.writeRecord(row.getFields()));
    }
  }

  private void writeTo(OutputStream stream, int batchSize) throws IOException {
    Predictor predictor = Predictor.of(model);
    PredictionColumns columns = new PredictionColumns(predictor);
    List<String> names = new ArrayList<>(columns.names());
    if (hasTruth()) {
      names.add(1, TRUTH);
    }
    Writer out = new OutputStreamWriter(stream, UTF_8);
    PredictionFormat.Rows rows = PredictionFormat.CSV.to(out, names);
    List<Integer> all = IntStream.range(0, images.size()).boxed().toList();
    try (Stream<Predicted<Integer>> predictions =
        predictor.predict(all, image -> NamedPicture.of(images, image), batchSize)) {
      Iterator<Predicted<Integer>> each = predictions.iterator();
      while (each.hasNext()) {
        Predicted<Integer> predicted = each.next();
        int image = predicted.source();
        Map<String, @Nullable Object> told = columns.row(images.path(image), predicted);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        names.forEach(name -> row.put(name, name.equals(TRUTH) ? truth(image) : told.get(name)));
        rows.write(row);
      }
    }
    out.flush();
  }

  private boolean hasTruth() {
    return task == Task.SINGLE_LABEL || task == Task.BINARY;
  }

  private String truth(int image) {
    float[] target = images.targets(image, task);
    int label = 0;
    if (task == Task.BINARY) {
      label = target[0] >= 0.5 ? 1 : 0;
    } else {
      for (int i = 1; i < target.length; i++) {
        label = target[i] > target[label] ? i : label;
      }
    }
    return model.labels().get(label);
  }
}
