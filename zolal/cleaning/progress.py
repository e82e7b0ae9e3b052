"""How far the run is: one line redrawn in a terminal, one line for each finished stage elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Self, TextIO

from zolal.engine.records import N_, Translate
from zolal.i18n import Language, format_number, format_share

_ERASE_LINE = "\r\x1b[2K"
_REDRAW_AFTER = 0.1  # seconds
_WORTH_SAYING = 1.0  # seconds; an estimate made earlier, or of less, says nothing


class Progress:
    """Call it, in a `with` block, with a stage's English name and the share of the whole that is done.

    `seconds` tells what each stage took.
    """

    def __init__(
        self, stream: TextIO, translate: Translate, lang: Language, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream, self._translate, self._lang, self._clock = stream, translate, lang, clock
        self._redraws = stream.isatty()
        self._began = self._entered = clock()
        self._drawn = float("-inf")
        self._stage = ""
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, share: float) -> None:
        if stage != self._stage:
            self._leave_stage()
            self._stage, self._drawn = stage, float("-inf")
        if self._redraws and self._clock() - self._drawn >= _REDRAW_AFTER:
            self._drawn = self._clock()
            self._write(_ERASE_LINE + self._line(share))

    def part(self, start: float, end: float) -> Callable[[str, float], None]:
        """The same for a part of the whole, whose own shares run from 0 to 1."""
        return lambda stage, share: self(stage, start + (end - start) * share)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        """Make room for what is to be said next."""
        if error is None:
            self._leave_stage()
        if self._redraws:
            self._write(_ERASE_LINE)

    def _leave_stage(self) -> None:
        now = self._clock()
        if self._stage:
            took = now - self._entered
            self.seconds[self._stage] = round(self.seconds.get(self._stage, 0.0) + took, 3)
            if not self._redraws:
                self._write(f"{self._translate(self._stage)}: {self._duration(took, decimals=1)}\n")
        self._stage, self._entered = "", now

    def _line(self, share: float) -> str:
        stage, percent = self._translate(self._stage), format_share(share, self._lang)
        elapsed = self._clock() - self._began
        left = elapsed * (1 - share) / share if share else 0.0
        if min(elapsed, left) < _WORTH_SAYING:
            return f"{stage}: {percent}"
        sentence = self._translate(N_("{stage}: {percent}, about {time} left"))
        return sentence.format(stage=stage, percent=percent, time=self._duration(left))

    def _duration(self, seconds: float, decimals: int = 0) -> str:
        if seconds < 90:
            return self._translate(N_("{n} s")).format(n=format_number(seconds, self._lang, decimals))
        return self._translate(N_("{n} min")).format(n=format_number(seconds / 60, self._lang))

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
