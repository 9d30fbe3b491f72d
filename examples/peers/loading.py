"""Loading JPEGs: Stagewright beside PyTorch's DataLoader and tf.data, by turns.

Every loader reads the files of a folder, decodes them whole and resizes them to 224 x 224, in a
process of its own on all processors. The figures are pictures a second of a processor's time,
all threads and workers of the process counted, and pictures a second; medians of the rounds.
`pip install -r requirements.txt` and `mvn package` come first. Without --from, pictures of
500 x 375 are made.
"""

import argparse
import json
import os
import pathlib
import resource
import statistics
import sys
import tempfile
import time

from compare import LAUNCHER, run

SIZE = 224
BATCH = 32


def stagewright(folder, passes):
    with tempfile.TemporaryDirectory() as results:
        figures = pathlib.Path(results, "figures.json")
        command = [LAUNCHER, "bench", "--from", folder, "--modes", "train", "--batch", BATCH]
        command += ["--network", "ResNet18Elu", "--runs", passes]
        run([*command, "--json", figures])
        read = json.loads(figures.read_text())
    return read["train.loading.img_cpu_s"], read["train.loading.img_s"]


def peer(name):
    def loaded(folder, passes):
        command = [sys.executable, __file__, "--loader", name, "--from", folder]
        figures = json.loads(run([*command, "--passes", passes]).splitlines()[-1])
        return figures["img_cpu_s"], figures["img_s"]

    return loaded


LOADERS = {"stagewright": stagewright, "torch": peer("torch"), "tf.data": peer("tf.data")}


def torch_pass(files):
    import torch
    from torchvision.io import ImageReadMode, decode_jpeg, read_file
    from torchvision.transforms import v2

    resize = v2.Resize((SIZE, SIZE), antialias=True)

    class Pictures(torch.utils.data.Dataset):
        def __len__(self):
            return len(files)

        def __getitem__(self, index):
            picture = decode_jpeg(read_file(files[index]), mode=ImageReadMode.RGB)
            return resize(picture).float() / 127.5 - 1

    loader = torch.utils.data.DataLoader(Pictures(), batch_size=BATCH, num_workers=os.cpu_count())
    return lambda: sum(len(batch) for batch in loader)


def tf_pass(files):
    import tensorflow as tf

    def load(path):
        picture = tf.io.decode_jpeg(tf.io.read_file(path), 3, dct_method="INTEGER_ACCURATE")
        return tf.image.resize(picture, (SIZE, SIZE), antialias=True) / 127.5 - 1

    data = tf.data.Dataset.from_tensor_slices(files).map(load, num_parallel_calls=tf.data.AUTOTUNE)
    data = data.batch(BATCH).prefetch(tf.data.AUTOTUNE)
    return lambda: sum(len(batch) for batch in data)


def processor_time():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def load(name, folder, passes):
    files = sorted(str(path) for path in pathlib.Path(folder).rglob("*.jpg"))
    one_pass = (torch_pass if name == "torch" else tf_pass)(files)
    one_pass()  # warms up
    rates = []
    for _ in range(passes):
        cpu, start = processor_time(), time.perf_counter()
        loaded = one_pass()
        rates.append((loaded / (processor_time() - cpu), loaded / (time.perf_counter() - start)))
    per_cpu, per_second = (statistics.median(column) for column in zip(*rates))
    print(json.dumps({"img_cpu_s": per_cpu, "img_s": per_second}))


def made_up(folder, count):
    """Smooth noise of many scales, which compresses as photographs do."""
    import numpy as np
    from PIL import Image

    random = np.random.default_rng(1)
    for index in range(count):
        picture = np.zeros((375, 500, 3))
        for cells in (4, 16, 64, 250):
            noise = random.integers(0, 256, (cells * 3 // 4 + 1, cells, 3), dtype=np.uint8)
            picture += np.asarray(Image.fromarray(noise).resize((500, 375), Image.BICUBIC)) / 4
        Image.fromarray(picture.astype(np.uint8)).save(f"{folder}/{index}.jpg", quality=85)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="folder", help="a folder of JPEG files")
    parser.add_argument("--count", type=int, default=300, help="pictures to make")
    parser.add_argument("--passes", type=int, default=3, help="over all pictures, a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--loader", choices=["torch", "tf.data"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.loader:
        load(args.loader, args.folder, args.passes)
        return
    with tempfile.TemporaryDirectory() as made:
        if args.folder is None:
            made_up(made, args.count)
        rates = {name: [] for name in LOADERS}
        for _ in range(args.rounds):
            for name, loader in LOADERS.items():
                rates[name].append(loader(args.folder or made, args.passes))
    print("| loader | pictures a second of processor time | pictures a second |")
    print("|---|---|---|")
    for name, rounds in rates.items():
        per_cpu, per_second = (statistics.median(column) for column in zip(*rounds))
        print(f"| {name} | {per_cpu:.0f} | {per_second:.0f} |")


if __name__ == "__main__":
    main()
