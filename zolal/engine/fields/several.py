"""Several values in one cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zolal.engine.fields.kind import Parsed
from zolal.engine.records import SEPARATOR, Severity

_WEIGHT = {"error": 3, "warning": 2, "info": 1}


def combine(parts: Sequence[Parsed], severities: Mapping[str, Severity]) -> Parsed:
    """The parts of one cell as one answer: values and keys joined, the gravest issue, a proposal for the whole cell.

    `severities` gives the severity of every code that may come; where two are equally grave the first stands.
    """
    worst = max(parts, key=lambda part: _WEIGHT[severities[part.code]] if part.code else 0)
    return Parsed(
        _joined(part.value for part in parts),
        _joined(part.key for part in parts),
        worst.code,
        _joined(part.proposal or part.value for part in parts) if worst.proposal else "",
    )


def _joined(texts: Iterable[str]) -> str:
    values = (value for text in texts if text for value in text.split(SEPARATOR))
    return SEPARATOR.join(dict.fromkeys(values))
