"""What every page knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Role, User
from zolal.accounts.objects import objects
from zolal.accounts.permissions import VERBS, may
from zolal.accounts.rights import kept_with
from zolal.accounts.visibility import may_on
from zolal.calendar.queries.todo import due_count
from zolal.core.settings import setting
from zolal.sales.queries.worth import (
    sees_amounts,
    sees_deal_lines,
    sees_invoice_lines,
    sees_margin,
    sees_price,
    sees_value,
    writes_deal_lines,
    writes_lines,
)
from zolal.web.notices import toast
from zolal.web.words import commands, words


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the side navigation: the name of its address, and the verb somebody needs to see it.

    `more` names addresses elsewhere that belong to it.
    """

    name: str
    label: str | Promise
    icon: str
    verb: str  # "" for everybody
    key: str = ""  # pressed after "g"
    more: tuple[str, ...] = ()


_WITH_CHANGE = ("edit", "archive", "merge")

PLACES = (
    Place("home", _("Home"), "home", "", "h"),
    Place("calendar", _("Calendar"), "calendar", "records.read", "k", ("visits",)),
    Place("tasks", _("Tasks"), "tasks", "records.read", "t"),
    Place("people", _("People"), "people", "records.read", "p"),
    Place("companies", _("Companies"), "company", "records.read", "c"),
    Place("activities", _("Activities"), "task", "records.read", "a"),
    Place("deals", _("Deals"), "columns", "deals.read", "b", ("pipelines", "cycle")),
    Place("products", _("Products"), "tag", "records.read", "o"),
    Place("invoices", _("Invoices"), "file", "invoices.read", "v"),
    Place("channels", _("Sales channels"), "link", "records.read", "x"),
    Place("numbers", _("Numbers"), "chart", "goals.read", "n", ("team-week",)),
    Place("goals", _("Goals"), "star", "goals.read", "g"),
    Place("imports", _("Imports"), "import", "imports.run", "i"),
    Place("duplicates", _("Duplicates"), "duplicate", "pairs.decide", "d", ("merges",)),
    Place("quality", _("Quality"), "quality", "quality.read", "q"),
    Place("ledger", _("Ledger"), "ledger", "records.read", "l"),
    Place("settings", _("Settings"), "settings", "settings.read", "s", ("users", "behaviours", "jobs")),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """For the frame around a page: where one can go, what one may do, how one reads."""
    user = getattr(request, "user", None)

    def toasts() -> list[dict[str, str]]:
        """Read only where they are shown."""
        return [toast(message) for message in get_messages(request)]

    if not isinstance(user, User):
        return {"theme": "system", "words": words(), "commands": [], "toasts": toasts}
    reachable, allowed = places(user, request.path), verbs(user)
    return {
        "theme": user.theme,
        "trying": getattr(request, "trying", ""),
        "places": reachable,
        "may": allowed,
        "tasks_due": cache(lambda: due_count(user)),
        "company_name": lambda: setting("company_name"),
        "words": words,
        "commands": lambda: commands(reachable, allowed),
        "toasts": toasts,
    }


def places(user: User, path: str) -> list[dict[str, Any]]:
    """The side navigation of a user."""
    open_to_them = [(place, _address(place.name)) for place in PLACES if not place.verb or may(user, place.verb)]
    reach = {place.name: _reach(place, path) for place, href in open_to_them if href}
    nearest = max(reach.values(), default=0)
    return [
        {
            "name": place.name,
            "label": place.label,
            "icon": place.icon,
            "key": place.key,
            "href": href,
            "current": 0 < reach[place.name] == nearest,
        }
        for place, href in open_to_them
        if href
    ]


def _reach(place: Place, path: str) -> int:
    """How much of the path a place accounts for, 0 for none: of two places the nearer one is where somebody is."""
    addresses = (_address(name) for name in (place.name, *place.more))
    return max((len(one) for one in addresses if path == one or (len(one) > 1 and path.startswith(one))), default=0)


def verbs(user: User) -> Mapping[str, Mapping[str, bool]]:
    """What the user may do, as `may.records.create`; `may.deals.value`: see what deals are worth, `may.deals.margin`:
    what is handed over, `may.products.price`: what products cost, `may.invoices.amounts`: what invoices come to; of
    deals and invoices `prices`: see those on their lines, and `lines`: write these."""
    found: Mapping[str, Mapping[str, bool]] = kept_with(user, "verbs", lambda: _verbs(user))
    return found


def _verbs(user: User) -> dict[str, dict[str, bool]]:
    nested: dict[str, dict[str, bool]] = defaultdict(dict)
    for verb in VERBS[Role.ADMINISTRATOR]:
        noun, _dot, what = verb.partition(".")
        nested[noun][what] = may(user, verb)
    nested["deals"]["value"] = nested["deals"]["read"] and sees_value(user)
    nested["deals"]["margin"] = sees_margin(user)
    nested["deals"]["prices"] = nested["deals"]["read"] and sees_deal_lines(user)
    nested["deals"]["lines"] = nested["deals"]["write"] and writes_deal_lines(user)
    nested["products"]["price"] = sees_price(user)
    nested["invoices"]["amounts"] = nested["invoices"]["read"] and sees_amounts(user)
    nested["invoices"]["prices"] = nested["invoices"]["read"] and sees_invoice_lines(user)
    nested["invoices"]["lines"] = nested["invoices"]["write"] and writes_lines(user)
    return dict(nested)


def verbs_on(user: User, record_type: str, record_id: int) -> dict[str, dict[str, bool]]:
    """What the user may do with one record: as `verbs`, without what does not reach it."""
    allowed = {noun: dict(whats) for noun, whats in verbs(user).items()}
    known = objects()[record_type].verbs
    for what in ("change", "delete"):
        noun, _dot, verb = known[what].partition(".")
        if allowed[noun][verb] and not may_on(user, what, record_type, record_id):
            allowed[noun] |= dict.fromkeys([verb, *(_WITH_CHANGE if what == "change" else ())], False)
    return allowed


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
