package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.Outline;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * Writes what stands in for the class of a network whose declaration has errors, so that the
 * compiler finds no further ones where the network is used. It is compiled in vain.
 */
public final class StubWriter {

  private final NetworkType type;
  private final Predicate<String> known;

  private StubWriter(NetworkType type, Predicate<String> known) {
    this.type = type;
    this.known = known;
  }

  /**
   * Writes the source.
   *
   * @param outline what other code may name
   * @param annotateGenerated whether {@code javax.annotation.processing.Generated} can be seen
   * @param known whether a type is on the class path; without the runtime, only constants are left
   * @return a whole compilation unit
   */
  public static String write(
      NetworkType type, Outline outline, boolean annotateGenerated, Predicate<String> known) {
    StubWriter writer = new StubWriter(type, known);
    return GeneratedClass.source(type, writer.stub(outline, annotateGenerated));
  }

  private TypeSpec stub(Outline outline, boolean annotateGenerated) {
    String name = String.join(".", type.type().simpleNames());
    String doc = "Stands in for a network: the declaration {@code " + name + "} has errors.\n";
    TypeSpec.Builder stub = GeneratedClass.of(type, doc, annotateGenerated);
    new Constants(outline, true, layer -> "").addFields(stub);
    stub.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    List<MethodSpec> methods =
        Arrays.stream(PublicMethod.values()).map(method -> method(method, name)).toList();
    if (isKnown(Types.NETWORK_INTERFACE) && methods.stream().allMatch(this::isKnown)) {
      stub.addSuperinterface(Types.NETWORK_INTERFACE).addMethods(methods);
    }
    return stub.build();
  }

  private MethodSpec method(PublicMethod method, String name) {
    String message = "The declaration " + name + " has errors; the compiler shows them.";
    return method
        .signature(type)
        .addStatement("throw new $T($S)", IllegalStateException.class, message)
        .build();
  }

  private boolean isKnown(MethodSpec method) {
    Stream<TypeName> parameters = method.parameters().stream().map(each -> each.type());
    return isKnown(method.returnType()) && parameters.allMatch(this::isKnown);
  }

  private boolean isKnown(TypeName name) {
    if (name instanceof ParameterizedTypeName generic) {
      return isKnown(generic.rawType()) && generic.typeArguments().stream().allMatch(this::isKnown);
    }
    return name.equals(type.generated())
        || !(name instanceof ClassName plain)
        || known.test(plain.canonicalName());
  }
}
