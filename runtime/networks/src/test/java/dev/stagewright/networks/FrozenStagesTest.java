package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.network.Network;
import dev.stagewright.pictures.Picture;
import dev.stagewright.training.FineTuning;
import dev.stagewright.training.ModelScore;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks with branches, frozen up to their stages: body and rest make the whole. */
class FrozenStagesTest {

  private static final NetworkCatalog CATALOG = NetworkCatalog.ofClassPath();

  /** Pictures of noise. */
  private record Noise(int size, int side) implements ImageSource {
    @Override
    public List<String> labels() {
      return List.of("a", "b");
    }

    @Override
    public int label(int image) {
      return image % 2;
    }

    @Override
    public Picture picture(int image) {
      byte[] bytes = new byte[side * side * 3];
      new Random(image).nextBytes(bytes);
      return Picture.of(bytes, side, side, 3);
    }

    @Override
    public String name(int image) {
      return "noise#" + image;
    }

    @Override
    public String description() {
      return size + " pictures of noise";
    }
  }

  /** INDArray's own equality allows for rounding. */
  private static float[] values(Map<String, INDArray> parameters, String name) {
    return Objects.requireNonNull(parameters.get(name)).dup('c').data().asFloat();
  }

  @ParameterizedTest
  @CsvSource({
    "ResNet20Elu, 32, stem, conv1_W, res2a_branch2a_W",
    "ResNet20Elu, 32, stage 2, res2c_branch2a_W, res3a_branch2a_W",
    "ResNet20Elu, 32, stage 4, res4c_branch2b_W, fc1000_W",
    "TorchResNet18, 33, stage 4, layer3.1.conv2_W, layer4.0.conv1_W",
    "TorchResNet18, 33, stage 5, layer4.1.conv2_W, fc_W"
  })
  void bodyAndRestMakeTheWhole(String name, int side, String stage, String frozen, String trained) {
    Network network = CATALOG.builder(name).classes(2).inputShape(side, side, 3).build();
    Map<String, INDArray> before = network.build().paramTable();
    TrainingPlan plan =
        TrainingPlan.builder()
            .batchSize(4)
            .optimizer(Optimizer.adam(0.01))
            .fineTuning(FineTuning.frozenTo(stage))
            .build();

    TrainingResult result =
        TrainingSession.of(network, ImageInput.of(network))
            .run(plan, new Noise(8, side), new Noise(6, side));

    Map<String, INDArray> after = result.model().graph().paramTable();
    assertThat(values(after, frozen)).isEqualTo(values(before, frozen));
    assertThat(values(after, trained)).isNotEqualTo(values(before, trained));
    ModelScore rest = Objects.requireNonNull(result.last().validation());
    ModelScore whole = ModelScore.of(result.model(), new Noise(6, side), 4);
    double penalty = result.model().graph().calcRegularizationScore(true);
    assertThat(whole.loss() - rest.loss()).isBetween(-1e-5, penalty + 1e-5);
    assertThat(rest.accuracy()).isCloseTo(whole.accuracy(), within(0.0));
  }
}
