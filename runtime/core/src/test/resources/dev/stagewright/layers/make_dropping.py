"""Writes dropping.json: what PyTorch's dropout and timm's stochastic depth multiply with in a
million draws (made with PyTorch 2.15.0 and timm 1.0.31).

python make_dropping.py > dropping.json
"""
import json

import torch
from timm.layers import DropPath

DRAWS = 1_000_000
torch.manual_seed(7)


def correlation(a, b):
    if a.std() == 0 or b.std() == 0:
        return 0.0
    return torch.corrcoef(torch.stack([a, b]))[0, 1].item()


def case(kind, rate):
    if kind == "dropout":
        module, ones = torch.nn.Dropout(rate), torch.ones(1000, DRAWS // 1000)
    else:
        module, ones = DropPath(rate), torch.ones(DRAWS, 1, 2, 2)
    module.train()
    output = module(ones)
    if kind != "dropout":  # all values of a picture have one factor
        assert (output.amax((1, 2, 3)) == output.amin((1, 2, 3))).all()
        output = output[:, 0, 0, 0]
    factors = output.flatten().double()
    module.eval()
    assert torch.equal(module(ones), ones)
    return {
        "kind": kind,
        "rate": rate,
        "factors": sorted(set(factors.tolist())),
        "mean": factors.mean().item(),
        "variance": factors.var(correction=0).item(),
        "neighbors": correlation(factors[1:], factors[:-1]),
    }


cases = [case(kind, rate) for kind in ("dropout", "depth") for rate in (0, 0.1, 0.25, 0.5, 0.9)]
print("[\n" + ",\n".join(json.dumps(each) for each in cases) + "\n]")
