"""The queue: what waits for somebody, row by row, by keyboard alone if they like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.visibility import scope_of
from zolal.quality.models import Issue
from zolal.quality.queries.queue import (
    Count,
    NoQueue,
    Queue,
    colleagues_of,
    counts,
    first_queue,
    queue_named,
    queue_page,
    teams_of,
)
from zolal.quality.queries.queue_pairs import count_pairs, pairs_in
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.quality.rows import deeds_for_many, row_of

DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Tab:
    """A class of what waits; `count` is more than so many where not `exact`."""

    group: str
    label: str | Promise
    count: int
    exact: bool


@require_GET
@needs("quality.read")
def show(request: HttpRequest) -> HttpResponse:
    """One's own queue, or another one the user may look at."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    name, whose = asked_type(request), request.GET.get("whose", "")
    whose = whose or ("mine" if request.GET.get("put_off") == "1" else first_queue(user, name)[0])
    queue = asked_queue(request.GET, user, name, whose)
    after = request.GET.get("after", "")
    query = {"type": name, "whose": whose, "group": queue.group, "code": queue.code, "fact": queue.fact}
    query |= {"put_off": "1"} if queue.put_off else {}
    context: dict[str, Any] = {"name": name, "whose": whose, "queue": queue, "query": urlencode(query)}
    if queue.group == DUPLICATE:
        page = pairs_in(queue=queue, user=user, after=after)
        context |= {"pairs": page.pairs, "following": page.next}
    else:
        found = counts(queue=queue, user=user)
        issues = queue_page(queue=queue, user=user, found=found, after=after)
        context |= {"rows": [row_of(user, one) for one in issues.troubles], "following": issues.next, "found": found}
    context["onwards"] = urlencode(query | {"after": context["following"]})
    if request.htmx and after:
        return render(request, "queue/index.html#more", context)
    return render(request, "queue/index.html", context | _around(user, queue, context.get("found")))


def asked_queue(asked: Any, user: User, record_type: str, whose: str) -> Queue:  # noqa: ANN401 - a QueryDict
    """The queue that an address or a form names. Raises `Http404` for one that is not the user's to look at."""
    group = asked.get("group", "")
    try:
        return queue_named(
            user,
            record_type,
            whose,
            group=group if group in {*Issue.Group.values, DUPLICATE} else "",
            code=asked.get("code", ""),
            fact=asked.get("fact", ""),
            put_off=asked.get("put_off") == "1",
        )
    except NoQueue as missing:
        raise Http404 from missing


def narrowing(queue: Queue) -> dict[str, Any]:
    """What a queue is narrowed to, as `queue_named` takes it."""
    return {"group": queue.group, "code": queue.code, "fact": queue.fact, "put_off": queue.put_off}


def _around(user: User, queue: Queue, found: Sequence[Count] | None) -> dict[str, Any]:
    """Tabs, sorts and whose queues there are."""
    every = counts(queue=queue, user=user) if found is None else found
    sorts = [one for one in every if not queue.group or one.sort.group == queue.group]
    return {
        "tabs": tabs_of(user, queue, every),
        "sorts": sorted(sorts, key=lambda one: -one.count),
        "queues": queues_of(user),
        "deeds": deeds_for_many(user) if may(user, "issues.decide") else [],
        "waiting": sum(one.count for one in every if queue.holds(one.sort)),
        "exact": all(one.exact for one in every if queue.holds(one.sort)),
    }


def tabs_of(user: User, queue: Queue, found: Sequence[Count]) -> list[Tab]:
    """What waits in a queue by class, of which there is any or which is looked at."""
    tabs = []
    if may(user, "pairs.decide") and not queue.put_off:
        many, exact = count_pairs(queue=queue, user=user)
        tabs.append(Tab(DUPLICATE, _("duplicate"), many, exact))
    for group, label in Issue.Group.choices:
        mine = [one for one in found if one.sort.group == group]
        tabs.append(Tab(group, label, sum(one.count for one in mine), all(one.exact for one in mine)))
    return [tab for tab in tabs if tab.count or tab.group != Issue.Group.INACTIVE or tab.group == queue.group]


def queues_of(user: User) -> list[tuple[str, str]]:
    """(name, label) of the queues the user may look at."""
    found = [("mine", _("Mine"))]
    if scope_of(user) == "own":
        return found
    found += [("nobody", _("Nobody's"))]
    found += [("all", _("Everything I see"))] if scope_of(user) == "all" else []
    found += [(f"team:{team.pk}", team.name) for team in teams_of(user)]
    return [*found, *((str(one.uid), one.name) for one in colleagues_of(user))]
