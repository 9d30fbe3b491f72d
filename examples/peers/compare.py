"""Stagewright against other frameworks on this machine: a Markdown table of images a second.

Every engine runs in a process of its own, by turns, since machines drift; the figure is the
median of the rounds' medians. `pip install -r requirements.txt` and `mvn package` come first.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LAUNCHER = HERE.parents[1] / "runtime/cli/target/stagewright/bin/stagewright"
PEERS = {
    ("infer", "f32"): ("keras", "torch", "torch-compile", "onnxruntime", "openvino"),
    ("infer", "bf16"): ("torch", "torch-compile", "openvino"),
    ("train", "f32"): ("keras", "torch", "torch-compile"),
    ("train", "bf16"): ("keras", "torch", "torch-compile"),
}


def stagewright(mode, batch, precision, args):
    with tempfile.TemporaryDirectory() as folder:
        figures = pathlib.Path(folder, "figures.json")
        command = [LAUNCHER, "bench", "--subjects", "engine", "--modes", mode]
        command += ["--batch", batch, "--precision", precision, "--runs", args.runs]
        command += ["--threads", args.threads, "--json", figures]
        run(command)
        read = json.loads(figures.read_text())
    return {
        "img_s": read[f"engine.{mode}.img_s"],
        "peak_memory_bytes": read[f"engine.{mode}.peak_memory_bytes"],
    }


def peer(name, mode, batch, precision, args):
    command = [sys.executable, HERE / "peer.py", name, "--mode", mode, "--batch", batch]
    command += ["--precision", precision, "--runs", args.runs, "--threads", args.threads]
    return json.loads(run(command).splitlines()[-1])


def run(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modes", nargs="+", default=["infer", "train"])
    parser.add_argument("--precisions", nargs="+", default=["f32", "bf16"])
    parser.add_argument("--batches", nargs="+", type=int, default=[1, 8, 32])
    parser.add_argument("--peers", nargs="+", help="only these")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--runs", type=int, default=5, help="steps a round")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    if not LAUNCHER.exists():
        sys.exit(f"{LAUNCHER} is not there: run mvn -DskipTests package first")
    print("| mode | precision | batch | engine | img/s | memory, GiB | Stagewright is |")
    print("|---|---|---|---|---|---|---|")
    for mode in args.modes:
        for precision in args.precisions:
            for batch in args.batches:
                compare(mode, precision, batch, args)


def compare(mode, precision, batch, args):
    if mode == "train" and batch == 1:
        return  # batch statistics of one image
    names = [n for n in PEERS[mode, precision] if not args.peers or n in args.peers]
    rates = {name: [] for name in ("stagewright", *names)}
    memory = dict.fromkeys(rates, 0)
    for _ in range(args.rounds):
        for name in rates:
            if name == "stagewright":
                found = stagewright(mode, batch, precision, args)
            else:
                found = peer(name, mode, batch, precision, args)
            rates[name].append(found["img_s"])
            memory[name] = max(memory[name], found["peak_memory_bytes"])
    ours = statistics.median(rates["stagewright"])
    for name, all_rates in rates.items():
        rate = statistics.median(all_rates)
        row = (mode, precision, batch, name, f"{rate:.1f}", f"{memory[name] / 2**30:.2f}")
        print("|", " | ".join(map(str, row)), "|", f"{ours / rate:.2f} x |", flush=True)


if __name__ == "__main__":
    main()
