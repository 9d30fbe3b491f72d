"""Cuts the subset in this folder out of Debian's package dataset-fashion-mnist.

    python3 cut_subset.py /usr/share/datasets/fashion-mnist

Takes the first images of every class, in the order of the original files, so that the
classes are equally frequent. Needs nothing but Python 3; the same input gives the same
images, byte for byte before compression.
"""

import gzip
import struct
import sys
from pathlib import Path

CLASSES = 10
SPLITS = (("train", "train", 1000), ("t10k", "test", 200))  # source, target, images a class


def cut(source: Path, target: Path, prefix: str, name: str, per_class: int) -> None:
    images = gzip.decompress((source / f"{prefix}-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((source / f"{prefix}-labels-idx1-ubyte.gz").read_bytes())
    magic, count, height, width = struct.unpack(">4i", images[:16])
    assert magic == 0x803 and len(images) == 16 + count * height * width, prefix
    assert struct.unpack(">2i", labels[:8]) == (0x801, count), prefix
    size = height * width

    taken = [0] * CLASSES
    kept = []
    for index, label in enumerate(labels[8:]):
        if taken[label] < per_class:
            taken[label] += 1
            kept.append(index)
    assert taken == [per_class] * CLASSES, taken

    write(
        target / f"{name}-images-idx3-ubyte.gz",
        struct.pack(">4i", magic, len(kept), height, width)
        + b"".join(images[16 + i * size : 16 + (i + 1) * size] for i in kept),
    )
    write(
        target / f"{name}-labels-idx1-ubyte.gz",
        struct.pack(">2i", 0x801, len(kept)) + bytes(labels[8 + i] for i in kept),
    )


def write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    print(path.name, path.stat().st_size)


if __name__ == "__main__":
    for prefix, name, per_class in SPLITS:
        cut(Path(sys.argv[1]), Path(__file__).parent, prefix, name, per_class)
