"""Writes block_decay.json: which share of the learning rate timm gives each parameter of resnet50.

pip install torch timm; timm 1.0.31 was used.
"""

import json
import pathlib

import timm
from timm.optim import param_groups_layer_decay

model = timm.create_model("resnet50")
names = {id(parameter): name for name, parameter in model.named_parameters()}
groups = param_groups_layer_decay(model, layer_decay=0.75)
shares = {names[id(p)]: group["lr_scale"] for group in groups for p in group["params"]}
path = pathlib.Path(__file__).with_name("block_decay.json")
path.write_text(json.dumps(dict(sorted(shares.items())), indent=1) + "\n")
