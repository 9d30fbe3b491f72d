package dev.stagewright.networks;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** The wide network of 28 layers for images of 32 x 32, with ELU. */
// spotless:off
@ResNet(input = @Input(height = 32, width = 32), bias = false, preactivation = true)
@Stem(filters = 16, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))
@Stage(blocks = 4, filters = {160, 160})
@Stage(blocks = 4, filters = {320, 320})
@Stage(blocks = 4, filters = {640, 640})
@Head(pool = 8, classes = 10)
public interface WideResNet28x10Elu {}
// spotless:on
