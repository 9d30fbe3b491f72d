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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Finds the very tree of an annotation's value. javac's Messager shows a problem in a repeated
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
    if (path == null || !(path.getLeaf() instanceof ClassTree) || site.mirror() == null) {
      return false;
    }
    Tree tree = find(site, site.mirror(), path);
    if (tree == null) {
      return false;
    }
    trees.printMessage(kind, message, tree, path.getCompilationUnit());
    return true;
  }

  private @Nullable Tree find(Site site, AnnotationMirror mirror, TreePath type) {
    List<AnnotationTree> written = annotations(type, mirror);
    if (!written.isEmpty()) {
      AnnotationTree annotation = written.get(0);
      return site.value() == null ? annotation : inside(mirror, annotation, site.value());
    }
    return site.value() == null ? null : repeated(mirror, type, site.value());
  }

  /** Inside a container that the compiler made: its n-th value is the n-th such annotation. */
  private @Nullable Tree repeated(
      AnnotationMirror container, TreePath type, AnnotationValue target) {
    int index = 0;
    for (AnnotationValue value : elements(container.getElementValues().values())) {
      if (!(value.getValue() instanceof AnnotationMirror mirror)) {
        return null;
      }
      List<AnnotationTree> same = annotations(type, mirror);
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

  /** The annotations of a mirror's kind that are written on a type; others may share its name. */
  private List<AnnotationTree> annotations(TreePath type, AnnotationMirror mirror) {
    List<AnnotationTree> found = new ArrayList<>();
    for (AnnotationTree annotation : ((ClassTree) type.getLeaf()).getModifiers().getAnnotations()) {
      Element named = trees.getElement(new TreePath(type, annotation.getAnnotationType()));
      if (mirror.getAnnotationType().asElement().equals(named)) {
        found.add(annotation);
      }
    }
    return found;
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
