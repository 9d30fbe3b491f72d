package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** {@code stagewright summary --svg}. */
class NetworkFigureTest {

  private final Path folder;

  NetworkFigureTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Document figure(String network)
      throws IOException, ParserConfigurationException, SAXException {
    Path file = folder.resolve(network + ".svg");
    assertThat(Run.of("summary", network, "--svg", file).exitCode()).isZero();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Files.newInputStream(file));
  }

  private static List<Element> elements(Document figure, String tag, String style) {
    NodeList found = figure.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      Element element = (Element) found.item(i);
      if (element.getAttribute("class").equals(style)) {
        elements.add(element);
      }
    }
    return elements;
  }

  /** Each kind stands in the legend, too. */
  @ParameterizedTest
  @CsvSource({
    "ResNet50Elu, 12, 4, 0",
    "KerasResNet50V2, 9, 7, 0",
    "SeResNet50, 12, 4, 0",
    "ResNet20Elu, 7, 2, 0",
    "SmallOwn, 1, 0, 2"
  })
  void everyBlockIsDrawn(String network, int plain, int changes, int own) throws Exception {
    Document figure = figure(network);

    assertThat(
            Stream.of("plain", "changes", "own")
                .map(kind -> Math.max(0, elements(figure, "rect", kind).size() - 1)))
        .containsExactly(plain, changes, own);
  }

  @Test
  void everyPartHasItsShapeItsLayersAndItsShares() throws Exception {
    Document figure = figure("SeResNet50");

    assertThat(elements(figure, "text", "part"))
        .extracting(Element::getTextContent)
        .containsExactly("stem", "stage 2", "stage 3", "stage 4", "stage 5", "head");
    assertThat(elements(figure, "text", "quiet"))
        .extracting(Element::getTextContent)
        .contains(
            "SE-ResNet, RELU, input 224 × 224 × 3, 28,141,144 parameters, 8.17 GFLOPs",
            "28 × 28 × 512",
            "7×7 64 stride 2, max pool 3×3 stride 2",
            "4 × (1×1 128 → 3×3 128 → 1×1 512 → SE), stride 2",
            "global average pool, dense 1000, softmax");
    double whole =
        elements(figure, "rect", "parameters").stream()
            .mapToDouble(bar -> Double.parseDouble(bar.getAttribute("width")))
            .sum();
    assertThat(whole).isBetween(149.0, 151.0);
  }
}
