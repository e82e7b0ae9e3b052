"""One Ctrl-C stops the work; nothing stops the tidying up after it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from zolal.cleaning.signals import stop_politely, undisturbed


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    stops = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {stop: signal.getsignal(stop) for stop in stops}
    for stop in stops:
        signal.signal(stop, signal.default_int_handler if stop == signal.SIGINT else signal.SIG_DFL)
    stop_politely()
    yield
    for stop, handler in before.items():
        signal.signal(stop, handler)


def press_ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_interrupts() -> None:
    with pytest.raises(KeyboardInterrupt):
        press_ctrl_c()


def test_another_ctrl_c_lets_the_tidying_up_go_on() -> None:
    tidied = []

    def work() -> None:
        try:
            raise KeyboardInterrupt
        finally:
            press_ctrl_c()
            tidied.append("all")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert tidied == ["all"]


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGHUP])
def test_other_stops_end_with_the_code_shells_expect(stop: signal.Signals) -> None:
    with pytest.raises(SystemExit) as end:
        os.kill(os.getpid(), stop)
    assert end.value.code == 128 + stop


def test_undisturbed_moments_are_not_interrupted() -> None:
    with undisturbed():
        press_ctrl_c()
    with pytest.raises(KeyboardInterrupt):
        press_ctrl_c()


def test_a_signal_that_was_ignored_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop_politely()
    press_ctrl_c()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
