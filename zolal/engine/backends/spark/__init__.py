"""The engine on Apache Spark: the same functions, each on a part of the rows."""

from zolal.engine.backends.spark.backend import Spark
from zolal.engine.backends.spark.matching import Matched, match
from zolal.engine.backends.spark.normal import Normal, normalise

__all__ = ["Matched", "Normal", "Spark", "match", "normalise"]
