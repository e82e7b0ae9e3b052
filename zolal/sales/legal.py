"""Who sells and who buys, as the law wants it on an invoice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.core.settings import setting
from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.people.models import Company, Person
from zolal.sales import given

Party = dict[str, str]

FIELDS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "legal_id": gettext_lazy("Legal ID"),
    "national_id": gettext_lazy("National ID"),
    "economic_code": gettext_lazy("Economic code"),
    "registration": gettext_lazy("Registration number"),
    "province": gettext_lazy("Province"),
    "city": gettext_lazy("City"),
    "address": gettext_lazy("Address"),
    "postal_code": gettext_lazy("Postal code"),
    "phone": gettext_lazy("Telephone"),
}
_LONGEST = {"address": 500, "name": 300}
_READ = ("legal_id", "national_id", "economic_code", "postal_code")


def seller() -> Party:
    """What the administrator has said of the company."""
    told = setting("invoice.seller")
    return {"name": setting("company_name"), **told} if isinstance(told, dict) else {}


def buyer_of(person: Person | None, company: Company | None) -> Party:
    """What is on file of the customer; of a person at a company the company buys."""
    source = company or person
    if source is None:
        return {}
    phones = sorted(source.contact_points.all(), key=lambda point: (point.kind != "phone", point.position))
    found = {
        "name": source.name, "province": source.province, "city": source.city, "address": source.address,
        "postal_code": source.postal_code,
        "phone": next((point.value for point in phones if point.kind in {"phone", "mobile"}), ""),
    }  # fmt: skip
    if company is not None:
        found |= {"legal_id": company.legal_id, "economic_code": company.economic_code}
    elif person is not None:
        found["national_id"] = person.national_id
    return {name: value for name, value in found.items() if value}


def checked_party(told: Any, field: str) -> Party:  # noqa: ANN401 - JSON
    """The fields as they are kept: texts, numbers in Latin digits. Raises `ValidationError` by field."""
    if not isinstance(told, Mapping):
        told = {}
    found = {}
    for name in FIELDS:
        text = given.text(f"{field}.{name}", told.get(name) or "", longest=_LONGEST.get(name, 100))
        parsed = parse_cell(KINDS[name], text) if name in _READ and text else None
        found[name] = parsed.value if parsed and parsed.value else text
    return {name: value for name, value in found.items() if value}


def wrong_in(party: Mapping[str, str]) -> dict[str, str]:
    """What cannot be right, by field: an ID whose check digit does not fit, a postal code with too few digits."""
    found = {}
    for name in _READ:
        text = party.get(name, "")
        parsed = parse_cell(KINDS[name], text) if text else None
        if parsed is not None and parsed.code:
            rule = {rule.code: rule for rule in KINDS[name].rules}.get(parsed.code)
            if rule is not None and rule.severity == "error":
                found[name] = _(rule.message)
    return found


def missing_in(party: Mapping[str, str]) -> list[str]:
    """What the tax administration wants to know of a buyer and is not there, by the name of the field."""
    missing = [] if party.get("legal_id") or party.get("national_id") else ["legal_id"]
    return [*missing, *(name for name in ("name", "postal_code", "address") if not party.get(name))]


def named(party: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(name, label, value) of the fields that are there, in their order."""
    return [(name, str(label), party[name]) for name, label in FIELDS.items() if party.get(name)]
