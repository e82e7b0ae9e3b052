"""What is still to be done: one's own, a colleague's, or a whole team's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.calendar.queries.todo import to_do
from zolal.calendar.queries.whose import ME
from zolal.web.calendar.asked import Asked
from zolal.web.calendar.choosing import kind_choices, whose_choices
from zolal.web.policy import needs

GROUPS = {
    "late": _("Late"),
    "today": _("Today"),
    "tomorrow": _("Tomorrow"),
    "week": _("This week"),
    "later": _("Later"),
    "no_day": _("Without a day"),
}


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """By when they are due."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    asked = Asked.read(user, request.GET)
    found = to_do(user, asked.whose, kinds=asked.kinds, system=asked.system)
    context = {
        "groups": [(name, GROUPS[name], entries) for name, entries in found.groups.items()],
        "found": found,
        "asked": asked,
        "several": asked.whose.is_team,
        "is_mine": asked.whose.code == ME,
        "may_write": may(user, "activities.write"),
        "here": request.get_full_path(),
        "kinds": kind_choices(asked),
        **whose_choices(user, asked, mine=_("My tasks")),
    }
    return render(request, "calendar/tasks.html", context)
