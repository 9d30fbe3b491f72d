"""Scores pictures, saves the scorer in a pipeline, and scores with that once more.

Usage: score.py MODEL PICTURES SAVED; prints a line a picture: path, label, probabilities in full.
"""

import sys

from pyspark.ml import Pipeline, PipelineModel
from pyspark.sql import SparkSession

from dev.stagewright.spark import ImageScorer


def lines(rows):
    return [
        "\t".join([row.path, row.prediction, *map(repr, row.probability.toArray().tolist())])
        for row in rows
    ]


def main(model, pictures, saved):
    with SparkSession.builder.master("local[1]").getOrCreate() as spark:
        files = spark.read.format("binaryFile").load(pictures).orderBy("path").coalesce(1)
        scorer = ImageScorer(model=model, batchSize=4)
        assert scorer.getOrDefault("batchSize") == 4
        scored = lines(scorer.transform(files).collect())
        Pipeline(stages=[scorer]).fit(files).write().save(saved)
        loaded = PipelineModel.load(saved)
        assert isinstance(loaded.stages[0], ImageScorer), loaded.stages
        assert loaded.stages[0].getOrDefault("batchSize") == 4
        assert lines(loaded.transform(files).collect()) == scored
        features = ImageScorer(model=model).setParams(featuresLayer="avg_pool")
        assert features.transform(files).first().features.size == 64
    print("\n".join(scored))


main(*sys.argv[1:])
