package dev.stagewright.prediction;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import dev.stagewright.data.DataException;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The 1000 classes of ImageNet's challenge, in the order of a network's outputs. */
public final class ImageNetClasses {

  private static final int CLASSES = 1000;

  private static final TaskCoding CODING = TaskCoding.of(Task.SINGLE_LABEL, CLASSES);

  private record Entry(String wordNetId, String name) {}

  private final List<Entry> entries;

  private ImageNetClasses(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads the classes.
   *
   * @param file Keras' {@code imagenet_class_index.json}: an object that maps "0" to "999" to
   *     [WordNet id, name]
   * @return the classes
   * @throws DataException if it is no such file
   */
  public static ImageNetClasses read(Path file) {
    Map<String, List<String>> map;
    try (Reader reader = Files.newBufferedReader(file)) {
      map = new Gson().fromJson(reader, new TypeToken<Map<String, List<String>>>() {}.getType());
    } catch (IOException | JsonParseException e) {
      throw new DataException(file + ": cannot be read: " + e, e);
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      List<String> entry = map == null ? null : map.get(Integer.toString(i));
      if (entry == null || entry.size() != 2) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s: found %s for class %d; expected [WordNet id, name] for every class from 0 to %d",
                file,
                entry == null ? "nothing" : entry,
                i,
                CLASSES - 1));
      }
      entries.add(new Entry(entry.get(0), entry.get(1)));
    }
    return new ImageNetClasses(entries);
  }

  /**
   * The names of the classes, for a {@link Classifier}.
   *
   * @return the name of class i at index i; 1000 of them, a few of them equal
   */
  public List<String> labels() {
    return entries.stream().map(Entry::name).toList();
  }

  /**
   * Tells what outputs mean; Keras' {@code decode_predictions}.
   *
   * @param outputs [images, 1000]
   * @param k how many classes to name, from 1 to 1000
   * @return for every image the k most probable classes, the most probable first
   */
  public List<List<ImageNetPrediction>> decode(INDArray outputs, int k) {
    if (outputs.rank() != 2 || outputs.size(1) != CLASSES) {
      throw new PredictionException(
          String.format(
              Locale.ROOT,
              "outputs: found shape %s; expected [images, %d], one column per class of ImageNet",
              Arrays.toString(outputs.shape()),
              CLASSES));
    }
    TopK.check(k, CLASSES);
    List<List<ImageNetPrediction>> decoded = new ArrayList<>();
    for (float[] row : outputs.toFloatMatrix()) {
      decoded.add(
          CODING.decode(row, k).stream()
              .map(answer -> prediction(answer.index(), answer.value()))
              .toList());
    }
    return decoded;
  }

  private ImageNetPrediction prediction(int index, double score) {
    Entry entry = entries.get(index);
    return new ImageNetPrediction(entry.wordNetId(), entry.name(), score);
  }
}
