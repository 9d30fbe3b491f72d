package dev.stagewright.processor.writer;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.Stage;
import java.util.LinkedHashMap;
import java.util.Map;

/** The methods of blocks: blocks that need the same code share one. */
final class BlockMethods {

  /** The name of a method that is not in use yet. */
  static final String UNNAMED = "unnamed";

  private final Map<MethodSpec, String> names = new LinkedHashMap<>();

  /**
   * The name of a method with this code.
   *
   * @param preferred the name, unless a method with other code has it
   * @param stage the first that needs it, which then tells methods of the same kind apart
   */
  String name(String preferred, Stage stage, MethodSpec unnamed) {
    return names.computeIfAbsent(
        unnamed,
        method ->
            names.containsValue(preferred) ? preferred + "OfStage" + stage.number() : preferred);
  }

  void addTo(TypeSpec.Builder type) {
    names.forEach(
        (method, name) ->
            type.addMethod(method.toBuilder().setName(name).returns(method.returnType()).build()));
  }
}
