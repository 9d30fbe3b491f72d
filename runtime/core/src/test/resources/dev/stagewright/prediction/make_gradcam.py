"""Writes gradcam.json: a small residual network of PyTorch, a picture, and what pytorch-grad-cam
(made with grad-cam 1.5.7, torch 2.15.0) makes of it, at each layer's own size.

python make_gradcam.py > gradcam.json
"""
import json

import numpy as np
import torch
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from torch import nn

torch.manual_seed(15)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(4)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(4, 6, 3, stride=2, padding=1)
        self.bn2 = nn.BatchNorm2d(6)
        self.relu2 = nn.ReLU()
        self.conv3 = nn.Conv2d(6, 6, 3, padding=1)
        self.bn3 = nn.BatchNorm2d(6)
        self.shortcut = nn.Conv2d(4, 6, 1, stride=2)
        self.relu3 = nn.ReLU()
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        x = self.relu1(self.bn1(self.conv1(x)))
        y = self.bn3(self.conv3(self.relu2(self.bn2(self.conv2(x)))))
        x = self.relu3(y + self.shortcut(x))
        return self.fc(x.mean(dim=(2, 3)))


class Raw(GradCAM):
    def get_cam_image(self, *args, **kwargs):
        self.raw = super().get_cam_image(*args, **kwargs)
        return self.raw


net = Net().eval()
for name, value in net.state_dict().items():
    if "running_var" in name:
        value.uniform_(0.5, 2)
    elif value.ndim > 0 and name.startswith("bn"):
        value.add_(0.3 * torch.randn_like(value))

picture = np.random.default_rng(15).integers(0, 256, (12, 12))
picture[3:8, 5:10] //= 4
x = torch.tensor(picture / 127.5 - 1, dtype=torch.float32)[None, None]
cams = []
for layer in ["relu1", "relu3"]:
    for index in range(3):
        cam = Raw(model=net, target_layers=[getattr(net, layer)])
        cam(input_tensor=x, targets=[ClassifierOutputTarget(index)])
        cams.append({"layer": layer, "index": index, "map": np.maximum(cam.raw[0], 0).tolist()})
parameters = {
    name: {"shape": list(value.shape), "values": value.flatten().tolist()}
    for name, value in net.state_dict().items() if value.ndim > 0
}
outputs = torch.softmax(net(x), dim=1)[0].tolist()
print(json.dumps({"parameters": parameters, "picture": picture.flatten().tolist(),
                  "outputs": outputs, "cams": cams}))
