package dev.stagewright.onednn.internal.model;

import dev.stagewright.layers.ChannelConvolution;
import dev.stagewright.layers.GroupedConvolution;
import dev.stagewright.layers.StochasticDepth;
import dev.stagewright.onednn.internal.model.ModelReader.Value;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads one layer into operations. */
final class LayerReader {

  private final ModelReader model;
  private final FlatParameters parameters;
  private final String name;

  LayerReader(ModelReader model, FlatParameters parameters, String name) {
    this.model = model;
    this.parameters = parameters;
    this.name = name;
  }

  void read(Layer layer, @Nullable InputPreProcessor preProcessor, Value input) {
    var configuration = layer.conf().getLayer();
    if (configuration.getIDropout() != null && !(configuration instanceof DropoutLayer)) {
      throw new UnsupportedLayerException(name, "dropout");
    }
    Layout flattened = flattening(preProcessor, input);
    // Exact classes: a subclass may compute something else.
    Class<?> type = configuration.getClass();
    if (type == ConvolutionLayer.class || type == GroupedConvolution.class) {
      convolution((ConvolutionLayer) configuration, layer, input);
    } else if (type == BatchNormalization.class) {
      normalization((BatchNormalization) configuration, layer, input);
    } else if (type == ActivationLayer.class) {
      activation(((ActivationLayer) configuration).getActivationFn(), input);
    } else if (type == SubsamplingLayer.class) {
      pooling((SubsamplingLayer) configuration, input);
    } else if (type == GlobalPoolingLayer.class) {
      globalPooling((GlobalPoolingLayer) configuration, input);
    } else if (type == ChannelConvolution.class) {
      channelConvolution((ChannelConvolution) configuration, layer, input);
    } else if (type == ZeroPaddingLayer.class) {
      padding((ZeroPaddingLayer) configuration, input);
    } else if (type == DropoutLayer.class) {
      dropout((DropoutLayer) configuration, layer, input);
    } else if (type == DenseLayer.class && !((DenseLayer) configuration).isHasLayerNorm()) {
      DenseLayer dense = (DenseLayer) configuration;
      String linear = inner(dense.getActivationFn());
      activate(dense.getActivationFn(), dense(linear, dense, layer, input, flattened));
    } else if (type == OutputLayer.class) {
      output((OutputLayer) configuration, layer, input, flattened);
    } else {
      throw new UnsupportedLayerException(name, "a " + type.getSimpleName());
    }
  }

  private Layout flattening(@Nullable InputPreProcessor preProcessor, Value input) {
    if (preProcessor == null) {
      return input.layout();
    }
    if (preProcessor instanceof CnnToFeedForwardPreProcessor flatten) {
      return Formats.of(flatten.getFormat());
    }
    throw new UnsupportedLayerException(
        name, "its input goes through a " + preProcessor.getClass().getSimpleName());
  }

  private void convolution(ConvolutionLayer layer, Layer runtime, Value input) {
    requireLayout(Formats.of(layer.getCnn2dDataFormat()), input);
    Window window =
        window(
            layer.getKernelSize(),
            layer.getStride(),
            layer.getDilation(),
            layer.getPadding(),
            layer.getConvolutionMode(),
            input.shape());
    Map<String, INDArray> table = runtime.paramTable();
    long kernelSize = window.kernel().height() * window.kernel().width();
    long groups = layer instanceof GroupedConvolution grouped ? grouped.groups() : 1;
    long seen = input.shape().channels() / groups;
    requireLength(table, "W", layer.getNOut() * seen * kernelSize, input);
    Convolution op =
        new Convolution(
            inner(layer.getActivationFn()),
            input.name(),
            input.shape(),
            moved(window, input.shape(), layer.getNOut()),
            window,
            parameters.of(name, table, "W"),
            layer.hasBias() ? parameters.of(name, table, "b") : null,
            groups);
    activate(layer.getActivationFn(), model.add(op, input.layout()));
  }

  /** A convolution along a column that the channels are stacked into. */
  private void channelConvolution(ChannelConvolution layer, Layer runtime, Value input) {
    if (input.layout() != Layout.VECTOR) {
      throw new UnsupportedLayerException(name, "a convolution over the channels of maps");
    }
    Shape vector = input.shape();
    Shape column = new Shape(1, vector.channels(), 1);
    Map<String, INDArray> table = runtime.paramTable();
    requireLength(table, "W", layer.kernel(), input);
    Window.Pair one = Window.Pair.of(1);
    Window.Pair around = new Window.Pair(layer.kernel() / 2, 0);
    Window window = new Window(new Window.Pair(layer.kernel(), 1), one, one, around, around);
    Value stacked = model.add(new Reshape(name + "/in", input.name(), vector, column), Layout.NCHW);
    Value convolved =
        model.add(
            new Convolution(
                name + "/column",
                stacked.name(),
                column,
                column,
                window,
                parameters.of(name, table, "W"),
                null),
            Layout.NCHW);
    Reshape back = new Reshape(inner(layer.getActivationFn()), convolved.name(), column, vector);
    activate(layer.getActivationFn(), model.add(back, Layout.VECTOR));
  }

  private void normalization(BatchNormalization layer, Layer runtime, Value input) {
    requireLayout(Formats.of(layer.getCnn2DFormat()), input);
    if (layer.isUseLogStd()) {
      throw new UnsupportedLayerException(name, "a batch normalization with useLogStd(true)");
    }
    if (layer.isLockGammaBeta()) {
      throw new UnsupportedLayerException(name, "a batch normalization with locked gamma and beta");
    }
    Map<String, INDArray> table = runtime.paramTable();
    requireLength(table, "gamma", input.shape().channels(), input);
    model.add(
        new Normalization(
            name,
            input.name(),
            input.shape(),
            parameters.of(name, table, "gamma"),
            parameters.of(name, table, "beta"),
            parameters.of(name, table, "mean"),
            parameters.of(name, table, "var"),
            (float) layer.getEps(),
            (float) layer.getDecay()),
        input.layout());
  }

  private void activation(IActivation function, Value input) {
    if (function instanceof ActivationIdentity) {
      throw new UnsupportedLayerException(name, "a layer that only passes its input on");
    }
    activate(function, input);
  }

  /** Appends a layer's activation, so that the last value has the layer's name. */
  private void activate(IActivation function, Value linear) {
    List<Function> functions = Functions.of(name, function);
    Value value = linear;
    for (int i = 0; i < functions.size(); i++) {
      String opName = i == functions.size() - 1 ? name : name + "/" + (i + 1);
      value =
          model.add(
              new Nonlinear(opName, value.name(), value.shape(), functions.get(i)), value.layout());
    }
  }

  private String inner(IActivation function) {
    return function instanceof ActivationIdentity ? name : name + "/linear";
  }

  private void pooling(SubsamplingLayer layer, Value input) {
    requireLayout(Formats.of(layer.getCnn2dDataFormat()), input);
    Window window =
        window(
            layer.getKernelSize(),
            layer.getStride(),
            layer.getDilation(),
            layer.getPadding(),
            layer.getConvolutionMode(),
            input.shape());
    Pooling.Kind kind =
        switch (layer.getPoolingType()) {
          // Of one cell, the mean is the maximum and keeps no places.
          case MAX -> window.seesOneCell() ? Pooling.Kind.MEAN : Pooling.Kind.MAX;
          case AVG ->
              layer.isAvgPoolIncludePadInDivisor()
                  ? Pooling.Kind.MEAN_WITH_PADDING
                  : Pooling.Kind.MEAN;
          default -> throw new UnsupportedLayerException(name, layer.getPoolingType() + " pooling");
        };
    Shape out = moved(window, input.shape(), input.shape().channels());
    model.add(new Pooling(name, input.name(), input.shape(), out, kind, window), input.layout());
  }

  private void padding(ZeroPaddingLayer layer, Value input) {
    requireLayout(Formats.of(layer.getDataFormat()), input);
    int[] sides = layer.getPadding(); // above, below, left, right
    Shape in = input.shape();
    Shape out =
        new Shape(
            in.channels(), in.height() + sides[0] + sides[1], in.width() + sides[2] + sides[3]);
    Window.Pair before = new Window.Pair(sides[0], sides[2]);
    model.add(new Padding(name, input.name(), in, out, before), input.layout());
  }

  private void dropout(DropoutLayer layer, Layer runtime, Value input) {
    if (layer.getIDropout() instanceof StochasticDepth depth) {
      Mask mask = new DepthMask(depth, input.shape().channels());
      model.add(new Dropout(name, input.name(), input.shape(), mask), input.layout());
      return;
    }
    if (!(layer.getIDropout() instanceof org.deeplearning4j.nn.conf.dropout.Dropout dropout)
        || dropout.getPSchedule() != null) {
      throw new UnsupportedLayerException(name, "dropout of the kind " + layer.getIDropout());
    }
    long seed = runtime.conf().getSeed() * 31 + name.hashCode();
    Mask mask = new DropoutMask(input.shape(), dropout.getP(), seed);
    model.add(new Dropout(name, input.name(), input.shape(), mask), input.layout());
  }

  private void globalPooling(GlobalPoolingLayer layer, Value input) {
    boolean max = layer.getPoolingType() == PoolingType.MAX;
    boolean mean = layer.getPoolingType() == PoolingType.AVG;
    if (!(max || mean) || !layer.isCollapseDimensions()) {
      throw new UnsupportedLayerException(name, "this kind of global pooling");
    }
    if (input.layout() == Layout.VECTOR) {
      throw new UnsupportedLayerException(name, "global pooling of vectors");
    }
    Window.Pair all = new Window.Pair(input.shape().height(), input.shape().width());
    Window.Pair none = Window.Pair.of(0);
    Window window = new Window(all, all, Window.Pair.of(1), none, none);
    model.add(
        new Pooling(
            name,
            input.name(),
            input.shape(),
            Shape.vector(input.shape().channels()),
            max ? Pooling.Kind.MAX : Pooling.Kind.MEAN,
            window),
        Layout.VECTOR);
  }

  private Value dense(
      String valueName, FeedForwardLayer layer, Layer runtime, Value input, Layout flattened) {
    Map<String, INDArray> table = runtime.paramTable();
    requireLength(table, "W", layer.getNOut() * input.shape().length(), input);
    return model.add(
        new Dense(
            valueName,
            input.name(),
            input.shape(),
            Shape.vector(layer.getNOut()),
            flattened,
            parameters.of(name, table, "W"),
            table.containsKey("b") ? parameters.of(name, table, "b") : null),
        Layout.VECTOR);
  }

  private void output(OutputLayer layer, Layer runtime, Value input, Layout flattened) {
    Value logits = dense(name + "/logits", layer, runtime, input, flattened);
    model.addOutput(name, logits, new Model.Loss(layer));
  }

  /** The parameters must be made for the input, or memory behind them would be read. */
  private void requireLength(
      Map<String, INDArray> table, String parameter, long expected, Value input) {
    INDArray weights = table.get(parameter);
    if (model.sizesKnown() && (weights == null || weights.length() != expected)) {
      throw new MisfitException(
          name,
          "would get %s, its weights are %s"
              .formatted(
                  input.shape(),
                  weights == null ? "missing" : java.util.Arrays.toString(weights.shape())));
    }
  }

  private void requireLayout(Layout layout, Value input) {
    if (input.layout() != layout) {
      throw new UnsupportedLayerException(
          name, "it is set to %s, its input is %s".formatted(layout, input.layout()));
    }
  }

  private Window window(
      int[] kernel,
      int[] stride,
      int[] dilation,
      int[] padding,
      @Nullable ConvolutionMode mode,
      Shape in) {
    if (mode == ConvolutionMode.Causal) {
      throw new UnsupportedLayerException(name, "causal padding");
    }
    long[] before = {padding[0], padding[1]};
    long[] after = {padding[0], padding[1]};
    if (mode == ConvolutionMode.Same) {
      long[] size = {in.height(), in.width()};
      for (int i = 0; i < 2; i++) {
        long out = (size[i] + stride[i] - 1) / stride[i];
        long reach = (kernel[i] - 1L) * dilation[i] + 1;
        long total = Math.max(0, (out - 1) * stride[i] + reach - size[i]);
        before[i] = total / 2;
        after[i] = total - before[i];
      }
    }
    return new Window(
        new Window.Pair(kernel[0], kernel[1]),
        new Window.Pair(stride[0], stride[1]),
        new Window.Pair(dilation[0], dilation[1]),
        new Window.Pair(before[0], before[1]),
        new Window.Pair(after[0], after[1]));
  }

  private Shape moved(Window w, Shape in, long channels) {
    long height =
        steps(
            in.height(),
            w.kernel().height(),
            w.stride().height(),
            w.dilation().height(),
            w.before().height() + w.after().height());
    long width =
        steps(
            in.width(),
            w.kernel().width(),
            w.stride().width(),
            w.dilation().width(),
            w.before().width() + w.after().width());
    if (height < 1 || width < 1) {
      throw model.misfit(name, "empty, made of " + in);
    }
    return new Shape(channels, height, width);
  }

  private static long steps(long size, long kernel, long stride, long dilation, long padding) {
    // Rounded down: a kernel that reaches beyond the map fits 0 times, not once.
    return Math.floorDiv(size + padding - ((kernel - 1) * dilation + 1), stride) + 1;
  }
}
