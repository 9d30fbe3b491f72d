package dev.stagewright.processor.declaration;

import dev.stagewright.processor.declaration.Obstacle.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one annotation through its mirror; its class is never loaded. What cannot be
 * read is noted, and another value of the right type returned.
 */
final class AnnotationReader {

  private final String name;
  private final Site site;
  private final boolean explicit;
  private final Notes notes;
  private final Map<String, AnnotationValue> written = new LinkedHashMap<>();
  private final Map<String, AnnotationValue> defaults = new LinkedHashMap<>();
  private final Set<String> pending = new HashSet<>();
  private final Set<String> members = new HashSet<>();
  private final Set<String> read = new HashSet<>();

  /** Reads an annotation that stands on the type. */
  static AnnotationReader of(AnnotationMirror mirror, Site site, Notes notes) {
    return new AnnotationReader(mirror, site, true, notes);
  }

  /**
   * @param mirror the annotation to read; null if it could not be read, which is noted already
   * @param site where it stands
   * @param explicit whether the user wrote it; otherwise it is the default of a member
   * @param notes of the whole declaration
   */
  private AnnotationReader(
      @Nullable AnnotationMirror mirror, Site site, boolean explicit, Notes notes) {
    this.site = site;
    this.explicit = explicit;
    this.notes = notes;
    if (mirror == null) {
      this.name = "";
      return;
    }
    this.name = "@" + mirror.getAnnotationType().asElement().getSimpleName();
    values(mirror)
        .forEach((member, value) -> written.put(member.getSimpleName().toString(), value));
    for (ExecutableElement member :
        ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements())) {
      members.add(member.getSimpleName().toString());
      AnnotationValue value = member.getDefaultValue();
      if (value != null && isPending(value)) {
        pending.add(member.getSimpleName().toString());
      } else if (value != null) {
        defaults.put(member.getSimpleName().toString(), value);
      }
    }
    if (explicit) {
      notes.opened(this);
    }
  }

  /**
   * Whether the compiler has not completed a default that is a constant: so it is in annotations
   * that are themselves the default of a member. Whoever reads such a member knows its default.
   */
  private static boolean isPending(AnnotationValue value) {
    try {
      return Unresolved.is(value, VariableElement.class);
    } catch (UnsupportedOperationException e) {
      return true;
    }
  }

  /** ECJ fails with internal errors where a constant is not of its member's type. */
  private Map<? extends ExecutableElement, ? extends AnnotationValue> values(
      AnnotationMirror mirror) {
    try {
      return mirror.getElementValues();
    } catch (RuntimeException e) {
      notes.add(Kind.BROKEN, site, name);
      return Map.of();
    }
  }

  Site site() {
    return site;
  }

  Declared<Integer> integer(String member) {
    return declared(member, value(member, Integer.class, 1));
  }

  Declared<Double> number(String member) {
    return declared(member, value(member, Double.class, 1.0));
  }

  Declared<Boolean> flag(String member) {
    return declared(member, value(member, Boolean.class, false));
  }

  Declared<String> text(String member) {
    return declared(member, value(member, String.class, ""));
  }

  /** A class; none where void stands for none. */
  Optional<Declared<TypeMirror>> type(String member) {
    TypeMirror type = cast(member, find(member), TypeMirror.class);
    if (type != null && type.getKind() == TypeKind.ERROR) {
      notes.add(Kind.UNRESOLVED, at(member, written.get(member)), name + "." + member);
      return Optional.empty();
    }
    return type == null || type.getKind() == TypeKind.VOID
        ? Optional.empty()
        : Optional.of(declared(member, type));
  }

  <E extends Enum<E>> Declared<E> constant(String member, Class<E> type) {
    AnnotationValue value = find(member);
    VariableElement constant = cast(member, value, VariableElement.class);
    for (E known : type.getEnumConstants()) {
      if (constant != null && constant.getSimpleName().contentEquals(known.name())) {
        return declared(member, known);
      }
    }
    if (constant != null) {
      String unknown = type.getSimpleName() + "." + constant.getSimpleName();
      notes.add(Kind.UNKNOWN, at(member, value), unknown);
    }
    return declared(member, type.getEnumConstants()[0]);
  }

  Declared<List<Declared<Integer>>> integers(String member) {
    List<Declared<Integer>> values = new ArrayList<>();
    for (AnnotationValue value : elements(member)) {
      Integer number = cast(member, value, Integer.class);
      values.add(new Declared<>(number == null ? 1 : number, explicit(member), at(member, value)));
    }
    return declared(member, List.copyOf(values));
  }

  /**
   * @param type the simple name of the member's type
   */
  AnnotationReader annotation(String member, String type) {
    return annotation(member, type, find(member));
  }

  /**
   * @param type the simple name of the type of the member's elements
   */
  List<AnnotationReader> annotations(String member, String type) {
    return elements(member).stream().map(value -> annotation(member, type, value)).toList();
  }

  /**
   * Written members that nobody asked for: this processor does not know what they mean, or the
   * annotation does not have them.
   */
  void noteUnread() {
    written.forEach(
        (member, value) -> {
          if (!read.contains(member)) {
            Kind kind = members.contains(member) ? Kind.UNKNOWN : Kind.BROKEN;
            notes.add(kind, site.at(value), name + "." + member);
          }
        });
  }

  private AnnotationReader annotation(String member, String type, @Nullable AnnotationValue value) {
    AnnotationMirror mirror = cast(member, value, AnnotationMirror.class);
    // ECJ hands out what is written, even an annotation of another type than the member's.
    if (mirror != null && !DeclarationReader.isOurs(mirror, type)) {
      notes.add(Kind.BROKEN, at(member, value), name + "." + member);
      mirror = null;
    }
    return new AnnotationReader(mirror, at(member, value), explicit(member), notes);
  }

  private List<AnnotationValue> elements(String member) {
    List<AnnotationValue> elements = new ArrayList<>();
    for (Object element : value(member, List.class, List.of())) {
      elements.add((AnnotationValue) element);
    }
    return elements;
  }

  /** A member's value; the default, or else something, in place of one that cannot be read. */
  private <T> T value(String member, Class<T> type, T otherwise) {
    T value = cast(member, find(member), type);
    if (value != null) {
      return value;
    }
    AnnotationValue usual = defaults.get(member);
    return usual != null && type.isInstance(usual.getValue())
        ? type.cast(usual.getValue())
        : otherwise;
  }

  /** A member's value, written or default. */
  private @Nullable AnnotationValue find(String member) {
    read.add(member);
    AnnotationValue value = written.getOrDefault(member, defaults.get(member));
    if (value == null && !name.isEmpty() && !pending.contains(member)) {
      Kind kind = members.contains(member) ? Kind.BROKEN : Kind.UNKNOWN;
      notes.add(kind, site, name + "." + member);
    }
    return value;
  }

  private <T> @Nullable T cast(String member, @Nullable AnnotationValue value, Class<T> type) {
    if (value == null) {
      return null;
    }
    if (Unresolved.is(value, type)) {
      notes.add(Kind.UNRESOLVED, at(member, value), name + "." + member);
      return null;
    }
    if (!type.isInstance(value.getValue())) {
      notes.add(Kind.BROKEN, at(member, value), name + "." + member);
      return null;
    }
    return type.cast(value.getValue());
  }

  private <T> Declared<T> declared(String member, T value) {
    return new Declared<>(value, explicit(member), at(member, written.get(member)));
  }

  /** Whether the user wrote a member. */
  boolean explicit(String member) {
    return explicit && written.containsKey(member);
  }

  /** The place of a value inside a member; a default stands nowhere, so its annotation is it. */
  private Site at(String member, @Nullable AnnotationValue value) {
    return explicit(member) ? site.at(value) : site;
  }
}
