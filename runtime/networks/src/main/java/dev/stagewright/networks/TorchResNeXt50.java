package dev.stagewright.networks;

import dev.stagewright.dsl.Convention;
import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** torchvision's {@code resnext50_32x4d}. */
// spotless:off
@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, groups = 32)
@Stem
@Stage(blocks = 3, filters = {128, 128, 256})
@Stage(blocks = 4, filters = {256, 256, 512})
@Stage(blocks = 6, filters = {512, 512, 1024})
@Stage(blocks = 3, filters = {1024, 1024, 2048})
@Head
public interface TorchResNeXt50 {}
// spotless:on
