package dev.stagewright.prediction;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.PictureBatch;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.model.TaskHead;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.TaskCoding;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Says what images show: the most probable of many classes, every label with its probability, the
 * most probable first, the probability of yes, or values in the order of their labels. Images of
 * any size are resized to the network's, without keeping their aspect ratio; color becomes gray and
 * gray becomes color as the network needs it. {@link dev.stagewright.pictures.PictureDecoder} says
 * which formats are read and what counts of pictures: transparency is ignored; EXIF's orientation
 * is applied unless the model's input says otherwise.
 *
 * <p>An output that is NaN or infinite is a {@link dev.stagewright.model.ModelException}, unless
 * {@link #allowingNonFinite} is asked for.
 *
 * <p>Safe from several threads: images are read at the same time, the network runs for one thread
 * after the other. While a classifier is in use nothing else may run its graph. {@link
 * BatchingClassifier} computes what several threads ask for at once.
 */
public final class Classifier implements AutoCloseable {

  /** Images that the network computes at once; bounds the memory for long lists. */
  private static final int BATCH = 32;

  private final ComputationGraph graph;
  private final List<String> labels;
  private final ImageInput input;
  private final TaskCoding coding;
  private final boolean finiteOnly;
  private final GraphOutputs network;

  /** Shared by all classifiers that were made of this one. */
  private final AtomicBoolean closed;

  /**
   * Makes a classifier of a trained model.
   *
   * @param model the model
   */
  public Classifier(TrainedModel model) {
    this(model.graph(), model.labels(), model.input(), model.coding(), true, new AtomicBoolean());
  }

  /**
   * Makes a classifier of a graph.
   *
   * @param graph an initialized graph with one output layer
   * @param labels the names of what it tells: of class, label or value i at index i; of no and yes
   * @param input how images become its input
   * @throws dev.stagewright.model.ModelException if the graph's outputs are more or fewer
   */
  public Classifier(ComputationGraph graph, List<String> labels, ImageInput input) {
    this(graph, labels, input, TaskHead.of(graph, labels).coding(), true, new AtomicBoolean());
  }

  private Classifier(
      ComputationGraph graph,
      List<String> labels,
      ImageInput input,
      TaskCoding coding,
      boolean finiteOnly,
      AtomicBoolean closed) {
    this.graph = graph;
    this.labels = List.copyOf(labels);
    this.input = input;
    this.coding = coding;
    this.finiteOnly = finiteOnly;
    this.network = new GraphOutputs(graph, this.labels, coding);
    this.closed = closed;
  }

  /**
   * A classifier of the same graph that hands on outputs that are NaN or infinite.
   *
   * @return another classifier
   */
  public Classifier allowingNonFinite() {
    return new Classifier(graph, labels, input, coding, false, closed);
  }

  /**
   * How images become the network's input.
   *
   * @return the size and what is done to the colors
   */
  public ImageInput input() {
    return input;
  }

  /**
   * The names of what is told.
   *
   * @return of class, label or value i at index i; of no and yes
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * What outputs mean.
   *
   * @return the task, with thresholds from which on labels apply
   */
  public TaskCoding coding() {
    return coding;
  }

  /**
   * How many predictions there are for an image at most.
   *
   * @return one for each label; for yes and no one, the probability of yes
   */
  public int answers() {
    return coding.task().answers(labels.size());
  }

  /**
   * Classifies an image file.
   *
   * @param image a picture
   * @param k how many classes to name, from 1 to {@link #answers()}
   * @return the k first predictions
   * @throws dev.stagewright.data.DataException if the file cannot be read
   */
  public List<Prediction> classify(Path image, int k) {
    return classify(NamedPicture.of(image), k);
  }

  /**
   * Classifies a picture file's contents.
   *
   * @param image all bytes of a picture
   * @param k how many classes to name, from 1 to {@link #answers()}
   * @return the k first predictions
   * @throws dev.stagewright.data.DataException if it cannot be read
   */
  public List<Prediction> classify(byte[] image, int k) {
    return classify(NamedPicture.of(image), k);
  }

  /**
   * Classifies a picture file's contents.
   *
   * @param image a picture, from where the stream is to its end; is not closed
   * @param k how many classes to name, from 1 to {@link #answers()}
   * @return the k first predictions
   * @throws dev.stagewright.data.DataException if it cannot be read
   */
  public List<Prediction> classify(InputStream image, int k) {
    return classify(NamedPicture.of(image), k);
  }

  /**
   * Classifies an image in memory.
   *
   * @param image of any type and color model; transparency is ignored
   * @param k how many classes to name, from 1 to {@link #answers()}
   * @return the k first predictions
   */
  public List<Prediction> classify(BufferedImage image, int k) {
    return classify(NamedPicture.of(image), k);
  }

  /**
   * Classifies image files.
   *
   * @param images pictures
   * @param k how many classes to name, from 1 to {@link #answers()}
   * @return for every image the k first predictions
   * @throws dev.stagewright.data.DataException if a file cannot be read
   */
  public List<List<Prediction>> classifyFiles(List<Path> images, int k) {
    return all(classify(images.iterator(), NamedPicture::of, BATCH, k));
  }

  /**
   * Classifies any number of image files, batch by batch: the next ones are read, on several
   * threads, while the network computes.
   *
   * @param images pictures
   * @param batchSize how many are computed at once, at least 1
   * @param k how many classes to name, from 1 to {@link #answers()}
   * @return every file with its predictions, in order. A file that cannot be read ends the stream
   *     with a {@link dev.stagewright.data.DataException} behind those in front of it. To be closed
   *     if it is not read to its end
   */
  public Stream<Classified<Path>> classifyAll(Stream<Path> images, int batchSize, int k) {
    return classify(images.iterator(), NamedPicture::of, batchSize, k).onClose(images::close);
  }

  /**
   * Classifies images in memory.
   *
   * @param images of any types and color models; transparency is ignored
   * @param k how many classes to name, from 1 to {@link #answers()}
   * @return for every image the k first predictions
   */
  public List<List<Prediction>> classifyImages(List<BufferedImage> images, int k) {
    return all(classify(images.iterator(), NamedPicture::of, BATCH, k));
  }

  /**
   * Classifies all images of a source; their labels are not looked at.
   *
   * @param images the images
   * @param k how many classes to name, from 1 to {@link #answers()}
   * @return for every image the k first predictions
   * @throws dev.stagewright.data.DataException if an image cannot be read
   */
  public List<List<Prediction>> classify(ImageSource images, int k) {
    return all(
        classify(
            IntStream.range(0, images.size()).iterator(),
            image -> NamedPicture.of(images, image),
            BATCH,
            k));
  }

  private static <S> List<List<Prediction>> all(Stream<Classified<S>> classified) {
    try (classified) {
      return classified.map(Classified::predictions).toList();
    }
  }

  private <S> Stream<Classified<S>> classify(
      Iterator<S> images, Function<S, NamedPicture> pictures, int batchSize, int k) {
    TopK.check(k, answers());
    var computation =
        new ClassifiedImages.Computation() {
          @Override
          public float[][] outputs(PictureBatch batch) {
            return run(batch.array());
          }

          @Override
          public List<Prediction> predictions(float[] outputs, String image) {
            return Classifier.this.predictions(outputs, image, k);
          }
        };
    return ClassifiedImages.stream(images, pictures, input, batchSize, computation);
  }

  private List<Prediction> classify(NamedPicture image, int k) {
    TopK.check(k, answers());
    try (PictureBatch batch = PictureBatch.of(image, input)) {
      return predictions(run(batch.array())[0], batch.name(0), k);
    }
  }

  List<Prediction> predictions(float[] outputs, String image, int k) {
    check(outputs, image);
    return coding.decode(outputs, k).stream()
        .map(a -> new Prediction(labels.get(a.index()), a.index(), a.value()))
        .toList();
  }

  void check(float[] outputs, String image) {
    if (finiteOnly) {
      network.check(outputs, image);
    }
  }

  /** Computes [images, outputs]. */
  float[][] run(INDArray batch) {
    synchronized (graph) { // no other thread closes it in between
      if (closed.get()) {
        throw new PredictionException("This classifier is closed; load its model again");
      }
      return network.outputs(batch);
    }
  }

  /** Where the graph looks; on the thread that runs it. */
  GradCam gradCam() {
    return new GradCam(network, input);
  }

  /** How many sizes of batches the engine keeps plans for; empty if it needs none. */
  OptionalInt plans() {
    return Engines.settings(graph).stream().mapToInt(EngineSettings::plans).findFirst();
  }

  /**
   * Gives the memory of the graph back at once, its parameters included; it lies outside of Java's
   * heap. Waits for what is being computed. Neither this classifier nor anything else can use the
   * graph then.
   */
  @Override
  public void close() {
    synchronized (graph) {
      if (closed.compareAndSet(false, true)) {
        graph.close();
      }
    }
  }
}
