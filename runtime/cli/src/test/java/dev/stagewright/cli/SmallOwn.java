package dev.stagewright.cli;

import dev.stagewright.dsl.Convention;
import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** A network whose second stage has blocks of its own class. */
// spotless:off
@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, input = @Input(height = 16, width = 16))
@Stem(filters = 4, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))
@Stage(blocks = 1, filters = {4, 4})
@Stage(blocks = 2, filters = 8, block = PlainBlock.class)
@Head(classes = 2)
interface SmallOwn {}
// spotless:on
