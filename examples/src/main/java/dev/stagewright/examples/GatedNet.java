package dev.stagewright.examples;

import dev.stagewright.dsl.Convention;
import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** A small network for color images of 32 x 32, whose last stage has blocks of its own class. */
// spotless:off
@ResNet(convention = Convention.KERAS, nonlinearity = Nonlinearity.RELU, input = @Input(height = 32, width = 32))
@Stem(filters = 16, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))
@Stage(blocks = 1, filters = {16, 16})
@Stage(blocks = 2, filters = 32, block = GatedBlock.class, l2 = 1e-4)
@Head(classes = 10)
interface GatedNet {}
// spotless:on
