"""Writes operations.json: a picture, and what torchvision's operations make of it.

    pip install numpy==2.4.6 torch==2.15.0 torchvision==0.29.2 && python make_operations.py

Values are bytes of [height, width, 3] in base64.
"""

import base64
import json

import numpy as np
import torch
from torchvision.transforms import v2
from torchvision.transforms.v2 import functional as F

HEIGHT, WIDTH = 21, 26


def picture():
    random = np.random.default_rng(17)
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    slopes = np.stack([30 + y * 5, 20 + x * 4, 220 - x * 2 - y * 2], -1)
    values = np.clip(slopes + random.integers(-30, 30, (HEIGHT, WIDTH, 3)), 8, 240)
    values[6:13, 8:19] = (240, 9, 128)
    return values.astype(np.uint8)


def encoded(image):
    return base64.b64encode(np.ascontiguousarray(image.permute(1, 2, 0).numpy())).decode()


values = picture()
image = torch.from_numpy(values).permute(2, 0, 1)
cases = []


def add(name, numbers, result, **more):
    cases.append(dict(operation=name, numbers=numbers, values=encoded(result), **more))


for factor in (0, 0.4, 1, 1.7):
    add("brightness", [factor], F.adjust_brightness(image, factor))
    add("contrast", [factor], F.adjust_contrast(image, factor))
    add("saturation", [factor], F.adjust_saturation(image, factor))
    add("sharpness", [factor], F.adjust_sharpness(image, factor))
for shift in (-0.5, -0.13, 0, 0.1, 0.5):
    add("hue", [shift], F.adjust_hue(image, shift))
for bits in (0, 3, 8):
    add("posterize", [bits], F.posterize(image, bits))
for threshold in (0, 100.5, 255):
    add("solarize", [threshold], F.solarize(image, threshold))
add("autocontrast", [], F.autocontrast(image))
add("equalize", [], F.equalize(image))
add("gray", [], F.rgb_to_grayscale(image, 3))
add("horizontalflip", [], F.horizontal_flip(image))
add("verticalflip", [], F.vertical_flip(image))
add("crop", [5, 7, 12, 9], F.crop(image, 5, 7, 12, 9), height=12, width=9)
add("erase", [3, 4, 9, 8, 77], F.erase(image, 3, 4, 9, 8, torch.tensor([77.0])[:, None, None].to(torch.uint8)))
for down, right in ((3, -2), (-5, 0), (0, 25), (-21, 1)):
    padded = F.pad(image, [50, 50, 50, 50], fill=9)
    add("shift", [down, right, 9], F.crop(padded, 50 - down, 50 - right, HEIGHT, WIDTH))
for kernel, sigma in ((3, 0.4), (5, 1.3), (9, 2), (15, 4)):
    add("blur", [kernel, sigma], F.gaussian_blur(image, kernel, [sigma, sigma]))
for sampling in ("nearest", "bilinear"):
    for fill in (0, 99):
        for degrees in (-33.3, 0.7, 87, 141):
            add("rotation", [degrees, fill], F.rotate(image, degrees, interpolation=sampling, fill=fill), sampling=sampling)
        for numbers in ((10, 3, -2, 1, 0, 0), (-25, 0, 0, 1.3, 12, -7), (0, 5, 4, 0.6, -20, 0), (70, -9, 2, 0.9, 5, 5)):
            degrees, right, down, scale, x, y = numbers
            moved = F.affine(image, degrees, [right, down], scale, [x, y], interpolation=sampling, fill=fill)
            add("affine", [*numbers, fill], moved, sampling=sampling)

NAMES = dict(Identity="IDENTITY", ShearX="SHEAR_X", ShearY="SHEAR_Y", TranslateX="TRANSLATE_X",
             TranslateY="TRANSLATE_Y", Rotate="ROTATE", Brightness="BRIGHTNESS", Color="COLOR",
             Contrast="CONTRAST", Sharpness="SHARPNESS", Posterize="POSTERIZE", Solarize="SOLARIZE",
             AutoContrast="AUTO_CONTRAST", Equalize="EQUALIZE")
for augment, transform in (("randaugment", v2.RandAugment()), ("trivialaugment", v2.TrivialAugmentWide())):
    sampling = "nearest" if augment == "randaugment" else "bilinear"
    for name, (magnitudes, signed) in transform._AUGMENTATION_SPACE.items():
        fill = transform._fill
        all_magnitudes = magnitudes(31, HEIGHT, WIDTH)
        for bin in (9, 30) if all_magnitudes is not None else (0,):
            magnitude = 0.0 if all_magnitudes is None else float(all_magnitudes[bin])
            for sign in (1, -1) if signed else (1,):
                changed = transform._apply_image_or_video_transform(image, name, sign * magnitude, sampling, fill)
                add(augment, [bin, sign], changed, choice=NAMES[name], sampling=sampling)

with open("operations.json", "w") as file:
    json.dump(dict(height=HEIGHT, width=WIDTH, values=encoded(image), cases=cases), file, indent=1)
