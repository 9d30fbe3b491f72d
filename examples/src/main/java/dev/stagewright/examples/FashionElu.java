package dev.stagewright.examples;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.Norm;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** A small residual network for gray images of 28 x 28, made to be trained in a minute or two. */
// spotless:off
@ResNet(input = @Input(height = 28, width = 28, channels = 1), nonlinearity = Nonlinearity.ELU, l2 = 1e-4,
    norm = @Norm(momentum = 0.9))
@Stem(filters = 24, kernel = 5, stride = 2, padding = 2, pool = @Pool(kernel = 2, stride = 2))
@Stage(blocks = 1, filters = {24, 24})
@Stage(blocks = 1, filters = {48, 48})
@Head(pool = 4, classes = 10, name = "fc10")
interface FashionElu {}
// spotless:on
