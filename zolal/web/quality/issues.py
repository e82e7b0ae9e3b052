"""The queue of what is wrong, by class and sort."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from zolal.quality.models import Issue
from zolal.quality.queries.issues import issue_counts, issue_page
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type


@require_GET
@needs("quality.read")
def issues(request: HttpRequest) -> HttpResponse:
    """Sorts of issues by frequency, and the records that have them."""
    name, group = asked_type(request), request.GET.get("group", "")
    group = group if group in Issue.Group.values else ""
    code, fact = request.GET.get("code", ""), request.GET.get("fact", "")
    page = issue_page(
        user=request.user, record_type=name, group=group, code=code, fact=fact, after=request.GET.get("after", "")
    )
    context = {
        "name": name,
        "group": group,
        "groups": [("", None), *Issue.Group.choices],
        "page": page,
        "onwards": urlencode({"type": name, "group": group, "code": code, "fact": fact, "after": page.next}),
    }
    if request.htmx:
        return render(request, "quality/issues.html#rows", context)
    counts = issue_counts(user=request.user, record_type=name, group=group)
    sorts = [
        (
            one,
            urlencode({"type": name, "group": group, "code": one.code, "fact": one.fact}),
            (one.code, one.fact) == (code, fact),
        )
        for one in counts
    ]
    return render(request, "quality/issues.html", context | {"sorts": sorts, "narrowed": bool(code or fact)})
