package dev.stagewright.layers;

import static java.util.Objects.requireNonNull;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.convolution.Convolution;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes {@link GroupedConvolution}: what each place of the kernel reads, in columns, and one
 * product of matrices for each group. With K the channels of a group times the kernel's cells, and
 * P the images times the cells of the output, columns are [groups, K, P], kernels [groups, outputs
 * / groups, K].
 */
final class GroupedConvolutionLayer extends ConvolutionLayer {

  private static final long serialVersionUID = 1;

  private static final String KERNEL = ConvolutionParamInitializer.WEIGHT_KEY;
  private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

  GroupedConvolutionLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  private GroupedConvolution grouped() {
    return (GroupedConvolution) layerConf();
  }

  /** The sides of what goes in and comes out, and the padding above and on the left. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Sides(long images, int[] in, int[] out, int[] padding) {
    long places() {
      return images * out[0] * out[1];
    }
  }

  private Sides sides(INDArray images) {
    int[] in = {(int) images.size(2), (int) images.size(3)};
    boolean same = convolutionMode == ConvolutionMode.Same;
    int[] kernel = grouped().getKernelSize();
    int[] stride = grouped().getStride();
    int[] dilation = grouped().getDilation();
    int[] out =
        ConvolutionUtils.getOutputSize(
            images,
            kernel,
            stride,
            same ? null : grouped().getPadding(),
            convolutionMode,
            dilation,
            CNN2DFormat.NCHW);
    int[] padding =
        same
            ? ConvolutionUtils.getSameModeTopLeftPadding(out, in, kernel, stride, dilation)
            : grouped().getPadding();
    return new Sides(images.size(0), in, out, padding);
  }

  private boolean isChannelsLast() {
    return grouped().getCnn2dDataFormat() == CNN2DFormat.NHWC;
  }

  private INDArray channelsFirst(INDArray array) {
    INDArray cast = array.castTo(dataType);
    return isChannelsLast() ? cast.permute(0, 3, 1, 2) : cast;
  }

  private INDArray inOwnFormat(INDArray channelsFirst) {
    return isChannelsLast() ? channelsFirst.permute(0, 2, 3, 1) : channelsFirst;
  }

  /** The shape of columns, by channels and by places apart. */
  private long[] columnShape(Sides sides) {
    int[] kernel = grouped().getKernelSize();
    return new long[] {
      grouped().getNIn(), kernel[0], kernel[1], sides.images(), sides.out()[0], sides.out()[1]
    };
  }

  /** As Deeplearning4j's im2col and col2im order the dimensions of columns. */
  private static INDArray byImages(INDArray columns) {
    return columns.permute(3, 0, 1, 2, 4, 5);
  }

  private INDArray columns(INDArray images, Sides sides) {
    INDArray columns = Nd4j.createUninitialized(dataType, columnShape(sides), 'c');
    int[] kernel = grouped().getKernelSize();
    int[] stride = grouped().getStride();
    int[] dilation = grouped().getDilation();
    Convolution.im2col(
        images.dup('c'),
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        sides.padding()[0],
        sides.padding()[1],
        dilation[0],
        dilation[1],
        convolutionMode == ConvolutionMode.Same,
        byImages(columns));
    return byGroups(columns, sides.places());
  }

  /** [groups, rows of a group, last]; of an array in c order. */
  private INDArray byGroups(INDArray array, long last) {
    int groups = grouped().groups();
    return array.reshape('c', groups, array.length() / last / groups, last);
  }

  /** The kernels as matrices, a copy. */
  private INDArray kernels(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray own = getParamWithNoise(KERNEL, training, workspaces);
    return byGroups(own.dup('c'), own.length() / own.size(0));
  }

  @Override
  protected Pair<INDArray, INDArray> preOutput(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    validateInputRank();
    validateInputDepth(grouped().getNIn());
    INDArray images = channelsFirst(input);
    Sides sides = sides(images);
    long outputs = grouped().getNOut();
    INDArray kernels = kernels(training, workspaces);
    INDArray columns = columns(images, sides);
    INDArray sums =
        byGroups(Nd4j.createUninitialized(dataType, outputs * sides.places()), sides.places());
    for (int group = 0; group < grouped().groups(); group++) {
      multiply(columns.slice(group), true, kernels.slice(group), true, sums.slice(group));
    }
    INDArray rows = sums.reshape('c', outputs, sides.places());
    if (hasBias()) {
      INDArray bias = getParamWithNoise(BIAS, training, workspaces);
      rows.addiColumnVector(bias.dup('c').reshape(outputs, 1));
    }
    INDArray maps =
        rows.reshape('c', outputs, sides.images(), sides.out()[0], sides.out()[1])
            .permute(1, 0, 2, 3);
    return new Pair<>(workspaces.dup(ArrayType.ACTIVATIONS, inOwnFormat(maps), 'c'), null);
  }

  /** What is written is [rows, columns] in c order, whose transpose is what BLAS writes. */
  private static void multiply(
      INDArray first, boolean turnFirst, INDArray second, boolean turnSecond, INDArray transposed) {
    Nd4j.gemm(first, second, transposed.transpose(), turnFirst, turnSecond, 1, 0);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray images = channelsFirst(input);
    Sides sides = sides(images);
    INDArray kernels = kernels(true, workspaces);
    INDArray columns = columns(images, sides);
    INDArray delta = beforeActivation(epsilon.castTo(dataType), workspaces);
    INDArray deltas = byGroups(channelsFirst(delta).permute(1, 0, 2, 3).dup('c'), sides.places());

    INDArray kernelGradients = Nd4j.createUninitialized(dataType, kernels.shape(), 'c');
    INDArray columnGradients = Nd4j.createUninitialized(dataType, columns.shape(), 'c');
    for (int group = 0; group < grouped().groups(); group++) {
      INDArray own = deltas.slice(group);
      multiply(columns.slice(group), false, own, true, kernelGradients.slice(group));
      multiply(own, true, kernels.slice(group), false, columnGradients.slice(group));
    }
    weightNoiseParams.clear();
    return new Pair<>(
        gradients(kernelGradients, deltas), inputGradient(columnGradients, sides, workspaces));
  }

  /** The outputs are computed again where the derivative depends on them. */
  private INDArray beforeActivation(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    IActivation activation = grouped().getActivationFn();
    return activation instanceof ActivationIdentity
        ? epsilon
        : activation.backprop(preOutput(true, true, workspaces).getFirst(), epsilon).getFirst();
  }

  private Gradient gradients(INDArray kernelGradients, INDArray deltas) {
    Gradient gradients = new DefaultGradient();
    if (hasBias()) {
      INDArray view = requireNonNull(gradientViews.get(BIAS));
      INDArray rows = deltas.reshape('c', view.length(), deltas.size(2));
      view.assign(rows.sum(1).reshape(view.shape()));
      gradients.setGradientFor(BIAS, view);
    }
    INDArray view = requireNonNull(gradientViews.get(KERNEL));
    view.assign(kernelGradients.reshape('c', view.shape()));
    gradients.setGradientFor(KERNEL, view, 'c');
    return gradients;
  }

  private INDArray inputGradient(
      INDArray columnGradients, Sides sides, LayerWorkspaceMgr workspaces) {
    long[] shape = {sides.images(), grouped().getNIn(), sides.in()[0], sides.in()[1]};
    INDArray gradient =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, shape, 'c');
    int[] stride = grouped().getStride();
    int[] dilation = grouped().getDilation();
    Convolution.col2im(
        byImages(columnGradients.reshape('c', columnShape(sides))),
        gradient,
        stride[0],
        stride[1],
        sides.padding()[0],
        sides.padding()[1],
        sides.in()[0],
        sides.in()[1],
        dilation[0],
        dilation[1]);
    return inOwnFormat(backpropDropOutIfPresent(gradient));
  }
}
