"""Many issues of a queue at once: a look at some of them first, then the decision."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zolal.accounts.models import User
from zolal.capture.actions.decide_many import AT_ONCE, decide_matching
from zolal.capture.actions.decisions import decide
from zolal.capture.queries.samples import drawn, sample
from zolal.quality.models import Issue
from zolal.quality.queries.queue import counts
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.quality.decisions import ASKED, DEEDS, back, question, told, wish_of
from zolal.web.quality.queue import asked_queue, narrowing
from zolal.web.quality.targets import targets_named

CONFIRMED = "sure"


@require_POST
@needs("issues.decide")
def many(request: HttpRequest) -> HttpResponse:
    """The picked rows, or all in the queue, are decided alike. All, and what needs a word more, are shown first."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    name, deed = asked_type(request), request.POST.get("do", "")
    picked = targets_named(user, name, request.POST.getlist("issue"))
    every = request.POST.get("all") == "1"
    if deed not in DEEDS or not (picked or every):
        notify(request, _("Pick at least one row first."), tone="bad")
        return redirect(back(request))
    if request.POST.get(CONFIRMED) != "1" and (every or deed in ASKED):
        return _look_first(request, deed, every=every)
    try:
        wish = wish_of(request, deed)
        if every:
            job = decide_matching(
                record_type=name,
                whose=request.POST.get("whose", "mine"),
                narrowed=narrowing(asked_queue(request.POST, user, name, request.POST.get("whose", "mine"))),
                wish=wish,
                by=user,
            )
            notify(request, _("This is a lot; it goes on in the background."), job=job, tone="info")
        else:
            decided = decide(record_type=name, targets=picked[:AT_ONCE], wish=wish, by=user)
            notify(request, told(deed, decided.done), action=decided.action)
    except Issue.DoesNotExist:
        notify(request, _("This is not waiting any more: somebody has mended or decided it."), tone="info")
    except ValidationError as refused:
        return _look_first(request, deed, every=every, errors=refused.message_dict)
    return redirect(back(request))


def _look_first(
    request: HttpRequest, deed: str, *, every: bool, errors: dict[str, list[str]] | None = None
) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    name = asked_type(request)
    queue = asked_queue(request.POST, user, name, request.POST.get("whose", "mine"))
    names = request.POST.getlist("issue")
    found = [one for one in counts(queue=queue, user=user) if queue.holds(one.sort)] if every else []
    looked = drawn(queue, user, found) if every else targets_named(user, name, names)
    context = question(request, deed) | {
        "name": name,
        "queue": queue,
        "whose": request.POST.get("whose", "mine"),
        "every": every,
        "names": [] if every else names,
        "count": sum(one.count for one in found) if every else len(looked),
        "exact": all(one.exact for one in found),
        "cases": sample(user, name, looked, deed),
        "until": request.POST.get("until", ""),
        "errors": errors or {},
        "back": back(request),
    }
    return render(request, "queue/sample.html", context, status=422 if errors else 200)
