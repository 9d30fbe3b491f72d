"""Writes pictures whose reading is a matter of choice, and what Pillow and OpenCV make of them.

    pip install pillow==13.0.0 opencv-python-headless==5.0.0 numpy && python make_elsewhere.py

elsewhere.json has, for each file, height, width, and red, green and blue of each pixel as each of the
two shows it: Pillow by ImageOps.exif_transpose and convert("RGB"), OpenCV by IMREAD_COLOR, which
applies EXIF's orientation itself.
"""

import json

import cv2
import numpy as np
from PIL import Image, ImageOps

HEIGHT, WIDTH = 6, 9

y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
slopes = np.stack([y * 255 // HEIGHT, x * 255 // WIDTH, (x + y) * 17], axis=2).astype(np.uint8)
# The upper bytes are those of the slopes, the lower ones anything.
deep = slopes.astype(np.uint16) * 256 + ((x * 37 + y * 101) % 256)[:, :, None].astype(np.uint16)

files = []


def jpeg(name: str, image: Image.Image, **options) -> None:
    image.save(name, quality=95, subsampling=0, **options)
    files.append(name)


def opencv(name: str, values: np.ndarray) -> None:
    assert cv2.imwrite(name, values)
    files.append(name)


for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    jpeg(f"exif{orientation}.jpg", Image.fromarray(slopes), exif=exif)
jpeg("cmyk.jpg", Image.fromarray(slopes).convert("CMYK"))
Image.fromarray(slopes).convert("CMYK").save("cmyk.tif")
files.append("cmyk.tif")
opencv("gray16.png", deep[:, :, 1])
opencv("color16.png", deep[:, :, ::-1])
opencv("gray16.tif", deep[:, :, 1])
opencv("color16.tif", deep[:, :, ::-1])

pictures = []
for name in files:
    pillow = np.asarray(ImageOps.exif_transpose(Image.open(name)).convert("RGB"))
    read = cv2.imread(name, cv2.IMREAD_COLOR)
    pictures.append(
        {
            "file": name,
            "height": pillow.shape[0],
            "width": pillow.shape[1],
            "pillow": pillow.reshape(-1).tolist(),
            "opencv": None if read is None else read[:, :, ::-1].reshape(-1).tolist(),
        }
    )
with open("elsewhere.json", "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(each) for each in pictures) + "\n]\n")
