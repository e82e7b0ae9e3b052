"""The domain tables as one canonical text: what undo must bring back to the byte.

Without the ledger, jobs and cannot-links; without what counts writes (`version`, `updated_at`) and what is computed
anew from facts by the apps above (scores).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.apps import apps

_COUNTED = frozenset({"version", "updated_at"})
_NOT_DOMAIN = frozenset({"people.savedview", "people.personscore", "people.companyscore"})


def dump(labels: Iterable[str] = ("people",)) -> str:
    """All rows of the models of these apps, by primary key; the same text for the same content on either database."""
    tables = {
        model._meta.label_lower: [_row(row) for row in model._base_manager.order_by("pk").values()]
        for label in labels
        for model in apps.get_app_config(label).get_models()
        if model._meta.label_lower not in _NOT_DOMAIN
    }
    tables["people.tagging"] = sorted((_without(row, "id") for row in tables["people.tagging"]), key=str)
    return json.dumps(tables, ensure_ascii=False, sort_keys=True, indent=1)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items() if name not in _COUNTED}


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column
    return value if value is None or isinstance(value, bool | int | float | str | list | dict) else str(value)


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}
