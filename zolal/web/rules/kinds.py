"""The kinds of rules in plain words, and rules that many businesses want."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class KindWords:
    title: Text
    about: Text


@dataclass(frozen=True, slots=True)
class Preset:
    """A rule to begin with, by the name of its kind."""

    name: str
    title: Text
    record_types: tuple[str, ...]
    kind: str
    parameters: Mapping[str, Any]
    severity: str = "queue"


KINDS: Mapping[str, KindWords] = {
    "essential": KindWords(
        _("Needed fields"), _("What sales, marketing, operations or every entry cannot do without.")
    ),
    "values": KindWords(_("Allowed values"), _("A field is one of a list, or none of it.")),
    "range": KindWords(_("Range"), _("A number or a day lies between two ends, also counted from today.")),
    "pattern": KindWords(_("Form"), _("A value has the form of a pattern: so many digits, addresses of one domain.")),
    "length": KindWords(_("Length"), _("A value has so many characters.")),
    "relation": KindWords(_("Two fields beside each other"), _("The same, different, one before the other.")),
    "condition": KindWords(
        _("If … then"), _("Where one field is so, another one must be filled, or be one of a list.")
    ),
    "freshness": KindWords(_("Freshness"), _("The newest of some days is not too long ago.")),
}

_BOTH = ("person", "company")
PRESETS: Sequence[Preset] = (
    Preset("sales", _("Sales: name, telephone, owner"), _BOTH, "essential",
           {"function": "sales", "fields": ["name", "mobile", "owner"]}),
    Preset("marketing", _("Marketing: name, e-mail, city"), _BOTH, "essential",
           {"function": "marketing", "fields": ["name", "email", "city"]}),
    Preset("operations", _("Operations: name, telephone, address, postal code"), _BOTH, "essential",
           {"function": "operations", "fields": ["name", "mobile", "address", "postal_code"]}),
    Preset("purchase", _("A purchase within a year"), _BOTH, "freshness",
           {"fields": ["last_purchase_on"], "days": 365}),
    Preset("created", _("Entered within five years"), _BOTH, "freshness", {"fields": ["created_at"], "days": 1825}),
    Preset("born", _("Nobody is born in the future"), ("person",), "range",
           {"field": "birth_date", "max": "today"}, "block"),
    Preset("activity", _("No activity lies in the future"), _BOTH, "range",
           {"field": "last_activity_on", "max": "today"}, "warn"),
    Preset("placed", _("Where an address stands, its city stands too"), _BOTH, "condition",
           {"field": "address", "values": [], "other": "city", "allowed": []}),
)  # fmt: skip


def presets_for(record_type: str) -> list[Preset]:
    return [preset for preset in PRESETS if record_type in preset.record_types]
