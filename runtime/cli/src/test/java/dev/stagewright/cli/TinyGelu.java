package dev.stagewright.cli;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** A network with layers that Deeplearning4j does not have. */
// spotless:off
@ResNet(input = @Input(height = 16, width = 16, channels = 3), nonlinearity = Nonlinearity.GELU)
@Stem(filters = 4, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))
@Stage(blocks = 1, filters = {4, 4, 8})
@Head(pool = 8, classes = 3)
interface TinyGelu {}
// spotless:on
