#!/usr/bin/env bash
# Test accuracy by time of training: budgets times seeds, a row each in a CSV. Nothing else should run.
#
#   examples/accuracy/run.sh [BUDGETS] [SEEDS] [FILE.csv] [more options of train]
#
# for example: examples/accuracy/run.sh "1m 3m" "1 2 3" accuracy.csv --precision f32
# The data are Debian's package dataset-fashion-mnist, or a folder in FASHION_MNIST; the command comes
# from `mvn -DskipTests package`. The recipe was chosen on a part of the 60,000 pictures, so the test set
# is looked at once for each model.
set -euo pipefail
budgets=${1:-1m 3m 10m 30m}
seeds=${2:-1 2 3}
table=${3:-accuracy.csv}
shift $(($# < 3 ? $# : 3))
here=$(cd "$(dirname "$0")" && pwd)
stagewright=${STAGEWRIGHT:-$here/../../runtime/cli/target/stagewright/bin/stagewright}
data=${FASHION_MNIST:-/usr/share/datasets/fashion-mnist}
if [ ! -f "$data/train-images-idx3-ubyte.gz" ]; then
  echo "$data: holds no Fashion-MNIST; apt-get install dataset-fashion-mnist, or set FASHION_MNIST" >&2
  exit 1
fi
if [ ! -x "$stagewright" ]; then
  echo "$stagewright: is not there; run mvn -DskipTests package first, or set STAGEWRIGHT" >&2
  exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for budget in $budgets; do
  for seed in $seeds; do
    echo "== $budget, seed $seed"
    "$stagewright" train ${NETWORK:-} --recipe "${RECIPE:-fashion}" --time "$budget" \
      --seed "$seed" --option seed="$seed" \
      --images "$data/train-images-idx3-ubyte.gz" --labels "$data/train-labels-idx1-ubyte.gz" \
      --output "$work/model.zip" "$@"
    "$stagewright" inspect "$work/model.zip" --json > "$work/model.json"
    "$stagewright" evaluate --model "$work/model.zip" \
      --images "$data/t10k-images-idx3-ubyte.gz" --labels "$data/t10k-labels-idx1-ubyte.gz" \
      --json "$work/metrics.json" > "$work/evaluation.txt"
    python3 "$here/row.py" "$budget" "$seed" "$work/model.json" "$work/metrics.json" "$table"
  done
done
python3 "$here/row.py" --summary "$table"
