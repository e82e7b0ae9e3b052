"""A Spark cluster on this machine: a master and workers as processes of their own, as on several machines."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

BIN = Path(pyspark.__file__).parent / "bin" / "spark-class"
DEPLOY = "org.apache.spark.deploy"
PATIENCE = 60  # seconds for a process to say that it is ready


@contextmanager
def cluster(*, workers: int = 2, memory: str = "1g", partitions: int = 8) -> Iterator[SparkSession]:
    """A session on a fresh cluster of workers with one core each; all of it is gone at the end.

    `memory` is that of each worker's Java side; a shuffle makes up to so many `partitions`.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zolal-spark-")))
        master = stack.enter_context(_process(folder, "master", f"{DEPLOY}.master.Master", *_at("--webui-port", "0")))
        address = _said(master, r"Starting Spark master at (spark://\S+)")
        for number in range(workers):
            arguments = ["--cores", "1", "--memory", memory, "--work-dir", str(folder / f"work-{number}"), address]
            log = stack.enter_context(
                _process(folder, f"worker-{number}", f"{DEPLOY}.worker.Worker", *_at("--webui-port", "0"), *arguments)
            )
            _said(log, r"Successfully registered with master")
        session = _session(address, folder, memory, partitions)
        stack.callback(session.stop)
        yield session


def _at(*options: str) -> list[str]:
    return ["--host", "127.0.0.1", "--port", "0", *options]


@contextmanager
def _process(folder: Path, name: str, *command: str) -> Iterator[Path]:
    """A process of the cluster while the block runs, and its log."""
    log = folder / f"{name}.log"
    environment = {
        **os.environ,
        "SPARK_LOCAL_DIRS": str(folder),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "POLARS_MAX_THREADS": "1",
    }
    with log.open("wb") as out:
        process = subprocess.Popen([BIN, *command], stdout=out, stderr=out, env=environment)
    try:
        yield log
    finally:
        process.terminate()
        process.wait()


def _said(log: Path, pattern: str) -> str:
    """What a log says, once it does. TimeoutError when it does not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := re.search(pattern, log.read_text("utf-8", errors="replace")):
            return found.group(found.re.groups)
        time.sleep(0.1)
    raise TimeoutError(f"{log.stem} does not get ready:\n{log.read_text('utf-8', errors='replace')[-2000:]}")


def _session(master: str, folder: Path, memory: str, partitions: int) -> SparkSession:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "spark.executor.memory": memory,
        "spark.driver.memory": "2g",
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(folder),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(partitions),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master(master).appName("zolal")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
