package dev.stagewright.processor;

import static java.util.Objects.requireNonNull;

import dev.stagewright.processor.declaration.VisibleTypes;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * An annotated type by its name, since a compiler makes new elements in every round.
 *
 * @param module null where sources are too old for modules
 */
record DeclaredType(@Nullable String module, String name) {

  static DeclaredType of(TypeElement type, Elements elements) {
    ModuleElement module = elements.getModuleOf(type);
    return new DeclaredType(
        module == null ? null : module.getQualifiedName().toString(),
        type.getQualifiedName().toString());
  }

  /** The type's element of the present round. */
  TypeElement find(Elements elements) {
    ModuleElement present = module == null ? null : elements.getModuleElement(module);
    return requireNonNull(new VisibleTypes(elements, present).find(name));
  }
}
