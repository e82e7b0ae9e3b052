"""Work in a second process is the same work, whatever becomes of that process."""

from __future__ import annotations

import math
import os
import signal
import time
from collections import Counter

import pytest

from zolal.core.aside import Aside


def test_results_come_in_the_order_of_the_calls() -> None:
    with Aside() as aside:
        assert list(aside.map(math.factorial, [(number,) for number in range(6)])) == [1, 1, 2, 6, 24, 120]
        assert list(aside.map(os.getpid, [(), ()])) == [os.getpid(), aside.pid]


def test_results_keep_their_order_while_both_processes_work() -> None:
    with Aside() as aside:
        assert list(aside.map(math.factorial, [(number,) for number in range(60)])) == list(
            map(math.factorial, range(60))
        )


def slow(_number: int) -> int:
    """Which process it is, after a while."""
    time.sleep(0.02)
    return os.getpid()


def test_both_processes_have_their_share() -> None:
    with Aside() as aside:
        shares = Counter(aside.map(slow, [(number,) for number in range(60)]))
        assert shares.keys() == {os.getpid(), aside.pid}
    assert min(shares.values()) >= 15


def test_what_stands_before_an_error_is_given_first() -> None:
    found: list[int] = []
    with Aside() as aside, pytest.raises(ValueError, match="factorial"):
        found.extend(aside.map(math.factorial, [(1,), (2,), (3,), (-1,), (4,)]))
    assert found == [1, 2, 6]


def test_an_error_is_the_one_of_a_plain_call() -> None:
    with Aside() as aside, pytest.raises(ValueError, match="factorial"):
        list(aside.map(math.factorial, [(2,), (-1,)]))


def test_work_goes_on_here_when_the_process_is_killed() -> None:
    found = []
    with Aside() as aside:
        for result in aside.map(math.factorial, [(number,) for number in range(6)]):
            found.append(result)
            if len(found) == 2:
                os.kill(aside.pid, signal.SIGKILL)
    assert found == [1, 1, 2, 6, 24, 120]
