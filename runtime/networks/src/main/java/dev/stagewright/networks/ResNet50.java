package dev.stagewright.networks;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** ResNet50 with ReLU, as Keras 2.2 has it: the network of its ImageNet weights. */
// spotless:off
@ResNet(input = @Input(height = 224, width = 224, channels = 3), nonlinearity = Nonlinearity.RELU)
@Stem(filters = 64, kernel = 7, stride = 2, padding = 3, pool = @Pool(kernel = 3, stride = 2))
@Stage(blocks = 3, filters = {64, 64, 256})
@Stage(blocks = 4, filters = {128, 128, 512})
@Stage(blocks = 6, filters = {256, 256, 1024})
@Stage(blocks = 3, filters = {512, 512, 2048})
@Head(pool = 7, classes = 1000)
interface ResNet50 {}
// spotless:on
