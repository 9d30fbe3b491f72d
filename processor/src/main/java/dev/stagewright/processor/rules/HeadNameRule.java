package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.model.Nonlinearity;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The dense layer has a name of its own. */
final class HeadNameRule implements Rule {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  private static final String NONLINEARITIES =
      Arrays.stream(Nonlinearity.values())
          .map(Nonlinearity::kerasName)
          .collect(Collectors.joining("|", "(", ")"));

  /** The names that some network gives to other layers. */
  private static final Pattern TAKEN =
      Pattern.compile(
          "input|conv1|bn_conv1|pool1|avg_pool|pooling|"
              + NONLINEARITIES
              + "_conv1|(add|out)\\d+[a-z]\\d*|(res|bn|"
              + NONLINEARITIES
              + ")\\d+[a-z]\\d*_branch(1|2[abc])");

  /** Controls, marks of direction, unusual spaces. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Z}&&[^ ]]");

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration.head().ifPresent(head -> check(head.name(), report));
  }

  private static void check(Declared<String> name, Report report) {
    if (!NAME.matcher(name.value()).matches()) {
      report.add(Fault.HEAD_NAME, name.site(), literal(name.value()), "which is no layer's name");
    } else if (TAKEN.matcher(name.value()).matches()) {
      report.add(Fault.HEAD_NAME, name.site(), literal(name.value()), "which another layer has");
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
