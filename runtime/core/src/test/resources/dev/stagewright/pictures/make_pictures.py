"""Writes the pictures that the tests cannot make themselves, each with Pillow's reading of it.

    pip install pillow==13.0.0 && python make_pictures.py

Every picture X has beside it X.ppm (P6): red, green and blue as Pillow decodes them, transparency
ignored, EXIF's orientation not applied.
"""

from PIL import Image

WIDTH, HEIGHT = 26, 18


def slopes():
    image = Image.new("RGB", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            image.putpixel((x, y), (y * 255 // HEIGHT, x * 255 // WIDTH, (x + y) * 5))
    return image


def noise_with_opacity():
    image = Image.new("RGBA", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            seed = (x * 7919 + y * 104729) & 0xFFFFFF
            # The upper third is not visible at all, but has colors.
            opacity = 0 if y < HEIGHT // 3 else (x * 11) & 0xFF
            image.putpixel((x, y), (seed & 0xFF, seed >> 8 & 0xFF, seed >> 16 & 0xFF, opacity))
    return image


def save(name, image, **options):
    image.save(name, **options)
    Image.open(name).convert("RGB").save(name + ".ppm")


save("cmyk.jpg", slopes().convert("CMYK"), quality=95, subsampling=0)
# The same data with a marker that says YCCK: what they then mean is up to the decoder.
data = open("cmyk.jpg", "rb").read()
adobe = data.index(b"Adobe")
open("ycck.jpg", "wb").write(data[: adobe + 11] + b"\2" + data[adobe + 12 :])
Image.open("ycck.jpg").convert("RGB").save("ycck.jpg.ppm")

save("keep_rgb.jpg", slopes(), quality=95, keep_rgb=True)
save("restart.jpg", slopes(), quality=95, restart_marker_rows=1)
save("rgba.webp", noise_with_opacity(), lossless=True, exact=True)
save("lossy.webp", slopes(), quality=90)
save(
    "animated.webp",
    slopes(),
    save_all=True,
    append_images=[slopes().transpose(Image.Transpose.ROTATE_180)],
    lossless=True,
)
