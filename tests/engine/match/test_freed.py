"""What a stage has let go is there for others on the machine, not only for its own process."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import psutil
import pytest

from zolal.engine.match.freed import MANY, give_back

PIECES = 400


def test_free_memory_between_kept_pieces_goes_back_to_the_system() -> None:
    process = psutil.Process()
    # Pieces that the C library serves from its heap, once it has seen larger ones go; every tenth is kept.
    np.ones(16 << 20, dtype=np.uint8)
    pieces = [np.ones(1 << 19, dtype=np.uint8) for _ in range(PIECES)]
    kept = pieces[::10]
    del pieces
    give_back(MANY - 1)
    before = process.memory_info().rss
    give_back(MANY)
    assert before - process.memory_info().rss > PIECES * (1 << 19) // 2
    assert all(piece.all() for piece in kept)


@pytest.mark.parametrize(("wish", "asked"), [("", "0"), ("1", "1")], ids=["nobody has a wish", "the operator has one"])
def test_memory_is_asked_for_in_pages_that_need_not_be_put_together(wish: str, asked: str) -> None:
    told = {name: value for name, value in os.environ.items() if name != "NUMPY_MADVISE_HUGEPAGE"}
    code = "import zolal.engine.match.resolve, numpy._core.multiarray as m; print(int(m._get_madvise_hugepage()))"
    run = [sys.executable, "-c", code]
    environment = told | ({"NUMPY_MADVISE_HUGEPAGE": wish} if wish else {})
    assert subprocess.run(run, env=environment, check=True, capture_output=True, text=True).stdout.strip() == asked
