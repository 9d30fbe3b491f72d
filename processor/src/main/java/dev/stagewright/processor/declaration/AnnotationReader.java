package dev.stagewright.processor.declaration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads the members of one annotation through its mirror; its class is never loaded. */
final class AnnotationReader {

  private final Site site;
  private final Map<String, AnnotationValue> written = new LinkedHashMap<>();
  private final Map<String, AnnotationValue> defaults = new LinkedHashMap<>();
  private final Set<String> members = new HashSet<>();
  private final String name;

  /**
   * @param mirror the annotation to read
   * @param site where it stands
   */
  AnnotationReader(AnnotationMirror mirror, Site site) {
    this.site = site;
    this.name = mirror.getAnnotationType().asElement().getSimpleName().toString();
    values(mirror, site)
        .forEach((member, value) -> written.put(member.getSimpleName().toString(), value));
    for (ExecutableElement member :
        ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements())) {
      members.add(member.getSimpleName().toString());
      AnnotationValue value = member.getDefaultValue();
      if (value != null) {
        defaults.put(member.getSimpleName().toString(), value);
      }
    }
  }

  /** ECJ fails with internal errors where a constant is not of its member's type. */
  private static Map<? extends ExecutableElement, ? extends AnnotationValue> values(
      AnnotationMirror mirror, Site site) {
    try {
      return mirror.getElementValues();
    } catch (RuntimeException e) {
      throw UnreadableException.broken(site);
    }
  }

  Site site() {
    return site;
  }

  Declared<Integer> integer(String member) {
    return declared(member, cast(value(member), Integer.class));
  }

  Declared<Double> number(String member) {
    return declared(member, cast(value(member), Double.class));
  }

  Declared<Boolean> flag(String member) {
    return declared(member, cast(value(member), Boolean.class));
  }

  Declared<String> text(String member) {
    return declared(member, cast(value(member), String.class));
  }

  <E extends Enum<E>> Declared<E> constant(String member, Class<E> type) {
    String name = cast(value(member), VariableElement.class).getSimpleName().toString();
    try {
      return declared(member, Enum.valueOf(type, name));
    } catch (IllegalArgumentException e) {
      throw UnreadableException.unknown(
          type.getSimpleName() + "." + name, at(member, value(member)));
    }
  }

  Declared<List<Declared<Integer>>> integers(String member) {
    List<Declared<Integer>> values = new ArrayList<>();
    for (AnnotationValue value : elements(member)) {
      values.add(new Declared<>(cast(value, Integer.class), true, at(member, value)));
    }
    return declared(member, List.copyOf(values));
  }

  AnnotationReader annotation(String member, String type) {
    AnnotationValue value = value(member);
    return new AnnotationReader(mirror(value, type), at(member, value));
  }

  List<AnnotationReader> annotations(String member, String type) {
    List<AnnotationReader> readers = new ArrayList<>();
    for (AnnotationValue value : elements(member)) {
      readers.add(new AnnotationReader(mirror(value, type), at(member, value)));
    }
    return readers;
  }

  private List<AnnotationValue> elements(String member) {
    List<AnnotationValue> elements = new ArrayList<>();
    for (Object element : cast(value(member), List.class)) {
      elements.add((AnnotationValue) element);
    }
    return elements;
  }

  private AnnotationValue value(String member) {
    AnnotationValue value = written.getOrDefault(member, defaults.get(member));
    if (value == null) {
      throw members.contains(member)
          ? UnreadableException.broken(site)
          : UnreadableException.unknown("@" + name + "." + member, site);
    }
    return value;
  }

  /** ECJ hands out what is written, even an annotation of another type than the member's. */
  private AnnotationMirror mirror(AnnotationValue value, String type) {
    AnnotationMirror mirror = cast(value, AnnotationMirror.class);
    if (!DeclarationReader.isOurs(mirror, type)) {
      throw UnreadableException.broken(site.at(value));
    }
    return mirror;
  }

  private <T> T cast(AnnotationValue value, Class<T> type) {
    if (!type.isInstance(value.getValue())) {
      throw UnreadableException.broken(site.at(value));
    }
    return type.cast(value.getValue());
  }

  private <T> Declared<T> declared(String member, T value) {
    return new Declared<>(value, written.containsKey(member), at(member, written.get(member)));
  }

  /** The place of a value inside a member; a default stands nowhere, so its annotation is it. */
  private Site at(String member, @Nullable AnnotationValue value) {
    return written.containsKey(member) ? site.at(value) : site;
  }
}
