"""Times ResNet50 with ELU, 224 x 224, on one other framework; prints one line of JSON.

The same network, batch, threads and kind of step as `stagewright bench` times: a prediction from
an array to an array, or a training step with SGD and momentum 0.9. Medians, images a second.
"""

import argparse
import json
import os
import resource
import statistics
import tempfile
import time

BLOCKS = (3, 4, 6, 3)
WIDTHS = (64, 128, 256, 512)
CLASSES = 1000
EPSILON = 1e-3


def median_seconds(step, runs):
    """The median time of a step, after three that do not count."""
    for _ in range(3):
        step()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def images_and_labels(batch, channels_first):
    import numpy as np

    random = np.random.default_rng(0)
    shape = (batch, 3, 224, 224) if channels_first else (batch, 224, 224, 3)
    return random.standard_normal(shape, dtype=np.float32), np.arange(batch) % CLASSES


# Keras on TensorFlow


def keras_network():
    from tf_keras import Model, layers

    def convolve(x, filters, kernel, stride=1, padding="valid"):
        x = layers.Conv2D(filters, kernel, stride, padding)(x)
        return layers.BatchNormalization(epsilon=EPSILON)(x)

    def elu(x):
        return layers.Activation("elu")(x)

    image = layers.Input((224, 224, 3))
    x = elu(convolve(layers.ZeroPadding2D(3)(image), 64, 7, 2))
    x = layers.MaxPooling2D(3, 2)(x)
    for stage, (blocks, width) in enumerate(zip(BLOCKS, WIDTHS)):
        for block in range(blocks):
            stride = 2 if block == 0 and stage > 0 else 1
            y = elu(convolve(x, width, 1, stride))
            y = convolve(elu(convolve(y, width, 3, 1, "same")), 4 * width, 1)
            shortcut = convolve(x, 4 * width, 1, stride) if block == 0 else x
            x = elu(layers.Add()([y, shortcut]))
    x = layers.Flatten()(layers.AveragePooling2D(7)(x))
    return Model(image, layers.Dense(CLASSES, "softmax")(x))


def keras_step(args):
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import numpy as np
    import tensorflow as tf
    import tf_keras

    tf.config.threading.set_intra_op_parallelism_threads(args.threads)
    if args.precision == "bf16":
        tf_keras.mixed_precision.set_global_policy("mixed_bfloat16")
    x, y = images_and_labels(args.batch, channels_first=False)
    network = keras_network()
    if args.mode == "train":
        network.compile(tf_keras.optimizers.SGD(1e-3, momentum=0.9), "categorical_crossentropy")
        one_hot = np.eye(CLASSES, dtype="float32")[y]
        return lambda: network.train_on_batch(x, one_hot)
    forward = tf.function(lambda images: network(images, training=False))
    tensor = tf.constant(x)
    return lambda: forward(tensor).numpy()


# PyTorch, and what runs its export


def torch_network():
    from torch import nn

    def convolve(inputs, filters, kernel, stride=1):
        convolution = nn.Conv2d(inputs, filters, kernel, stride, kernel // 2)
        return nn.Sequential(convolution, nn.BatchNorm2d(filters, EPSILON))

    class Block(nn.Module):
        def __init__(self, inputs, width, stride, projects):
            super().__init__()
            self.a = convolve(inputs, width, 1, stride)
            self.b = convolve(width, width, 3)
            self.c = convolve(width, 4 * width, 1)
            self.shortcut = convolve(inputs, 4 * width, 1, stride) if projects else nn.Identity()
            self.elu = nn.ELU(inplace=True)

        def forward(self, x):
            y = self.c(self.elu(self.b(self.elu(self.a(x)))))
            return self.elu(y + self.shortcut(x))

    layers = [*convolve(3, 64, 7, 2), nn.ELU(inplace=True), nn.MaxPool2d(3, 2)]
    channels = 64
    for stage, (blocks, width) in enumerate(zip(BLOCKS, WIDTHS)):
        for block in range(blocks):
            stride = 2 if block == 0 and stage > 0 else 1
            layers.append(Block(channels, width, stride, block == 0))
            channels = 4 * width
    return nn.Sequential(*layers, nn.AvgPool2d(7), nn.Flatten(), nn.Linear(channels, CLASSES))


def torch_step(args):
    import torch

    torch.set_num_threads(args.threads)
    x, y = (torch.from_numpy(array) for array in images_and_labels(args.batch, True))
    half = torch.autocast("cpu", torch.bfloat16, enabled=args.precision == "bf16")
    network = torch_network().to(memory_format=torch.channels_last)
    x = x.to(memory_format=torch.channels_last)
    network.train(args.mode == "train")
    model = torch.compile(network) if args.engine == "torch-compile" else network
    if args.mode == "infer":

        def predict():
            with torch.inference_mode(), half:
                return model(x).float().numpy()

        return predict
    optimizer = torch.optim.SGD(network.parameters(), 1e-3, momentum=0.9)

    def train():
        optimizer.zero_grad(set_to_none=True)
        with half:
            loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return train


def exported(args):
    """A file with the ONNX form of the network, for this batch."""
    import torch

    path = os.path.join(tempfile.gettempdir(), f"resnet50-elu-{args.batch}.onnx")
    if not os.path.exists(path):
        image = torch.zeros(args.batch, 3, 224, 224)
        torch.onnx.export(torch_network().eval(), (image,), path + ".part", dynamo=False)
        os.replace(path + ".part", path)
    return path


def onnxruntime_step(args):
    path = exported(args)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = args.threads
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    x, _ = images_and_labels(args.batch, channels_first=True)
    name = session.get_inputs()[0].name
    return lambda: session.run(None, {name: x})


def openvino_step(args):
    path = exported(args)
    import openvino

    settings = {"INFERENCE_PRECISION_HINT": args.precision, "INFERENCE_NUM_THREADS": args.threads}
    request = openvino.Core().compile_model(path, "CPU", settings).create_infer_request()
    x, _ = images_and_labels(args.batch, channels_first=True)
    return lambda: request.infer({0: x})


STEPS = {
    "keras": keras_step,
    "torch": torch_step,
    "torch-compile": torch_step,
    "onnxruntime": onnxruntime_step,
    "openvino": openvino_step,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=STEPS)
    parser.add_argument("--mode", choices=("infer", "train"), default="infer")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--precision", choices=("f32", "bf16"), default="f32")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--runs", type=int, default=10)
    args = parser.parse_args()
    if args.mode == "train" and args.engine in ("onnxruntime", "openvino"):
        parser.error(f"{args.engine} does not train")
    if args.precision == "bf16" and args.engine == "onnxruntime":
        parser.error("onnxruntime does not run this network in bf16 on a processor")
    seconds = median_seconds(STEPS[args.engine](args), args.runs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"img_s": args.batch / seconds, "peak_memory_bytes": memory}))


if __name__ == "__main__":
    main()
