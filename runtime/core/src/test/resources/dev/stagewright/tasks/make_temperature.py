"""Writes temperature.json: probabilities, targets and the temperature of the least cross-entropy
(made with scipy 1.17.1).

python make_temperature.py > temperature.json
"""
import json

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_expit, log_softmax, softmax

rng = np.random.default_rng(15)


def best(loss):
    found = minimize_scalar(
        lambda log_t: loss(np.exp(-log_t)), bounds=(-4, 4), method="bounded",
        options={"xatol": 1e-12, "maxiter": 1000},
    )
    return float(np.exp(found.x))


def softmax_case(name, sharpness):
    truth = rng.integers(0, 4, 60)
    logits = rng.normal(size=(60, 4)) + 1.5 * np.eye(4)[truth]
    logits *= sharpness
    targets = np.eye(4)[truth]
    temperature = best(lambda b: -(targets * log_softmax(logits * b, axis=1)).sum(axis=1).mean())
    return case("single_label", name, softmax(logits, axis=1), targets, temperature,
                softmax(logits / temperature, axis=1))


def sigmoid_case(task, name, columns, sharpness):
    targets = (rng.random((60, columns)) < 0.4).astype(float)
    logits = sharpness * (rng.normal(size=targets.shape) + 2 * targets - 1)
    temperature = best(
        lambda b: -(targets * log_expit(b * logits) + (1 - targets) * log_expit(-b * logits)).mean()
    )
    return case(task, name, expit(logits), targets, temperature, expit(logits / temperature))


def case(task, name, outputs, targets, temperature, calibrated):
    return {
        "task": task,
        "name": name,
        "outputs": outputs.tolist(),
        "targets": targets.tolist(),
        "temperature": temperature,
        "calibrated": calibrated.tolist(),
    }


cases = [
    softmax_case("too sure", 4),
    softmax_case("not sure enough", 0.3),
    sigmoid_case("multi_label", "too sure", 3, 3),
    sigmoid_case("binary", "not sure enough", 1, 0.5),
]
print("[\n" + ",\n".join(json.dumps(each) for each in cases) + "\n]")
