"""How far it is, on a terminal and in a log."""

from __future__ import annotations

import io

import pytest

from zolal.cleaning.progress import Progress
from zolal.i18n import Language, translator


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


CALLS = [(0, "Reading", 0.0), (2, "Reading", 0.1), (30, "Matching", 0.5), (45, "Matching", 0.75)]


def run(stream: io.StringIO, lang: Language) -> Progress:
    clock = Clock()
    with Progress(stream, translator(lang), lang, clock) as progress:
        for clock.now, stage, share in CALLS:
            progress(stage, share)
        clock.now = 60
    return progress


def fail(stream: io.StringIO) -> None:
    with Progress(stream, str, "en") as progress:
        progress("Reading", 0.5)
        raise RuntimeError


def test_a_terminal_shows_one_line_with_an_estimate() -> None:
    stream = Terminal()
    run(stream, "en")

    drawn = stream.getvalue().split("\r\x1b[2K")
    assert drawn == [
        "",
        "Reading: 0%",
        "Reading: 10%, about 18 s left",
        "Matching: 50%, about 30 s left",
        "Matching: 75%, about 15 s left",
        "",
    ]


def test_the_line_speaks_persian() -> None:
    stream = Terminal()
    run(stream, "fa")

    assert "تطبیق: ۷۵٪، حدود ۱۵ ثانیه مانده" in stream.getvalue()


def test_a_log_gets_one_line_for_each_finished_stage() -> None:
    stream = io.StringIO()
    run(stream, "en")

    assert stream.getvalue() == "Reading: 30.0 s\nMatching: 30.0 s\n"


def test_what_is_said_after_a_failure_stands_alone() -> None:
    terminal, log = Terminal(), io.StringIO()
    for stream in (terminal, log):
        with pytest.raises(RuntimeError):
            fail(stream)

    assert terminal.getvalue().endswith("Reading: 50%\r\x1b[2K")
    assert log.getvalue() == ""


def test_it_tells_what_each_stage_took() -> None:
    assert run(io.StringIO(), "en").seconds == {"Reading": 30.0, "Matching": 30.0}


def test_fast_calls_do_not_flood_the_terminal() -> None:
    stream, clock = Terminal(), Clock()
    progress = Progress(stream, str, "en", clock)
    for step in range(1000):
        clock.now = step / 1000
        progress("Reading", step / 1000)

    assert stream.getvalue().count("Reading") == pytest.approx(10, abs=1)


def test_a_part_fills_its_share_of_the_whole() -> None:
    stream = Terminal()
    Progress(stream, str, "en").part(0.8, 1.0)("Writing", 0.5)

    assert "Writing: 90%" in stream.getvalue()
