"""Two things at once, and neither goes on when the other fails."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from zolal.cleaning.alongside import alongside


def test_all_steps_are_done_at_the_end_of_the_block() -> None:
    done: list[int] = []
    with alongside(done.append(n) for n in range(5)):
        pass

    assert done == [0, 1, 2, 3, 4]


def test_an_error_of_a_step_arrives() -> None:
    def steps() -> Iterator[None]:
        yield
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"), alongside(steps()):
        pass


def test_steps_stop_when_the_block_fails() -> None:
    closed: list[bool] = []

    def endless() -> Iterator[None]:
        try:
            for _ in itertools.count():
                yield
        finally:
            closed.append(True)

    with pytest.raises(KeyboardInterrupt), alongside(endless()):
        raise KeyboardInterrupt

    assert closed == [True]
