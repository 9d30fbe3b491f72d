package dev.stagewright.processor.declaration;

import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * The types that code of a module can name: those of the modules that it reads.
 *
 * @param module null where sources are too old for modules
 */
public record VisibleTypes(Elements elements, @Nullable ModuleElement module) {

  /** What the code around a type can name. */
  public static VisibleTypes from(TypeElement type, Elements elements) {
    return new VisibleTypes(elements, elements.getModuleOf(type));
  }

  /** Whether a module-info.java says what can be seen, rather than the class path. */
  public boolean inNamedModule() {
    return module != null && !module.isUnnamed();
  }

  /** A type by its canonical name; null if it cannot be seen. */
  public @Nullable TypeElement find(String name) {
    return module == null ? elements.getTypeElement(name) : elements.getTypeElement(module, name);
  }

  /** Whether a type can be seen. */
  public boolean has(String name) {
    return find(name) != null;
  }
}
