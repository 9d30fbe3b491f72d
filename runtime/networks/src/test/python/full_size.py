#!/usr/bin/env python3
"""Compares the ready-made networks with their originals at full size, through the command.

    python3 -m venv peers && peers/bin/pip install torch torchvision timm safetensors \
        tensorflow-cpu==2.21.0 tf_keras==2.21.0 keras==3.15.1 h5py numpy
    peers/bin/python full_size.py --stagewright runtime/cli/target/stagewright/bin/stagewright

For every network and every kind of file that its library writes: the largest difference of
log-probabilities, with the engine and without it. --expected DIR instead writes what the originals
compute for an image of odd sides, which FullSizeTest compares with.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

import originals
from keras_cases import images

ODD = (135, 167)
STORED = ("KerasResNet50", "KerasResNet50V2", "TorchResNet18", "TorchResNet50", "TorchResNeXt50")
STORED += ("ResNet50D", "SeResNet50", "EcaResNet50D")
TOLERANCE = 3e-4


def picture(name, height, width):
    return images(name, 1, max(height, width))[:, :height, :width]


def keras_log_probabilities(model, x):
    return np.log(np.asarray(model(x, training=False), np.float64))


def keras_files(name, folder, everything):
    """The file and the expected output of each kind, and of each Keras."""
    import h5py
    import keras
    import tf_keras

    x = picture(name, 224, 224)
    old = originals.keras_original(name, tf_keras)
    expected = keras_log_probabilities(old, x)
    old.save_weights(folder / "keras2.h5")
    files = ["keras2.h5"]
    if everything:
        old.save(folder / "keras2_model.h5")
        old.save(folder / "keras2_model.keras")
        files += ["keras2_model.h5", "keras2_model.keras"]
        with h5py.File(folder / "keras2.h5") as source, h5py.File(folder / "2019.h5", "w") as file:
            names = [name for name in source if name != "top_level_model_weights"]
            file.attrs["layer_names"] = [n.replace("predictions", "probs").encode() for n in names]
            for n in names:
                source.copy(n, file, n.replace("predictions", "probs"))
            weights = [f"probs/{kind}:0".encode() for kind in ("kernel", "bias")]
            file["probs"].attrs["weight_names"] = weights
            file["probs"].move("predictions", "probs")
        files.append("2019.h5")
    new = originals.keras_original(name, keras)
    assert np.abs(keras_log_probabilities(new, x) - expected).max() < TOLERANCE / 3
    new.save_weights(folder / "keras3.weights.h5")
    files.append("keras3.weights.h5")
    if everything:
        new.save(folder / "keras3_model.h5")
        new.save(folder / "keras3_model.keras")
        files += ["keras3_model.h5", "keras3_model.keras"]
    tf_keras.backend.clear_session()
    keras.backend.clear_session()
    return x, expected, files


def torch_files(name, folder):
    from safetensors.torch import save_file

    x = picture(name, 224, 224)
    model = originals.torch_original(name)
    save_file(model.state_dict(), folder / "torch.safetensors")
    return x, originals.torch_log_probabilities(model, x), ["torch.safetensors"]


def compare(name, stagewright, everything):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if name in originals.KERAS:
            x, expected, files = keras_files(name, folder, everything)
        else:
            x, expected, files = torch_files(name, folder)
        np.save(folder / "x.npy", x)
        for file in files:
            differences = []
            for engine in ("", "-Dstagewright.engine=none"):
                command = [stagewright, "predict", "--network", name, "--weights", folder / file]
                command += ["--input", folder / "x.npy", "--output", folder / "y.npy"]
                environment = dict(os.environ, STAGEWRIGHT_JVM_FLAGS=engine)
                run = subprocess.run(command, env=environment, capture_output=True, text=True)
                if run.returncode:
                    print(f"{name} {file}: {run.stderr}", flush=True)
                    differences.append(np.inf)
                    continue
                found = np.log(np.load(folder / "y.npy").astype(np.float64))
                differences.append(np.abs(found - expected).max())
            verdict = "" if max(differences) < TOLERANCE else "  <- too far"
            spread = expected.max() - expected.min()
            print(
                f"{name:20} {file:20} {differences[0]:8.1e} {differences[1]:8.1e} "
                f"(of {spread:.1f}){verdict}",
                flush=True,
            )


def write_expected(name, folder):
    x = picture(name, *ODD)
    if name in originals.KERAS:
        import keras

        y = keras_log_probabilities(originals.keras_original(name, keras, ODD + (3,)), x)
    else:
        y = originals.torch_log_probabilities(originals.torch_original(name), x)
    np.save(folder / f"{name}.npy", y.astype(np.float32))
    print(name, y.shape, float(y.max() - y.min()), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stagewright", type=pathlib.Path)
    parser.add_argument("--expected", type=pathlib.Path, help="an existing directory")
    parser.add_argument("--every-file", action="store_true", help="every kind that Keras writes")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    if len(arguments.names) == 1 and arguments.expected:
        write_expected(arguments.names[0], arguments.expected)
    elif len(arguments.names) == 1:
        compare(arguments.names[0], arguments.stagewright, arguments.every_file)
    else:
        every = [*originals.KERAS, *originals.TORCHVISION, *originals.TIMM]
        # Each in a process of its own: TensorFlow and PyTorch do not get along in one.
        for name in arguments.names or (STORED if arguments.expected else every):
            options = [each for each in sys.argv if each not in arguments.names]
            subprocess.run([sys.executable, *options, name], check=True)


if __name__ == "__main__":
    main()
