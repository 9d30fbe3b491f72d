package dev.stagewright.onednn.internal.model;

import dev.stagewright.engine.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** What a graph reads, and messages about arrays that are something else. */
public final class Inputs {

  /** Sides of maps up to this one are tried for a message. */
  private static final int LARGEST_SIDE = 1024;

  private final ComputationGraph graph;
  private final List<String> names;
  private final List<Layout> layouts;

  /** By inputs; 0 where no layer tells. */
  private final List<Long> channels;

  /** For a graph that {@link ModelReader#check} accepts. */
  public Inputs(ComputationGraph graph) {
    this.graph = graph;
    this.names = graph.getConfiguration().getNetworkInputs();
    this.layouts = names.stream().map(name -> Formats.ofReaders(graph, name)).toList();
    this.channels = names.stream().map(name -> Formats.channels(graph, name)).toList();
  }

  /**
   * Reads the graph for arrays of the given shapes.
   *
   * @param shapes of every input array, with the batch in front
   * @throws InputException if they are not what the graph reads
   */
  public Model model(List<long[]> shapes) {
    check(shapes);
    try {
      return ModelReader.read(graph, shapes);
    } catch (MisfitException e) {
      throw new InputException(
          "input %s: found %s, for which %s; expected %s"
              .formatted(
                  quoted(), joined(shapes.stream().map(Arrays::toString)), e.getMessage(), all()));
    }
  }

  /**
   * Checks all but the maps' sizes, which are seen in {@link #model}.
   *
   * @throws InputException if the arrays are not what the graph reads
   */
  public void check(List<long[]> shapes) {
    if (shapes.size() != names.size()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "found %d input array(s); expected %d: %s",
              shapes.size(),
              names.size(),
              all()));
    }
    for (int i = 0; i < names.size(); i++) {
      check(i, shapes.get(i));
      if (shapes.get(i)[0] != shapes.get(0)[0]) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "input \"%s\": found a batch of %d; expected %d, as in input \"%s\"",
                names.get(i),
                shapes.get(i)[0],
                shapes.get(0)[0],
                names.get(0)));
      }
    }
  }

  private void check(int input, long[] shape) {
    long wanted = channels.get(input);
    boolean right =
        shape.length == rank(input)
            && Arrays.stream(shape).allMatch(side -> side > 0)
            && (wanted == 0 || shape[channelAxis(input)] == wanted);
    if (!right) {
      String found = Arrays.toString(shape);
      boolean empty = Arrays.stream(shape).anyMatch(side -> side == 0);
      throw new InputException(
          "input \"%s\": found %s%s; expected %s%s"
              .formatted(
                  names.get(input),
                  found,
                  empty ? ", which is empty" : "",
                  text(input),
                  otherLayout(input, shape)));
    }
  }

  private int rank(int input) {
    return layouts.get(input) == Layout.VECTOR ? 2 : 4;
  }

  private int channelAxis(int input) {
    return layouts.get(input) == Layout.NHWC ? 3 : 1;
  }

  /** What makes an array of the other layout right, if that does. */
  private String otherLayout(int input, long[] shape) {
    if (shape.length != 4 || rank(input) != 4) {
      return "";
    }
    boolean last = layouts.get(input) == Layout.NHWC;
    int[] order = last ? new int[] {0, 2, 3, 1} : new int[] {0, 3, 1, 2};
    long[] permuted = IntStream.of(order).mapToLong(axis -> shape[axis]).toArray();
    boolean right =
        permuted[channelAxis(input)] == channels.get(input)
            && Arrays.stream(permuted).allMatch(side -> side > 0);
    return right
        ? ". The array has its channels %s: permute%s makes it %s"
            .formatted(
                last ? "first" : "last",
                Arrays.toString(order).replace('[', '(').replace(']', ')'),
                Arrays.toString(permuted))
        : "";
  }

  private String all() {
    return names.size() == 1
        ? text(0)
        : joined(
            IntStream.range(0, names.size())
                .mapToObj(input -> "\"%s\" %s".formatted(names.get(input), text(input))));
  }

  private static String joined(java.util.stream.Stream<String> texts) {
    return String.join(" and ", texts.toList());
  }

  private String quoted() {
    return joined(names.stream().map(name -> '"' + name + '"'));
  }

  /** The shape of an input, for people. */
  private String text(int input) {
    String depth = channels.get(input) == 0 ? "channels" : channels.get(input).toString();
    Layout layout = layouts.get(input);
    if (layout == Layout.VECTOR) {
      return "[batch, %s]".formatted(depth);
    }
    Sides sides = names.size() == 1 ? sides() : null;
    String side = sides == null || sides.least() != sides.most() ? null : "" + sides.least();
    String map = side == null ? "height, width" : side + ", " + side;
    String range = sides == null || side != null ? "" : sides.range();
    return layout == Layout.NHWC
        ? "[batch, %s, %s]%s, channels last".formatted(map, depth, range)
        : "[batch, %s, %s]%s, channels first".formatted(depth, map, range);
  }

  /** The sides of square maps that go through the graph's only input. */
  private record Sides(int least, int most) {
    String range() {
      return String.format(
          Locale.ROOT,
          " with height and width from %d%s",
          least,
          most == LARGEST_SIDE ? "" : " to " + most);
    }
  }

  private @Nullable Sides sides() {
    OptionalInt least = IntStream.rangeClosed(1, LARGEST_SIDE).filter(this::fits).findFirst();
    if (least.isEmpty()) {
      return null;
    }
    int most = least.getAsInt();
    while (most < LARGEST_SIDE && fits(most + 1)) {
      most++;
    }
    return new Sides(least.getAsInt(), most);
  }

  private boolean fits(int side) {
    long depth = Math.max(1, channels.get(0));
    long[] shape =
        layouts.get(0) == Layout.NHWC
            ? new long[] {1, side, side, depth}
            : new long[] {1, depth, side, side};
    try {
      ModelReader.read(graph, new ArrayList<>(List.of(shape)));
      return true;
    } catch (MisfitException e) {
      return false;
    }
  }
}
