"""Writes suspects.json: given labels and probabilities, of which cleanlab (made with 2.9.0) flags some
as wrongly labeled by confident learning.

python make_suspects.py > suspects.json
"""
import json

import numpy as np
from cleanlab.filter import find_label_issues

rng = np.random.default_rng(21)


def case(name, classes, n, noise, sharpness, given=None):
    truth = rng.integers(0, classes, n)
    if given is None:
        swapped = rng.random(n) < noise
        given = np.where(swapped, (truth + rng.integers(1, classes, n)) % classes, truth)
    else:
        given = np.full(n, given)
        given[: n // 2] = (given[: n // 2] + 1) % classes
    logits = rng.normal(size=(n, classes)) + sharpness * np.eye(classes)[truth]
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    flagged = find_label_issues(given, p, filter_by="confident_learning")
    rounded = [[float(f"{x:.9g}") for x in row] for row in p]
    return {"name": name, "given": given.tolist(), "probabilities": rounded,
            "flagged": np.flatnonzero(flagged).tolist()}


cases = [
    case("few swapped", 5, 200, 0.05, 3),
    case("many swapped", 3, 120, 0.3, 2),
    case("unsure", 4, 100, 0.1, 0.5),
    case("a class that nobody was given", 4, 60, 0, 2, given=1),
]
print("[\n" + ",\n".join(json.dumps(each) for each in cases) + "\n]")
