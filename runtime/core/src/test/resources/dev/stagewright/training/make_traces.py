"""Writes traces.json: 20 steps of optimizers on stored gradients, in float64, with a rate that falls
to a tenth in the middle, weight decay and a clip that acts; and 20 values of schedules. Made with
torch 2.15.0, timm 1.0.31 and Keras 3.15.1. The second line compares what Keras gave with tf_keras
2.21.0, which has the same forms; it and torch do not run in one process.

python make_traces.py > traces.json
python make_traces.py tf_keras < traces.json
"""
import json
import os
import sys

import numpy as np

COMPARE = sys.argv[1:] == ["tf_keras"]
if not COMPARE:
    os.environ["KERAS_BACKEND"] = "torch"
    import keras
    import timm.optim
    import timm.scheduler
    import torch

    keras.config.set_floatx("float64")
STEPS = 20
rng = np.random.default_rng(14)
# Of sizes from 1e-3 to 1e1, so that epsilons and the clip matter.
KERNEL = rng.normal(size=12)
BIAS = rng.normal(size=3)
SCALE = 10.0 ** rng.uniform(-3, 1, size=15)
GRADIENTS = rng.normal(size=(STEPS, 15)) * SCALE


def rate(base, step):
    return base if step < STEPS // 2 else base / 10


def halves(step):
    return GRADIENTS[step, :12], GRADIENTS[step, 12:]


def torch_trace(make, base, decay, decay_all, norm=None, value=None):
    kernel = torch.nn.Parameter(torch.tensor(KERNEL))
    bias = torch.nn.Parameter(torch.tensor(BIAS))
    groups = [
        {"params": [kernel], "weight_decay": decay},
        {"params": [bias], "weight_decay": decay if decay_all else 0.0},
    ]
    optimizer = make(groups, base)
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = rate(base, step)
        k, b = halves(step)
        kernel.grad, bias.grad = torch.tensor(k), torch.tensor(b)
        if norm:
            torch.nn.utils.clip_grad_norm_([kernel, bias], norm)
        if value:
            torch.nn.utils.clip_grad_value_([kernel, bias], value)
        optimizer.step()
    return kernel.detach().tolist(), bias.detach().tolist()


def keras_trace(make, base, decay, decay_all, norm=None, value=None):
    options = {"weight_decay": decay, "global_clipnorm": norm, "clipvalue": value}
    kernel = keras.Variable(KERNEL, name="kernel", dtype="float64")
    bias = keras.Variable(BIAS, name="bias", dtype="float64")
    optimizer = make(keras.optimizers, learning_rate=base, **options)
    if decay and not decay_all:
        optimizer.exclude_from_weight_decay(var_names=["bias"])
    optimizer.build([kernel, bias])
    for step in range(STEPS):
        optimizer.learning_rate = rate(base, step)
        k, b = halves(step)
        optimizer.apply([keras.ops.array(k), keras.ops.array(b)], [kernel, bias])
    return kernel.value.tolist(), bias.value.tolist()


def compare(traces):
    """Of the same options: names are those of tf_keras' classes and members."""
    import tensorflow as tf
    import tf_keras

    tf_keras.backend.set_floatx("float64")
    classes = {"sgd": "SGD", "nesterov": "SGD", "adam": "Adam", "adamw": "AdamW", "rmsprop": "RMSprop"}
    for each in traces["optimizers"]:
        members = each["optimizer"]
        if not each["name"].startswith("keras"):
            continue
        base = members.get("learningRate") or members["adam"]["learningRate"]
        more = {"momentum": members["momentum"]} if "momentum" in members else {}
        if members["kind"] == "nesterov":
            more["nesterov"] = True
        optimizer = getattr(tf_keras.optimizers, classes[members["kind"]])(
            learning_rate=base,
            weight_decay=members["decay"]["rate"],
            global_clipnorm=each["gradients"]["maxNorm"] or None,
            clipvalue=each["gradients"]["maxValue"] or None,
            **more,
        )
        kernel = tf.Variable(np.array(traces["kernel"]), name="kernel")
        bias = tf.Variable(np.array(traces["bias"]), name="bias")
        if not members["decay"]["all"]:
            optimizer.exclude_from_weight_decay(var_names=["bias"])
        optimizer.build([kernel, bias])
        for step, gradient in enumerate(np.array(traces["gradients"])):
            optimizer.learning_rate = rate(base, step)
            halves = tf.constant(gradient[:12]), tf.constant(gradient[12:])
            optimizer.apply_gradients(zip(halves, [kernel, bias]))
        np.testing.assert_allclose(kernel.numpy(), each["kernel"], rtol=1e-5)
        np.testing.assert_allclose(bias.numpy(), each["bias"], rtol=1e-5)
        print(each["name"], "agrees")


def case(name, trace, make, base, optimizer, decay=0.1, decay_all=False, norm=None, value=None):
    own_norm = optimizer.get("maxNorm")
    optimizer = dict(optimizer)
    flavor = "torch" if trace is torch_trace else "keras"
    members = {"kind": optimizer.pop("kind"), "learningRate": base, **optimizer}
    if members["kind"] == "adamw":
        members.pop("learningRate")
        inner = {"learningRate": base, **optimizer}
        members = {
            "kind": "adamw",
            "adam": {**inner, "decay": {"rate": 0.0, "all": False}, "flavor": flavor},
        }
    if own_norm:
        members.pop("maxNorm")
    members["decay"] = {"rate": decay, "all": decay_all}
    if members["kind"] not in ("adamw", "lamb", "lion"):
        members["flavor"] = flavor
    if own_norm:
        members["maxNorm"] = own_norm
    kernel, bias = trace(make, base, decay, decay_all, norm, value)
    return {
        "name": flavor + " " + name,
        "optimizer": members,
        "gradients": {"maxNorm": norm or 0.0, "maxValue": value or 0.0, "accumulate": 1},
        "kernel": kernel,
        "bias": bias,
    }


def betas(kind, epsilon, **more):
    return {"kind": kind, "beta1": 0.9, "beta2": 0.999, "epsilon": epsilon, **more}


def cases():
    T, O = torch_trace, torch.optim
    sgd = {"kind": "sgd", "momentum": 0.9}
    nesterov = {"kind": "nesterov", "momentum": 0.9}
    yield case("sgd", T, lambda p, lr: O.SGD(p, lr), 0.01, {"kind": "sgd", "momentum": 0.0}, norm=2.0)
    yield case("momentum", T, lambda p, lr: O.SGD(p, lr, 0.9), 0.01, sgd, norm=2.0)
    yield case("nesterov", T, lambda p, lr: O.SGD(p, lr, 0.9, nesterov=True), 0.01, nesterov, value=0.5)
    yield case("adam", T, O.Adam, 0.01, betas("adam", 1e-8), norm=2.0)
    yield case("adamw", T, O.AdamW, 0.01, betas("adamw", 1e-8), norm=2.0)
    yield case("adamw all", T, O.AdamW, 0.01, betas("adamw", 1e-8), decay_all=True, value=0.5)
    rms = {"kind": "rmsprop", "rho": 0.99, "momentum": 0.0, "epsilon": 1e-8}
    yield case("rmsprop", T, O.RMSprop, 0.01, rms, norm=2.0)
    yield case(
        "rmsprop momentum", T, lambda p, lr: O.RMSprop(p, lr, momentum=0.9), 0.01, {**rms, "momentum": 0.9}, norm=2.0
    )
    yield case("lamb", T, lambda p, lr: timm.optim.Lamb(p, lr), 0.01, betas("lamb", 1e-6, maxNorm=1.0))
    yield case(
        "lamb all", T, lambda p, lr: timm.optim.Lamb(p, lr), 0.01, betas("lamb", 1e-6, maxNorm=1.0), decay_all=True, norm=0.5
    )
    lion = {"kind": "lion", "beta1": 0.9, "beta2": 0.99}
    yield case("lion", T, lambda p, lr: timm.optim.Lion(p, lr), 0.01, lion, norm=2.0)
    K = keras_trace
    yield case("sgd", K, lambda o, **a: o.SGD(**a), 0.01, {"kind": "sgd", "momentum": 0.0}, norm=2.0)
    yield case("momentum", K, lambda o, **a: o.SGD(momentum=0.9, **a), 0.01, sgd, norm=2.0)
    yield case("nesterov", K, lambda o, **a: o.SGD(momentum=0.9, nesterov=True, **a), 0.01, nesterov, value=0.5)
    yield case("adam", K, lambda o, **a: o.Adam(**a), 0.01, betas("adam", 1e-7), norm=2.0)
    yield case("adamw", K, lambda o, **a: o.AdamW(**a), 0.01, betas("adamw", 1e-7), norm=2.0)
    yield case("adamw all", K, lambda o, **a: o.AdamW(**a), 0.01, betas("adamw", 1e-7), decay_all=True, value=0.5)
    rms = {"kind": "rmsprop", "rho": 0.9, "momentum": 0.0, "epsilon": 1e-7}
    yield case("rmsprop", K, lambda o, **a: o.RMSprop(**a), 0.01, rms, norm=2.0)
    yield case(
        "rmsprop momentum", K, lambda o, **a: o.RMSprop(momentum=0.9, **a), 0.01, {**rms, "momentum": 0.9}, norm=2.0
    )


def torch_rates(make):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 1.0)
    scheduler = make(optimizer)
    rates = []
    for _ in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


def timm_rates(**options):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 1.0)
    scheduler = timm.scheduler.CosineLRScheduler(
        optimizer, warmup_prefix=True, t_in_epochs=False, **options
    )
    return [scheduler._get_lr(step)[0] for step in range(STEPS)]


def schedules():
    S = torch.optim.lr_scheduler
    yield "step:every=0.25,by=0.5", torch_rates(lambda o: S.StepLR(o, 5, 0.5))
    yield "polynomial:power=2", torch_rates(lambda o: S.PolynomialLR(o, STEPS, 2.0))
    yield "exponential:to=0.1", torch_rates(lambda o: S.ExponentialLR(o, 0.1 ** (1 / STEPS)))
    yield "cosine:to=0.1", torch_rates(lambda o: S.CosineAnnealingLR(o, STEPS, 0.1))
    yield "cosine:cycles=4", torch_rates(lambda o: S.CosineAnnealingWarmRestarts(o, 5))
    yield "cosine:warmup=0.2,from=0.1,to=0.01,cycles=2,by=0.5", timm_rates(
        t_initial=8, lr_min=0.01, warmup_t=4, warmup_lr_init=0.1, cycle_decay=0.5, cycle_limit=2
    )
    yield "onecycle", one_cycle(S)


def one_cycle(S):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 1.0)
    scheduler = S.OneCycleLR(optimizer, 1.0, total_steps=STEPS, cycle_momentum=False)
    rates = []
    for step in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if step < STEPS - 1:
            scheduler.step()
    return rates


LOSSES = [1.0, 0.9, 0.95, 0.9, 0.91, 0.92, 0.8, 0.85, 0.83, 0.82, 0.81, 0.84, 0.9, 0.9, 0.9, 0.7, 0.71, 0.72, 0.73, 0.74]


def plateau():
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 1.0)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, factor=0.5, patience=1, cooldown=2, min_lr=0.1
    )
    rates = []
    for loss in LOSSES:
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step(loss)
    return rates


if COMPARE:
    compare(json.load(sys.stdin))
else:
    json.dump(
        {
            "kernel": KERNEL.tolist(),
            "bias": BIAS.tolist(),
            "gradients": GRADIENTS.tolist(),
            "optimizers": list(cases()),
            "schedules": dict(schedules()),
            "plateau": {"losses": LOSSES, "rates": plateau()},
        },
        sys.stdout,
        indent=1,
    )
