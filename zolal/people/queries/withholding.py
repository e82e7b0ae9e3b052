"""Lists tell nothing of a field that is withheld: neither by a filter, nor by their order, nor by a search."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext as _

from zolal.people.queries.wish import BadWish, Wish
from zolal.people.search import words

_NAMES = {"person": ("given_name", "family_name", "company__name"), "company": ("name",)}


def demand_whole(wish: Wish, withheld: Collection[str]) -> None:
    """Raise `BadWish` for a filter or an order by a field that the user does not see whole."""
    for wanted in wish.filters:
        if wanted.field in withheld:
            raise BadWish(wanted.field, _("There is no field “%(field)s” to filter by.") % {"field": wanted.field})
    if wish.sort.removeprefix("-") in withheld:
        raise BadWish("sort", _("A list cannot be sorted by a field that your role does not show."))


def in_names(record_type: str, text: str) -> Q:
    """That every word of a search stands in a name.

    What is searched otherwise holds contact points and numbers too; a hit would tell them to whom they are withheld.
    """
    found = Q()
    for word in words(text):
        one = Q()
        for column in _NAMES[record_type]:
            one |= Q(**{f"{column}__icontains": word})
        found &= one
    return found
