package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import javax.lang.model.element.Modifier;

/** How generated code reaches its values and adds its layers. */
interface Dialect {

  /** With the runtime: options of the builder replace what is declared. */
  Dialect RUNTIME = new RuntimeDialect();

  /** With nothing but Deeplearning4j: what is declared stays. */
  Dialect STANDALONE = new StandaloneDialect();

  /** The beginning of a private method. */
  MethodSpec.Builder method(String name);

  /** The layout of images and feature maps. */
  String format();

  /** The type of a penalty. */
  TypeName penaltyType();

  /** A declared penalty. */
  CodeBlock penalty(double l1, double l2);

  /** The penalties of a layer, from the variable that has the declared one. */
  CodeBlock penaltyOf(String declared);

  /** The alpha of a layer, from the variable that has the declared one. */
  CodeBlock alphaOf(String declared);

  /** The function ELU. */
  CodeBlock elu(CodeBlock alpha);

  /** What is called to add a layer. */
  CodeBlock addLayer();

  /** What is passed in front of the layer's name, with a comma and a space, or nothing. */
  String graph();

  /** Code with the runtime. */
  final class RuntimeDialect implements Dialect {
    @Override
    public MethodSpec.Builder method(String name) {
      return MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE);
    }

    @Override
    public String format() {
      return "format";
    }

    @Override
    public TypeName penaltyType() {
      return Types.REGULARIZATION;
    }

    @Override
    public CodeBlock penalty(double l1, double l2) {
      return Literals.penalty(l1, l2);
    }

    @Override
    public CodeBlock penaltyOf(String declared) {
      return CodeBlock.of("options.regularizationOr($L).toDl4j()", declared);
    }

    @Override
    public CodeBlock alphaOf(String declared) {
      return CodeBlock.of("options.alphaOr($L)", declared);
    }

    @Override
    public CodeBlock elu(CodeBlock alpha) {
      return CodeBlock.of("$T.elu($L)", Types.ACTIVATIONS, alpha);
    }

    @Override
    public CodeBlock addLayer() {
      return CodeBlock.of("$T.add", Types.DECLARED_LAYERS);
    }

    @Override
    public String graph() {
      return "graph, ";
    }
  }

  /** Code without it. */
  final class StandaloneDialect implements Dialect {
    @Override
    public MethodSpec.Builder method(String name) {
      return MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
    }

    @Override
    public String format() {
      return "FORMAT";
    }

    @Override
    public TypeName penaltyType() {
      return Types.DL4J_PENALTIES;
    }

    @Override
    public CodeBlock penalty(double l1, double l2) {
      return Literals.dl4jPenalty(l1, l2);
    }

    @Override
    public CodeBlock penaltyOf(String declared) {
      return CodeBlock.of("$L", declared);
    }

    @Override
    public CodeBlock alphaOf(String declared) {
      return CodeBlock.of("$L", declared);
    }

    @Override
    public CodeBlock elu(CodeBlock alpha) {
      return CodeBlock.of("new $T($L)", Types.DL4J_ELU, alpha);
    }

    @Override
    public CodeBlock addLayer() {
      return CodeBlock.of("graph.addLayer");
    }

    @Override
    public String graph() {
      return "";
    }
  }
}
