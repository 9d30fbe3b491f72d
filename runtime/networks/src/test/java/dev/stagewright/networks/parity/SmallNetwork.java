package dev.stagewright.networks.parity;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** The network of keras_files.py. */
@ResNet(
    input = @Input(height = 24, width = 24, channels = 3),
    nonlinearity = Nonlinearity.ELU,
    alpha = 0.7,
    l2 = 0)
@Stem(filters = 4, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 2, stride = 2))
@Stage(
    blocks = 2,
    filters = {4, 4, 8})
@Stage(
    blocks = 1,
    filters = {8, 8, 16})
@Head(pool = 6, classes = 5)
interface SmallNetwork {}
