"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zolal.accounts.models import User
from zolal.capture.queries.imports import import_page
from zolal.people.queries.lists import BadWish, Wish, changed_last, page
from zolal.stewardship.queries.reviews import overdue
from zolal.stewardship.queries.runs import own_due
from zolal.web.home.beginning import CHANGED, SHOWN, boards_of, running_jobs
from zolal.web.home.cards import cards_of
from zolal.web.policy import needs, signed_in

FOUND = 6
LOOKED_AT = 40
LONGEST = 100
_LETTERS = str.maketrans("يك", "یک")


@signed_in
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Where everybody begins: what waits, what is new, what one can do."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    context = {
        "cards": cards_of(user),
        "imports": import_page(user=user, size=SHOWN).imports,
        "changed": changed_last(user=user, size=CHANGED),
        "jobs": running_jobs(user)[:SHOWN],
        "dues": own_due(user),
        "overdue": overdue(user),
    }
    return render(request, "home/index.html", context)


@needs("quality.read")
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for somebody, counted; asked for by the page when it stands already, as counting may take a while."""
    if not request.headers.get("HX-Request"):
        return redirect("home")
    return render(request, "home/queue.html", {"boards": boards_of(request.user)})


@needs("records.read")
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Records for the command box: ?q= once for each way the text may have been meant (keyboard layouts)."""
    found: dict[str, dict[str, str]] = {}
    for text in request.GET.getlist("q")[:3]:
        for record_type, icon in (("person", "person"), ("company", "company")):
            for record in _records(request, record_type, text[:LONGEST]):
                where = record.company.name if record_type == "person" and record.company else record.city
                href = f"/{'people' if record_type == 'person' else 'companies'}/{record.uid}/"
                found.setdefault(href, {"label": record.name, "where": where, "icon": icon, "href": href})
    return JsonResponse({"records": list(found.values())[: FOUND * 2]})


def _records(request: HttpRequest, record_type: str, text: str) -> list:
    """Whose name begins so comes first; the rest of those found in the list's order."""
    if not text.strip():
        return []
    try:
        found = page(user=request.user, wish=Wish(record_type=record_type, search=text), size=LOOKED_AT).records
    except BadWish:
        return []
    return sorted(found, key=lambda record: not _begins(record.name, text))[:FOUND]


def _begins(name: str, text: str) -> bool:
    wanted = text.casefold().translate(_LETTERS)
    return f" {name}".casefold().translate(_LETTERS).find(f" {wanted}") >= 0
