package dev.stagewright.networks.small;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.Norm;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** For gray pictures of 28 x 28: 8 layers of twice the width behind a pool, 0.08 GFLOP. */
// spotless:off
@ResNet(input = @Input(height = 28, width = 28, channels = 1), nonlinearity = Nonlinearity.RELU, bias = false,
    norm = @Norm(epsilon = 1e-5, momentum = 0.9))
@Stem(filters = 64, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 2, stride = 2))
@Stage(blocks = 1, filters = {64, 64})
@Stage(blocks = 1, filters = {128, 128})
@Stage(blocks = 1, filters = {256, 256})
@Head(pool = 4, classes = 10)
public interface FashionWide {}
// spotless:on
