package dev.stagewright.cli;

import dev.stagewright.data.Loading;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How training pictures are loaded, as options of the command line; no result depends on it. */
final class LoadingOptions {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([kmg])");

  @Option(
      names = "--loader-threads",
      paramLabel = "N",
      description =
          "How many threads load pictures while the network computes (default: one per"
              + " processor).")
  private @Nullable Integer threads;

  @Option(
      names = "--cache",
      paramLabel = "SIZE|none",
      defaultValue = "none",
      description =
          "Keep decoded pictures in up to this much memory, for example 500m or 2g, so that"
              + " later epochs need not decode them (default: ${DEFAULT-VALUE}).")
  private String cache = "none";

  Loading toLoading() {
    Loading loading = Loading.DEFAULT.withCache(bytes());
    return threads == null
        ? loading
        : loading.withThreads(GivenOptions.atLeast(1, "--loader-threads", threads));
  }

  /** The same where so many threads are usual. */
  Loading toLoading(int usual) {
    return threads == null ? toLoading().withThreads(usual) : toLoading();
  }

  private long bytes() {
    String text = cache.toLowerCase(Locale.ROOT);
    if (text.equals("none")) {
      return 0;
    }
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw CommandException.usage(
          "--cache: found \"%s\"; expected none or a size such as 500m or 2g".formatted(cache));
    }
    int shift = "kmg".indexOf(size.group(2)) + 1;
    return Long.parseLong(size.group(1)) << (10 * shift);
  }
}
