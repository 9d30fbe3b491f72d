package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.ResNetDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.Convention;
import dev.stagewright.processor.topology.Defaults;
import dev.stagewright.processor.topology.LayerNames;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The dense layer has a name of its own. */
final class HeadNameRule implements Rule {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  /** Controls, marks of direction, unusual spaces. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Z}&&[^ ]]");

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    LayerNames names =
        declaration
            .resNet()
            .map(ResNetDeclaration::defaults)
            .orElse(new Defaults(Convention.KERAS_LEGACY, false))
            .names();
    declaration.head().ifPresent(head -> check(head.name(), names, report));
  }

  private static void check(Declared<String> name, LayerNames names, Report report) {
    if (!NAME.matcher(name.value()).matches()) {
      report.add(Problem.HEAD_NAME, name.site(), literal(name.value()), "which is no layer's name");
    } else if (names.isTaken(name.value())) {
      report.add(Problem.HEAD_NAME, name.site(), literal(name.value()), "which another layer has");
    }
  }

  /** A name as Java would write it: a line break or an invisible character must not mislead. */
  private static String literal(String name) {
    String escaped = name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return INVISIBLE
        .matcher("\"" + escaped + "\"")
        .replaceAll(found -> Matcher.quoteReplacement(unicode(found.group())));
  }

  private static String unicode(String character) {
    return character
        .chars()
        .mapToObj(unit -> String.format(Locale.ROOT, "\\u%04x", unit))
        .collect(Collectors.joining());
  }
}
