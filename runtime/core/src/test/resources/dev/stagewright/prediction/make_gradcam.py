"""Writes gradcam.json: a small residual network of PyTorch with several heads, a picture, and what
pytorch-grad-cam (made with grad-cam 1.5.7, torch 2.15.0) makes of it, at each layer's own size.

python make_gradcam.py > gradcam.json
"""
import json

import numpy as np
import torch
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.model_targets import BinaryClassifierOutputTarget, ClassifierOutputTarget
from torch import nn

HEADS = {
    "average": (nn.AdaptiveAvgPool2d(1), 6, 3),
    "max": (nn.AdaptiveMaxPool2d(1), 6, 3),
    "window": (nn.AvgPool2d(3), 24, 3),
    "yes or no": (nn.AdaptiveAvgPool2d(1), 6, 1),
}


class Net(nn.Module):
    def __init__(self, pool, features, outputs):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(4)
        self.act1 = nn.ELU(0.7)
        self.conv2 = nn.Conv2d(4, 6, 3, stride=2, padding=1)
        self.bn2 = nn.BatchNorm2d(6)
        self.act2 = nn.SiLU()
        self.conv3 = nn.Conv2d(6, 6, 3, padding=1)
        self.bn3 = nn.BatchNorm2d(6)
        self.shortcut = nn.Conv2d(4, 6, 1, stride=2)
        self.act3 = nn.ReLU()
        self.pool = pool
        self.fc = nn.Linear(features, outputs)

    def forward(self, x):
        x = self.act1(self.bn1(self.conv1(x)))
        y = self.bn3(self.conv3(self.act2(self.bn2(self.conv2(x)))))
        x = self.act3(y + self.shortcut(x))
        return self.fc(self.pool(x).flatten(1))


class Raw(GradCAM):
    def get_cam_image(self, *args, **kwargs):
        self.raw = super().get_cam_image(*args, **kwargs)
        return self.raw


def arrays(values):
    return {name: {"shape": list(value.shape), "values": value.flatten().tolist()}
            for name, value in values.items() if value.ndim > 0}


picture = np.random.default_rng(15).integers(0, 256, (12, 12))
picture[3:8, 5:10] //= 4
x = torch.tensor(picture / 127.5 - 1, dtype=torch.float32)[None, None]
cases = []
for head, parts in HEADS.items():
    torch.manual_seed(15)  # the same body under every head
    net = Net(*parts).eval()
    for name, value in net.state_dict().items():
        if "running_var" in name:
            value.uniform_(0.5, 2)
        elif value.ndim > 0 and name.startswith("bn"):
            value.add_(0.3 * torch.randn_like(value))
    binary = parts[2] == 1
    target = BinaryClassifierOutputTarget if binary else ClassifierOutputTarget
    cams = []
    for layer in ["bn1", "act1", "act3"]:
        for index in range(2 if binary else 3):
            cam = Raw(model=net, target_layers=[getattr(net, layer)])
            cam(input_tensor=x, targets=[target(index)])
            cams.append({"layer": layer, "index": index,
                         "map": np.maximum(cam.raw[0], 0).tolist()})
    cases.append({"head": head, "parameters": arrays(net.state_dict()),
                  "logits": net(x)[0].tolist(), "cams": cams})
print(json.dumps({"picture": picture.flatten().tolist(), "cases": cases}))
