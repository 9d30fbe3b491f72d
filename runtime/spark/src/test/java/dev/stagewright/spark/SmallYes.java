package dev.stagewright.spark;

import dev.stagewright.dsl.Convention;
import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;
import dev.stagewright.dsl.Task;

/** A network that answers yes or no. */
// spotless:off
@ResNet(convention = Convention.TORCH, input = @Input(height = 16, width = 16))
@Stem(filters = 4, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))
@Stage(blocks = 1, filters = {4, 4})
@Head(task = Task.BINARY, classes = 1)
interface SmallYes {}
// spotless:on
