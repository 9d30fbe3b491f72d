"""Makes the files of this folder from the images in ../fashion-mnist, as a competition hands them out.

    python3 make_competition.py

Takes the first images of every class, shuffles them, names them by numbers and writes them as PNG
into two zip archives; a table with the labels of the training images; a sample of what is to be
handed in, with a label that is right for a tenth. Needs nothing but Python 3; the same input gives
the same pictures.
"""

import csv
import gzip
import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = HERE.parent / "fashion-mnist"
PER_CLASS = {"train": 100, "test": 20}
NAMES = (SOURCE / "labels.txt").read_text().split("\n")[:10]


def read(name: str) -> tuple[list[bytes], bytes]:
    images = gzip.decompress((SOURCE / f"{name}-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((SOURCE / f"{name}-labels-idx1-ubyte.gz").read_bytes())[8:]
    size = 28 * 28
    return [images[16 + i * size :][:size] for i in range(len(labels))], labels


def png(pixels: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + pixels[y * 28 : y * 28 + 28] for y in range(28))
    header = struct.pack(">IIBBBBB", 28, 28, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def choose(labels: bytes, per_class: int) -> list[int]:
    chosen = [[i for i, label in enumerate(labels) if label == c][:per_class] for c in range(10)]
    everything = sorted(i for images in chosen for i in images)
    random.Random(len(everything)).shuffle(everything)
    return everything


def write_table(path: Path, rows: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("id", "label"))
    writer.writerows(rows)
    path.write_text(text.getvalue())


first = 0
for name, per_class in PER_CLASS.items():
    images, labels = read(name)
    chosen = choose(labels, per_class)
    ids = [f"{first + n:05}" for n in range(len(chosen))]
    first += len(chosen)
    with zipfile.ZipFile(HERE / f"{name}.zip", "w") as archive:
        for id_, image in zip(ids, chosen):
            entry = zipfile.ZipInfo(f"{name}/{id_}.png", (2020, 1, 1, 0, 0, 0))
            archive.writestr(entry, png(images[image]))
    if name == "train":
        write_table(HERE / "train.csv", [(i, NAMES[labels[c]]) for i, c in zip(ids, chosen)])
    else:
        write_table(HERE / "sample_submission.csv", [(i, NAMES[0]) for i in ids])
    print(name, len(chosen), (HERE / f"{name}.zip").stat().st_size)
