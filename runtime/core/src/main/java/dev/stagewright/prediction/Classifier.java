package dev.stagewright.prediction;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.errors.Printable;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.model.ClassifierHead;
import dev.stagewright.model.ModelException;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.Task;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Says what images show. Images of any size are resized to the network's, without keeping their
 * aspect ratio; color becomes gray and gray becomes color as the network needs it. {@link
 * dev.stagewright.pictures.PictureDecoder} says which formats are read and what counts of pictures:
 * transparency is ignored; EXIF's orientation is applied unless the model's input says otherwise.
 *
 * <p>An output that is NaN or infinite is a {@link ModelException}, unless {@link
 * #allowingNonFinite} is asked for.
 *
 * <p>Safe from several threads: images are read at the same time, the network runs for one thread
 * after the other. While a classifier is in use nothing else may run its graph.
 */
public final class Classifier {

  /** Images that the network computes at once; bounds the memory for long lists. */
  private static final int BATCH = 32;

  private interface Reader {
    void read(int image, float[] into, int position);
  }

  private final ComputationGraph graph;
  private final List<String> labels;
  private final ImageInput input;
  private final boolean finiteOnly;
  private final Task task;

  /**
   * Makes a classifier of a trained model.
   *
   * @param model the model
   */
  public Classifier(TrainedModel model) {
    this(model.graph(), model.labels(), model.input());
  }

  /**
   * Makes a classifier of a graph.
   *
   * @param graph an initialized graph with one output layer
   * @param labels the name of class i at index i
   * @param input how images become its input
   * @throws dev.stagewright.model.ModelException if the graph's classes are more or fewer
   */
  public Classifier(ComputationGraph graph, List<String> labels, ImageInput input) {
    this(graph, labels, input, true);
    ClassifierHead.of(graph).check(labels);
  }

  private Classifier(
      ComputationGraph graph, List<String> labels, ImageInput input, boolean finiteOnly) {
    this.graph = graph;
    this.labels = List.copyOf(labels);
    this.input = input;
    this.finiteOnly = finiteOnly;
    this.task = ClassifierHead.of(graph).task();
  }

  /**
   * A classifier of the same graph that hands on outputs that are NaN or infinite.
   *
   * @return another classifier
   */
  public Classifier allowingNonFinite() {
    return new Classifier(graph, labels, input, false);
  }

  /**
   * The names of the classes.
   *
   * @return the name of class i at index i
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Classifies an image file.
   *
   * @param image a picture
   * @param k how many classes to name, from 1 to their number
   * @return the k most probable classes, the most probable first
   * @throws dev.stagewright.data.DataException if the file cannot be read
   */
  public List<Prediction> classify(Path image, int k) {
    return classifyFiles(List.of(image), k).get(0);
  }

  /**
   * Classifies a picture file's contents.
   *
   * @param image all bytes of a picture
   * @param k how many classes to name, from 1 to their number
   * @return the k most probable classes, the most probable first
   * @throws dev.stagewright.data.DataException if it cannot be read
   */
  public List<Prediction> classify(byte[] image, int k) {
    return classify(1, k, (i, into, at) -> input.read(image, into, at)).get(0);
  }

  /**
   * Classifies a picture file's contents.
   *
   * @param image a picture, from where the stream is to its end; is not closed
   * @param k how many classes to name, from 1 to their number
   * @return the k most probable classes, the most probable first
   * @throws dev.stagewright.data.DataException if it cannot be read
   */
  public List<Prediction> classify(InputStream image, int k) {
    return classify(1, k, (i, into, at) -> input.read(image, into, at)).get(0);
  }

  /**
   * Classifies an image in memory.
   *
   * @param image of any type and color model; transparency is ignored
   * @param k how many classes to name, from 1 to their number
   * @return the k most probable classes, the most probable first
   */
  public List<Prediction> classify(BufferedImage image, int k) {
    return classifyImages(List.of(image), k).get(0);
  }

  /**
   * Classifies image files.
   *
   * @param images pictures
   * @param k how many classes to name, from 1 to their number
   * @return for every image the k most probable classes, the most probable first
   * @throws dev.stagewright.data.DataException if a file cannot be read
   */
  public List<List<Prediction>> classifyFiles(List<Path> images, int k) {
    return classify(
        images.size(),
        k,
        (i, into, at) -> input.read(images.get(i), into, at),
        i -> images.get(i).toString());
  }

  /**
   * Classifies images in memory.
   *
   * @param images of any types and color models; transparency is ignored
   * @param k how many classes to name, from 1 to their number
   * @return for every image the k most probable classes, the most probable first
   */
  public List<List<Prediction>> classifyImages(List<BufferedImage> images, int k) {
    return classify(images.size(), k, (i, into, at) -> input.read(images.get(i), into, at));
  }

  /**
   * Classifies all images of a source; their labels are not looked at.
   *
   * @param images the images
   * @param k how many classes to name, from 1 to their number
   * @return for every image the k most probable classes, the most probable first
   * @throws dev.stagewright.data.DataException if an image cannot be read
   */
  public List<List<Prediction>> classify(ImageSource images, int k) {
    return classify(images.size(), k, (i, into, at) -> input.read(images, i, into, at));
  }

  private List<List<Prediction>> classify(int images, int k, Reader reader) {
    return classify(images, k, reader, i -> "image " + i);
  }

  private List<List<Prediction>> classify(
      int images, int k, Reader reader, IntFunction<String> names) {
    TopK.check(k, labels.size());
    List<List<Prediction>> predictions = new ArrayList<>();
    for (int start = 0; start < images; start += BATCH) {
      int count = Math.min(BATCH, images - start);
      float[] values = new float[count * input.values()];
      for (int i = 0; i < count; i++) {
        reader.read(start + i, values, i);
      }
      for (float[] outputs : run(input.toArray(values, count))) {
        check(outputs, names.apply(predictions.size()));
        predictions.add(
            task.decode(outputs, k).stream()
                .map(a -> new Prediction(labels.get(a.index()), a.index(), a.value()))
                .toList());
      }
    }
    return predictions;
  }

  private void check(float[] outputs, String image) {
    for (int i = 0; i < outputs.length; i++) {
      if (finiteOnly && !Float.isFinite(outputs[i])) {
        throw new ModelException(
            "%s: the network's output for \"%s\" is %s. Its parameters are damaged, or overflow on this image; Classifier.allowingNonFinite() lets it pass"
                .formatted(image, Printable.of(labels.get(i)), outputs[i]));
      }
    }
  }

  /**
   * Computes [images, classes]. The one place that locks: a graph of Deeplearning4j keeps
   * activations in its layers. The graph itself is the lock, since classifiers may share it.
   */
  private float[][] run(INDArray batch) {
    synchronized (graph) {
      try {
        return graph.outputSingle(false, batch).toFloatMatrix();
      } catch (StagewrightException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new ModelException("The network cannot be computed: " + e, e);
      }
    }
  }
}
