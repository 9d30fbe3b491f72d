package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import dev.stagewright.processor.model.LayerPlan;
import dev.stagewright.processor.model.NetworkModel;

/** The Javadoc of a generated class: a table of what the network consists of. */
final class ClassDoc {

  private ClassDoc() {}

  static CodeBlock of(NetworkType type, NetworkModel model, LayerPlan plan) {
    return CodeBlock.of(
        "The residual network that {@code $L} declares.\n", type.type().simpleName());
  }
}
