"""Keys that repeat one of a record's, so that a queue need not ask for the record."""

from __future__ import annotations

from typing import Any

from django.db import models


def repeated(to: Any) -> models.ForeignKey[Any, Any]:  # noqa: ANN401 - a model or its name
    """A key that is only counted and narrowed by; that it leads somewhere is checked with the record."""
    return models.ForeignKey(to, models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False)
