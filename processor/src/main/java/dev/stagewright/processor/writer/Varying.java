package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.model.Stage;

/**
 * The values in which stages differ. Generated helper methods take those, and only those, as
 * parameters; what all stages share stands inside the helpers.
 *
 * @param kernel whether stages differ in the side of their k x k convolutions
 * @param alpha whether they differ from each other or the stem in alpha
 * @param penalty whether they differ from each other or the stem in L1 or L2
 */
record Varying(boolean kernel, boolean alpha, boolean penalty) {

  static Varying in(NetworkModel model) {
    NetworkModel.Settings settings = model.settings();
    int kernel = model.stages().get(0).kernel();
    return new Varying(
        model.stages().stream().anyMatch(stage -> stage.kernel() != kernel),
        settings.nonlinearity().hasAlpha()
            && model.stages().stream().anyMatch(stage -> stage.alpha() != settings.alpha()),
        model.stages().stream()
            .anyMatch(stage -> stage.l1() != settings.l1() || stage.l2() != settings.l2()));
  }

  /** Adds the parameters of a method that makes a block. */
  void declare(MethodSpec.Builder method) {
    if (kernel) {
      method.addParameter(int.class, "kernel");
    }
    declareAlpha(method);
    declarePenalty(method);
  }

  void declareAlpha(MethodSpec.Builder method) {
    if (alpha) {
      method.addParameter(double.class, "alpha");
    }
  }

  void declarePenalty(MethodSpec.Builder method) {
    if (penalty) {
      method.addParameter(Types.REGULARIZATION, "penalty");
    }
  }

  /** The arguments of a call from the method that appends all stages. */
  CodeBlock arguments(Stage stage) {
    CodeBlock.Builder code = CodeBlock.builder();
    if (kernel) {
      code.add(", $L", stage.kernel());
    }
    if (alpha) {
      code.add(", $L", Literals.number(stage.alpha()));
    }
    if (penalty) {
      code.add(", $L", Literals.penalty(stage.l1(), stage.l2()));
    }
    return code.build();
  }

  /** The arguments of a call from one block method to another. */
  String passed() {
    return (kernel ? ", kernel" : "") + passedAlpha() + passedPenalty();
  }

  String passedAlpha() {
    return alpha ? ", alpha" : "";
  }

  String passedPenalty() {
    return penalty ? ", penalty" : "";
  }
}
