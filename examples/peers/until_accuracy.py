"""Trains a declared network of small gray pictures with tf_keras until an epoch reaches an accuracy.

    python until_accuracy.py --data /usr/share/datasets/fashion-mnist --network FashionQuick

Keras' own pipeline and defaults: Adam, batches of 32 unless told, no augmentation, pixels from 0 to 1.
The time is that of training, from the first step, with the epochs' evaluations on the test set, of
which the first that reaches the accuracy counts. Prints one line of JSON; `seconds` is null if it did
not arrive in time. Needs tf_keras (requirements.txt) and nothing else running.
"""

import argparse
import gzip
import json
import os
import pathlib
import time

STAGES = {
    "FashionQuick": (32, True, ((2, 32), (2, 64), (2, 128)), 4),
    "FashionWide": (64, True, ((1, 64), (1, 128), (1, 256)), 4),
    "FashionFine": (32, False, ((2, 32), (2, 64), (2, 128)), 7),
}


def read(folder, part):
    import numpy as np

    images = gzip.decompress(pathlib.Path(folder, f"{part}-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress(pathlib.Path(folder, f"{part}-labels-idx1-ubyte.gz").read_bytes())
    pixels = np.frombuffer(images, np.uint8, offset=16).reshape(-1, 28, 28, 1)
    return pixels.astype("float32") / 255, np.frombuffer(labels, np.uint8, offset=8).astype("int32")


def build(name):
    from tf_keras import Model, layers

    stem, pooled, stages, pool = STAGES[name]

    def convolve(x, filters, kernel, stride=1):
        if kernel > 1:
            x = layers.ZeroPadding2D(kernel // 2)(x)
        x = layers.Conv2D(filters, kernel, stride, use_bias=False)(x)
        return layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(x)

    image = layers.Input((28, 28, 1))
    x = layers.ReLU()(convolve(image, stem, 3))
    if pooled:
        x = layers.MaxPooling2D(2, 2)(x)
    for stage, (blocks, width) in enumerate(stages):
        for block in range(blocks):
            stride = 2 if block == 0 and stage > 0 else 1
            y = convolve(layers.ReLU()(convolve(x, width, 3, stride)), width, 3)
            same = stride == 1 and x.shape[-1] == width
            shortcut = x if same else convolve(x, width, 1, stride)
            x = layers.ReLU()(layers.Add()([y, shortcut]))
    x = layers.Flatten()(layers.AveragePooling2D(pool)(x))
    return Model(image, layers.Dense(10, "softmax")(x))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="/usr/share/datasets/fashion-mnist")
    parser.add_argument("--network", choices=STAGES, default="FashionQuick")
    parser.add_argument("--accuracy", type=float, default=0.93)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--precision", choices=("f32", "bf16"), default="f32")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf
    import tf_keras

    tf.config.threading.set_intra_op_parallelism_threads(args.threads)
    tf_keras.utils.set_random_seed(args.seed)
    if args.precision == "bf16":
        tf_keras.mixed_precision.set_global_policy("mixed_bfloat16")
    x, y = read(args.data, "train")
    unseen, truth = read(args.data, "t10k")
    network = build(args.network)
    network.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
    start = time.perf_counter()
    seconds, epoch, best = None, 0, 0
    while time.perf_counter() - start < 60 * args.minutes:
        network.fit(x, y, args.batch, epochs=1, verbose=0)
        epoch += 1
        accuracy = network.evaluate(unseen, truth, batch_size=256, verbose=0)[1]
        best = max(best, accuracy)
        took = time.perf_counter() - start
        print(f"epoch {epoch}: {accuracy:.4f} after {took:.0f} s", flush=True)
        if accuracy >= args.accuracy and took < 60 * args.minutes:
            seconds = took
            break
    found = {"seconds": seconds, "epochs": epoch, "best_accuracy": best}
    print(json.dumps({"parameters": network.count_params(), **vars(args), **found}))


if __name__ == "__main__":
    main()
