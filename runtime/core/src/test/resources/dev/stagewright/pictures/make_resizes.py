"""Writes resizes.json: a picture, and what other libraries make of it.

    pip install numpy==2.4.6 pillow==13.0.0 torch==2.15.0 torchvision==0.29.2 \
        tensorflow==2.21.0 opencv-python-headless==5.0.0.93
    python make_resizes.py

Values are bytes of [height, width, 3] in base64. TensorFlow's are rounded here: it leaves fractions.
"""

import base64
import json
import multiprocessing

import numpy as np

HEIGHT, WIDTH = 33, 44
SIZES = (16, 20), (9, 44), (33, 11), (50, 57), (43, 23), (5, 61)


def picture():
    """Slopes with noise, and an edge: what aliases and what rings."""
    random = np.random.default_rng(13)
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    slopes = np.stack([y * 5, x * 4, 255 - x * 2 - y * 2], -1)
    values = np.clip(slopes + random.integers(-40, 40, (HEIGHT, WIDTH, 3)), 0, 255)
    values[8:16, 12:30] = (250, 5, 128)
    return values.astype(np.uint8)


VALUES = picture()
TALL = np.ascontiguousarray(VALUES.transpose(1, 0, 2))


def encoded(values):
    return base64.b64encode(np.ascontiguousarray(values)).decode()


def case(origin, fit, interpolation, share, transposed, result):
    height, width, _ = result.shape
    return dict(
        origin=origin,
        fit=fit,
        interpolation=interpolation,
        cropShare=share,
        transposed=transposed,
        height=height,
        width=width,
        values=encoded(result),
    )


def tensorflow_cases():
    import tensorflow as tf

    def rounded(values):
        return np.clip(np.rint(values.numpy()), 0, 255).astype(np.uint8)

    for size in SIZES:
        yield case("TensorFlow", "squash", "bilinear", 1, False, rounded(tf.image.resize(VALUES, size)))
    for transposed in (False, True):
        given = TALL if transposed else VALUES
        for height, width in ((16, 16), (13, 27), (47, 38)):
            padded = rounded(tf.image.resize_with_pad(given, height, width))
            yield case("TensorFlow", "pad", "bilinear", 1, transposed, padded)


def other_cases():
    import cv2
    import torch
    from PIL import Image
    from torchvision.transforms import v2

    image = Image.fromarray(VALUES)
    tensor = torch.from_numpy(VALUES).permute(2, 0, 1)
    for size in SIZES:
        flipped = size[::-1]
        for mode, filter in (("bilinear", Image.BILINEAR), ("bicubic", Image.BICUBIC)):
            name = "antialias_" + mode
            # For this size Pillow begins with the columns, which rings elsewhere.
            if (size, mode) != ((5, 61), "bicubic"):
                yield case("Pillow", "squash", name, 1, False, np.asarray(image.resize(flipped, filter)))
            resized = v2.functional.resize(tensor, list(size), interpolation=mode, antialias=True)
            yield case("torchvision", "squash", name, 1, False, resized.permute(1, 2, 0).numpy())
        area = cv2.resize(VALUES, flipped, interpolation=cv2.INTER_AREA)
        yield case("OpenCV", "squash", "area", 1, False, area)
    for transposed in (False, True):
        given = Image.fromarray(TALL if transposed else VALUES)
        for side, share in ((16, 1), (15, 0.875), (19, 0.95), (40, 0.875)):
            for mode in ("bilinear", "bicubic"):
                scaled = v2.functional.resize(given, int(side / share), interpolation=mode)
                cropped = np.asarray(v2.functional.center_crop(scaled, [side, side]))
                yield case("torchvision", "crop", "antialias_" + mode, share, transposed, cropped)


def run(cases):
    return list(cases())


if __name__ == "__main__":
    # A process each: PyTorch and TensorFlow do not live in one.
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        cases = sum(pool.map(run, (tensorflow_cases, other_cases), chunksize=1), [])
    with open("resizes.json", "w") as file:
        json.dump(dict(height=HEIGHT, width=WIDTH, values=encoded(VALUES), cases=cases), file, indent=1)
