package dev.stagewright.networks;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** The network of 18 layers, with ELU. */
// spotless:off
@ResNet
@Stem
@Stage(blocks = 2, filters = {64, 64})
@Stage(blocks = 2, filters = {128, 128})
@Stage(blocks = 2, filters = {256, 256})
@Stage(blocks = 2, filters = {512, 512})
@Head
public interface ResNet18Elu {}
// spotless:on
