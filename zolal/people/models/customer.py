from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Team
from zolal.core.models import Record
from zolal.people.models.category import Category


class Customer(Record):
    """What a person and a company have in common.

    `faults` is {fact: [{"code", "raw", "proposal"}]}: what was wrong with what was entered, and the text itself.
    `more` holds columns of files that no field takes; `rated` what people found who checked a value, by what was
    checked.

    `sort_key` orders names as Persians do, `city_key` cities; `search` is what the search looks through: keys and
    skeletons of the name, keys of contact points and identifiers; `name_key` is what duplicates are looked up by. All
    four are computed from the facts by whoever writes them, see `zolal.people.derived`.
    """

    record_type: ClassVar[str]
    """What such a record is called in facts, addresses and the API: "person" or "company"."""
    absorbed_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")
    faults = models.JSONField(default=dict)
    more = models.JSONField(default=dict)
    rated = models.JSONField(default=dict)
    name = models.CharField(_("name"), max_length=400, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", db_index=False)
    province = models.CharField(_("province"), max_length=100, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    address = models.TextField(_("address"), blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True)
    last_activity_on = models.DateField(_("last activity"), null=True)
    last_purchase_on = models.DateField(_("last purchase"), null=True)

    sort_key = models.CharField(max_length=400, blank=True)
    city_key = models.CharField(max_length=400, blank=True)
    search = models.TextField(blank=True)
    name_key = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True

    @property
    def quality(self) -> int | None:
        """How good the record is, of 100; None before it is judged."""
        return self.score.quality if hasattr(self, "score") else None

    @property
    def scores(self) -> Mapping[str, Any]:
        """What that follows from, see `zolal.quality.scoring`; nothing before it is judged."""
        return self.score.scores if hasattr(self, "score") else {}

    @property
    def completeness(self) -> int | None:
        """How much of the dossier is filled, in per cent, the essentials weighing most; None before it is judged."""
        share = self.scores.get("parts", {}).get("completeness")
        return None if share is None else round(100 * share)


def list_indexes(record_type: str) -> list[models.Index]:
    """What lists are sorted by and most often filtered by; those that filter also serve the order by name.

    A reference that stands first in one of them needs no index of its own (`db_index=False`).
    """
    by = {
        "name": ["state", "sort_key", "id"],
        "update": ["state", "-updated_at", "-id"],
        "creation": ["state", "-created_at", "-id"],
        "city": ["state", "city_key", "sort_key", "id"],
        "province": ["state", "province", "sort_key", "id"],
        "owner": ["owner", "state", "sort_key", "id"],
        "team": ["team", "state", "sort_key", "id"],
        "category": ["category", "state", "sort_key", "id"],
    }
    found = [models.Index(fields=fields, name=f"{record_type}_by_{what}") for what, fields in by.items()]
    # Of who has one only: a row without costs an import nothing, and what few have is found without reading all.
    for name, days in (("purchase", "last_purchase_on"), ("activity", "last_activity_on")):
        filled = models.Q(**{f"{days}__isnull": False})
        found.append(models.Index(fields=[days], name=f"{record_type}_by_{name}", condition=filled))
    found.append(models.Index(fields=["id"], name=f"{record_type}_with_note", condition=~models.Q(note="")))
    return found
