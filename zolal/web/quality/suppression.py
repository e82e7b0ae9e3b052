"""The list of addresses that are not to be used: searched, filled by hand or by a file, and seldom shortened."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.permissions import may
from zolal.activities.actions.suppressions import Entry, lift, suppress
from zolal.activities.lists import in_file, pasted
from zolal.activities.models import Suppression
from zolal.activities.queries.suppressions import suppression_of, suppression_page
from zolal.web.asked import uid_of
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.templatetags.reading import number


@require_GET
@needs("quality.read")
def show(request: HttpRequest) -> HttpResponse:
    """The list, and the ways onto it."""
    return _shown(request)


def _shown(request: HttpRequest, problems: Sequence[str] = (), status: int = 200) -> HttpResponse:
    search, channel = request.GET.get("search", ""), request.GET.get("channel", "")
    removed, action = request.GET.get("removed") == "1", uid_of(request.GET.get("action", ""))
    page = suppression_page(
        user=request.user,
        search=search,
        channel=channel,
        removed=removed,
        action=action,
        after=request.GET.get("after", ""),
    )
    context = {
        "page": page,
        "search": search,
        "channel": channel,
        "removed": removed,
        "action": action or "",
        "onwards": urlencode(
            {
                "search": search,
                "channel": channel,
                "removed": "1" if removed else "",
                "action": action or "",
                "after": page.next,
            }
        ),
        "channels": Suppression.Channel.choices,
        "reasons": Suppression.Reason.choices,
        "typed": request.POST,
        "problems": problems,
        "may_add": may(request.user, "signals.write"),
        "may_lift": may(request.user, "settings.write"),
    }
    return render(
        request, "quality/suppression.html#rows" if request.htmx else "quality/suppression.html", context, status=status
    )


@require_POST
@needs("signals.write")
def add(request: HttpRequest) -> HttpResponse:
    """One address, many pasted, or the columns of a file."""
    try:
        entries = _entries(request)
        done = suppress(entries=entries, by=request.user)
    except ValidationError as refused:
        return _shown(request, refused.messages, status=422)
    sentence = _("Suppressed: %(added)s. Known before: %(known)s. No address: %(refused)s.")
    counts = {"added": done.added, "known": done.known, "refused": len(done.refused)}
    told = {name: number(count) for name, count in counts.items()}
    notify(request, sentence % told, tone="good" if done.added or done.known else "bad")
    return redirect("suppression")


def _entries(request: HttpRequest) -> list[Entry]:
    channel, reason = request.POST.get("channel", ""), request.POST.get("reason", "")
    note = request.POST.get("note", "")[:500]
    if channel not in Suppression.Channel.values:
        raise ValidationError(_("Choose a channel."))
    if file := request.FILES.get("file"):
        return in_file(file, file.size or 0, channel=channel, reason=reason, note=note)
    return pasted(request.POST.get("addresses", ""), channel=channel, reason=reason, note=note)


@require_POST
@needs("settings.write")
def off(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let an address be used again; the entry stays as history."""
    try:
        entry = suppression_of(request.user, uid)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    try:
        lift(entry=entry, because=request.POST.get("because", ""), by=request.user)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
    else:
        notify(request, _("The address may be used again."))
    return redirect("suppression")
