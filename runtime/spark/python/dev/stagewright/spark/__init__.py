"""Stagewright's models in PySpark's ML pipelines.

The package is named as the Java one: PySpark finds a saved stage's Python class by its Java name.
"""

from pyspark import keyword_only
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaTransformer

__all__ = ["ImageScorer"]


def _param(name, doc, converter=TypeConverters.toString):
    return Param(Params._dummy(), name, doc, typeConverter=converter)


class ImageScorer(JavaTransformer, JavaMLReadable, JavaMLWritable):
    """Tells what pictures show, in a column of their bytes or of their paths.

    Adds the columns ``predictionCol`` (the label; an array of labels; of regression a vector of
    values), ``probabilityCol`` (a vector; none for regression), ``featuresCol`` if
    ``featuresLayer`` names a layer, and ``errorCol``, which says why there is no prediction, unless
    ``handleInvalid`` is ``"error"``. Java's class ``dev.stagewright.spark.ImageScorer`` tells more.
    """

    model = _param("model", "the file that stagewright train saved")
    inputCol = _param("inputCol", "the column of pictures' bytes or paths")
    predictionCol = _param("predictionCol", "the column of labels or values")
    probabilityCol = _param("probabilityCol", "the column of probabilities")
    featuresCol = _param("featuresCol", "the column of the features of featuresLayer")
    errorCol = _param("errorCol", "the column of reasons why there is no prediction")
    featuresLayer = _param("featuresLayer", "the layer whose features are told")
    handleInvalid = _param("handleInvalid", "of a picture without a prediction: keep or error")
    precision = _param("precision", "what the engine computes in: f32 or bf16")
    batchSize = _param(
        "batchSize", "how many pictures are computed at once", TypeConverters.toInt
    )
    threads = _param(
        "threads",
        "of an executor's engine; 0 for as many as it has cores",
        TypeConverters.toInt,
    )
    allowedClasses = _param(
        "allowedClasses",
        "classes of yours that the model may name",
        TypeConverters.toListString,
    )

    @keyword_only
    def __init__(
        self,
        *,
        model=None,
        inputCol="content",
        predictionCol="prediction",
        probabilityCol="probability",
        featuresCol="features",
        errorCol="error",
        featuresLayer="",
        handleInvalid="keep",
        precision="f32",
        batchSize=16,
        threads=0,
        allowedClasses=(),
    ):
        super().__init__()
        self._java_obj = self._new_java_obj(
            "dev.stagewright.spark.ImageScorer", self.uid
        )
        self._set(**self._input_kwargs)

    def setParams(self, **settings):
        """Sets any of the constructor's arguments.

        :return: this
        """
        return self._set(**settings)
