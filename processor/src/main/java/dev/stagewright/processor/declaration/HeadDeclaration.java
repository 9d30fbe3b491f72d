package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Defaults;
import dev.stagewright.processor.topology.Pooling;
import dev.stagewright.processor.topology.Task;

/** {@code @Head}; a window of 0 is none. */
public record HeadDeclaration(
    Site site,
    Declared<Pooling> pooling,
    Declared<Integer> pool,
    Declared<Task> task,
    Declared<Double> dropout,
    Declared<Integer> classes,
    Declared<String> name) {

  static HeadDeclaration of(AnnotationReader reader, Defaults defaults) {
    Declared<Integer> pool = reader.integer("pool");
    Declared<Task> task = reader.constant("task", Task.class);
    Pooling usual = pool.explicit() ? Pooling.WINDOW : defaults.pooling();
    return new HeadDeclaration(
        reader.site(),
        reader.constant("pooling", Pooling.class).or(usual),
        pool,
        task,
        reader.number("dropout"),
        // A single answer needs no number.
        task.value() == Task.BINARY ? reader.integer("classes").or(1) : reader.integer("classes"),
        reader.text("name").or(defaults.head()));
  }

  /** Whether the map is pooled in windows, rather than as a whole or not at all. */
  public boolean hasWindow() {
    return pooling.value() == Pooling.WINDOW && pool.value() > 0;
  }
}
