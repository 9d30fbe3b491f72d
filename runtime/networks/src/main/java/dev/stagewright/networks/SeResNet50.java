package dev.stagewright.networks;

import dev.stagewright.dsl.Attention;
import dev.stagewright.dsl.Convention;
import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** timm's {@code seresnet50}: squeeze and excitation in every block. */
// spotless:off
@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, zeroInitResidual = true, attention = @Attention(kind = Attention.Kind.SE))
@Stem
@Stage(blocks = 3, filters = {64, 64, 256})
@Stage(blocks = 4, filters = {128, 128, 512})
@Stage(blocks = 6, filters = {256, 256, 1024})
@Stage(blocks = 3, filters = {512, 512, 2048})
@Head
public interface SeResNet50 {}
// spotless:on
