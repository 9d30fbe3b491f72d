package dev.stagewright.examples;

// region declaration
import dev.stagewright.dsl.*;

@ResNet(
    input = @Input(height = 28, width = 28, channels = 1),
    nonlinearity = Nonlinearity.ELU,
    l2 = 1e-4,
    norm = @Norm(momentum = 0.9))
@Stem(filters = 24, kernel = 5, stride = 2, padding = 2, pool = @Pool(kernel = 2, stride = 2))
@Stage(blocks = 1, filters = {24, 24})
@Stage(blocks = 1, filters = {48, 48})
@Head(pool = 4, classes = 10, name = "fc10")
interface FashionElu {}
// endregion
