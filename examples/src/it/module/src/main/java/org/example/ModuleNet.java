package org.example;

import dev.stagewright.dsl.*;

@ResNet(input = @Input(height = 16, width = 16, channels = 3))
@Stem(filters = 8, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 2, stride = 2))
@Stage(blocks = 1, filters = {4, 4, 16})
@Head(pool = 8, classes = 2)
interface ModuleNet {}
