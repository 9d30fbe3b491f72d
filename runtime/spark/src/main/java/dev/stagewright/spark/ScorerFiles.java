package dev.stagewright.spark;

import dev.stagewright.spark.executor.ClusterException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;

/** A scorer in a folder: Spark's {@code metadata}, and {@code model.zip}, so that it is whole. */
final class ScorerFiles {

  private static final String MODEL = "model.zip";

  private ScorerFiles() {}

  private static String model(String folder) {
    return new Path(folder, MODEL).toString();
  }

  /** Writes both. */
  static final class Writer extends MLWriter {

    private final ImageScorer scorer;

    Writer(ImageScorer scorer) {
      this.scorer = scorer;
    }

    @Override
    public void saveImpl(String folder) {
      if (!scorer.isDefined(scorer.model())) {
        throw ClusterException.usage("model: found none; set it before the scorer is saved");
      }
      String source = scorer.getOrDefault(scorer.model());
      Configuration files = sparkSession().sparkContext().hadoopConfiguration();
      try {
        new DefaultParamsWriter(scorer).session(sparkSession()).save(folder);
        Path from = new Path(source);
        Path to = new Path(model(folder));
        FileUtil.copy(
            from.getFileSystem(files), from, to.getFileSystem(files), to, false, true, files);
      } catch (IOException e) {
        throw ClusterException.failure(
            "%s: the scorer cannot be saved with its model %s: %s".formatted(folder, source, e));
      }
    }
  }

  /** Reads both; the model stays where it is. */
  static final class Reader extends MLReader<ImageScorer> {

    @Override
    public ImageScorer load(String folder) {
      ImageScorer scorer =
          new DefaultParamsReader<ImageScorer>().session(sparkSession()).load(folder);
      return scorer.setModel(model(folder));
    }
  }
}
