"""Appends a model's figures to a table of accuracy, or sums the table up; called by run.sh."""

import csv
import json
import pathlib
import statistics
import sys

COLUMNS = (
    "budget", "seed", "network", "precision", "threads", "cpu", "steps", "epochs", "shortened",
    "seconds", "accuracy", "log_loss", "stagewright",
)


def latest(tree):
    """The model's last run, wherever it stands."""
    if isinstance(tree, dict):
        if {"settings", "results", "environment"} <= tree.keys():
            return tree
        tree = list(tree.values())
    found = (latest(each) for each in tree) if isinstance(tree, list) else ()
    return next((each for each in found if each), None)


def append(budget, seed, model, metrics, table):
    run = latest(json.loads(pathlib.Path(model).read_text()))
    measured = json.loads(pathlib.Path(metrics).read_text())
    settings, environment = run["settings"], run["environment"]
    length = json.loads(settings["length"])
    shortenings = length["shortenings"]
    row = {
        "budget": budget,
        "seed": seed,
        "network": settings["network"],
        "precision": environment.get("precision"),
        "threads": environment.get("threads"),
        "cpu": environment.get("cpu"),
        "steps": shortenings[-1]["steps"] if shortenings else length["steps"],
        "epochs": settings["epochs"],
        "shortened": len(shortenings),
        "seconds": run["results"].get("seconds"),
        "accuracy": measured["accuracy"],
        "log_loss": measured["log_loss"],
        "stagewright": run["versions"].get("stagewright"),
    }
    path = pathlib.Path(table)
    is_new = not path.exists()
    with path.open("a", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        if is_new:
            writer.writeheader()
        writer.writerow(row)
    print(f"{budget}, seed {seed}: {100 * measured['accuracy']:.2f} %")


def summarize(table):
    rows = list(csv.DictReader(pathlib.Path(table).open()))
    print("| budget | network | precision | seeds | test accuracy, mean | lowest |")
    print("|---|---|---|---|---|---|")
    groups = {}
    for row in rows:
        key = (row["budget"], row["network"], row["precision"])
        groups.setdefault(key, []).append(100 * float(row["accuracy"]))
    for key, found in groups.items():
        mean = f"{statistics.mean(found):.2f} %"
        print("|", " | ".join((*key, str(len(found)), mean, f"{min(found):.2f} %")), "|")


if __name__ == "__main__":
    summarize(sys.argv[2]) if sys.argv[1] == "--summary" else append(*sys.argv[1:])
