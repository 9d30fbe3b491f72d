#!/usr/bin/env python3
"""Writes what small networks of Keras, torchvision and timm compute.

    python3 -m venv peers && peers/bin/pip install torch torchvision timm \
        tensorflow-cpu==2.21.0 tf_keras==2.21.0 keras==3.15.1 numpy
    peers/bin/python family_cases.py keras ../resources/originals/keras.json
    peers/bin/python family_cases.py torch ../resources/originals/torch.json

FamilyCases.java declares the same networks; `originals.weight` and `keras_cases.images` make weights
and images, so that only results are stored. Forward: probabilities, the pooled features and the mean
of every stage. Training: three steps of SGD, of every array the norm and the first numbers of its
first gradient and of what it is at the end.
"""

import argparse
import json
import os
import pathlib
import re

import numpy as np

import originals
from keras_cases import images

os.environ["KERAS_BACKEND"] = "tensorflow"

CLASSES, STEPS, BATCH, RATE = 5, 3, 4, 0.05
SIZE = (47, 65)
EVEN = (64, 48)
BRANCH_END = originals.BRANCH_END
BASIC_END = originals.BASIC_BRANCH_END
PREACTIVATED_END = originals.PREACTIVATED_BRANCH_END


def pictures(name, count, size):
    return images(name, count, max(size))[:, : size[0], : size[1]]


def one_hot(step):
    return np.eye(CLASSES, dtype=np.float32)[(np.arange(BATCH) * 3 + step) % CLASSES]


# ---- Keras ----------------------------------------------------------------------------------


def keras_v1(size):
    from keras.src.applications import resnet

    def stages(x):
        x = resnet.stack_residual_blocks_v1(x, 4, 2, stride1=1, name="conv2")
        return resnet.stack_residual_blocks_v1(x, 6, 2, name="conv3")

    return keras_model(stages, False, size, BRANCH_END)


def keras_v2(size):
    from keras.src.applications import resnet

    def stages(x):
        x = resnet.stack_residual_blocks_v2(x, 4, 2, name="conv2")
        x = resnet.stack_residual_blocks_v2(x, 6, 2, name="conv3")
        return resnet.stack_residual_blocks_v2(x, 6, 2, stride1=1, name="conv4")

    return keras_model(stages, True, size, PREACTIVATED_END)


def keras_model(stages, preactivated, size, end):
    from keras.src.applications import resnet

    shape = size + (3,)
    options = dict(weights=None, input_shape=shape, classes=CLASSES)
    model = resnet.ResNet(stages, preactivated, True, **options)
    return originals.fill_keras(model, end)


def keras_forward(name, make, size):
    import keras

    model = make(size)
    stages = sorted({re.sub("_.*", "", layer.name) for layer in model.layers})
    ends = [
        [layer.name for layer in model.layers if re.fullmatch(stage + r"_block\d+_out", layer.name)]
        for stage in stages
    ]
    taps = [names[-1] for names in ends if names] + ["avg_pool"]
    outputs = [model.get_layer(tap).output for tap in taps] + [model.output]
    results = keras.Model(model.input, outputs)(pictures(name, 2, size), training=False)
    return dict(zip(taps + ["output"], [summary(np.asarray(y)) for y in results]))


def keras_training(name, make, size):
    import tensorflow as tf

    model = make(size)
    trace = dict(loss=[], gradient={}, final={})
    for step in range(STEPS):
        with tf.GradientTape() as tape:
            predicted = model(pictures(f"{name}/x{step}", BATCH, size), training=True)
            truth = one_hot(step)
            loss = -tf.reduce_mean(tf.reduce_sum(truth * tf.math.log(predicted), axis=1))
        gradients = tape.gradient(loss, [v.value for v in model.trainable_variables])
        trace["loss"].append(float(loss))
        for variable, gradient in zip(model.trainable_variables, gradients):
            if step == 0:
                trace["gradient"][key(variable)] = digest(gradient.numpy())
            variable.assign_sub(RATE * gradient)
    trace["final"] = {key(v): digest(np.asarray(v)) for v in model.weights}
    probabilities = model(pictures(f"{name}/probe", 2, size), training=False)
    return dict(trace, output=numbers(np.asarray(probabilities)))


def key(variable):
    return "/".join(variable.path.split("/")[-2:])


# ---- torchvision and timm -------------------------------------------------------------------


def basic():
    import torchvision.models.resnet as resnet

    return resnet.ResNet(resnet.BasicBlock, [1, 2, 1, 1], num_classes=CLASSES), BASIC_END


def bottleneck():
    import torchvision.models.resnet as resnet

    model = resnet.ResNet(
        resnet.Bottleneck, [2, 1, 1, 1], num_classes=CLASSES, groups=8, width_per_group=4
    )
    return model, BRANCH_END


def of_timm(block="Bottleneck", layers=(1, 2, 1, 1), attention=None, **options):
    from timm.models import resnet

    model = resnet.ResNet(
        getattr(resnet, block),
        layers,
        num_classes=CLASSES,
        channels=(4, 6, 6, 8),
        zero_init_last=False,
        block_args=dict(attn_layer=attention),
        **options,
    )
    return model, BASIC_END if block == "BasicBlock" else BRANCH_END


DEEP = dict(stem_type="deep", stem_width=4)


def deep_se_groups():
    return of_timm(attention="se", cardinality=2, base_width=64, **DEEP)


def pooled_eca():
    return of_timm(attention="eca", avg_down=True, **DEEP)


def mish_dilated():
    """The last two stages keep their map and read every other cell instead."""
    from torch import nn

    model, end = of_timm("BasicBlock", act_layer=nn.Mish)
    for layer in (model.layer3, model.layer4):
        for block in layer:
            for convolution in (block.conv1, block.conv2):
                convolution.stride, convolution.padding, convolution.dilation = (1, 1), (2, 2), (2, 2)
            if block.downsample is not None:
                block.downsample[0].stride = (1, 1)
    return model, end


def hard_swish_strided_first():
    """As the paper has it: the stride on the first convolution; average and maximum at the end."""
    from torch import nn

    model, end = of_timm(act_layer=nn.Hardswish, global_pool="catavgmax")
    for layer in (model.layer2, model.layer3, model.layer4):
        layer[0].conv1.stride, layer[0].conv2.stride = (2, 2), (1, 1)
    return model, end


def max_pooled():
    return of_timm(layers=(1, 1, 1, 1), global_pool="max")


def preactivated():
    """He et al. 2016: normalization and nonlinearity first, also of what is projected."""
    from torch import nn

    class Block(nn.Module):
        def __init__(self, channels, width, stride):
            super().__init__()
            self.bn1, self.conv1 = nn.BatchNorm2d(channels), nn.Conv2d(channels, width, 1, bias=False)
            self.bn2, self.conv2 = nn.BatchNorm2d(width), nn.Conv2d(width, width, 3, stride, 1, bias=False)
            self.bn3, self.conv3 = nn.BatchNorm2d(width), nn.Conv2d(width, 4 * width, 1, bias=False)
            if stride > 1 or channels != 4 * width:
                self.downsample = nn.Sequential(nn.Conv2d(channels, 4 * width, 1, stride, bias=False))

        def forward(self, x):
            active = self.bn1(x).relu()
            y = self.conv2(self.bn2(self.conv1(active)).relu())
            y = self.conv3(self.bn3(y).relu())
            return y + (self.downsample(active) if hasattr(self, "downsample") else x)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False)
            self.maxpool = nn.MaxPool2d(3, 2, 1)
            self.layer1 = nn.Sequential(Block(8, 4, 1), Block(16, 4, 1))
            self.layer2 = nn.Sequential(Block(16, 6, 2), Block(24, 6, 1))
            self.norm = nn.BatchNorm2d(24)
            self.fc = nn.Linear(24, CLASSES)

        def forward(self, x):
            x = self.layer2(self.layer1(self.maxpool(self.conv1(x))))
            return self.fc(self.norm(x).relu().mean((2, 3)))

    return Net(), PREACTIVATED_END


def torch_images(name, count, size):
    import torch

    nchw = pictures(name, count, size).transpose(0, 3, 1, 2)
    return torch.from_numpy(np.ascontiguousarray(nchw))


def torch_forward(name, make, size):
    import torch

    model, end = make()
    originals.fill_torch(model, end).eval()
    results = {}
    for module, layer in list(model.named_children()):
        if module.startswith("layer"):
            tap = f"{module}.{len(layer) - 1}"
            layer.register_forward_hook(
                lambda _, __, y, tap=tap: results.update(
                    {tap: summary(y.numpy().transpose(0, 2, 3, 1))}
                )
            )
    with torch.inference_mode():
        results["output"] = numbers(model(torch_images(name, 2, size)).softmax(1).numpy())
    return results


def torch_training(name, make, size):
    import torch

    model, end = make()
    originals.fill_torch(model, end).train()
    optimizer = torch.optim.SGD(model.parameters(), RATE)
    trace = dict(loss=[], gradient={}, final={})
    for step in range(STEPS):
        optimizer.zero_grad()
        logits = model(torch_images(f"{name}/x{step}", BATCH, size))
        loss = torch.nn.functional.cross_entropy(logits, torch.from_numpy(one_hot(step)))
        loss.backward()
        trace["loss"].append(loss.item())
        if step == 0:
            trace["gradient"] = torch_digests(
                model, {n: p.grad for n, p in model.named_parameters()}
            )
        optimizer.step()
    trace["final"] = torch_digests(model, model.state_dict())
    model.eval()
    with torch.inference_mode():
        probabilities = model(torch_images(f"{name}/probe", 2, size)).softmax(1)
    return dict(trace, output=numbers(probabilities.numpy()))


def torch_digests(model, tensors):
    digests = {}
    for name, tensor in tensors.items():
        if not name.endswith("num_batches_tracked"):
            layer, kind = originals.layer_and_kind(name, tensor, model.state_dict())
            ours = originals.from_torch(layer, kind, tensor.detach().numpy())
            digests[f"{layer}/{kind}"] = digest(ours)
    return digests


# ---- what is stored -------------------------------------------------------------------------


def summary(map_or_vector):
    """The mean over pictures and cells, a number a channel; outputs as they are."""
    if map_or_vector.ndim == 4:
        return numbers(map_or_vector.mean((0, 1, 2)))
    return numbers(map_or_vector)


def digest(values):
    exact = np.asarray(values, np.float64)
    return numbers(np.concatenate([[np.sqrt((exact**2).sum())], exact.ravel()[:4]]))


def numbers(values):
    return [float(f"{v:.8g}") for v in np.asarray(values, np.float64).ravel()]


def keras_cases():
    return {
        "kerasV1": keras_forward("kerasV1", keras_v1, SIZE),
        "kerasV2": keras_forward("kerasV2", keras_v2, SIZE),
        "kerasV2Even": keras_forward("kerasV2Even", keras_v2, EVEN),
        "kerasV1Training": keras_training("kerasV1Training", keras_v1, EVEN),
        "kerasV2Training": keras_training("kerasV2Training", keras_v2, EVEN),
    }


def torch_cases():
    cases = {}
    for make in (
        basic,
        bottleneck,
        deep_se_groups,
        pooled_eca,
        mish_dilated,
        hard_swish_strided_first,
        max_pooled,
        preactivated,
    ):
        name = re.sub("_(.)", lambda m: m.group(1).upper(), make.__name__)
        cases[name] = torch_forward(name, make, SIZE)
        if make in (basic, deep_se_groups, pooled_eca):
            cases[name + "Training"] = torch_training(name + "Training", make, EVEN)
    return cases


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library", choices=("keras", "torch"), help="not both in one process")
    parser.add_argument("out", type=pathlib.Path)
    arguments = parser.parse_args()
    cases = keras_cases() if arguments.library == "keras" else torch_cases()
    rows = (f"{json.dumps(name)}: {json.dumps(case)}" for name, case in cases.items())
    arguments.out.write_text("{\n" + ",\n".join(rows) + "\n}\n")


if __name__ == "__main__":
    main()
