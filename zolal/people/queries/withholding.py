"""Lists tell nothing of a field that is withheld: neither by a filter, nor by their order, nor by a search."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.people.queries.order import Order, order_of
from zolal.people.queries.permitted import NAMES, accesses, names_kept, withheld
from zolal.people.queries.titles import number_in
from zolal.people.queries.wish import BadWish, Wish
from zolal.people.search import search_condition, words

_OF_EMPLOYER = "company__name"


def demand_whole(wish: Wish, out: Collection[str]) -> None:
    """Raise `BadWish` for a filter or an order by a field that the user does not see whole."""
    for wanted in wish.filters:
        if wanted.field in out:
            raise BadWish(wanted.field, _("There is no field “%(field)s” to filter by.") % {"field": wanted.field})
    # By name a list stands as long as nobody says otherwise; what that means, `order_for` knows.
    if wish.sort.removeprefix("-") in {*out} - {"name"}:
        raise BadWish("sort", _("A list cannot be sorted by a field that your role does not show."))


def order_for(user: User, wish: Wish) -> Order:
    """The order of a list: by name it stands only before who sees names, before others what is newest comes first.

    The place where a page ends tells what it is sorted by, too.
    """
    if names_kept(wish.record_type, accesses(user, wish.record_type)):
        match wish.sort.removeprefix("-"):
            case "name":
                return Order("-created_at")
            case "city":
                return Order(wish.sort.replace("city", "city alone"))
    return order_of(wish.record_type, wish.sort)


def sought_in(user: User, record_type: str, text: str) -> Q:
    """What a search in the records of customers comes to for the user, also where another list asks for theirs."""
    kept = accesses(user, record_type)
    if names_kept(record_type, kept):
        return in_names(user, record_type, text)
    found = search_condition(record_type, text)
    return found & in_names(user, record_type, text) if withheld(user, record_type) else found


def in_names(user: User, record_type: str, text: str) -> Q:
    """That every word of a search stands in a name that the user sees whole; where they see none, that the record has
    this number.

    What is searched otherwise holds contact points and numbers too; a hit would tell them to whom they are withheld.
    """
    kept, of_company = accesses(user, record_type), accesses(user, "company")
    columns = [name for name in NAMES[record_type] if name not in names_kept(record_type, kept)]
    if not columns:
        return Q(pk=number_in(text)) if number_in(text) is not None else Q(pk__in=())
    if record_type == "person" and kept.get("company") != "hidden" and not names_kept("company", of_company):
        columns.append(_OF_EMPLOYER)
    found = Q()
    for word in words(text):
        one = Q()
        for column in columns:
            one |= Q(**{f"{column}__icontains": word})
        found &= one
    return found
