package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagewright.engine.Engines;
import dev.stagewright.engine.Precision;
import dev.stagewright.network.NamedOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every row of every {@code --help} is tried, and a row without a try fails. */
@TestInstance(Lifecycle.PER_CLASS) // the files are made once
class OptionsTest {

  /**
   * Command and option; a command line that uses it; a pattern of what that does: the exit code,
   * what is printed, where the model comes from that is saved.
   */
  private static final String TRIES =
      """
      networks --classpath            | networks --classpath {other} | OtherElu .* other.OtherElu
      networks --where                | networks --where family=resnext --where parameters<30e6 | ^0 network((?!ResNeXt101).)*TorchResNeXt50((?!ResNeXt101).)*$
      networks --sort                 | networks --sort parameters | ^0 .*ResNet20Elu.*TorchResNet18.*TorchWideResNet101
      networks --json                 | networks --json | ^0 \\[.*"name": "ResNet50Elu"
      summary NETWORK                 | summary ResNet50 | ^0 ResNet50 .*RELU
      summary --classpath             | summary OtherElu --classpath {other} | ^0 OtherElu .other.OtherElu.
      summary --json                  | summary SmallElu --json | ^0 [{].*"name": "SmallElu".*"layers":
      summary --svg                   | summary SmallElu --svg {out} | ^0 .*SmallElu.*<svg.*prefers-color-scheme: dark.*stage 3
      diff A                          | diff Nope SmallElu | ^2 .*Network "Nope"
      diff B                          | diff SmallElu Nope | ^2 .*Network "Nope"
      diff --ignore-names             | diff SmallElu OtherElu --classpath {other} --ignore-names | ^0 .*24 layers alike, 0 changed, 0 only in SmallElu, 0 only in OtherElu;
      diff --classpath                | diff SmallElu OtherElu --classpath {other} | ^0 .*0 renamed
      source NETWORK                  | source SmallElu | ^0 .*class SmallEluNetwork
      source --classpath              | source OtherElu --classpath {other} | ^0 .*class SmallEluNetwork
      source --standalone             | source SmallElu --standalone | ^0 .*import org.deeplearning4j.*class SmallElu [{]
      source --standalone             | source TinyGelu --standalone | ^2 .*4 layer.s. of TinyGelu .gelu_conv1, gelu2a_branch2a, .* need dev.stagewright.layers.Gelu,
      errors NAME                     | errors stem-missing | ^0 .*You see.*has no @Stem.*Add `@Stem`
      errors NAME                     | errors stem | ^2 .*stem: there is no such error
      train NETWORK                   | train SmallElu {folder} | network=SmallElu
      train --images                  | train SmallElu --images {images} --output {out} | labels=\\[blue, red\\]
      train --labels                  | train SmallElu {idx} --output {out} | labels=\\[0, 1\\]
      train --class-names             | train SmallElu {idx} --class-names {names} --output {out} | labels=\\[cat, dog\\]
      train --output                  | train SmallElu --images {images} --output {out} | ^0 .*Saved .*out.zip
      train --preprocessing           | train SmallElu {folder} --preprocessing caffe | preprocessing=caffe
      train --ignore-orientation      | train SmallElu {folder} --ignore-orientation | orientation=IGNORED
      train --classpath               | train OtherElu {folder} --classpath {other} | network=SmallElu
      train --allow-class             | train SmallElu {folder} --option weights=@/own.zip {allowed} | Weights: [0-9]+ layers from .*own.zip
      train --allow-class             | train SmallElu {folder} --allow-class own.Doubled | ^2 .*--allow-class: has no effect
      train --option                  | train SmallElu {folder} --option inputShape=20,24,3 | "height":20,"width":24,
      train --rename                  | train TinyElu {folder} --option weights={weights} --rename fc1000=old | New: fc1000, which the file does not have
      train --skip-mismatch           | train SmallElu {folder} --option weights={weights} --skip-mismatch | New: conv1
      train --precision               | train SmallElu {folder} --precision bf16 | precision={bf16}
      train --threads                 | train SmallElu {folder} --threads 0 | ^2 .*--threads: found "0"
      train --epochs                  | train SmallElu {folder} --epochs 2 | epochs=2
      train --batch-size              | train SmallElu {folder} --batch-size 3 | batchSize=3
      train --optimizer               | train SmallElu {folder} --optimizer sgd | "kind":"sgd"
      train --learning-rate           | train SmallElu {folder} --learning-rate 0.5 | "learningRate":0.5
      train --momentum                | train SmallElu {folder} --optimizer nesterov --momentum 0.25 | "momentum":0.25
      train --weight-decay            | train SmallElu {folder} --optimizer adamw --weight-decay 0.25 | "weightDecay":0.25
      train --validation-share        | train SmallElu {folder} --validation-share 0.5 | validationShare=0.5.*validationLoss
      train --seed                    | train SmallElu {folder} --seed 7 | seed=7
      train --no-shuffle              | train SmallElu {folder} --no-shuffle | shuffle=false
      train --keras-running-variance  | train SmallElu {folder} --keras-running-variance | kerasRunningVariance=true
      train --correct-statistics      | train SmallElu {folder} --correct-statistics | correctStatistics=true
      train --positive                | train SmallElu {folder} --positive red | ^2 .*--positive: has no effect with a network that does not answer yes or no
      train --targets                 | train SmallElu {folder} --targets nope.npy | ^1 .*nope.npy: does not exist
      train --label-smoothing         | train SmallElu {folder} --label-smoothing 0.25 | "labelSmoothing":0.25
      train --balance-classes         | train SmallElu {folder} --balance-classes | "kind":"balanced"
      train --class-weight            | train SmallElu {folder} --class-weight red=2.5 | "byLabel":."red":2.5
      train --class-weight            | train SmallElu {folder} --class-weight green=2 | ^2 .*found a weight for "green"; the labels are blue, red
      train --focal                   | train SmallElu {folder} --focal 2 | "focalGamma":2.0
      train --tune-thresholds         | train SmallElu {folder} --tune-thresholds 1 | ^2 .*thresholdBeta: found 1.0 without validation images
      train --standardize-targets     | train SmallElu {folder} --standardize-targets | ^2 .*standardizeTargets: found true with the task single_label
      evaluate --model                | evaluate --model {model} --images {images} | ^0 .*task +single_label.*images +8.*loss.*accuracy.*balanced_accuracy.*auc
      evaluate --images               | evaluate --model {model} --images nope | ^2 .*nope, which does not exist
      evaluate --labels               | evaluate --model {model} {idx} | ^0 .*images.idx: 4 images of 2 classes.*accuracy
      evaluate --class-names          | evaluate --model {model} {idx} --class-names {names} | ^1 .*found the class "cat"; expected only blue, red
      evaluate --targets              | evaluate --model {model} --images {images} --targets nope.npy | ^1 .*nope.npy: does not exist
      evaluate --batch-size           | evaluate --model {model} --images {images} --batch-size 0 | ^2 .*--batch-size: found 0
      evaluate --top                  | evaluate --model {model} --images {images} --top 1 | top_1_accuracy.*map_at_1
      evaluate --beta                 | evaluate --model {model} --images {images} --beta 2 | ^2 .*--beta: has no effect with a model of the task single_label
      evaluate --json                 | evaluate --model {model} --images {images} --json {out} | "task": "single_label".*"accuracy"
      evaluate --classpath            | evaluate --model {model} --images {images} --classpath {other} | ^2 .*--classpath: has no effect
      evaluate --allow-class          | evaluate --model @/own.zip --images {images} {allowed} | ^0 .*accuracy
      evaluate --precision            | evaluate --model {model} --images {images} --precision f16 | ^2 .*--precision.*f16
      evaluate --threads              | evaluate --model {model} --images {images} --threads none | ^2 .*--threads: found "none"
      evaluate --debug                | evaluate --model nope.zip --images {images} --debug | ^1 .*\\tat dev.stagewright
      compare RUN                     | compare @/run-a nope --output {out} | ^1 .*nope: does not exist; expected the folder of a training run
      compare --output                | compare @/run-a @/run-b --output {out} | ^0 Wrote .*out.zip.*2 training runs.*plan.epochs
      compare --tensorboard           | compare @/run-a --output {out} --tensorboard @/logs | ^0 .*Wrote .*logs
      compare --debug                 | compare nope --debug | ^1 .*\\tat dev.stagewright
      predict --model                 | predict --model {model} {image} | ^0 .*0.png  (blue|red) [0-9.]+ %, (blue|red)
      predict IMAGE                   | predict --model {model} {image} {image} | 0.png .*0.png
      predict --top                   | predict --model {model} --top 1 {image} | %$
      predict --network               | predict --network Nope {arrays} --output {out} | ^1 .*Network "Nope"
      predict --weights               | predict --network TinyElu --weights nope.h5 --input {x} --output {out} | ^2 .*nope.h5
      predict --rename                | predict --network TinyElu {arrays} --output {out} --rename fc1000=old | ^1 .*fc1000
      predict --skip-mismatch         | predict --network TinyElu {arrays} --output {out} --option classes=7 --skip-mismatch | \\[2, 7\\]
      predict --input                 | predict --network TinyElu --weights {weights} --input {x} --output {out} | \\[2, 10\\]
      predict --output                | predict --network TinyElu {arrays} --output {out} | Wrote .*out.zip
      predict --batch-size            | predict --network TinyElu {arrays} --output {out} --batch-size 0 | ^2 .*--batch-size: found 0
      predict --batch-size            | predict --model {model} {image} {image} {image} --batch-size 2 | 0.png .*0.png .*0.png
      predict --classpath             | predict --network OtherElu {arrays} --output {out} --classpath {other} | \\[3, 3, 3, 4\\]
      predict --allow-class           | predict --model @/own.zip {image} | ^1 .*names the class "own.Doubled"
      predict --allow-class           | predict --model @/own.zip {image} {allowed} | ^0 .*0.png  (blue|red)
      predict --allow-class           | predict --network TinyElu {arrays} --output {out} --allow-class x | ^2 .*--allow-class: has no effect
      predict --option                | predict --network TinyElu {arrays} --output {out} --option includeTop=false --option pooling=avg | \\[2, 128\\]
      predict --precision             | predict --model {model} {image} --precision f16 | ^2 .*--precision.*f16
      predict --threads               | predict --model {model} {image} --threads none | ^2 .*--threads: found "none"
      plan NETWORK                    | plan ResNet50 | res5c_branch2c
      plan --batch                    | plan SmallElu --batch 4096 | memory [0-9]{2,}
      plan --training                 | plan SmallElu --training | bwd
      plan --profile                  | plan SmallElu --profile | share
      plan --precision                | plan SmallElu --precision bf16 | {bf16}:
      plan --threads                  | plan SmallElu --threads 1.5 | ^2 .*--threads: found "1.5"
      plan --classpath                | plan OtherElu --classpath {other} | conv1
      plan --option                   | plan SmallElu --option includeTop=false | ^0 ((?!fc1000).)*$
      bench --network                 | {bench} --subjects engine --modes infer | network +SmallElu
      bench --runs                    | {bench} --subjects engine --modes infer | runs +1\\s
      bench --batch                   | {bench} --subjects engine --modes infer --batch 3 | batch +3\\s
      bench --modes                   | {bench} --subjects engine --modes train | ^0 ((?!infer).)*engine.train((?!infer).)*$
      bench --subjects                | {bench} --subjects dl4j --modes infer | ^0 ((?!engine).)*dl4j.infer((?!engine).)*$
      bench --from                    | {bench} --from {images} | pictures +8\\s.*engine.img_s.*loading.img_s.*together.img_s.*bound.img_s.*together.of_engine.*together.of_bound
      bench --from                    | {bench} --from {images} --batch 3 --precision bf16 --json {out} | "precision": "{bf16}".*"together.of_bound"
      bench --from                    | {bench} --from {images} --modes infer | ^2 .*--modes: has no effect with --from, which times predictions on the engine
      bench --from                    | {bench} --from {other} | ^1 .*other: found no picture; expected JPEG,
      bench --from                    | {bench} --from {bad} | ^1 .*bad/1.png: is not a picture
      bench --json                    | {bench} --subjects engine --modes infer --json {out} | "network": "SmallElu"
      bench --precision               | {bench} --subjects engine --modes infer --precision bf16 | precision +{bf16}
      bench --threads                 | {bench} --subjects engine --modes infer --threads 1 | threads +1\\s
      bench --classpath               | bench --runs 1 --network OtherElu --subjects engine --modes infer --classpath {other} | ^0
      bench --option                  | {bench} --option classes=0 | ^2 .*classes: found 0
      weights inspect FILE            | weights inspect {weights} | 107 layers with weights
      weights inspect --classpath     | weights inspect @/own.zip {allowed} | layers with weights
      weights inspect --allow-class   | weights inspect {weights} --allow-class x | ^2 .*--allow-class: has no effect
      weights check FILE              | weights check {weights} TinyElu | 107 layers fit
      weights check NETWORK           | weights check {weights} SmallElu | 0 layers fit|missing
      weights check --rename          | weights check {weights} TinyElu --rename fc1000=old | ^1 .*106 layers fit, 1 missing, 1 unused
      weights check --skip-mismatch   | weights check {weights} TinyElu --option classes=7 --skip-mismatch | ^0
      weights check --classpath       | weights check {weights} OtherElu --classpath {other} | unused
      weights check --allow-class     | weights check @/own.zip SmallElu {allowed} | own.zip: 14 layers fit
      weights check --option          | weights check {weights} TinyElu --option includeTop=false | 106 layers fit
      networks --debug                | networks --classpath nope --debug | ^1 .*\\tat dev.stagewright
      summary --debug                 | summary Nope --debug | ^1 .*\\tat dev.stagewright
      diff --debug                    | diff Nope SmallElu --debug | ^2 .*\\tat dev.stagewright
      source --debug                  | source Nope --debug | ^1 .*\\tat dev.stagewright
      errors --debug                  | errors nope --debug | ^2 .*\\tat dev.stagewright
      train --debug                   | train Nope {folder} --debug | ^1 .*\\tat dev.stagewright
      predict --debug                 | predict --model nope.zip {image} --debug | ^1 .*\\tat dev.stagewright
      plan --debug                    | plan Nope --debug | ^1 .*\\tat dev.stagewright
      bench --debug                   | bench --network Nope --debug | ^1 .*\\tat dev.stagewright
      weights inspect --debug         | weights inspect nope.h5 --debug | ^1 .*\\tat dev.stagewright
      weights check --debug           | weights check nope.h5 SmallElu --debug | ^1 .*\\tat dev.stagewright
      """;

  record Try(String option, String line, String pattern) {
    static Try of(String row) {
      String[] cells = row.split(" +\\| ", 3);
      return new Try(cells[0], cells[1], cells[2]);
    }
  }

  private final Material material;

  OptionsTest(@TempDir Path folder) throws IOException {
    assumeTrue(Engines.engine().isPresent(), Engines.status());
    material = Material.in(folder);
  }

  static Stream<Try> tries() {
    return TRIES.lines().map(Try::of);
  }

  static Stream<String> commands() {
    return specs(root()).map(OptionsTest::name);
  }

  @ParameterizedTest
  @MethodSource("tries")
  void everyOptionHasItsEffect(Try each) throws IOException {
    Run run = Run.of((Object[]) material.line(each.line()));

    String found = run.exitCode() + " " + run.out() + run.err() + material.result();
    assertThat(found).containsPattern("(?s)" + each.pattern().replace("{bf16}", bf16().toString()));
  }

  /** What --precision bf16 gives on this machine. */
  private static Precision bf16() {
    return Engines.engine().orElseThrow().supports(Precision.BF16) ? Precision.BF16 : Precision.F32;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelp(String command) {
    String[] line = (command + " --help").strip().split(" ");

    Run run = Run.of((Object[]) line);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage:").contains(("stagewright " + command).strip());
    assertThat(run.out().lines()).allMatch(text -> text.length() <= 80);
  }

  @ParameterizedTest
  @EnumSource(NamedOption.class)
  void helpHasEveryOptionOfANetwork(NamedOption option) {
    String help = Run.of("train", "--help").out();

    // Wherever its line is broken.
    assertThat(help.replaceAll("\\s+", "")).contains(option.toString().replace(" ", ""));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasVersion(String command) {
    String[] line = (command + " --version").strip().split(" ");

    assertThat(Run.of((Object[]) line).out()).startsWith("stagewright ");
  }

  @Test
  void noOptionIsWithoutATry() {
    Set<String> promised =
        specs(root())
            .filter(command -> command.subcommands().isEmpty())
            .flatMap(command -> labels(command).map(label -> name(command) + " " + label))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> tried = tries().map(Try::option).collect(Collectors.toCollection(TreeSet::new));

    assertThat(tried).isEqualTo(promised);
  }

  private static CommandSpec root() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return Stagewright.commandLine(nowhere, nowhere).getCommandSpec();
  }

  private static Stream<CommandSpec> specs(CommandSpec command) {
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(OptionsTest::specs));
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName().replaceFirst("stagewright ?", "");
  }

  /** Options and parameters; --help and --version are tried for all commands. */
  private static Stream<String> labels(CommandSpec command) {
    return Stream.concat(
        command.options().stream()
            .filter(option -> !option.usageHelp() && !option.versionHelp())
            .map(OptionSpec::longestName),
        command.positionalParameters().stream().map(PositionalParamSpec::paramLabel));
  }
}
