package dev.stagewright.networks.parity;

import dev.stagewright.dsl.Attention;
import dev.stagewright.dsl.Convention;
import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.Pooling;
import dev.stagewright.dsl.Projection;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Shortcut;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;
import dev.stagewright.dsl.StrideAt;

/** The networks of family_cases.py, by the same names. */
// spotless:off
@SuppressWarnings("stagewright:stride-tiny-map") // what is left of odd, small maps is compared
interface FamilyCases {

  @ResNet(convention = Convention.KERAS, nonlinearity = Nonlinearity.RELU, input = @Input(height = 47, width = 65))
  @Stem
  @Stage(blocks = 2, filters = {4, 4, 16})
  @Stage(blocks = 2, filters = {6, 6, 24})
  @Head(classes = 5)
  interface KerasV1 {}

  @ResNet(convention = Convention.KERAS, preactivation = true, nonlinearity = Nonlinearity.RELU, input = @Input(height = 47, width = 65))
  @Stem
  @Stage(blocks = 2, filters = {4, 4, 16})
  @Stage(blocks = 2, filters = {6, 6, 24})
  @Stage(blocks = 2, filters = {6, 6, 24})
  @Head(classes = 5)
  interface KerasV2 {}

  @ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, input = @Input(height = 47, width = 65))
  @Stem
  @Stage(blocks = 1, filters = {64, 64})
  @Stage(blocks = 2, filters = {128, 128})
  @Stage(blocks = 1, filters = {256, 256})
  @Stage(blocks = 1, filters = {512, 512})
  @Head(classes = 5)
  interface Basic {}

  @ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, groups = 8, input = @Input(height = 47, width = 65))
  @Stem
  @Stage(blocks = 2, filters = {32, 32, 256})
  @Stage(blocks = 1, filters = {64, 64, 512})
  @Stage(blocks = 1, filters = {128, 128, 1024})
  @Stage(blocks = 1, filters = {256, 256, 2048})
  @Head(classes = 5)
  interface Bottleneck {}

  @ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, groups = 2, attention = @Attention(kind = Attention.Kind.SE), input = @Input(height = 47, width = 65))
  @Stem(filters = {4, 4, 8}, kernel = {3, 3, 3}, padding = 1)
  @Stage(blocks = 1, filters = {8, 8, 16})
  @Stage(blocks = 2, filters = {12, 12, 24})
  @Stage(blocks = 1, filters = {12, 12, 24})
  @Stage(blocks = 1, filters = {16, 16, 32})
  @Head(classes = 5)
  interface DeepSeGroups {}

  @ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, attention = @Attention(kind = Attention.Kind.ECA), shortcut = Shortcut.AVERAGE_POOL, input = @Input(height = 47, width = 65))
  @Stem(filters = {4, 4, 8}, kernel = {3, 3, 3}, padding = 1)
  @Stage(blocks = 1, filters = {4, 4, 16})
  @Stage(blocks = 2, filters = {6, 6, 24})
  @Stage(blocks = 1, filters = {6, 6, 24})
  @Stage(blocks = 1, filters = {8, 8, 32})
  @Head(classes = 5)
  interface PooledEca {}

  @ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.MISH, projection = Projection.FIRST_BLOCK, input = @Input(height = 47, width = 65))
  @Stem
  @Stage(blocks = 1, filters = {4, 4})
  @Stage(blocks = 2, filters = {6, 6})
  @Stage(blocks = 1, filters = {6, 6}, stride = 1, dilation = 2)
  @Stage(blocks = 1, filters = {8, 8}, stride = 1, dilation = 2)
  @Head(classes = 5)
  interface MishDilated {}

  @ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.HARD_SWISH, strideAt = StrideAt.FIRST, input = @Input(height = 47, width = 65))
  @Stem
  @Stage(blocks = 1, filters = {4, 4, 16})
  @Stage(blocks = 2, filters = {6, 6, 24})
  @Stage(blocks = 1, filters = {6, 6, 24})
  @Stage(blocks = 1, filters = {8, 8, 32})
  @Head(classes = 5, pooling = Pooling.AVERAGE_AND_MAX)
  interface HardSwishStridedFirst {}

  @ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, input = @Input(height = 47, width = 65))
  @Stem
  @Stage(blocks = 1, filters = {4, 4, 16})
  @Stage(blocks = 1, filters = {6, 6, 24})
  @Stage(blocks = 1, filters = {6, 6, 24})
  @Stage(blocks = 1, filters = {8, 8, 32})
  @Head(classes = 5, pooling = Pooling.MAX)
  interface MaxPooled {}

  @ResNet(convention = Convention.TORCH, preactivation = true, nonlinearity = Nonlinearity.RELU, input = @Input(height = 47, width = 65))
  @Stem(filters = 8)
  @Stage(blocks = 2, filters = {4, 4, 16})
  @Stage(blocks = 2, filters = {6, 6, 24})
  @Head(classes = 5)
  interface Preactivated {}
}
// spotless:on
