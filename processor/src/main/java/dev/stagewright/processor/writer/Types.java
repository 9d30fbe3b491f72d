package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.List;

/** The types that generated code uses, by name: the processor sees neither library. */
final class Types {

  private static final String NETWORK = "dev.stagewright.network";
  private static final String CONF = "org.deeplearning4j.nn.conf";
  private static final String PENALTIES = "org.nd4j.linalg.learning.regularization";
  private static final String LAYERS = CONF + ".layers";

  static final ClassName NETWORK_INTERFACE = ClassName.get(NETWORK, "Network");
  static final ClassName NETWORK_BUILDER = ClassName.get(NETWORK, "NetworkBuilder");
  static final ClassName ALPHA_RANGE = ClassName.get(NETWORK, "AlphaRange");
  static final ClassName DECLARED_LAYERS = ClassName.get(NETWORK, "DeclaredLayers");
  static final ClassName NETWORK_DEFAULTS = ClassName.get(NETWORK, "NetworkDefaults");
  static final ClassName NETWORK_OPTIONS = ClassName.get(NETWORK, "NetworkOptions");
  static final ClassName INPUT_SHAPE = ClassName.get(NETWORK, "InputShape");
  static final ClassName MINIMUM_INPUT = ClassName.get(NETWORK, "MinimumInput");
  static final ClassName ORIGIN = ClassName.get(NETWORK, "Origin");
  static final ClassName REGULARIZATION = ClassName.get(NETWORK, "Regularization");
  static final ClassName STAGE_INFO = ClassName.get(NETWORK, "StageInfo");
  static final ClassName STAGE_BLOCK = ClassName.get(NETWORK, "StageBlock");
  static final ClassName BLOCK_SPEC = ClassName.get(NETWORK, "BlockSpec");
  static final ClassName DECLARED_BLOCKS = ClassName.get(NETWORK, "DeclaredBlocks");
  static final ClassName UNIFORM_BIASES = ClassName.get(NETWORK, "UniformBiases");
  static final ClassName ACTIVATIONS = own("Activations");

  static final ClassName GROUPED_CONVOLUTION = own("GroupedConvolution");
  static final ClassName CHANNEL_CONVOLUTION = own("ChannelConvolution");
  static final ClassName CHANNEL_GATE = own("ChannelGate");
  static final ClassName STOCHASTIC_DEPTH = own("StochasticDepth");
  static final ClassName SIGMOID_CROSS_ENTROPY = own("SigmoidCrossEntropy");
  static final ClassName TASK = ClassName.get("dev.stagewright.tasks", "Task");

  static final ClassName CNN2D_FORMAT = ClassName.get(CONF, "CNN2DFormat");
  static final ClassName GRAPH_CONFIGURATION = ClassName.get(CONF, "ComputationGraphConfiguration");
  static final ClassName GRAPH = ClassName.get("org.deeplearning4j.nn.graph", "ComputationGraph");
  // Spelled as a package, so that the nested class itself is imported.
  static final ClassName GRAPH_BUILDER =
      ClassName.get(CONF + ".ComputationGraphConfiguration", "GraphBuilder");
  static final ClassName CONVOLUTION_MODE = ClassName.get(CONF, "ConvolutionMode");
  static final ClassName NET_CONFIGURATION = ClassName.get(CONF, "NeuralNetConfiguration");
  static final ClassName UNIFORM = ClassName.get(CONF + ".distribution", "UniformDistribution");
  static final ClassName NORMAL = ClassName.get(CONF + ".distribution", "NormalDistribution");
  static final ClassName TRUNCATED_NORMAL =
      ClassName.get(CONF + ".distribution", "TruncatedNormalDistribution");
  static final ClassName MERGE = ClassName.get(CONF + ".graph", "MergeVertex");
  static final ClassName ELEMENT_WISE = ClassName.get(CONF + ".graph", "ElementWiseVertex");
  static final ClassName FLATTEN =
      ClassName.get(CONF + ".preprocessor", "CnnToFeedForwardPreProcessor");
  static final ClassName WEIGHT_INIT =
      ClassName.get("org.deeplearning4j.nn.weights", "WeightInitDistribution");

  static final ClassName ACTIVATION_LAYER = ClassName.get(LAYERS, "ActivationLayer");
  static final ClassName BATCH_NORMALIZATION = ClassName.get(LAYERS, "BatchNormalization");
  static final ClassName CONVOLUTION = ClassName.get(LAYERS, "ConvolutionLayer");
  static final ClassName DENSE = ClassName.get(LAYERS, "DenseLayer");
  static final ClassName DROPOUT = ClassName.get(LAYERS, "DropoutLayer");
  static final ClassName GLOBAL_POOLING = ClassName.get(LAYERS, "GlobalPoolingLayer");
  static final ClassName OUTPUT = ClassName.get(LAYERS, "OutputLayer");
  static final ClassName POOLING_TYPE = ClassName.get(LAYERS, "PoolingType");
  static final ClassName SUBSAMPLING = ClassName.get(LAYERS, "SubsamplingLayer");

  static final ClassName ZERO_PADDING = ClassName.get(LAYERS, "ZeroPaddingLayer");

  static final ClassName ACTIVATION = ClassName.get("org.nd4j.linalg.activations", "Activation");
  static final ClassName SGD = ClassName.get("org.nd4j.linalg.learning.config", "Sgd");
  static final ClassName LEAKY_RELU =
      ClassName.get("org.nd4j.linalg.activations.impl", "ActivationLReLU");
  static final ClassName DL4J_ELU =
      ClassName.get("org.nd4j.linalg.activations.impl", "ActivationELU");
  static final ClassName DL4J_L1 = ClassName.get(PENALTIES, "L1Regularization");
  static final ClassName DL4J_L2 = ClassName.get(PENALTIES, "L2Regularization");
  static final TypeName DL4J_PENALTIES =
      ParameterizedTypeName.get(
          ClassName.get(List.class), ClassName.get(PENALTIES, "Regularization"));
  static final ClassName INPUT_TYPE = ClassName.get(CONF + ".inputs", "InputType");
  static final ClassName LOSS =
      ClassName.get("org.nd4j.linalg.lossfunctions.LossFunctions", "LossFunction");

  private Types() {}

  private static ClassName own(String name) {
    return ClassName.get("dev.stagewright.layers", name);
  }
}
