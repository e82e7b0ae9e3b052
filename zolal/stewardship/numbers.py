"""How good the data is, in the few numbers that months are compared by (JSON-ready)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.people.queries.records import MODELS
from zolal.quality.actions.measure import measure

Numbers = Mapping[str, Mapping[str, Any]]


def numbers() -> dict[str, dict[str, Any]]:
    """Of all records, by record type, measured now; not in a transaction.

    records; quality: mean; accuracy: of all fields; waiting: {class: what waits in it}
    """
    return {record_type: _of(measure(record_type=record_type).figures) for record_type in sorted(MODELS)}


def quality_of(found: Numbers | None) -> float | None:
    """The mean score of people and companies together."""
    counted = [one for one in (found or {}).values() if one["records"]]
    records = sum(one["records"] for one in counted)
    return round(sum(one["records"] * one["quality"] for one in counted) / records, 1) if records else None


def waiting_in(found: Numbers | None, classes: object = None) -> dict[str, int]:
    """What waits in each class, of people and companies together."""
    together: dict[str, int] = {}
    for one in (found or {}).values():
        for name, many in one["waiting"].items():
            if classes is None or name in classes:  # type: ignore[operator]
                together[name] = together.get(name, 0) + many
    return together


def _of(figures: Mapping[str, Any]) -> dict[str, Any]:
    waiting = {"duplicate": figures["classes"]["pairs"]}
    for group, _code, _fact, many in figures["issues"]:
        waiting[group] = waiting.get(group, 0) + many
    return {
        "records": figures["records"],
        "quality": figures["quality"],
        "accuracy": figures["scopes"]["all"]["accuracy"],
        "waiting": waiting,
    }
