package dev.stagewright.networks;

import dev.stagewright.dsl.Convention;
import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** torchvision's {@code resnet34}. */
// spotless:off
@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU)
@Stem
@Stage(blocks = 3, filters = {64, 64})
@Stage(blocks = 4, filters = {128, 128})
@Stage(blocks = 6, filters = {256, 256})
@Stage(blocks = 3, filters = {512, 512})
@Head
public interface TorchResNet34 {}
// spotless:on
