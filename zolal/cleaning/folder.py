"""The output folder: written beside, then moved in whole, or not at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from zolal.cleaning.signals import undisturbed
from zolal.engine.files import FileError
from zolal.engine.records import N_

FILES = (
    "records.csv",
    "customers.csv",
    "customers.xlsx",
    "issues.csv",
    "duplicates.csv",
    "profile.json",
    "report.html",
)
"""What a run writes. Nothing else in the output folder is ever touched."""

_ANOTHER = N_("choose another folder with --out")
_ROOM = N_("make room or choose another folder with --out, and try again")
_PROBLEMS = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk space you may use is full"),
    errno.EFBIG: N_("a file would be larger than the system allows"),
    errno.EACCES: N_("there is no permission to write"),
    errno.EPERM: N_("there is no permission to write"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOTDIR: N_("a part of the path is a file, not a folder"),
    errno.EEXIST: N_("a part of the path is a file, not a folder"),
}
_REMEDIES = {errno.ENOSPC: _ROOM, errno.EDQUOT: _ROOM, errno.EFBIG: _ROOM}


@contextmanager
def output_folder(out: Path, *, inputs: Sequence[Path] = (), force: bool = False) -> Iterator[Path]:
    """An empty folder to write `FILES` into; when the block ends well they appear in `out` together, else nothing does.

    Whatever would stop the writing at the end is asked before the block begins: `out` is a file, cannot be written,
    holds an earlier run (and not `force`), or one of `inputs` would be overwritten. Each raises `FileError`.
    """
    with explained(out):
        target = Path(os.path.realpath(out))
        _refuse_unfit(out, target, inputs, force)
        missing = [folder for folder in target.parents if not folder.exists()]
    # In an existing folder (it may be a mount of its own), else beside the one to come.
    home = target if target.exists() else target.parent
    partial = home / f".{target.name}.partial-{token_hex(4)}"
    try:
        with explained(out):
            home.mkdir(parents=True, exist_ok=True)
            partial.mkdir(mode=0o700)
            results = partial / "results"
            results.mkdir()
        yield results
        with undisturbed(), explained(out):
            _publish(results, target)
    finally:
        with undisturbed():
            shutil.rmtree(partial, ignore_errors=True)
            for folder in missing:
                _remove_if_empty(folder)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system says about writing `path` into a `FileError` with a sentence for people."""
    try:
        yield
    except OSError as error:
        number = _error_number(error)
        raise FileError(
            file=str(path),
            problem=_PROBLEMS.get(number, N_("it cannot be written ({reason})")),
            remedy=_REMEDIES.get(number, _ANOTHER),
            reason=error.strerror or str(error),
        ) from error


def _error_number(error: OSError) -> int:
    """Native libraries tell it in the text only."""
    told = re.search(r"\(os error (\d+)\)", str(error))
    return error.errno or int(told[1] if told else 0)


def _refuse_unfit(out: Path, target: Path, inputs: Sequence[Path], force: bool) -> None:
    if target.exists() and not target.is_dir():
        raise FileError(file=str(out), problem=N_("it is a file, but results go into a folder"), remedy=_ANOTHER)
    own = {target / name for name in FILES}
    for path in inputs:
        if Path(os.path.realpath(path)) in own:
            raise FileError(
                file=str(path),
                problem=N_("this run would overwrite it, and it is one of the files to read"),
                remedy=N_("rename or move it first, or choose another folder with --out"),
            )
    if not force and any(path.exists() for path in own):
        raise FileError(
            file=str(out),
            problem=N_("it holds the results of an earlier run"),
            remedy=N_("add --force to replace them, or choose another folder with --out"),
        )


def _publish(results: Path, target: Path) -> None:
    if not target.exists():
        results.rename(target)
        return
    earlier = results.with_name("earlier")
    earlier.mkdir()
    moves = [(target / name, earlier / name) for name in FILES if (target / name).exists()]
    moves += [(results / name, target / name) for name in FILES]
    done: list[tuple[Path, Path]] = []
    try:
        for source, goal in moves:
            source.rename(goal)
            done.append((source, goal))
    except OSError:
        for source, goal in reversed(done):
            goal.rename(source)
        raise


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
