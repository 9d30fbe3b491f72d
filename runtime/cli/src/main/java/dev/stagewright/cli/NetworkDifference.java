package dev.stagewright.cli;

import dev.stagewright.catalog.LayerDescription;
import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.cli.LayerAlignment.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What two networks differ in: a line for each difference, as text. */
final class NetworkDifference {

  private final boolean ignoreNames;
  private final boolean sameInput;
  private final List<String> lines = new ArrayList<>();

  /** From layers of the one to those of the other beside them. */
  private final Map<String, String> partners = new HashMap<>();

  private int alike;
  private int changed;
  private int onlyLeft;
  private int onlyRight;
  private int renamed;

  NetworkDifference(NetworkDescription left, NetworkDescription right, boolean ignoreNames) {
    this.ignoreNames = ignoreNames;
    this.sameInput = left.input().equals(right.input());
    compare("input", left.input(), right.input());
    compare("smallest input", side(left), side(right));
    compare("initialization", left.initialization(), right.initialization());
    List<Pair> pairs = LayerAlignment.of(left.layers(), right.layers(), this::isAlike);
    for (Pair pair : pairs) {
      if (pair.left() != null && pair.right() != null) {
        partners.put(pair.left().name(), pair.right().name());
      }
    }
    pairs.forEach(this::add);
  }

  private static int side(NetworkDescription network) {
    return network.minimumInput().height();
  }

  int alike() {
    return alike;
  }

  int changed() {
    return changed;
  }

  int onlyLeft() {
    return onlyLeft;
  }

  int onlyRight() {
    return onlyRight;
  }

  int renamed() {
    return renamed;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  @Override
  public String toString() {
    return lines.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining());
  }

  private void compare(String what, @Nullable Object a, @Nullable Object b) {
    if (!Objects.equals(a, b)) {
      lines.add("~ %s: %s -> %s".formatted(what, a, b));
    }
  }

  /** Maps of images of different sizes are compared by their channels. */
  private Object shape(LayerDescription layer) {
    List<Integer> output = layer.output();
    return sameInput ? output : output.get(output.size() - 1);
  }

  private boolean isAlike(LayerDescription a, LayerDescription b) {
    return a.kind().equals(b.kind())
        && Objects.equals(a.detail(), b.detail())
        && Objects.equals(a.own(), b.own())
        && a.parameters() == b.parameters()
        && a.trainable() == b.trainable()
        && shape(a).equals(shape(b));
  }

  private void add(Pair pair) {
    LayerDescription a = pair.left();
    LayerDescription b = pair.right();
    if (b == null) {
      onlyLeft++;
      lines.add("- " + describe(Objects.requireNonNull(a)));
    } else if (a == null) {
      onlyRight++;
      lines.add("+ " + describe(b));
    } else if (isAlike(a, b) && wired(a, b)) {
      addAlike(a, b);
    } else {
      changed++;
      lines.add("~ %s: %s".formatted(names(a, b), changes(a, b)));
    }
  }

  private void addAlike(LayerDescription a, LayerDescription b) {
    alike++;
    if (!ignoreNames && !a.name().equals(b.name())) {
      renamed++;
      lines.add("= %s".formatted(names(a, b)));
    }
  }

  /** Whether two layers read layers that stand beside each other, as far as these have partners. */
  private boolean wired(LayerDescription a, LayerDescription b) {
    if (a.inputs().size() != b.inputs().size()) {
      return false;
    }
    for (int i = 0; i < a.inputs().size(); i++) {
      String partner = partners.get(a.inputs().get(i));
      String input = b.inputs().get(i);
      if (partner != null && !partner.equals(input) && partners.containsValue(input)) {
        return false;
      }
    }
    return true;
  }

  private static String names(LayerDescription a, LayerDescription b) {
    return a.name().equals(b.name()) ? a.name() : a.name() + " -> " + b.name();
  }

  private String changes(LayerDescription a, LayerDescription b) {
    List<String> changes = new ArrayList<>();
    change(changes, "", a.detail(), b.detail());
    change(changes, "output ", words(a), words(b));
    change(
        changes, "parameters ", Numbers.grouped(a.parameters()), Numbers.grouped(b.parameters()));
    change(changes, "computed by ", a.own(), b.own());
    if (changes.isEmpty()) {
      change(changes, "inputs ", String.join(", ", a.inputs()), String.join(", ", b.inputs()));
    }
    return String.join("; ", changes);
  }

  private static void change(
      List<String> changes, String what, @Nullable String a, @Nullable String b) {
    if (!Objects.equals(a, b)) {
      changes.add("%s%s -> %s".formatted(what, a == null ? "-" : a, b == null ? "-" : b));
    }
  }

  private static String words(LayerDescription layer) {
    return layer.output().stream().map(String::valueOf).collect(Collectors.joining(" x "));
  }

  private static String describe(LayerDescription layer) {
    String detail = layer.detail() == null || layer.detail().isEmpty() ? "" : ", " + layer.detail();
    return "%s: %s%s, output %s, parameters %s"
        .formatted(
            layer.name(), layer.kind(), detail, words(layer), Numbers.grouped(layer.parameters()));
  }
}
