"""Writes metrics.json: cases with what scikit-learn makes of them (made with 1.9.1, float64),
and torchmetrics (1.9.0) of the calibration error.

python make_metrics.py > metrics.json
"""
import json
import math
import warnings

import numpy as np
import torch
from sklearn import metrics as sk
from torchmetrics.functional.classification import (
    binary_calibration_error, multiclass_calibration_error)

warnings.simplefilter("ignore")  # of what is not defined: the values tell
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20)


def probabilities(n, classes, ties):
    logits = rng.normal(size=(n, classes)) * 2
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return np.round(p * 8) / 8 if ties else p


def map_at(k, truth, scores):
    """As competitions define it; scikit-learn does not have it."""
    total = 0.0
    for row, score in zip(truth, scores):
        best = np.argsort(-score, kind="stable")[:k]
        hits = 0
        average = 0.0
        for rank, label in enumerate(best, 1):
            if row[label]:
                hits += 1
                average += hits / rank
        total += average / min(row.sum(), k) if row.any() else 0.0
    return total / len(truth)


def calibration_error(truth, scores):
    """Of sigmoids; all outputs together."""
    return float(binary_calibration_error(
        torch.tensor(scores).flatten(), torch.tensor(truth).flatten(), n_bins=15, norm="l1"))


def per_class(truth, found, labels):
    values = sk.precision_recall_fscore_support(truth, found, labels=labels, zero_division=0)
    return np.stack(values, axis=1).tolist()


def single(name, truth, scores):
    classes = range(scores.shape[1])
    found = scores.argmax(axis=1)
    onehot = np.eye(scores.shape[1], dtype=int)[truth]
    expected = {
        "accuracy": sk.accuracy_score(truth, found),
        "balanced_accuracy": sk.balanced_accuracy_score(truth, found),
        "macro_f1": sk.f1_score(truth, found, average="macro"),
        "quadratic_weighted_kappa": sk.cohen_kappa_score(truth, found, weights="quadratic"),
        "top_2_accuracy": top_k(truth, scores, 2, classes),
        "auc": sk.roc_auc_score(onehot, scores, average="macro"),
        "map": sk.average_precision_score(onehot, scores, average="macro"),
        "map_at_2": map_at(2, onehot, scores),
    }
    if np.allclose(scores.sum(axis=1), 1):
        expected["log_loss"] = sk.log_loss(truth, scores, labels=classes)
        expected["brier_score"] = sk.brier_score_loss(
            truth, scores, labels=classes, scale_by_half=False)
        expected["expected_calibration_error"] = float(multiclass_calibration_error(
            torch.tensor(scores), torch.tensor(truth), len(classes), n_bins=15, norm="l1"))
    return case("single_label", name, onehot, scores, expected, per_class(truth, found, classes),
                sk.confusion_matrix(truth, found, labels=classes).tolist())


def top_k(truth, scores, k, classes):
    return float(sk.top_k_accuracy_score(truth, scores, k=k, labels=classes))


def best_f_beta(truth, score, beta):
    if not truth.any():
        return 0.0
    return max(
        sk.fbeta_score(truth, score >= t, beta=beta, zero_division=0) for t in np.unique(score)
    )


def several(name, truth, scores):
    found = scores >= 0.5
    columns = range(truth.shape[1])
    expected = {
        "accuracy": sk.accuracy_score(truth, found),
        "macro_f1": sk.f1_score(truth, found, average="macro", zero_division=0),
        "f_beta": sk.fbeta_score(truth, found, beta=2, average="macro", zero_division=0),
        "f_beta_tuned": np.mean([best_f_beta(truth[:, i], scores[:, i], 2) for i in columns]),
        "auc": sk.roc_auc_score(truth, scores, average="macro"),
        "map": sk.average_precision_score(truth, scores, average="macro"),
        "map_at_2": map_at(2, truth, scores),
        "log_loss": np.mean(
            [sk.log_loss(truth[:, i], scores[:, i], labels=[0, 1]) for i in columns]
        ),
        "brier_score": np.mean(
            [sk.brier_score_loss(truth[:, i], scores[:, i], labels=[0, 1]) for i in columns]
        ),
        "expected_calibration_error": calibration_error(truth, scores),
    }
    return case("multi_label", name, truth, scores, expected, per_class(truth, found, None), [])


def binary(name, truth, scores):
    found = scores >= 0.5
    expected = {
        "accuracy": sk.accuracy_score(truth, found),
        "balanced_accuracy": sk.balanced_accuracy_score(truth, found),
        "macro_f1": sk.f1_score(truth, found, average="macro"),
        "f1": sk.f1_score(truth, found, zero_division=0),
        "f_beta": sk.fbeta_score(truth, found, beta=2, zero_division=0),
        "f_beta_tuned": best_f_beta(truth, scores, 2),
        "quadratic_weighted_kappa": sk.cohen_kappa_score(truth, found, weights="quadratic"),
        "auc": sk.roc_auc_score(truth, scores),
        "average_precision": sk.average_precision_score(truth, scores),
        "log_loss": sk.log_loss(truth, scores, labels=[0, 1]),
        "brier_score": sk.brier_score_loss(truth, scores, labels=[0, 1]),
        "expected_calibration_error": calibration_error(truth, scores),
    }
    return case("binary", name, truth[:, None], scores[:, None], expected,
                per_class(truth, found, [0, 1]),
                sk.confusion_matrix(truth, found, labels=[0, 1]).tolist())


def regression(name, truth, found):
    expected = {
        "rmse": sk.root_mean_squared_error(truth, found),
        "mae": sk.mean_absolute_error(truth, found),
        "r2": sk.r2_score(truth, found),
    }
    return case("regression", name, truth, found, expected, [], [])


def case(task, name, targets, outputs, expected, classes, confusion):
    return {
        "task": task,
        "name": name,
        "targets": np.asarray(targets, dtype=float).tolist(),
        "outputs": np.asarray(outputs, dtype=float).tolist(),
        "expected": {
            key: None if math.isnan(value) else float(value) for key, value in expected.items()
        },
        "classes": classes,
        "confusion": confusion,
    }


labels = (rng.random((25, 4)) < 0.4).astype(int)
labels[:, 0] |= labels.sum(axis=1) == 0
yes = (rng.random(30) < 0.3).astype(int)
values = rng.normal(size=(12, 3)) * [1, 10, 100] + [0, 5, -50]
constant = np.column_stack([np.full(12, 0.5), np.full(12, 0.5), values[:, 0]])
missed = constant + np.column_stack([np.zeros(12), np.full(12, 0.25), values[:, 1]])

cases = [
    single("random", rng.integers(0, 5, 40), probabilities(40, 5, False)),
    single("ties", rng.integers(0, 4, 30), probabilities(30, 4, True)),
    single("class 1 absent", rng.choice([0, 2, 3], 30), probabilities(30, 4, False)),
    single("class 1 absent, never predicted", rng.choice([0, 2], 20),
           np.tile([0.2, 0.1, 0.3, 0.4], (20, 1))),
    single("one class", np.full(10, 2), probabilities(10, 3, False)),
    single("one class, always right", np.full(5, 1), np.tile([0.25, 0.5, 0.25], (5, 1))),
    single("certain", np.array([0, 1, 2, 0]), np.eye(3)[[0, 1, 1, 2]]),
    several("random", labels, rng.random(labels.shape)),
    several("ties", labels, np.round(rng.random(labels.shape) * 4) / 4),
    several("label without images", np.column_stack([labels, np.zeros(25, dtype=int)]),
            rng.random((25, 5))),
    several("label of all images", np.column_stack([labels, np.ones(25, dtype=int)]),
            rng.random((25, 5))),
    several("image without labels", np.vstack([labels, np.zeros(4, dtype=int)]),
            rng.random((26, 4))),
    binary("random", yes, rng.random(30)),
    binary("ties", yes, np.round(rng.random(30) * 4) / 4),
    binary("all yes", np.ones(8, dtype=int), rng.random(8)),
    binary("none yes", np.zeros(8, dtype=int), rng.random(8)),
    binary("none yes, none said", np.zeros(8, dtype=int), rng.random(8) / 2),
    binary("certain", np.array([0, 1, 1, 0]), np.array([0.0, 1.0, 0.0, 1.0])),
    regression("random", values, values + rng.normal(size=values.shape)),
    regression("one column", values[:, :1], values[:, :1] * 0.9),
    regression("constant truth", constant, missed),
    regression("one image", values[:1], values[:1] + 1),
]
print("[\n" + ",\n".join(json.dumps(each) for each in cases) + "\n]")
