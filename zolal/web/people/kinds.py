"""What differs between people and companies on the screens."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """A record type as the screens name it; `list_name` is its list's address, `name` that of one record."""

    name: str
    list_name: str
    slug: str
    plural: str | Promise
    fresh: str | Promise
    search: str | Promise
    icon: str
    columns: tuple[str, ...]


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="person",
            list_name="people",
            slug="people",
            plural=_("People"),
            fresh=_("New person"),
            search=_("Search people"),
            icon="person",
            columns=("name", "mobile", "email", "company", "owner", "quality"),
        ),
        Kind(
            name="company",
            list_name="companies",
            slug="companies",
            plural=_("Companies"),
            fresh=_("New company"),
            search=_("Search companies"),
            icon="company",
            columns=("name", "phone", "email", "city", "owner", "quality"),
        ),
    )
}
