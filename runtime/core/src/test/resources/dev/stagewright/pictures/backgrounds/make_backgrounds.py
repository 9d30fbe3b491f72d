"""Writes transparent pictures X, each with X.ppm (P6): X on #ff8040 as Pillow puts it there.

    pip install pillow==13.0.0 numpy==2.4.6 && python make_backgrounds.py
"""

import numpy as np
from PIL import Image

HEIGHT, WIDTH = 12, 17
BACKGROUND = (255, 128, 64)


def noise(channels, seed):
    values = np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, channels))
    values[:3, :, -1] = 0
    values[3:6, :, -1] = 255
    return values.astype(np.uint8)


def save(name, image, **options):
    image.save(name, **options)
    colors = Image.open(name).convert("RGBA")
    on = Image.new("RGB", colors.size, BACKGROUND)
    on.paste(colors, mask=colors.getchannel("A"))
    on.save(name + ".ppm")


rgba = Image.fromarray(noise(4, 1))
save("rgba.png", rgba)
save("rgba.webp", rgba, lossless=True, exact=True)
save("rgba.tif", rgba)
save("gray_alpha.png", Image.fromarray(noise(2, 2)))
palette = Image.fromarray(noise(3, 3)).quantize(16)
save("palette.png", palette, transparency=bytes(range(0, 256, 16)))
save("palette.gif", palette, transparency=5)
save("opaque.png", Image.fromarray(noise(3, 4)))
save("key_color.png", Image.fromarray(noise(3, 5)), transparency=(255, 255, 255))
save("key_gray.png", Image.fromarray(noise(1, 6)[..., 0]), transparency=0)
