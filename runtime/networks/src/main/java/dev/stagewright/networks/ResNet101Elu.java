package dev.stagewright.networks;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Naming;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** The network of 101 layers, with ELU and Caffe's names. */
// spotless:off
@ResNet
@Stem
@Stage(blocks = 3, filters = {64, 64, 256})
@Stage(blocks = 4, filters = {128, 128, 512}, naming = Naming.NUMBERS)
@Stage(blocks = 23, filters = {256, 256, 1024}, naming = Naming.NUMBERS)
@Stage(blocks = 3, filters = {512, 512, 2048})
@Head
public interface ResNet101Elu {}
// spotless:on
