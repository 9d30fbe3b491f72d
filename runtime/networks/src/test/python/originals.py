"""The networks of Keras, torchvision and timm with weights that follow from the layers' names.

Arrays are named and laid out as Stagewright does: a layer's kernel [height, width, in, out] (a dense
layer's [in, out]), bias, gamma, beta, moving_mean, moving_variance. The numbers are those of
keras_cases.noise, so that the Java side (OriginalWeights) makes the same.
"""

import re

import numpy as np

from keras_cases import kind_of, noise

KERAS = {
    "KerasResNet50": "ResNet50",
    "KerasResNet101": "ResNet101",
    "KerasResNet152": "ResNet152",
    "KerasResNet50V2": "ResNet50V2",
    "KerasResNet101V2": "ResNet101V2",
    "KerasResNet152V2": "ResNet152V2",
}
TORCHVISION = {
    "TorchResNet18": "resnet18",
    "TorchResNet34": "resnet34",
    "TorchResNet50": "resnet50",
    "TorchResNet101": "resnet101",
    "TorchResNet152": "resnet152",
    "TorchResNeXt50": "resnext50_32x4d",
    "TorchResNeXt101": "resnext101_32x8d",
    "TorchWideResNet50": "wide_resnet50_2",
    "TorchWideResNet101": "wide_resnet101_2",
}
TIMM = {"ResNet50D": "resnet50d", "SeResNet50": "seresnet50", "EcaResNet50D": "ecaresnet50d"}

# What ends a residual branch. There numbers are smaller, or sums would grow from block to block.
BRANCH_END = re.compile(r".*(branch2c|_3_bn|\.bn3)")
BASIC_BRANCH_END = re.compile(r".*\.bn2")
PREACTIVATED_BRANCH_END = re.compile(r".*(_3_conv|\.conv3)")


def branch_end(name):
    """Of a ready-made network."""
    if name in ("TorchResNet18", "TorchResNet34"):
        return BASIC_BRANCH_END
    return PREACTIVATED_BRANCH_END if name.endswith("V2") else BRANCH_END


def weight(layer, kind, shape, end):
    """Weights that keep activations near 1, so that differences show in every layer."""
    u = noise(f"{layer}/{kind}", shape)
    scale = np.float32(0.25 if end.fullmatch(layer) and kind in ("kernel", "gamma") else 1)
    if kind == "kernel":
        # A ReLU halves the mean square; logits are to stay small.
        gain = 2.0 if len(shape) == 2 else 24.0
        return u * np.float32(np.sqrt(gain / np.prod(shape[:-1]))) * scale
    if kind in ("gamma", "moving_variance"):
        return (np.float32(1) + u * np.float32(0.5)) * scale
    return u * np.float32(0.2)


# ---- Keras ----------------------------------------------------------------------------------


def fill_keras(model, end):
    for layer in model.layers:
        if layer.weights:
            layer.set_weights(
                [weight(layer.name, kind_of(v), tuple(v.shape), end) for v in layer.weights]
            )
    return model


# ---- PyTorch --------------------------------------------------------------------------------


def layer_and_kind(name, tensor, state):
    """`layer1.0.bn1.weight` is (`layer1.0.bn1`, `gamma`)."""
    layer, member = name.rsplit(".", 1)
    normalizes = f"{layer}.running_mean" in state
    kinds = {"running_mean": "moving_mean", "running_var": "moving_variance"}
    kinds["weight"] = "gamma" if normalizes else "kernel"
    kinds["bias"] = "beta" if normalizes else "bias"
    return layer, kinds[member]


def is_gate(layer):
    return re.search(r"se\.fc[12]$", layer) is not None


def from_torch(layer, kind, values):
    """A tensor of PyTorch's in our layout."""
    if kind != "kernel":
        return values
    if values.ndim == 3:
        return values.reshape(-1)
    if is_gate(layer):
        return values[:, :, 0, 0].T
    return values.transpose(2, 3, 1, 0) if values.ndim == 4 else values.T


def to_torch(layer, kind, values, shape):
    if kind != "kernel" or values.ndim == 1:
        return values.reshape(shape)
    return (values.transpose(3, 2, 0, 1) if values.ndim == 4 else values.T).reshape(shape)


def fill_torch(model, end):
    import torch

    state = model.state_dict()
    for name, tensor in state.items():
        if name.endswith("num_batches_tracked"):
            continue
        layer, kind = layer_and_kind(name, tensor, state)
        ours = from_torch(layer, kind, np.zeros(tuple(tensor.shape), np.float32)).shape
        values = to_torch(layer, kind, weight(layer, kind, ours, end), tuple(tensor.shape))
        with torch.no_grad():
            tensor.copy_(torch.from_numpy(np.ascontiguousarray(values)))
    return model


def torch_original(name):
    if name in TORCHVISION:
        import torchvision

        model = getattr(torchvision.models, TORCHVISION[name])(weights=None)
    else:
        import timm

        model = timm.create_model(TIMM[name], pretrained=False)
    return fill_torch(model, branch_end(name)).eval()


def torch_log_probabilities(model, images):
    import torch

    with torch.inference_mode():
        nchw = torch.from_numpy(np.ascontiguousarray(images.transpose(0, 3, 1, 2)))
        return torch.log_softmax(model(nchw).double(), 1).numpy()


def keras_original(name, keras, shape=(224, 224, 3)):
    """Of tf_keras or keras: `keras` is the module."""
    model = getattr(keras.applications, KERAS[name])(
        weights=None, input_shape=shape, classifier_activation="softmax"
    )
    return fill_keras(model, branch_end(name))
