package dev.stagewright.report;

import dev.stagewright.reporting.EncodedPicture;
import dev.stagewright.reporting.Mistake;
import dev.stagewright.reporting.RunFacts;
import dev.stagewright.reporting.RunPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The folder of a run as training leaves it, with names that would break a page that trusts them.
 */
public final class SampleRun {

  public static final List<String> LABELS =
      List.of(
          "T-shirt/top",
          "Trouser",
          "<script>alert(1)</script>",
          "Dress & \"coat\"",
          "O'Sandal",
          "猫",
          "Sneaker",
          "Bag");

  private static final int PICTURES = 400;

  private SampleRun() {}

  /** Writes all files. */
  public static Path write(Path folder, int epochs, double rate) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("metrics.jsonl"), metrics(epochs, rate));
    Files.writeString(folder.resolve("events.jsonl"), events());
    Files.writeString(folder.resolve("plan.yaml"), plan(epochs, rate));
    Files.writeString(folder.resolve("split.csv"), split());
    Files.writeString(folder.resolve("classes.csv"), classes());
    Files.writeString(folder.resolve("predictions.csv"), predictions());
    return folder;
  }

  private static String metrics(int epochs, double rate) {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= epochs; i++) {
      double at = (double) i / epochs;
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"epoch\":%d,\"step\":%d,\"rate\":%.6f,\"loss\":%.5f,\"accuracy\":%.4f,"
                  + "\"validation_loss\":%.5f,\"validation_accuracy\":%.4f,"
                  + "\"images_per_second\":%.1f,\"seconds\":%.2f}%n",
              i,
              i * 62,
              rate * (1 + Math.cos(Math.PI * at)) / 2,
              2.3 * Math.exp(-3 * at) + 0.08 * Math.sin(i),
              0.95 - 0.7 * Math.exp(-4 * at),
              2.2 * Math.exp(-2 * at) + 0.2 * at + 0.05 * Math.cos(2 * i),
              0.88 - 0.6 * Math.exp(-4 * at),
              8213.4 + 120 * Math.sin(i),
              1.4));
    }
    return lines.toString();
  }

  private static String events() {
    return """
        {"time":"2026-11-25T14:00:00.000Z","event":"started","step":0,"versions":{"stagewright":"0.1.0","java":"17.0.9"},"environment":{"cpu":"AMD EPYC <b>","processors":"2"}}
        {"time":"2026-11-25T14:00:01.000Z","event":"warning","message":"66 steps an epoch: a momentum of 0.99 lags behind, 0.9 would not"}
        {"time":"2026-11-25T14:00:02.000Z","event":"checkpoint","step":62,"epoch":1}
        {"time":"2026-11-25T14:01:00.000Z","event":"finished","step":1240,"results":{"accuracy":"0.88"}}
        """;
  }

  private static String plan(int epochs, double rate) {
    return """
        format: 1
        command:
          directory: /home/me/my pictures
          arguments: [train, ResNet20Elu, --images, "clothes", --run, "it's"]
        network: ResNet20Elu
        plan:
          epochs: %s
          batchSize: 64
          optimizer:
            kind: nesterovs
            learningRate: %s
            momentum: 0.9
          classWeights: null
          layers: [1, 2, 3]
        """
        .formatted(epochs, rate);
  }

  private static String split() {
    StringBuilder rows = new StringBuilder("path,part,fold\n");
    for (int i = 0; i < 2000; i++) {
      rows.append(i).append(i % 5 == 0 ? ".png,validation,\n" : ".png,training,\n");
    }
    return rows.toString();
  }

  /** An eighth of the pictures each. */
  private static String classes() {
    StringBuilder rows = new StringBuilder("class,training,validation\n");
    LABELS.forEach(label -> rows.append(quoted(label)).append(",200,50\n"));
    return rows.toString();
  }

  private static String predictions() {
    Random random = new Random(7);
    StringBuilder rows = new StringBuilder("path,truth,label,probability,error\n");
    for (int i = 0; i < PICTURES; i++) {
      int truth = random.nextInt(LABELS.size());
      double probability = 0.35 + 0.65 * Math.sqrt(random.nextDouble());
      boolean right = random.nextDouble() < probability - 0.05;
      int predicted = right ? truth : (truth + 1 + random.nextInt(3)) % LABELS.size();
      rows.append(i).append(".png,").append(quoted(LABELS.get(truth))).append(',');
      rows.append(quoted(LABELS.get(predicted))).append(',');
      rows.append(String.format(Locale.ROOT, "%.4f,%n", probability));
    }
    return rows.append("torn.png,Bag,,,torn.png: is truncated\n").toString();
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** Pictures of mistakes, with and without a map, and a batch. */
  public static RunFacts facts(int mistakes) {
    List<Mistake> list = new ArrayList<>();
    for (int i = 0; i < mistakes; i++) {
      Thumbnail picture = picture(i);
      float[][] map = {{0, 1, 0.2f}, {0.3f, i % 4, 0}, {0, 0, 0.5f}};
      EncodedPicture heat = HeatOverlay.of(picture, map).encode();
      list.add(
          new Mistake(
              "test/<b>%s</b>.png".formatted(i),
              LABELS.get(i % 8),
              LABELS.get((i + 3) % 8),
              0.99 - i * 0.01,
              picture.encode(),
              heat));
    }
    float[] batch = new float[64 * 28 * 28];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = (float) Math.sin(i / 300.0) * (i % 28) - 3;
    }
    return new RunFacts(null, new RunPictures(list, ContactSheet.of(batch, 28, 28, 1)));
  }

  private static Thumbnail picture(int seed) {
    byte[] values = new byte[28 * 28];
    for (int i = 0; i < values.length; i++) {
      int x = i % 28 - 14;
      int y = i / 28 - 14;
      values[i] = (byte) (x * x + y * y < 60 + 10 * (seed % 8) ? 200 - 4 * x : 20);
    }
    return new Thumbnail(values, 28, 28, 1);
  }
}
