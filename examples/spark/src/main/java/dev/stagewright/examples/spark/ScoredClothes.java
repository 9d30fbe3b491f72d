package dev.stagewright.examples.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.translate;

import dev.stagewright.data.IdxImages;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.networks.small.FashionQuickNetwork;
import dev.stagewright.pictures.Picture;
import dev.stagewright.spark.ImageScorer;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Trains on the Fashion-MNIST subset beside the sources, and scores the held-out pictures on a
 * cluster of two executors on this machine.
 */
public final class ScoredClothes {

  private ScoredClothes() {}

  /**
   * Runs the example.
   *
   * @param arguments the folder of the images and the folder for the results
   * @throws IOException if the results cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    Path results = Files.createDirectories(Path.of(arguments[1]));
    Path model = results.resolve("model.zip");
    Path pictures = results.resolve("pictures");
    var network = FashionQuickNetwork.builder().seed(1).build();
    TrainingSession.of(network, ImageInput.of(network, Preprocessing.TF))
        .run(TrainingPlan.builder().epochs(1).batchSize(64).build(), images(data, "train"))
        .model()
        .save(model);
    writePictures(images(data, "test"), pictures);
    try (SparkSession spark = localCluster()) {
      Dataset<Row> files =
          spark
              .read()
              .format("binaryFile")
              .option("recursiveFileLookup", true)
              .load(pictures.toString());
      Dataset<Row> scored = new ImageScorer().setModel(model.toString()).transform(files);
      scored
          .withColumn("label", element_at(split(col("path"), "/"), lit(-2)))
          .groupBy("label")
          .agg(
              count(lit(1)).as("pictures"),
              round(avg(folder(col("prediction")).equalTo(col("label")).cast("int")), 3)
                  .as("right"))
          .orderBy("label")
          .show();
    }
  }

  /** What a label is called as a folder. */
  private static Column folder(Column label) {
    return translate(label, "/", "-");
  }

  private static ImageSource images(Path data, String part) throws IOException {
    return IdxImages.open(
        data.resolve(part + "-images-idx3-ubyte.gz"),
        data.resolve(part + "-labels-idx1-ubyte.gz"),
        Files.readAllLines(data.resolve("labels.txt")));
  }

  /** A folder for each label, as pictures come from elsewhere. */
  private static void writePictures(ImageSource images, Path folder) throws IOException {
    List<String> labels = images.labels();
    for (int i = 0; i < images.size(); i++) {
      Path file =
          folder
              .resolve(labels.get(images.label(i)).replace('/', '-'))
              .resolve(String.format(Locale.ROOT, "%04d.png", i));
      Files.createDirectories(file.getParent());
      try (Picture picture = images.picture(i)) {
        BufferedImage image =
            new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_GRAY);
        image
            .getRaster()
            .setDataElements(0, 0, picture.width(), picture.height(), picture.values());
        ImageIO.write(image, "png", file.toFile());
      }
    }
  }

  /** Two executors of one core and 1 GB, processes of their own. */
  private static SparkSession localCluster() throws IOException {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    return SparkSession.builder()
        .master("local-cluster[2,1,1024]")
        .appName("clothes")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "localhost")
        .config("spark.executor.memory", "1g")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .getOrCreate();
  }
}
