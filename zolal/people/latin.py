"""A person's name in Latin letters, as it is usually written: proposed, never kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from zolal.engine.persian.latin import latin_spellings
from zolal.people.models import Company, Person
from zolal.people.queries.columns import AddedColumn, Records, add_column
from zolal.people.queries.permitted import NAMES, names_kept


def latin_names(record: Person | Company) -> tuple[str, ...]:
    """The usual spellings of a loaded person's name, the most usual one first.

    None of a company, of a name that is not in Persian letters, or of which the reader does not see all.
    """
    if not isinstance(record, Person) or names_kept("person", record.kept_from):
        return ()
    return latin_spellings(f"{record.given_name} {record.family_name}".strip())


def latin_column(record_type: str, records: Records) -> Mapping[int, str]:
    """The most usual one of each, as lists and exports show it."""
    found = {record.pk: latin_names(record) for record in records} if record_type == "person" else {}
    return {record_id: names[0] for record_id, names in found.items() if names}


def offer() -> None:
    """Let lists and exports of people show it."""
    add_column(AddedColumn("latin_name", _("Name in Latin letters"), latin_column, ("person",), NAMES["person"]))
