package dev.stagewright.processor.report;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.stagewright.processor.declaration.Site;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Finds the very tree of an annotation's value. javac's Messager shows a fault in a repeated
 * annotation on the type's name, as the container around the repeated ones stands nowhere.
 */
final class SourceTrees {

  private final Trees trees;

  /**
   * @throws IllegalArgumentException if the compiler is not javac
   */
  SourceTrees(ProcessingEnvironment environment) {
    trees = Trees.instance(environment);
  }

  /** Prints a message at a site; returns false if its tree is not found. */
  boolean print(Kind kind, Site site, String message) {
    TreePath path = trees.getPath(site.element());
    if (path == null || !(path.getLeaf() instanceof ClassTree type) || site.mirror() == null) {
      return false;
    }
    Tree tree = find(site, site.mirror(), type.getModifiers().getAnnotations());
    if (tree == null) {
      return false;
    }
    trees.printMessage(kind, message, tree, path.getCompilationUnit());
    return true;
  }

  private static @Nullable Tree find(
      Site site, AnnotationMirror mirror, List<? extends AnnotationTree> annotations) {
    for (AnnotationTree annotation : annotations) {
      if (names(annotation, mirror)) {
        return site.value() == null ? annotation : inside(mirror, annotation, site.value());
      }
    }
    return site.value() == null ? null : repeated(mirror, annotations, site.value());
  }

  /** Inside a container that the compiler made: its n-th value is the n-th such annotation. */
  private static @Nullable Tree repeated(
      AnnotationMirror container,
      List<? extends AnnotationTree> annotations,
      AnnotationValue target) {
    int index = 0;
    for (AnnotationValue value : elements(container.getElementValues().values())) {
      if (!(value.getValue() instanceof AnnotationMirror mirror)) {
        return null;
      }
      List<? extends AnnotationTree> same =
          annotations.stream().filter(annotation -> names(annotation, mirror)).toList();
      if (index >= same.size()) {
        return null;
      }
      Tree found = inside(value, same.get(index++), target);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static List<AnnotationValue> elements(Iterable<? extends AnnotationValue> values) {
    for (AnnotationValue value : values) {
      if (value.getValue() instanceof List<?> list) {
        return list.stream().map(AnnotationValue.class::cast).toList();
      }
    }
    return List.of();
  }

  private static boolean names(AnnotationTree annotation, AnnotationMirror mirror) {
    String written = annotation.getAnnotationType().toString();
    String simple = mirror.getAnnotationType().asElement().getSimpleName().toString();
    return written.substring(written.lastIndexOf('.') + 1).equals(simple);
  }

  private static @Nullable Tree inside(
      AnnotationMirror mirror, AnnotationTree annotation, AnnotationValue target) {
    for (ExpressionTree argument : annotation.getArguments()) {
      boolean named = argument instanceof AssignmentTree;
      String member = named ? ((AssignmentTree) argument).getVariable().toString() : "value";
      ExpressionTree tree = named ? ((AssignmentTree) argument).getExpression() : argument;
      AnnotationValue value = member(mirror, member);
      Tree found = value == null ? null : inside(value, tree, target);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // Two equal numbers in one annotation are two places.
  private static @Nullable Tree inside(AnnotationValue value, Tree tree, AnnotationValue target) {
    if (value == target) {
      return tree;
    }
    if (value.getValue() instanceof AnnotationMirror mirror
        && tree instanceof AnnotationTree annotation) {
      return inside(mirror, annotation, target);
    }
    if (value.getValue() instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        // One element may stand without braces.
        Tree element = tree instanceof NewArrayTree array ? array.getInitializers().get(i) : tree;
        Tree found = inside((AnnotationValue) list.get(i), element, target);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable AnnotationValue member(AnnotationMirror mirror, String name) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        mirror.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(name)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
