from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.models.source import Source
from zolal.core.uid import uuid7


class Record(models.Model):
    """Something the ledger keeps, whatever it is of: integer inside, UUIDv7 outside.

    `provenance` points into the ledger: {"": the action most facts came from, fact: the action of another one}.
    `own` holds the fields that an administrator made, by their keys.
    `version` counts writes; whoever edits says which version they saw.
    """

    kept_from: Mapping[str, str] = MappingProxyType({})
    """Which fields are kept from the user it was loaded for, see `people.queries.permitted`."""

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        ARCHIVED = "archived", _("archived")
        ABSORBED = "absorbed", _("merged into another")

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    provenance = models.JSONField(default=dict)
    own = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field) -> str:  # noqa: N802 - behind get_<field>_display of Django
        """As Django's own, which translates every label for the one that is shown: a page shows a hundred."""
        value = getattr(self, field.attname)
        return str(_labels(field).get(value, value))


@cache
def _labels(field: models.Field) -> Mapping[Any, Any]:
    return dict(field.flatchoices)
