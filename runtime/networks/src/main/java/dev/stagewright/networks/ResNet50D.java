package dev.stagewright.networks;

import dev.stagewright.dsl.Convention;
import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Shortcut;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** timm's {@code resnet50d}: a deep stem, and shortcuts that pool. */
// spotless:off
@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, zeroInitResidual = true, shortcut = Shortcut.AVERAGE_POOL)
@Stem(filters = {32, 32, 64}, kernel = {3, 3, 3}, padding = 1)
@Stage(blocks = 3, filters = {64, 64, 256})
@Stage(blocks = 4, filters = {128, 128, 512})
@Stage(blocks = 6, filters = {256, 256, 1024})
@Stage(blocks = 3, filters = {512, 512, 2048})
@Head
public interface ResNet50D {}
// spotless:on
