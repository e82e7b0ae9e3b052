"""How a goal stands: pure.

What adds up is expected to come in evenly over the working days (Saturday to Thursday). On track: nine tenths of what
is expected by today or more; ahead: a twentieth above it or more; else behind. A level is expected to go evenly from
where it began to its target; a share of the period has to be as good as its target all the time. Where less is better
the target is a limit: on track is who has used no more of it than is expected by today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from zolal.stewardship.months import working_days

AHEAD, ON_TRACK = 1.05, 0.9
LEAST_GONE = 0.1
"""No forecast before a tenth of the period has gone by: it would be a guess."""

STATUSES = ("reached", "ahead", "on_track", "behind", "missed", "waiting", "unknown")


@dataclass(frozen=True, slots=True)
class Standing:
    """`share` is how much of the target there is; `expected` and `forecast` are values of the measure.

    `gone` is how much of the period has gone by. All null where it cannot be said.
    """

    status: str
    share: float | None
    expected: int | None
    forecast: int | None
    gone: float


def standing(
    *,
    value: int | None,
    target: int | None,
    first: date,
    last: date,
    today: date,
    adds_up: bool,
    better: str = "up",
    start: int | None = None,
) -> Standing:
    """`start` is a level before the period, where it is known."""
    gone = _gone(first, last, today)
    if value is None or target is None or (target == 0 and better == "up"):
        return Standing("waiting" if today < first else "unknown", None, None, None, gone)
    down = better == "down"
    share = _share(value, target, start, down=down, adds_up=adds_up)
    expected = _expected(target, start, gone, adds_up=adds_up)
    over, met = today > last, value <= target if down else value >= target
    if today < first:
        return Standing("waiting", share, expected, None, gone)
    if over:
        return Standing("reached" if met else "missed", share, expected, value, gone)
    forecast = _forecast(value, start, gone, adds_up=adds_up)
    if met and not (down and adds_up):
        return Standing("reached", share, expected, forecast, gone)
    return Standing(_status(value, expected, target, down=down), share, expected, forecast, gone)


def _gone(first: date, last: date, today: date) -> float:
    """How much of its working days is over; today counts when it is over."""
    whole = working_days(first, last, thursdays=True)
    if today > last or not whole:
        return 1.0 if today > last else 0.0
    return working_days(first, today - timedelta(days=1), thursdays=True) / whole


def _share(value: int, target: int, start: int | None, *, down: bool, adds_up: bool) -> float | None:
    if adds_up or start is None or start == target:
        return value / target if target else None if value else 1.0
    if down and value <= target:
        return 1.0
    return max(0.0, (value - start) / (target - start))


def _expected(target: int, start: int | None, gone: float, *, adds_up: bool) -> int:
    if adds_up:
        return round(target * gone)
    return target if start is None else round(start + (target - start) * gone)


def _forecast(value: int, start: int | None, gone: float, *, adds_up: bool) -> int | None:
    if gone < LEAST_GONE:
        return None
    if adds_up:
        return round(value / gone)
    return value if start is None else round(start + (value - start) / gone)


def _status(value: int, expected: int, target: int, *, down: bool) -> str:
    if down:
        room = 0.05 * abs(target)
        return "ahead" if value <= expected - room else "on_track" if value <= expected + room else "behind"
    if value >= AHEAD * expected:
        return "ahead" if expected else "on_track"
    return "on_track" if value >= ON_TRACK * expected else "behind"
