package dev.stagewright.networks;

import dev.stagewright.dsl.Convention;
import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** torchvision's {@code resnext101_32x8d}. */
// spotless:off
@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, groups = 32)
@Stem
@Stage(blocks = 3, filters = {256, 256, 256})
@Stage(blocks = 4, filters = {512, 512, 512})
@Stage(blocks = 23, filters = {1024, 1024, 1024})
@Stage(blocks = 3, filters = {2048, 2048, 2048})
@Head
public interface TorchResNeXt101 {}
// spotless:on
