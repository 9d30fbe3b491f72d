package dev.stagewright.cli;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.errors.Printable;
import dev.stagewright.files.OutputFile;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.pictures.PictureSheet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagewright data preview}. */
@Command(
    name = "preview",
    description =
        "Draws a contact sheet of images as a network sees them, resized and turned, with"
            + " their labels; colors are not yet scaled.")
final class DataPreviewCommand implements Runnable {

  private static final int COLUMNS = 8;

  private final PrintWriter out;

  @Option(
      names = "--output",
      paramLabel = "FILE.png",
      required = true,
      description = "Where to save the sheet; an existing file is replaced.")
  private Path output = Path.of("");

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description = "Whose input is shown (default: 224 x 224 in color).")
  private @Nullable String network;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "64",
      description = "How many images to show, chosen at random (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "The seed of that choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final LabeledImages images = new LabeledImages();
  @Mixin private final PictureOptions pictures = new PictureOptions();
  @Mixin private final TaskOption task = new TaskOption();
  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final GivenOptions given = new GivenOptions();

  DataPreviewCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    GivenOptions.atLeast(1, "--count", count);
    pictures.check(images);
    ImageSource source = task.open(images).images();
    out.println(Printable.of(source.description()));
    ImageInput input =
        pictures.applyTo(new ImageInput(shape(), DataFormat.CHANNELS_LAST, Preprocessing.NONE));
    List<Integer> all = new ArrayList<>(IntStream.range(0, source.size()).boxed().toList());
    Collections.shuffle(all, new Random(seed));
    List<PictureSheet.Tile> tiles =
        all.subList(0, Math.min(count, all.size())).stream()
            .sorted()
            .parallel()
            .map(
                image ->
                    new PictureSheet.Tile(pixels(input, source, image), task.text(source, image)))
            .toList();
    byte[] sheet =
        new PictureSheet(input.shape().height(), input.shape().width()).png(tiles, COLUMNS);
    OutputFile.write(output, file -> file.write(sheet));
    out.println("Saved " + Printable.of(output.toString()));
  }

  private InputShape shape() {
    if (network == null) {
      given.refuse("without --network", "--classpath");
      return new InputShape(224, 224, 3);
    }
    return search.catalog().builder(network).build().options().inputShape();
  }

  private static byte[] pixels(ImageInput input, ImageSource source, int image) {
    float[] values = new float[input.values()];
    input.read(source, image, values, 0);
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(values[i]);
    }
    return pixels;
  }
}
