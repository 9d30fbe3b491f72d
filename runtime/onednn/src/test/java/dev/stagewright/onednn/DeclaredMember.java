package dev.stagewright.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a source text gives a member of an annotation, wherever that is used. */
final class DeclaredMember {

  private static final String UNWRITTEN = "";

  private DeclaredMember() {}

  /** A value for every use of the annotation; nothing where the member is not written. */
  static List<String> values(String source, String annotation, String member) {
    List<String> values = new ArrayList<>();
    Matcher use = Pattern.compile("@" + annotation + "\\(").matcher(source);
    while (use.find()) {
      values.add(value(inside(source, use.end()), member));
    }
    return values;
  }

  /** The text up to the parenthesis that closes. */
  private static String inside(String source, int start) {
    int depth = 1;
    int end = start;
    while (depth > 0) {
      char c = source.charAt(end++);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return source.substring(start, end - 1);
  }

  /** The value of a member that does not stand inside of another's. */
  private static String value(String members, String member) {
    int depth = 0;
    for (int i = 0; i < members.length(); i++) {
      char c = members.charAt(i);
      depth += "({".indexOf(c) >= 0 ? 1 : ")}".indexOf(c) >= 0 ? -1 : 0;
      boolean begins = i == 0 || members.charAt(i - 1) == ' ';
      if (depth == 0 && begins && members.startsWith(member + " = ", i)) {
        return members.substring(i).replaceFirst(", \\w+ = .*", "");
      }
    }
    return UNWRITTEN;
  }
}
