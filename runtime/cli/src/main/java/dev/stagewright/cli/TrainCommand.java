package dev.stagewright.cli;

import dev.stagewright.data.ExifOrientation;
import dev.stagewright.data.IdxImages;
import dev.stagewright.data.ImageFolder;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.training.ProgressListener;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright train NETWORK}. */
@Command(
    name = "train",
    description =
        "Trains a network on labelled images and saves it. The number of classes is the images',"
            + " unless --option classes says otherwise.")
final class TrainCommand implements Runnable {

  private final PrintWriter out;

  @Parameters(paramLabel = "NETWORK", description = "The network's name.")
  private String network = "";

  @Option(
      names = "--images",
      paramLabel = "DIR|IDX",
      required = true,
      description = "A folder with one sub-folder of images per class, or an IDX file of images.")
  private Path images = Path.of("");

  @Option(names = "--labels", paramLabel = "IDX", description = "The labels of an IDX file.")
  private @Nullable Path labels;

  @Option(
      names = "--class-names",
      paramLabel = "FILE",
      description = "The names of an IDX file's classes, one a line; by default their numbers.")
  private @Nullable Path classNames;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "Where the model goes, for example model.zip.")
  private Path output = Path.of("");

  @Option(
      names = "--preprocessing",
      defaultValue = "tf",
      description =
          "What is done to colours: tf (to -1..1), caffe, torch or none. Default: ${DEFAULT-VALUE}.")
  private Preprocessing preprocessing = Preprocessing.TF;

  @Option(
      names = "--ignore-orientation",
      description =
          "Take pictures as they are stored, as Keras does, not as their EXIF data say that they"
              + " are to be seen. The model remembers it.")
  private boolean ignoreOrientation;

  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final BuilderOptions options = new BuilderOptions();
  @Mixin private final ComputeOptions compute = new ComputeOptions();
  @Mixin private final PlanOptions plan = new PlanOptions();

  TrainCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    checkOutput();
    var planned = plan.toPlan();
    ImageSource source = source();
    out.println(source.description());
    NetworkBuilder<?> builder = search.catalog().builder(network).classes(source.labels().size());
    options.applyTo(builder);
    compute.during(
        () -> {
          Network built = builder.build();
          TrainingResult result =
              TrainingSession.of(built, input(built))
                  .listen(new ProgressListener())
                  .run(planned, source);
          result.model().save(output);
        });
    out.printf("Saved %s%n", output);
  }

  /** Before an hour of training, not after it. */
  private void checkOutput() {
    Path folder = output.toAbsolutePath().getParent();
    if (Files.isDirectory(output) || folder == null || !Files.isWritable(folder)) {
      throw new CommandException(
          "--output: found %s; expected a file in a folder that exists and can be written"
              .formatted(output));
    }
  }

  private ImageInput input(Network built) {
    return ImageInput.of(built, preprocessing)
        .withOrientation(ignoreOrientation ? ExifOrientation.IGNORED : ExifOrientation.APPLIED);
  }

  private ImageSource source() {
    if (Files.isDirectory(images)) {
      if (labels != null || classNames != null) {
        throw new CommandException(
            "--images: found the folder %s together with --labels or --class-names; a folder's classes are its sub-folders"
                .formatted(images));
      }
      return ImageFolder.open(images);
    }
    Path idxLabels =
        Optional.ofNullable(labels)
            .orElseThrow(
                () ->
                    new CommandException(
                        "--images: found %s, which is no folder; for an IDX file --labels is needed, too"
                            .formatted(images)));
    if (ignoreOrientation) {
      throw new CommandException(
          "--ignore-orientation: found together with the IDX file %s, whose images have no orientation; leave it out"
              .formatted(images));
    }
    return IdxImages.open(images, idxLabels, names());
  }

  private List<String> names() {
    if (classNames == null) {
      return List.of();
    }
    try {
      return Files.readAllLines(classNames).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("--class-names: cannot read " + classNames, e);
    }
  }
}
