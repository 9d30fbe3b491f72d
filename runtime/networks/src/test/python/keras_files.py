#!/usr/bin/env python3
"""Writes ../resources/keras/files: one small network as different versions of Keras save it.

Each version writes its own files; call it once with each (all on Python 3.11):

    pip install tensorflow-cpu==2.13.1  &&  python keras_files.py ../resources/keras/files
    pip install tensorflow-cpu==2.15.1  &&  python keras_files.py ../resources/keras/files
    pip install tensorflow-cpu==2.16.2 keras==3.0.5  &&  ...
    pip install tensorflow-cpu==2.21.0 keras==3.15.1  &&  ...

The network is SmallNetwork.java, its weights those of keras_cases.py, which follow from the names of
the layers, so that the Java side knows them without a file.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import keras
import numpy as np

from keras_cases import kind_of, weight

layers = keras.layers
VERSION = keras.__version__
SIDE, CLASSES = 24, 5


def conv_norm(x, block, branch, filters, kernel, **options):
    x = layers.Conv2D(filters, kernel, name=f"res{block}_branch{branch}", **options)(x)
    return layers.BatchNormalization(name=f"bn{block}_branch{branch}")(x)


def block(x, name, filters, stride, project):
    y = layers.ELU(0.7)(conv_norm(x, name, "2a", filters, 1, strides=stride))
    y = layers.ELU(0.7)(conv_norm(y, name, "2b", filters, 3, padding="same"))
    y = conv_norm(y, name, "2c", 2 * filters, 1)
    if project:
        x = conv_norm(x, name, "1", 2 * filters, 1, strides=stride)
    return layers.ELU(0.7)(layers.Add()([y, x]))


def body():
    image = layers.Input((SIDE, SIDE, 3))
    x = layers.ZeroPadding2D(1)(image)
    x = layers.BatchNormalization(name="bn_conv1")(layers.Conv2D(4, 3, name="conv1")(x))
    x = layers.MaxPooling2D(2)(layers.ELU(0.7)(x))
    x = block(x, "2a", 4, 1, True)
    x = block(x, "2b", 4, 1, False)
    return image, block(x, "3a", 8, 2, True)


def network(classes=CLASSES):
    image, x = body()
    x = layers.Flatten()(layers.AveragePooling2D(6)(x))
    x = layers.Dense(classes, activation="softmax", name="fc1000")(x)
    return fill(keras.Model(image, x, name="small"))


def fine_tuned(*more):
    """The network's body as a model in a model, with a head of another name."""
    parts = [keras.Model(*body(), name="body"), layers.GlobalAveragePooling2D(), *more]
    model = keras.Sequential([*parts, layers.Dense(CLASSES, activation="softmax", name="dense")])
    model.build((None, SIDE, SIDE, 3))
    return fill(model)


def fill(model):
    for layer in model.layers:
        if hasattr(layer, "layers"):
            fill(layer)
        elif isinstance(layer, (layers.Conv2D, layers.Dense, layers.BatchNormalization)):
            name = "fc1000" if layer.name == "dense" else layer.name
            layer.set_weights([weight(name, kind_of(v), tuple(v.shape)) for v in layer.weights])
    return model


def fitted(model):
    """As after training, but with a learning rate of 0: optimizer and metrics have their state."""
    before = [w.copy() for w in model.get_weights()]
    model.compile(keras.optimizers.Adam(0.0), "categorical_crossentropy", metrics=["accuracy"])
    model.fit(np.zeros((2, SIDE, SIDE, 3)), np.eye(CLASSES)[:2], verbose=0)
    model.set_weights(before)
    return model


def in_any_type(path, target, dtype):
    """A copy of a file of Keras 2 in another type of numbers."""
    with h5py.File(path) as old, h5py.File(target, "w") as new:
        new.attrs.update(old.attrs)

        def copy(name, item):
            if isinstance(item, h5py.Dataset):
                new.create_dataset(name, data=item[()].astype(dtype))
            else:
                new.require_group(name).attrs.update(item.attrs)

        old.visititems(copy)


def latest(path, target):
    """A copy in HDF5's newer structures, shuffled, compressed and with checksums."""
    with h5py.File(path) as old, h5py.File(target, "w", libver="v110") as new:
        new.attrs.update(old.attrs)

        def copy(name, item):
            if isinstance(item, h5py.Dataset):
                chunks = tuple((side + 1) // 2 for side in item.shape)
                options = dict(compression="gzip", shuffle=True, fletcher32=True)
                new.create_dataset(name, data=item[()], chunks=chunks, **options)
            else:
                new.require_group(name).attrs.update(item.attrs)

        old.visititems(copy)


def without_biases(path, target):
    """A copy whose convolutions were made with use_bias=False."""
    with h5py.File(path) as old, h5py.File(target, "w") as new:
        for name in old:
            old.copy(name, new)
        new.attrs.update(old.attrs)
        for name, group in new.items():
            listed = [n for n in group.attrs["weight_names"] if name == "fc1000" or "bias" not in str(n)]
            del group.attrs["weight_names"]
            group.attrs["weight_names"] = listed


def main(out):
    short = VERSION.replace(".", "_")
    if not VERSION.startswith("3.15"):
        fitted(network()).save(out / f"k{short}_fitted.keras")
    if not VERSION.startswith("3.0"):
        fine_tuned(layers.Dropout(0.5)).save(out / f"k{short}_fine_tuned.keras")
    if VERSION.startswith("2.15"):
        h5 = out / "k2_15_0.h5"
        network().save_weights(h5)
        in_any_type(h5, out / "float16_big_endian.h5", ">f2")
        latest(h5, out / "latest_gzip_fletcher32.h5")
        without_biases(h5, out / "no_biases.h5")
        h5.unlink()
        network(7).save_weights(out / "seven_classes.h5")
        keras.mixed_precision.set_global_policy("mixed_float16")
        network().save(out / "mixed_float16.keras")
    if VERSION.startswith("3.15"):
        fine_tuned().save(out / f"k{short}_fine_tuned.h5")
        network().save_weights(out / "sharded.weights.json", max_shard_size=3e-6)
        keras.config.set_dtype_policy("bfloat16")
        network().save_weights(out / "bfloat16.weights.h5")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
