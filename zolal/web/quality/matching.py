"""How right matching is, and whether it may merge by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.permissions import may
from zolal.core.settings import setting
from zolal.quality.actions.automatic import NotProved, switch_off, switch_on
from zolal.quality.queries.matching import matching
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type


@require_GET
@needs("quality.read")
def show(request: HttpRequest) -> HttpResponse:
    """Precision and recall with their intervals, what was learnt, and what was merged without anybody looking."""
    name = asked_type(request)
    context = {
        "name": name,
        "found": matching(user=request.user, record_type=name),
        "may_switch": may(request.user, "settings.write"),
        "thresholds": {"same": setting("match.same"), "ask": setting("match.ask")},
    }
    return render(request, "quality/matching.html", context)


@require_POST
@needs("settings.write")
def switch(request: HttpRequest) -> HttpResponse:
    """Let matching merge sure pairs by itself, or stop it."""
    name = asked_type(request)
    if request.POST.get("automatic") == "on":
        try:
            switch_on(record_type=name, by=request.user)
        except NotProved as refused:
            notify(request, str(refused), tone="bad")
        else:
            notify(request, _("Automatic merging is switched on."))
    else:
        switch_off(record_type=name, by=request.user)
        notify(request, _("Automatic merging is switched off."))
    return redirect(f"{reverse('matching')}?type={name}")
