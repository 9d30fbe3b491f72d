#!/usr/bin/env python3
"""Writes the files in ../resources/keras: what Keras computes, for the parity tests to compare with.

    python3 -m venv keras && keras/bin/pip install \
        tensorflow-cpu==2.21.0 tf_keras==2.21.0 keras==3.15.1 h5py numpy
    keras/bin/python keras_cases.py ../resources/keras        # a few minutes
    python3 keras_cases.py --check                            # the noise only; needs numpy

Weights, images and labels follow from names (see `noise`), so that the Java side (KerasNoise,
KerasWeights) makes the same ones and only results have to be stored:

    <case>.expected.h5     outputs and inner feature maps, or the trace of five training steps
    tiny_*.h5, *.keras     one set of weights in each layout that a Keras has written

Everything is float32, NHWC; kernels are HWIO, dense kernels [in, out].
"""

import argparse
import json
import os
import pathlib
import zlib

import numpy as np

# Plain CPU kernels: results do not then depend on which instruction sets oneDNN finds.
os.environ.update(
    TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0", TF_USE_LEGACY_KERAS="1"
)

STAGES = ((2, "abc"), (3, "abcd"), (4, "abcdef"), (5, "abc"))
TAPS = ("pool1", "out2a", "out3a", "out4a", "out5c", "avg_pool")
STEPS = 5
BATCH = 4
# What release v0.2 calls an array; its "running_std" holds the variance.
RELEASE_NAMES = {
    "kernel": "W",
    "bias": "b",
    "moving_mean": "running_mean",
    "moving_variance": "running_std",
}


# ---- arrays that follow from their names ----------------------------------------------------


def noise(name, shape):
    """Uniform in [-0.5, 0.5): MurmurHash3's finalizer of crc32(name) + i * 0x9E3779B9, scaled."""
    mask = np.uint64(0xFFFFFFFF)
    i = np.arange(np.prod(shape, dtype=np.int64), dtype=np.uint64)
    h = (i * np.uint64(0x9E3779B9) + np.uint64(zlib.crc32(name.encode()))) & mask
    h ^= h >> np.uint64(16)
    h = (h * np.uint64(0x85EBCA6B)) & mask
    h ^= h >> np.uint64(13)
    h = (h * np.uint64(0xC2B2AE35)) & mask
    h ^= h >> np.uint64(16)
    return (h / 2.0**32 - 0.5).astype(np.float32).reshape(shape)


def images(name, count, side):
    """Patches of 16 x 16 pixels, three times as strong as the noise on them: [count, side, side, 3]."""
    patches = (side + 15) // 16
    coarse = noise(f"{name}/patches", (count, patches, patches, 3))
    coarse = np.kron(coarse, np.ones((1, 16, 16, 1), np.float32))[:, :side, :side]
    return coarse * np.float32(3) + noise(f"{name}/pixels", (count, side, side, 3))


def one_hot(step, classes):
    return np.eye(classes, dtype=np.float32)[(np.arange(BATCH) * 3 + step) % classes]


def weight(layer, kind, shape):
    """Weights that keep activations near 1, so that differences show in every layer."""
    u = noise(f"{layer}/{kind}", shape)
    if kind == "kernel":
        return u * np.float32(np.sqrt(12.0 / np.prod(shape[:-1])))
    if kind not in ("gamma", "moving_variance"):
        return u * np.float32(0.2)
    around_1 = np.float32(1) + u * np.float32(0.5)
    ends_branch = kind == "gamma" and layer.endswith("2c")
    return around_1 * np.float32(0.4) if ends_branch else around_1


def kind_of(variable):
    return variable.name.rsplit("/", 1)[-1].split(":")[0]


def fill(model):
    for layer in model.layers:
        if layer.weights:
            layer.set_weights([weight(layer.name, kind_of(v), tuple(v.shape)) for v in layer.weights])


# ---- the network ----------------------------------------------------------------------------


class ResNet50:
    """ResNet50 with ELU layers in a given Keras (tf_keras or keras 3); `width` 64 is the real one."""

    def __init__(self, keras, l2=None, alpha=1.0):
        self.keras, self.layers, self.alpha = keras, keras.layers, alpha
        self.penalty = keras.regularizers.L2(l2) if l2 else None

    def conv(self, x, name, filters, kernel, **options):
        conv = self.layers.Conv2D(
            filters, kernel, kernel_regularizer=self.penalty, name=name, **options
        )
        return conv(x)

    def conv_norm(self, x, block, branch, filters, kernel, **options):
        x = self.conv(x, f"res{block}_branch{branch}", filters, kernel, **options)
        return self.layers.BatchNormalization(name=f"bn{block}_branch{branch}")(x)

    def block(self, x, block, width, stride, project):
        elu = self.layers.ELU
        y = elu(self.alpha)(self.conv_norm(x, block, "2a", width, 1, strides=stride))
        y = elu(self.alpha)(self.conv_norm(y, block, "2b", width, 3, padding="same"))
        y = self.conv_norm(y, block, "2c", 4 * width, 1)
        if project:
            x = self.conv_norm(x, block, "1", 4 * width, 1, strides=stride)
        y = self.layers.Add(name=f"add{block}")([y, x])
        return elu(self.alpha, name=f"out{block}")(y)

    def model(self, width, size=224, classes=1000, top=True, pooling=None):
        layers = self.layers
        image = layers.Input((size, size, 3))
        x = layers.ZeroPadding2D(3)(image)
        x = self.conv(x, "conv1", width, 7, strides=2)
        x = layers.BatchNormalization(name="bn_conv1")(x)
        x = layers.ELU(self.alpha)(x)
        x = layers.MaxPooling2D(3, 2, name="pool1")(x)
        for stage, blocks in STAGES:
            for letter in blocks:
                first = letter == "a"
                stride = 2 if first and stage > 2 else 1
                x = self.block(x, f"{stage}{letter}", width * 2 ** (stage - 2), stride, first)
        x = layers.AveragePooling2D(7, name="avg_pool")(x)
        if top:
            x = layers.Flatten()(x)
            x = layers.Dense(classes, activation="softmax", name="fc1000")(x)
        elif pooling:
            pool = {"avg": layers.GlobalAveragePooling2D, "max": layers.GlobalMaxPooling2D}
            x = pool[pooling]()(x)
        return self.keras.Model(image, x, name="resnet50")


# ---- the cases ------------------------------------------------------------------------------


class Cases:
    def __init__(self, out):
        import h5py
        import keras as keras3
        import tensorflow
        import tf_keras

        self.out, self.h5, self.tf = out, h5py.File, tensorflow
        self.keras2, self.keras3 = tf_keras, keras3

    def write_all(self):
        tiny = self.forward("tiny_top", dict(base=4, classes=10, l2=1e-4))
        self.layouts(tiny)
        for pooling in (None, "avg", "max"):
            config = dict(base=4, top=False, pooling=pooling, size=240)
            model = self.forward(f"tiny_notop_{pooling}".lower(), config)
            if pooling is None:
                self.release_layout(model, "tiny_notop.v02.h5", suffix="_1")
        self.forward("tiny_alpha", dict(base=4, classes=7, alpha=0.3, size=256))
        self.forward("full_top", dict(base=64, classes=1000))

        legacy = self.keras2.optimizers.legacy
        self.training("train_sgd", legacy.SGD(0.05), l2=1e-3)
        self.training("train_nesterov", legacy.SGD(0.02, momentum=0.9, nesterov=True), l2=5e-4)
        self.training("train_adam_alpha", legacy.Adam(1e-3), alpha=0.5)

    def build(self, keras, base, l2=None, alpha=1.0, **options):
        return ResNet50(keras, l2, alpha).model(base, **options)

    def forward(self, name, config):
        """The output for two images, and of inner layers the means and the upper left corner."""
        model = self.build(self.keras2, **config)
        fill(model)
        outputs = [model.get_layer(tap).output for tap in TAPS] + [model.output]
        probe = self.keras2.Model(model.input, outputs)
        results = [y.numpy() for y in probe(images(name, 2, config.get("size", 224)), training=False)]
        with self.h5(self.out / f"{name}.expected.h5", "w") as file:
            file.attrs["config"] = json.dumps(config)
            file["output"] = results.pop()
            for tap, values in zip(TAPS, results):
                file[f"{tap}/mean_per_channel"] = values.mean((0, 1, 2))
                file[f"{tap}/first_pixels"] = values[:, :2, :2]
                file[tap].attrs["shape"] = values.shape
        return model

    def layouts(self, tiny):
        """The weights of tiny_top as every Keras writes them."""
        tiny.save_weights(self.out / "tiny_top.keras2.h5")
        tiny.save(self.out / "tiny_top.keras2_model.h5")
        tiny.save_weights(self.out / "tiny_top.keras2_v3.weights.h5")
        self.release_layout(tiny, "tiny_top.v02.h5")
        twin = self.build(self.keras3, base=4, classes=10, l2=1e-4)
        for layer, source in zip(twin.layers, tiny.layers):
            layer.set_weights(source.get_weights())
        twin.save_weights(self.out / "tiny_top.keras3.weights.h5")
        twin.save(self.out / "tiny_top.keras3_model.h5")
        twin.save(self.out / "tiny_top.keras3_model.keras")

    def release_layout(self, model, file_name, suffix=""):
        """As the files of 2016: conv1_W:0 or conv1_W_1:0, and no version."""
        with self.h5(self.out / file_name, "w") as file:
            file.attrs["layer_names"] = [layer.name.encode() for layer in model.layers]
            for layer in model.layers:
                group, listed = file.create_group(layer.name), []
                for variable in layer.weights:
                    kind = kind_of(variable)
                    listed.append(f"{layer.name}_{RELEASE_NAMES.get(kind, kind)}{suffix}:0")
                    group[listed[-1]] = variable.numpy()
                group.attrs["weight_names"] = [name.encode() for name in listed]

    def training(self, name, optimizer, l2=None, alpha=1.0):
        """Losses of every step, the first gradients, and what the network is at the end."""
        config = dict(size=224, base=4, classes=10, l2=l2, alpha=alpha)
        model = self.build(self.keras2, **config)
        fill(model)
        model.compile(optimizer, "categorical_crossentropy")
        config.update(optimizer=optimizer.get_config(), batch=BATCH)
        trace = {"loss": [], "data_loss": [], "penalty": []}
        with self.h5(self.out / f"{name}.expected.h5", "w") as file:
            file.attrs["config"] = json.dumps(config, default=float)
            for step in range(STEPS):
                losses, gradients = self.step(model, name, step, l2)
                if step == 0:
                    for variable, gradient in zip(model.trainable_variables, gradients):
                        digest(file, "step0_gradient", variable, gradient.numpy(), total=True)
                optimizer.apply_gradients(zip(gradients, model.trainable_variables))
                for key, loss in losses.items():
                    trace[key].append(float(loss))
            for key, values in trace.items():
                file[key] = np.array(values)
            for variable in model.weights:
                digest(file, "final", variable, variable.numpy())
            probe = images(f"{name}/probe", 2, 224)
            file["final_output"] = model(probe, training=False).numpy()

    def step(self, model, name, step, l2):
        tf, truth = self.tf, one_hot(step, 10)
        with tf.GradientTape() as tape:
            predicted = model(images(f"{name}/x{step}", BATCH, 224), training=True)
            crossentropy = self.keras2.losses.categorical_crossentropy(truth, predicted)
            data_loss = tf.reduce_mean(crossentropy)
            penalty = tf.add_n(model.losses) if l2 else tf.constant(0.0)
            loss = data_loss + penalty
        gradients = tape.gradient(loss, model.trainable_variables)
        return dict(loss=loss, data_loss=data_loss, penalty=penalty), gradients


def digest(file, group, variable, values, total=False):
    """An array's norm (and sum) in double precision, and its first eight elements."""
    attributes = file.create_group(f"{group}/{variable.name.split(':')[0]}").attrs
    exact = values.astype(np.float64)
    attributes["l2_norm"] = float(np.sqrt((exact**2).sum()))
    if total:
        attributes["sum"] = float(exact.sum())
    attributes["head"] = values.ravel()[:8]


def check():
    """The first numbers of an array; KerasNoiseTest has the same."""
    print(noise("conv1/kernel", (3,)).tolist(), images("tiny_top", 1, 17)[0, 16, 15].tolist())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", nargs="?", type=pathlib.Path, help="an existing directory")
    parser.add_argument("--check", action="store_true", help="print some noise and stop")
    arguments = parser.parse_args()
    if arguments.check or arguments.out is None:
        check()
    else:
        Cases(arguments.out).write_all()


if __name__ == "__main__":
    main()
