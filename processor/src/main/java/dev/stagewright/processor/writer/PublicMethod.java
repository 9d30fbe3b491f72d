package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The public methods of a generated class, the same for a network and for its stub. */
enum PublicMethod {
  BUILDER {
    @Override
    MethodSpec.Builder signature(NetworkType type) {
      return named("builder", ParameterizedTypeName.get(Types.NETWORK_BUILDER, type.generated()))
          .addModifiers(Modifier.STATIC)
          .addJavadoc("Starts from the declared values; every option may replace one.\n\n")
          .addJavadoc("@return a builder of this network\n");
    }
  },
  NAME {
    @Override
    MethodSpec.Builder signature(NetworkType type) {
      return named("name", ClassName.get(String.class));
    }
  },
  OPTIONS {
    @Override
    MethodSpec.Builder signature(NetworkType type) {
      return named("options", Types.NETWORK_OPTIONS);
    }
  },
  STAGES {
    @Override
    MethodSpec.Builder signature(NetworkType type) {
      return named(
          "stages", ParameterizedTypeName.get(ClassName.get(List.class), Types.STAGE_INFO));
    }
  },
  CONFIGURATION {
    @Override
    MethodSpec.Builder signature(NetworkType type) {
      return named("configuration", Types.GRAPH_CONFIGURATION);
    }
  },
  ADD_TO {
    @Override
    MethodSpec.Builder signature(NetworkType type) {
      return named("addTo", ClassName.get(String.class))
          .addParameter(Types.GRAPH_BUILDER, "graph")
          .addParameter(String.class, "input");
    }
  };

  /** The method, still without a body. */
  abstract MethodSpec.Builder signature(NetworkType type);

  private static MethodSpec.Builder named(String name, TypeName result) {
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC).returns(result);
  }
}
