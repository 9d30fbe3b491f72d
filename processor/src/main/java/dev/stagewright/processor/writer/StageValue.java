package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.stagewright.processor.topology.Nonlinearity;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.Topology;
import java.util.Locale;

/** A value that may differ from stage to stage. */
enum StageValue {
  /** The side of the convolutions that are not 1 x 1. */
  KERNEL {
    @Override
    TypeName type(Dialect dialect) {
      return TypeName.INT;
    }

    @Override
    CodeBlock of(Stage stage, Dialect dialect) {
      return CodeBlock.of("$L", stage.kernel());
    }

    @Override
    CodeBlock ofStem(Topology topology, Dialect dialect) {
      return of(topology.stages().get(0), dialect);
    }
  },

  /** In how many groups those divide their channels. */
  GROUPS {
    @Override
    TypeName type(Dialect dialect) {
      return TypeName.INT;
    }

    @Override
    CodeBlock of(Stage stage, Dialect dialect) {
      return CodeBlock.of("$L", stage.groups());
    }

    @Override
    CodeBlock ofStem(Topology topology, Dialect dialect) {
      return of(topology.stages().get(0), dialect);
    }

    @Override
    boolean isUsed(Topology topology) {
      return topology.stages().stream().anyMatch(stage -> stage.groups() != 1);
    }
  },

  /** The step between the cells that those read. */
  DILATION {
    @Override
    TypeName type(Dialect dialect) {
      return TypeName.INT;
    }

    @Override
    CodeBlock of(Stage stage, Dialect dialect) {
      return CodeBlock.of("$L", stage.dilation());
    }

    @Override
    CodeBlock ofStem(Topology topology, Dialect dialect) {
      return of(topology.stages().get(0), dialect);
    }

    @Override
    boolean isUsed(Topology topology) {
      return topology.stages().stream().anyMatch(stage -> stage.dilation() != 1);
    }
  },

  /** What the nonlinearity takes. */
  ALPHA {
    @Override
    TypeName type(Dialect dialect) {
      return TypeName.DOUBLE;
    }

    @Override
    CodeBlock of(Stage stage, Dialect dialect) {
      return CodeBlock.of(Literals.number(stage.alpha()));
    }

    @Override
    CodeBlock ofStem(Topology topology, Dialect dialect) {
      return CodeBlock.of(Literals.number(topology.settings().alpha()));
    }

    @Override
    boolean isUsed(Topology topology) {
      return topology.nonlinearities().stream().anyMatch(Nonlinearity::hasAlpha);
    }
  },

  /** The penalty on convolutions. */
  PENALTY {
    @Override
    TypeName type(Dialect dialect) {
      return dialect.penaltyType();
    }

    @Override
    CodeBlock of(Stage stage, Dialect dialect) {
      return dialect.penalty(stage.l1(), stage.l2());
    }

    @Override
    CodeBlock ofStem(Topology topology, Dialect dialect) {
      return dialect.penalty(topology.settings().l1(), topology.settings().l2());
    }

    /** A penalty's type tells. */
    @Override
    CodeBlock argument(CodeBlock literal) {
      return literal;
    }
  };

  /** The type of a parameter that takes it. */
  abstract TypeName type(Dialect dialect);

  /** The value in a stage. */
  abstract CodeBlock of(Stage stage, Dialect dialect);

  /** The value in the stem; where the stem has none, that of the first stage. */
  abstract CodeBlock ofStem(Topology topology, Dialect dialect);

  /** Whether the network's layers take it at all. */
  boolean isUsed(Topology topology) {
    return true;
  }

  /** Whether a stage's blocks take it; those of the user's own get kernel and penalty. */
  boolean isTakenBy(Stage stage) {
    return stage.blockClass().isEmpty() || this == KERNEL || this == PENALTY;
  }

  /** A literal as an argument, with the name of what it is. */
  CodeBlock argument(CodeBlock literal) {
    return Literals.named(variable(), literal);
  }

  /** Whether it is written as a number where it is used, rather than as a constant of the class. */
  boolean isLiteral() {
    return this == KERNEL || this == GROUPS || this == DILATION;
  }

  /** The name of a parameter that takes it. */
  String variable() {
    return name().toLowerCase(Locale.ROOT);
  }
}
