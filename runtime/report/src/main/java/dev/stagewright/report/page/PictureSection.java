package dev.stagewright.report.page;

import dev.stagewright.reporting.EncodedPicture;
import dev.stagewright.reporting.Mistake;
import java.util.Base64;
import java.util.List;

/** Pictures, in the page itself. */
final class PictureSection {

  /** Below that, pixels are worth seeing. */
  private static final int TINY = 96;

  private PictureSection() {}

  /**
   * The worst mistakes.
   *
   * @param left how many of them had no room
   */
  static void mistakes(Html html, List<Mistake> mistakes, int left) {
    boolean heat = mistakes.stream().anyMatch(mistake -> mistake.heat() != null);
    html.element(
        "p",
        "Held-out pictures of whose wrong class the model was surest."
            + (heat ? " Beside each: what spoke for that class (Grad-CAM)." : "")
            + (left > 0 ? " %s more are left out to keep the page small.".formatted(left) : ""));
    html.open("ul", "class", heat ? "mistakes two" : "mistakes").line();
    mistakes.forEach(mistake -> add(html, mistake));
    html.close();
  }

  private static void add(Html html, Mistake mistake) {
    EncodedPicture heat = mistake.heat();
    html.open("li").open("figure").open("div", "class", "pair");
    image(html, mistake.picture(), "Picture of " + mistake.truth(), "");
    if (heat != null) {
      image(html, heat, "What spoke for " + mistake.predicted(), "");
    }
    html.close().open("figcaption").element("b", mistake.predicted());
    html.text(" with " + Figures.percent(mistake.probability()) + ", is ");
    html.element("b", mistake.truth())
        .empty("br")
        .element("span", mistake.path(), "class", "quiet");
    html.close().close().close().line();
  }

  /** A batch as the network saw it. */
  static void batch(Html html, EncodedPicture batch) {
    html.element(
        "p",
        "Pictures of a training batch as the network saw them: resized, augmented and with scaled"
            + " colors, shown from their least value (black) to their greatest (white).");
    String words = "Pictures of a training batch side by side";
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", words);
    image(html, batch, words, "batch");
    html.close();
  }

  private static void image(Html html, EncodedPicture picture, String words, String style) {
    String tiny = picture.width() <= TINY && style.isEmpty() ? "tiny" : style;
    html.empty(
        "img",
        "class",
        tiny,
        "alt",
        words,
        "width",
        String.valueOf(picture.width()),
        "height",
        String.valueOf(picture.height()),
        "src",
        "data:"
            + picture.mediaType()
            + ";base64,"
            + Base64.getEncoder().encodeToString(picture.bytes()));
  }
}
