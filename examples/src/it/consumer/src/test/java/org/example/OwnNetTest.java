package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.data.ImageFolder;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.engine.Engines;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.Classifier;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnNetTest {

  @TempDir Path folder;

  @Test
  void trainsSavesLoadsAndPredicts() throws IOException {
    paint("dark", 0x202020);
    paint("light", 0xe0e0e0);
    OwnNetNetwork network = OwnNetNetwork.builder().seed(1).build();

    TrainingResult result =
        TrainingSession.of(network, Preprocessing.TF)
            .run(TrainingPlan.builder().batchSize(4).build(), ImageFolder.open(folder));
    assertTrue(Double.isFinite(result.last().loss()));

    Path file = folder.resolve("model.zip");
    result.model().save(file);
    var prediction =
        new Classifier(TrainedModel.load(file)).classify(folder.resolve("dark/0.png"), 2);
    assertEquals(1.0, prediction.get(0).probability() + prediction.get(1).probability(), 1e-5);
  }

  /** Adding the engine's artifact is all that it takes. */
  @Test
  void runsOnTheEngineOnTheClassPath() {
    String expected = System.getProperty("expected.engine", "onednn");
    assertTrue(Engines.status().startsWith(expected), Engines.status());
    boolean stock = OwnNetNetwork.builder().build().build().getClass() == ComputationGraph.class;
    assertEquals(expected.equals("Deeplearning4j"), stock);
  }

  @Test
  void isInTheCatalog() {
    assertEquals(
        "org.example.OwnNet", NetworkCatalog.ofClassPath().find("OwnNet").type());
    assertEquals(
        "OwnNet", NetworkCatalog.ofClassPath().builder("OwnNet").build().name());
  }

  private void paint(String name, int color) throws IOException {
    Path images = Files.createDirectory(folder.resolve(name));
    for (int i = 0; i < 4; i++) {
      BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
      image.setRGB(i, i, color);
      image.setRGB(8, 8, color);
      ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
    }
  }
}
