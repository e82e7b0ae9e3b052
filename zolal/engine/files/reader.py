"""Reading a file: this side starts a child that parses within limits, and gathers what the child sends."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import polars as pl

from zolal.engine.files.error import FileError, too_heavy
from zolal.engine.files.limits import Limits
from zolal.engine.files.pipe import BATCH, ERROR, ISSUES, TABLE, BrokenStreamError, receive
from zolal.engine.files.sheet import ISSUE_SCHEMA, too_big
from zolal.engine.files.table import Table
from zolal.engine.records import N_

_ENGINE = Path(__file__).resolve().parents[1]
# The child meets unknown files: of the engine it loads the reading part alone, which also starts sooner.
_START = """
import sys, types
engine = sys.modules["zolal.engine"] = types.ModuleType("zolal.engine")
engine.__path__ = [sys.argv[1]]
sys.path.insert(0, sys.argv[2])
from zolal.engine.files.child import main
main(sys.argv[3])
"""
# Threads and allocator arenas cost address space, which is what the child's limit counts.
_ENVIRONMENT = {"POLARS_MAX_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
_IN_LINE = 4


def read(
    path: str | Path,
    *,
    sheet: str = "",
    delimiter: str = "",
    encoding: str = "",
    header_row: int | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> list[Table]:
    """The tables of a file, one for each sheet with data in it; what the file is, its content tells, not its name.

    CSV and its kin, XLSX, XLSM, XLSB, XLS, ODS, Parquet and vCard. Options left out are recognised; `header_row` is
    1-based, 0 says that there is no header. A line break ends a record: blank lines are records of empty cells wherever
    they stand, and the last line's own break starts no further one. Raises `FileError` and nothing else.
    """
    path = Path(path)
    try:
        size = _size(path)
        request = {
            "path": str(path.absolute()),
            "sheet": sheet,
            "delimiter": delimiter,
            "encoding": encoding,
            "header_row": header_row,
            "limits": asdict(limits),
            "seconds": limits.deadline(size),
        }
        with _child(request, limits.deadline(size)) as answer:
            return gather(answer, _readable(path.name), limits)
    except FileError as error:
        error.file = _readable(path)  # as it was given: files in several folders may have one name
        raise


def _readable(path: str | Path) -> str:
    """The path as a text, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _size(path: Path) -> int:
    """The size of a readable regular file with something in it."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise FileError(problem=N_("this is a folder"), remedy=N_("name the files in it"))
        if not stat.S_ISREG(about.st_mode):
            raise FileError(
                problem=N_("this is a device or a pipe, not a file"), remedy=N_("save its content in a file")
            )
        with path.open("rb"):
            pass
    except (OSError, ValueError) as error:
        raise _unopened(error) from error
    if not about.st_size:
        raise FileError(problem=N_("this file is empty"), remedy=N_("give a file with a header and rows below it"))
    return about.st_size


def _unopened(error: Exception) -> FileError:
    if isinstance(error, PermissionError):
        return FileError(
            problem=N_("there is no permission to read this file"), remedy=N_("ask its owner for it, or copy it here")
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileError(problem=N_("there is no such file"), remedy=N_("check its name and folder"))
    return FileError(problem=N_("this file cannot be opened"), remedy=N_("check its name and the disk it is on"))


@contextmanager
def _child(request: dict[str, Any], seconds: float) -> Iterator[IO[bytes]]:
    """What a fresh reading child answers; it lives no longer than this block.

    It holds itself to `seconds` of the processors. By the clock it may take several times that: on a busy machine it
    stands in line, and a good file shall not be refused for it.
    """
    with subprocess.Popen(  # noqa: S603 - our own interpreter and code; the request is data
        [sys.executable, "-I", "-c", _START, str(_ENGINE), str(_ENGINE.parents[1]), json.dumps(request)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_ENVIRONMENT},
        bufsize=1 << 20,
    ) as process:
        watchdog = threading.Timer(seconds * _IN_LINE, process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            assert process.stdout is not None
            yield process.stdout
        finally:
            watchdog.cancel()
            process.kill()


def gather(answer: IO[bytes], file: str, limits: Limits) -> list[Table]:
    """The tables that a child's answer tells of."""
    tables: list[Table] = []
    batches: list[pl.DataFrame] = []
    issues: list[pl.DataFrame] = []
    received = 0
    for kind, payload in _alive(answer):
        received += len(payload)
        if received > limits.unpacked:
            raise too_big(N_("the table unpacks to more than {limit} bytes"), limits.unpacked)
        if kind == ERROR:
            raise _told(json.loads(payload))
        if kind == BATCH:
            batches.append(pl.read_ipc_stream(BytesIO(payload)))
        elif kind == ISSUES:
            issues.append(pl.read_ipc_stream(BytesIO(payload)))
        else:
            if kind == TABLE:
                tables.append(_table(file, batches, issues, json.loads(payload)))
            batches, issues = [], []
    return tables


def _alive(answer: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    try:
        yield from receive(answer)
    except BrokenStreamError as error:
        raise too_heavy() from error


def _told(told: dict[str, Any]) -> FileError:
    error = FileError(problem=told["problem"], remedy=told["remedy"], place=told["place"], **told["params"])
    if told["cause"]:
        error.add_note(told["cause"])
    return error


def _table(file: str, batches: list[pl.DataFrame], issues: list[pl.DataFrame], about: dict[str, Any]) -> Table:
    widest = max(batches, key=lambda batch: batch.width).columns
    frames = [
        batch.with_columns(pl.lit("").alias(name) for name in widest[batch.width :])
        if batch.width < len(widest)
        else batch
        for batch in batches
    ]
    return Table(
        file=file,
        sheet=about["sheet"],
        frame=pl.concat(frames, rechunk=False),
        issues=pl.concat(issues, rechunk=False) if issues else pl.DataFrame(schema=ISSUE_SCHEMA),
        encoding=about["encoding"],
        delimiter=about["delimiter"],
        header_row=about["header_row"],
    )
