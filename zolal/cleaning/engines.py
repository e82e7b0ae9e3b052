"""Which machines do the work: `ZOLAL_ENGINE` says so, read here at the edge."""

from __future__ import annotations

import importlib.util
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from zolal.engine.pipeline.backend import Backend, OneMachine
from zolal.engine.records import N_, Translate

_UNKNOWN = N_("ZOLAL_ENGINE is “{name}”; it may be “spark”, or empty for this machine alone.")
_SILENT = N_("Spark does not start; it needs Java 17 or newer and, where ZOLAL_SPARK_MASTER is set, a master there.")
_MISSING = N_("ZOLAL_ENGINE is “spark”, but PySpark is not installed; install zolal[spark], and Java 17 or newer.")


class NoEngine(ValueError):
    """The engine asked for is not there."""

    def __init__(self, pattern: str, name: str) -> None:
        self.pattern, self.name = pattern, name
        super().__init__(pattern.format(name=name))

    def text(self, translate: Translate) -> str:
        """One sentence for the user."""
        return translate(self.pattern).format(name=self.name)


@contextmanager
def engine(environment: Mapping[str, str]) -> Iterator[Backend]:
    """The backend that `ZOLAL_ENGINE` names, for as long as the block runs. Raises `NoEngine`.

    Spark is reached as its own configuration says: `spark-submit`, `SPARK_CONF_DIR`, or `ZOLAL_SPARK_MASTER`.
    """
    name = environment.get("ZOLAL_ENGINE", "").strip().lower()
    if name not in ("", "spark"):
        raise NoEngine(_UNKNOWN, name)
    if not name:
        yield OneMachine()
        return
    if importlib.util.find_spec("pyspark") is None:
        raise NoEngine(_MISSING, name)
    # Workers run the Python that we run in, unless somebody says otherwise.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra
    from pyspark.sql import SparkSession  # noqa: PLC0415 - of the same

    from zolal.engine.backends.spark import Spark  # noqa: PLC0415 - stands on that extra

    # None of our tables is one of pandas.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    builder = SparkSession.builder.appName("zolal")
    if master := environment.get("ZOLAL_SPARK_MASTER"):
        builder = builder.master(master)
    try:
        session = builder.getOrCreate()
    except PySparkException as error:
        raise NoEngine(_SILENT, name) from error
    try:
        yield Spark(session)
    finally:
        session.stop()
