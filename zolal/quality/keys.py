"""The compared forms of stored records: what the intake gives for a row (`Normal.keys`), read back from the columns.

Both go through the rule of each field's kind, so a record on file and a row that says the same have the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import polars as pl

from zolal.engine.fields import KINDS
from zolal.engine.fields.domains import POPULAR
from zolal.engine.fields.executor import parse_cell, parse_column
from zolal.engine.match import features as matching
from zolal.engine.match.feature import Features
from zolal.engine.match.said import Said
from zolal.engine.records import SEPARATOR
from zolal.people.fields import fields_of

Keys = Mapping[str, str]
"""Field → compared form, several joined by " | "; fields that say nothing may be left out."""

COMPARED: Mapping[str, Mapping[str, str]] = {
    "person": {
        "given_name": "first_name",
        "family_name": "last_name",
        "mobile": "mobile",
        "phone": "phone",
        "email": "email",
        "national_id": "national_id",
        "birth_date": "birth_date",
        "company": "company",
        "province": "province",
        "city": "city",
        "address": "address",
        "postal_code": "postal_code",
    },
    "company": {
        "name": "company_name",
        "legal_id": "company_id",
        "mobile": "mobile",
        "phone": "phone",
        "domain": "domain",
        "province": "province",
        "city": "city",
        "address": "address",
        "postal_code": "postal_code",
    },
}
"""The fields that take part in matching, and what the engine compares each as."""

SIGNIFICANT = {name: frozenset({*fields, "url", "email"}) for name, fields in COMPARED.items()}
"""The fields whose keys tell who a record is; a company's domain comes from its site and its mailboxes."""

FIELD_OF: Mapping[str, str] = {
    "given": "given_name",
    "family": "family_name",
    "landline": "phone",
    "company_name": "name",
    "company_id": "legal_id",
    "domain": "url",
}
"""Our names of what the engine compares, where they differ."""

_WORTH_A_COLUMN = 64
"""From so many texts on, a vectorised rule is quicker than one by one."""


def keys_of(record_type: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """The keys of one record by its values: {field: text, several joined by " | "}."""
    return keys_of_many(record_type, [facts])[0]


def keys_of_many(record_type: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The same of many records at once."""
    found: list[dict[str, str]] = [{} for _ in rows]
    for name, field in fields_of(record_type).items():
        if not field.kind:
            continue
        at = [place for place, row in enumerate(rows) if row.get(name)]
        keys = _column(field.kind, [str(rows[place][name]) for place in at])
        for place, key in zip(at, keys, strict=True):
            if key:
                found[place][name] = key
    return found


def said_of(record_type: str, keys: Keys) -> Said:
    """The keys of one record as the engine's matching of a few takes them."""
    mine = {kind: key for field, kind in COMPARED[record_type].items() if (key := keys.get(field, ""))}
    if record_type == "company":
        mine["domain"] = domains(keys)
    return Said(mine, jalali=True)


def features_of(record_type: str, rows: Sequence[Keys]) -> Features:
    """The keys of records as the engine's matching takes them."""
    return built(frame_of(record_type, rows))


def frame_of(record_type: str, rows: Sequence[Keys]) -> pl.DataFrame:
    """The keys of records in columns, each under the name of what the engine compares it as."""
    if record_type == "company":
        rows = [{**row, "domain": domains(row)} for row in rows]
    columns = {kind: [row.get(field, "") for row in rows] for field, kind in COMPARED[record_type].items()}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def built(frame: pl.DataFrame) -> Features:
    """What matching compares, from a frame of keys."""
    return matching.build(frame, {kind: kind for kind in frame.columns}, jalali=True)


def domains(keys: Keys) -> str:
    """Where a company is at home on the net: hosts, domains of mailboxes, whole addresses at public providers."""
    hosts = [url.split("/")[0] for url in several(keys.get("url", ""))]
    for email in several(keys.get("email", "")):
        domain = email.rpartition("@")[2]
        hosts.append(email if domain in POPULAR else domain)
    return SEPARATOR.join(dict.fromkeys(host for host in hosts if host))


def several(text: str) -> list[str]:
    """The single values of a joined text."""
    return text.split(SEPARATOR) if text else []


def _column(kind: str, texts: Sequence[str]) -> list[str]:
    if KINDS[kind].fast and len(texts) >= _WORTH_A_COLUMN:
        keys: list[str] = parse_column(KINDS[kind], pl.Series(texts, dtype=pl.String))["key"].to_list()
        return keys
    return [key_of(kind, text) for text in texts]


@lru_cache(maxsize=200_000)
def key_of(kind: str, text: str) -> str:
    """The compared form of one text; remembered, for names and places come again and again."""
    return parse_cell(KINDS[kind], text).key
