"""Writes losses.json: losses and gradients by the logits as PyTorch has them (made with 2.15.0,
float64). What PyTorch lacks (focal loss of a softmax, smoothed targets of sigmoids) is written
with its operations, the gradient by autograd.

python make_losses.py > losses.json
"""
import json

import torch
import torch.nn.functional as F

torch.manual_seed(12)
torch.set_default_dtype(torch.float64)


def sigmoid(name, z, y, smoothing=0.0, gamma=0.0, no=None, yes=None):
    """The mean over outputs and examples."""
    z = z.clone().requires_grad_()
    smoothed = y * (1 - smoothing) + smoothing / 2
    if gamma == 0 and smoothing == 0 and no is None:
        # torch.nn.BCEWithLogitsLoss, with pos_weight where weights are those of yes only
        loss = torch.nn.BCEWithLogitsLoss(pos_weight=yes)(z, y)
    else:
        each = F.binary_cross_entropy_with_logits(z, smoothed, reduction="none")
        if gamma > 0:  # as torchvision.ops.sigmoid_focal_loss with alpha = -1
            p = torch.sigmoid(z)
            each = each * (1 - (p * smoothed + (1 - p) * (1 - smoothed))) ** gamma
        if no is not None:
            each = each * ((1 - y) * no + y * yes)
        loss = each.mean()
    return case(
        "sigmoid", name, z, y, loss, smoothing=smoothing, gamma=gamma, no=no, yes=yes
    )


def softmax(name, z, y, smoothing=0.0, gamma=0.0, weights=None):
    """The sum over classes, the mean over examples."""
    z = z.clone().requires_grad_()
    if gamma == 0 and weights is None:
        loss = torch.nn.CrossEntropyLoss(label_smoothing=smoothing)(z, y)
    elif gamma == 0 and smoothing == 0 and y.eq(y.round()).all():
        each = torch.nn.CrossEntropyLoss(weight=weights, reduction="none")(z, y.argmax(dim=1))
        loss = each.mean()  # Keras' reduction; PyTorch's "mean" divides by the sum of weights
    else:  # as keras.losses.CategoricalFocalCrossentropy(alpha=1)
        smoothed = y * (1 - smoothing) + smoothing / y.shape[1]
        log_p = F.log_softmax(z, dim=1)
        each = -(smoothed * (1 - log_p.exp()) ** gamma * log_p).sum(dim=1)
        if weights is not None:
            each = each * (y * weights).sum(dim=1)
        loss = each.mean()
    return case("softmax", name, z, y, loss, smoothing=smoothing, gamma=gamma, weights=weights)


def squares(name, z, y):
    """The mean over outputs and examples."""
    z = z.clone().requires_grad_()
    return case("squares", name, z, y, torch.nn.MSELoss()(z, y))


def case(kind, name, z, y, loss, **options):
    loss.backward()
    lists = {
        key: [] if value is None else value.tolist() if torch.is_tensor(value) else value
        for key, value in options.items()
    }
    return {
        "kind": kind,
        "name": name,
        "logits": z.detach().tolist(),
        "targets": y.tolist(),
        **lists,
        "loss": loss.item(),
        "gradient": z.grad.tolist(),
    }


z = torch.randn(5, 4) * 3
labels = (torch.rand(5, 4) < 0.5).double()
soft = torch.rand(5, 4)
extreme = torch.tensor([[30.0, -30.0, 30.0, -30.0], [0.0, 100.0, -100.0, 0.5]])
opposite = torch.tensor([[0.0, 1.0, 1.0, 0.0], [1.0, 0.0, 1.0, 0.0]])
classes = F.one_hot(torch.tensor([3, 0, 1, 1, 2]), 4).double()
mixed = torch.softmax(torch.randn(5, 4), dim=1)
no = torch.tensor([0.5, 1.0, 2.0, 1.5])
yes = torch.tensor([3.0, 1.0, 0.25, 2.0])

cases = [
    sigmoid("plain", z, labels),
    sigmoid("logits of 30 and 100", extreme, opposite),
    sigmoid("one output", z[:, :1], labels[:, :1]),
    sigmoid("targets between", z, soft),
    sigmoid("smoothed", z, labels, smoothing=0.1),
    sigmoid("weights of yes", z, labels, yes=yes),
    sigmoid("weights of both", z, labels, no=no, yes=yes),
    sigmoid("focal", z, labels, gamma=2.0),
    sigmoid("focal, logits of 30 and 100", extreme, opposite, gamma=2.0),
    sigmoid("all of it", z, soft, smoothing=0.2, gamma=1.5, no=no, yes=yes),
    softmax("plain", z, classes),
    softmax("logits of 30 and 100", extreme, classes[:2]),
    softmax("smoothed", z, classes, smoothing=0.1),
    softmax("weights", z, classes, weights=yes),
    softmax("focal", z, classes, gamma=2.0),
    softmax("focal, a half", z, classes, gamma=0.5),
    softmax("all of it", z, mixed, smoothing=0.2, gamma=1.5, weights=yes),
    squares("plain", z, 10 * soft),
    squares("one output", z[:, :1], soft[:, :1]),
    squares("values of 1e6", z, 1e6 * soft),
]
print("[\n" + ",\n".join(json.dumps(each) for each in cases) + "\n]")
