package dev.stagewright.networks;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** The network of 56 layers for images of 32 x 32, with projections and ELU. */
// spotless:off
@ResNet(input = @Input(height = 32, width = 32), bias = false)
@Stem(filters = 16, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))
@Stage(blocks = 9, filters = {16, 16})
@Stage(blocks = 9, filters = {32, 32})
@Stage(blocks = 9, filters = {64, 64})
@Head(pool = 8, classes = 10)
public interface ResNet56Elu {}
// spotless:on
