"""The steps to a probability as a page draws them: one bar a step, each beginning where the one before ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zolal.engine.match.waterfall import spans
from zolal.i18n import format_factor
from zolal.quality.queries.evidence import Waterfall
from zolal.web.templatetags.reading import digits_language, likely

WIDTH = 100.0
LEAST_WIDTH = 0.6


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the waterfall. `x` and `width` are numbers of an SVG of `WIDTH`, written as attributes want them."""

    label: str
    level: str
    side: str  # "for", "against" or "whole"
    x: str
    width: str
    factor: str
    likely: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """`axis` is where both are equally likely; `bars` begin with any two records and end with these two."""

    axis: str
    bars: Sequence[Bar]


def drawn(found: Waterfall) -> Drawn:
    """The bars of a waterfall."""
    axis, places = spans([found.start, *(step.weight for step in found.steps)])
    end = places[-1][0] + (places[-1][1] if not found.steps or found.steps[-1].weight > 0 else 0)
    language = digits_language()
    steps = [
        Bar(
            step.label,
            step.level,
            "for" if step.weight > 0 else "against",
            *_attributes(*place),
            format_factor(step.weight, language),
            likely(step.probability),
        )
        for step, place in zip(found.steps, places[1:], strict=True)
    ]
    first = Bar(_("Any two records"), "", "whole", *_attributes(*places[0]), "", likely(found.starts_at))
    whole = _attributes(min(axis, end), abs(axis - end))
    last = Bar(_("These two"), "", "whole", *whole, "", likely(found.probability))
    return Drawn(f"{axis * WIDTH:.2f}", [first, *steps, last])


def _attributes(start: float, width: float) -> tuple[str, str]:
    shown = max(width * WIDTH, LEAST_WIDTH)
    return f"{min(start * WIDTH, WIDTH - shown):.2f}", f"{shown:.2f}"
