package dev.stagewright.processor.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lays out JavaPoet's text as google-java-format would: the last touch to readable code. */
final class SourceLayout {

  private static final int WIDTH = 100;

  /** A Javadoc comment of one line on three. */
  private static final Pattern SHORT_DOC =
      Pattern.compile("( *)/\\*\\*\\n *\\* ([^\\n]*)\\n *\\*/\\n");

  /** The beginning of a method or constructor whose parameters JavaPoet broke. */
  private static final Pattern BROKEN_SIGNATURE =
      Pattern.compile("(?m)^( {2}(?:private|public) [^;={}\\n]*\\([^;={}]*\\n[^;={}]*\\)) \\{$");

  /** Two private fields of one line each with a blank line between them. */
  private static final Pattern FIELD_GAP =
      Pattern.compile(
          "(?m)^( {2}private (?:static )?final [^\n(]*;\n)\n(?= {2}private (?:static )?final [^\n(]*;$)");

  /** A comma between arguments of a call that ends the line, not of calls inside of it. */
  private static final String TOP_LEVEL_COMMA = ", (?=[^()]*(?:\\([^()]*\\)[^()]*)*\\);$)";

  private SourceLayout() {}

  static String of(String source) {
    String text = source.replaceAll("(?m) +$", "").replace(" {\n  }", " {}");
    text = text.replaceFirst("(?m)^(public final class .*\\{)$", "$1\n");
    text =
        SHORT_DOC
            .matcher(text)
            .replaceAll(
                doc -> Matcher.quoteReplacement(shortDoc(doc.group(), doc.group(1), doc.group(2))));
    text =
        BROKEN_SIGNATURE
            .matcher(text)
            .replaceAll(signature -> Matcher.quoteReplacement(signature(signature.group(1))));
    text = FIELD_GAP.matcher(text).replaceAll("$1");
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> lines.add(line.length() > WIDTH ? broken(line) : line));
    return String.join("\n", lines) + "\n";
  }

  private static String shortDoc(String whole, String indent, String text) {
    String line = indent + "/** " + text + " */";
    return line.length() > WIDTH ? whole : line + "\n";
  }

  /** All parameters on one line of their own, or else one a line. */
  private static String signature(String broken) {
    String joined = broken.strip().replaceAll("\\s+", " ");
    int open = joined.indexOf('(') + 1;
    String parameters = joined.substring(open, joined.length() - 1);
    String together = "      " + parameters + ") {";
    return "  "
        + joined.substring(0, open)
        + "\n"
        + (together.length() <= WIDTH
            ? together
            : "      " + parameters.replace(", ", ",\n      ") + ") {");
  }

  /** Breaks a long statement behind its assignment, or else inside its parentheses. */
  private static String broken(String line) {
    String indent = " ".repeat(line.length() - line.stripLeading().length());
    int assignment = line.indexOf(" = ");
    if (assignment > 0 && !line.stripLeading().startsWith("*")) {
      String rest = indent + "    " + line.substring(assignment + 3);
      return line.substring(0, assignment + 2)
          + "\n"
          + (rest.length() > WIDTH ? broken(rest) : rest);
    }
    int open = line.indexOf('(') + 1;
    boolean call = open > 0 && line.endsWith(";") && line.charAt(open) != ')';
    return call ? line.substring(0, open) + "\n" + arguments(line.substring(open), indent) : line;
  }

  /** The rest of a call on one line, or else an argument a line. */
  private static String arguments(String rest, String indent) {
    String begin = indent + "    ";
    return begin.length() + rest.length() <= WIDTH
        ? begin + rest
        : begin + rest.replaceAll(TOP_LEVEL_COMMA, ",\n" + begin);
  }
}
