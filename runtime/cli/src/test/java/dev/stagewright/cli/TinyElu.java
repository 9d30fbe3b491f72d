package dev.stagewright.cli;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;

/** ResNet50 with ELU, every width divided by 16: the reference cases' network. */
// spotless:off
@ResNet
@Stem(filters = 4)
@Stage(blocks = 3, filters = {4, 4, 16})
@Stage(blocks = 4, filters = {8, 8, 32})
@Stage(blocks = 6, filters = {16, 16, 64})
@Stage(blocks = 3, filters = {32, 32, 128})
@Head(classes = 10)
interface TinyElu {}
// spotless:on
