package dev.stagewright.catalog;

import dev.stagewright.network.InputShape;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network as it was declared; what the processor wrote about it at compile time. Every number is
 * for the declared input and classes.
 *
 * @param name the annotated type's simple name, for example {@code ResNet50Elu}
 * @param type the annotated type's binary name
 * @param network the generated class's binary name
 * @param processor the version of the processor that wrote it
 * @param input the declared input
 * @param minimumInput the smallest input that works
 * @param classes the declared number of classes
 * @param family what the literature calls such a network, for example {@code ResNeXt}; null if an
 *     old processor wrote the description, as the next two
 * @param convention the declared convention
 * @param initialization how kernels start
 * @param nonlinearity the declared nonlinearity, for example {@code ELU}
 * @param parameters how many numbers the layers hold
 * @param trainable how many of them training changes by gradients
 * @param flops floating-point operations for one image, two for a multiply-add
 * @param stages the stages in order
 * @param layers the layers in order
 * @param source the generated class as Java
 * @param standalone the network as a class that needs nothing but Deeplearning4j; null if it has
 *     layers of {@linkplain LayerDescription#own our own}, or an old processor wrote it
 */
public record NetworkDescription(
    String name,
    String type,
    String network,
    String processor,
    InputShape input,
    Size minimumInput,
    int classes,
    @Nullable String family,
    @Nullable String convention,
    @Nullable String initialization,
    String nonlinearity,
    long parameters,
    long trainable,
    long flops,
    List<StageDescription> stages,
    List<LayerDescription> layers,
    String source,
    @Nullable String standalone) {

  /**
   * A size in pixels.
   *
   * @param height in pixels
   * @param width in pixels
   */
  public record Size(int height, int width) {}

  /**
   * Whether a model of the network, saved with the declared values, opens in Deeplearning4j without
   * anything else on the class path.
   *
   * @return false if a layer is {@linkplain LayerDescription#own not Deeplearning4j's}
   */
  public boolean opensInDeeplearning4j() {
    return needed().isEmpty();
  }

  /**
   * The classes that a saved model needs beside Deeplearning4j.
   *
   * @return each once, in the order of the layers
   */
  public List<String> needed() {
    return layers.stream().map(LayerDescription::own).filter(Objects::nonNull).distinct().toList();
  }

  /**
   * Whether the processor could describe the network alone.
   *
   * @return false if blocks of the user's own are in it, see {@link NetworkCatalog#complete}
   */
  public boolean isComplete() {
    return stages.stream().allMatch(stage -> stage.block() == null);
  }

  /** Copies the lists; a description that lacks something is none. */
  public NetworkDescription {
    Stream.of(name, type, network, input, minimumInput, source).forEach(Objects::requireNonNull);
    stages = List.copyOf(stages);
    layers = List.copyOf(layers);
  }
}
