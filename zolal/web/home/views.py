from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from zolal.people.queries.lists import BadWish, Wish, page
from zolal.web.policy import needs, signed_in

FOUND = 6
LONGEST = 100


@signed_in
@require_GET
def index(_request: HttpRequest) -> HttpResponse:
    """Where everybody begins."""
    return redirect("people")


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
    if not text.strip():
        return []
    try:
        return list(page(user=request.user, wish=Wish(record_type=record_type, search=text), size=FOUND).records)
    except BadWish:
        return []
