package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.BatchPart;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.model.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Replicas that exchange their slices within this process. */
final class InProcess implements Workers, AutoCloseable {

  private final int count;
  private final ImageSource images;
  private final Map<String, byte[]> arrays = new HashMap<>();
  final List<Replica> replicas = new ArrayList<>();

  InProcess(int count, ImageSource images) {
    this.count = count;
    this.images = images;
  }

  @Override
  public void put(String name, InputStream values) throws IOException {
    arrays.put(name, values.readAllBytes());
  }

  @Override
  public void begin(TrainedModel start, TrainingPlan plan, int steps) {
    for (int i = 0; i < count; i++) {
      BatchPart part = new BatchPart(i, count);
      Loading loading = Loading.DEFAULT.withThreads(1);
      replicas.add(new Replica(copy(start), plan, images, null, loading, part, steps));
    }
    arrays.forEach(this::restore);
  }

  private static TrainedModel copy(TrainedModel model) {
    try {
      Path file = Files.createTempFile("start", ".zip");
      model.save(file);
      TrainedModel copy = TrainedModel.load(file);
      Files.delete(file);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void restore(String name, byte[] bytes) {
    FloatBuffer values = floats(bytes);
    for (int i = 0; i < count; i++) {
      Replica replica = replicas.get(i);
      FloatBuffer own = replica.arrays().get(name);
      if (own != null) { // some slices are empty
        own.put(replica.slices().get(i).view(values));
      }
      if (name.equals("parameters")) {
        replica.parameters().put(values.duplicate());
        replica.changed();
      }
    }
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  @Override
  public List<PartOfStep> step(StepOrder order) {
    List<PartOfStep> found = new ArrayList<>();
    replicas.forEach(replica -> found.add(replica.compute(order)));
    for (int to = 0; to < count; to++) {
      replicas.get(to).receive();
      for (int from = 0; from < count; from++) {
        if (from != to && found.get(from).images() > 0) {
          Slice slice = replicas.get(to).slices().get(to);
          replicas.get(to).received(from).put(slice.view(replicas.get(from).gradients()));
        }
      }
    }
    List<PartOfStep> parts = new ArrayList<>();
    replicas.forEach(replica -> parts.add(replica.total(order)));
    long made = replicas.stream().filter(replica -> replica.update(order, parts)).count();
    assertThat(made).isIn(0L, (long) count);
    if (made > 0) {
      exchange();
      replicas.forEach(replica -> replica.done(order));
    }
    return parts;
  }

  private void exchange() {
    for (int from = 0; from < count; from++) {
      Slice slice = replicas.get(from).slices().get(from);
      for (Replica to : replicas) {
        slice.view(to.parameters()).put(slice.view(replicas.get(from).parameters()));
      }
    }
  }

  @Override
  public void form(boolean predicting) {
    replicas.forEach(replica -> replica.form(predicting));
    exchange();
  }

  @Override
  public List<PartOfValidation> validate(StepOrder order) {
    return replicas.stream().map(replica -> replica.validate(order)).toList();
  }

  @Override
  public void keepBest() {
    replicas.forEach(Replica::keepBest);
  }

  @Override
  public void gather() {
    arrays.clear();
    for (int i = 0; i < count; i++) {
      Slice slice = replicas.get(i).slices().get(i);
      int values = replicas.get(i).parameters().capacity();
      replicas
          .get(i)
          .arrays()
          .forEach(
              (name, array) ->
                  slice
                      .view(floats(arrays.computeIfAbsent(name, any -> new byte[4 * values])))
                      .put(array));
    }
  }

  @Override
  public InputStream get(String name) {
    return new ByteArrayInputStream(Objects.requireNonNull(arrays.get(name)));
  }

  @Override
  public void close() {
    replicas.forEach(Replica::close);
  }
}
