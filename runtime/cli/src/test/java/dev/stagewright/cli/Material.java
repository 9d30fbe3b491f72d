package dev.stagewright.cli;

import dev.stagewright.model.TrainedModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Files for commands to work on. */
final class Material {

  private static final Path WEIGHTS =
      Path.of("../networks/src/test/resources/keras/tiny_top.keras2.h5");

  private static final String DESCRIPTION = "META-INF/stagewright/";

  /** Abbreviations in command lines; an at sign stands for the folder. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("{folder}", "--images {images} --output {out}"),
          Map.entry("{idx}", "--images @/images.idx --labels @/labels.idx"),
          Map.entry("{npy}", "--images @/x8.npy --labels @/y8.npy"),
          Map.entry("{table}", "--images {images} --table @/t.csv --label-column color"),
          Map.entry("{check}", "data check --images"),
          Map.entry("{split}", "data split --output {out} --test-share 0.25"),
          Map.entry("{preview}", "data preview --output {out} --images"),
          Map.entry("{broken}", "@/broken"),
          Map.entry("{arrays}", "--weights {weights} --input {x}"),
          Map.entry("{bench}", "bench --network SmallElu --runs 1"),
          Map.entry("{rates}", "lr-find SmallElu --steps 10 --batch-size 4"),
          Map.entry("{images}", "@/images"),
          Map.entry("{bad}", "@/bad"),
          Map.entry("{image}", "@/images/red/0.png"),
          Map.entry("{names}", "@/names.txt"),
          Map.entry("{model}", "@/model.zip"),
          Map.entry("{other}", "@/other"),
          Map.entry("{allowed}", "--classpath @/own --allow-class own.Doubled"),
          Map.entry("{score}", "spark-score --model {model} --output p.csv"),
          Map.entry(
              "{trains}",
              "spark-train SmallElu --images {images} --run @/spark-run --spark-home @/spark --jar"
                  + " a.jar"),
          Map.entry("{spark}", "--spark-home @/spark --jar a.jar {images}"),
          Map.entry("{x}", "@/x.npy"),
          Map.entry("{out}", "@/out.zip"),
          Map.entry("{weights}", WEIGHTS.toString()));

  private final Path folder;

  private Material(Path folder) {
    this.folder = folder;
  }

  static Material in(Path folder) throws IOException {
    Material material = new Material(folder);
    paint(folder.resolve("images/blue"), 0x2040e0);
    paint(folder.resolve("images/red"), 0xe03020);
    writeIdx(folder);
    paint(folder.resolve("bad"), 0x20e040);
    Files.writeString(folder.resolve("bad/1.png"), "no picture");
    Files.writeString(folder.resolve("names.txt"), "\uFEFFcat\ndog\n");
    paint(folder.resolve("broken/blue"), 0x2040e0);
    paint(folder.resolve("broken/red"), 0xe03020);
    Files.writeString(folder.resolve("broken/red/1.png"), "no picture");
    writeTables(folder);
    writeArrays(folder);
    writeZip(folder);
    writeRun(folder.resolve("run-a"), 1);
    writeRun(folder.resolve("run-b"), 2);
    writeOtherNetwork(folder.resolve("other"));
    var images = Nd4j.zeros(DataType.FLOAT, 2, 197, 197, 3);
    Files.write(folder.resolve("x.npy"), Nd4j.toNpyByteArray(images));
    Run.of(
        (Object[])
            material.line("train SmallElu --images {images} --preprocessing tf --output {model}"));
    Files.copy(folder.resolve("model.zip"), folder.resolve("model2.zip"));
    Files.writeString(folder.resolve("sample.csv"), "id,label\n3,red\n0,red\n2,red\n1,red\n");
    Files.writeString(
        folder.resolve("told.csv"),
        """
        path,truth,error,p:cat,p:dog
        dog/1.png,cat,,0.1,0.9
        cat/2.png,cat,,0.9,0.1
        dog/3.png,dog,,0.2,0.8
        dog/4.png,dog,is not a picture,,
        """);
    Run.of((Object[]) material.line("train SmallElu --images {images} --run @/run"));
    writeOwnClass(folder);
    writeSubmit(folder.resolve("spark/bin"));
    return material;
  }

  /** Four images of a color. */
  static void paint(Path folder, int color) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < 4; i++) {
      BufferedImage image = new BufferedImage(20, 24, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < 24; y++) {
        for (int x = 0; x < 20; x++) {
          image.setRGB(x, y, color + (x * 7 + y * 3 + i * 5) % 32);
        }
      }
      ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
    }
  }

  /** Four images of two classes. */
  private static void writeIdx(Path folder) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 4 * 16 * 16);
    images.putInt(0x803).putInt(4).putInt(16).putInt(16);
    Files.write(folder.resolve("images.idx"), images.array());
    ByteBuffer labels = ByteBuffer.allocate(8 + 4);
    labels.putInt(0x801).putInt(4).put(new byte[] {0, 1, 0, 1});
    Files.write(folder.resolve("labels.idx"), labels.array());
  }

  /** Tables of the images: ids without suffix, colors, owners, labels, values; and a split. */
  private static void writeTables(Path folder) throws IOException {
    StringBuilder table = new StringBuilder("id,color,owner,warm,dark,tags,n\n");
    StringBuilder split = new StringBuilder("path,part,fold\n");
    for (int i = 0; i < 4; i++) {
      table.append("blue/%s,blue,%s,0,1,dark,%s\n".formatted(i, "abcd".charAt(i), i));
      table.append("red/%s,red,%s,1,1,dark;warm,%s\n".formatted(i, "abcd".charAt(i), 9 - i));
      String place = i == 0 ? "test," : "train," + i % 2;
      split.append("blue/%s.png,%s\nred/%s.png,%s\n".formatted(i, place, i, place));
    }
    Files.writeString(folder.resolve("t.csv"), table);
    Files.write(
        folder.resolve("latin1.csv"),
        table.toString().replace("blue,a", "bl\u00fce,a").getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("split.csv"), split);
    // Without what the split leaves out.
    Files.writeString(folder.resolve("folds.csv"), split.toString().replace(",test,", ",train,0"));
  }

  /** The images, and a table of them. */
  private static void writeZip(Path folder) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("images.zip")));
        var files = Files.walk(folder.resolve("images"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(folder.resolve("images").relativize(file).toString()));
        Files.copy(file, zip);
      }
      zip.putNextEntry(new ZipEntry("t.csv"));
      Files.copy(folder.resolve("t.csv"), zip);
    }
  }

  /** Four images of 16 x 16 x 3 and their classes, as NumPy writes them. */
  private static void writeArrays(Path folder) throws IOException {
    writeNumpy(folder.resolve("x8.npy"), "4, 16, 16, 3", new byte[4 * 16 * 16 * 3]);
    writeNumpy(folder.resolve("y8.npy"), "4,", new byte[] {0, 1, 0, 1});
  }

  private static void writeNumpy(Path file, String shape, byte[] values) throws IOException {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (%s), }\n".formatted(shape);
    ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + values.length);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
    bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(values);
    Files.write(file, bytes.array());
  }

  /** What a training run leaves. */
  private static void writeRun(Path folder, int epochs) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("metrics.jsonl"), "{\"epoch\": 1, \"loss\": 0.5}\n");
    Files.writeString(folder.resolve("plan.yaml"), "plan:\n  epochs: %s\n".formatted(epochs));
  }

  /** SmallElu under another name, in a folder that is not on the class path. */
  private static void writeOtherNetwork(Path folder) throws IOException {
    String small =
        Files.readString(
            Path.of("target/test-classes", DESCRIPTION, "dev.stagewright.cli.SmallElu.json"));
    String other =
        small
            .replace("\"name\": \"SmallElu\"", "\"name\": \"OtherElu\"")
            .replace("\"dev.stagewright.cli.SmallElu\"", "\"other.OtherElu\"");
    Path descriptions = Files.createDirectories(folder.resolve(DESCRIPTION));
    Files.writeString(descriptions.resolve("other.OtherElu.json"), other);
  }

  /** The model with an activation function from a folder that is not on the class path. */
  private static void writeOwnClass(Path folder) throws IOException {
    Path source = Files.createDirectories(folder.resolve("own")).resolve("Doubled.java");
    Files.writeString(
        source,
        "package own; public class Doubled extends org.nd4j.linalg.activations.impl.ActivationCube"
            + " {}");
    String path = System.getProperty("java.class.path");
    ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            null,
            null,
            "-cp",
            path,
            "-d",
            folder.resolve("own").toString(),
            source.toString());
    Path model = Files.copy(folder.resolve("model.zip"), folder.resolve("own.zip"));
    try (FileSystem zip = FileSystems.newFileSystem(model)) {
      Path json = zip.getPath("configuration.json");
      String elu = "org.nd4j.linalg.activations.impl.ActivationELU";
      Files.writeString(json, Files.readString(json).replace(elu, "own.Doubled"));
    }
  }

  /** A spark-submit that prints its arguments. */
  private static void writeSubmit(Path folder) throws IOException {
    Path script = Files.createDirectories(folder).resolve("spark-submit");
    Files.writeString(script, "#!/bin/sh\necho \"$@\"\necho told >&2\nexit 3\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  /** A command line with its abbreviations written out. */
  String[] line(String text) {
    String line = text;
    for (int depth = 0; depth < 2; depth++) {
      for (var word : WORDS.entrySet()) {
        line = line.replace(word.getKey(), word.getValue());
      }
    }
    return Arrays.stream(line.split(" "))
        .map(part -> part.replaceFirst("(^|=)@", "$1" + folder))
        .toArray(String[]::new);
  }

  /** What a command left in {@code @/out.*}, which is then gone: a model's origin, or text. */
  String result() throws IOException {
    List<Path> outputs;
    try (Stream<Path> all = Files.list(folder)) {
      outputs = all.filter(file -> file.getFileName().toString().startsWith("out.")).toList();
    }
    StringBuilder result = new StringBuilder();
    for (Path out : outputs) {
      String text = Files.readString(out, StandardCharsets.ISO_8859_1);
      if (text.startsWith("PK")) {
        TrainedModel model = TrainedModel.load(out);
        text = "labels=%s %s %s".formatted(model.labels(), model.input(), model.provenance());
      }
      result.append(text);
      Files.delete(out);
    }
    return result.toString();
  }
}
