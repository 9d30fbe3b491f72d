package dev.stagewright.processor.topology;

import java.util.List;
import java.util.stream.Stream;

/**
 * A user's class that makes blocks.
 *
 * @param packageName empty for the unnamed package
 * @param simpleNames of the types around it and its own
 */
public record BlockClass(String packageName, List<String> simpleNames) {

  /** Copies the list. */
  public BlockClass {
    simpleNames = List.copyOf(simpleNames);
  }

  /** A class inside of this one. */
  public BlockClass nested(String name) {
    return new BlockClass(
        packageName, Stream.concat(simpleNames.stream(), Stream.of(name)).toList());
  }

  /** As code names it inside of its package. */
  public String name() {
    return String.join(".", simpleNames);
  }

  /** As a class loader names it. */
  public String binaryName() {
    String nested = String.join("$", simpleNames);
    return packageName.isEmpty() ? nested : packageName + "." + nested;
  }
}
