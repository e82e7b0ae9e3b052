"""Everything that one person did."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from zolal.accounts.models import User
from zolal.accounts.queries.roles import role_labels
from zolal.people.queries.actions import work_of
from zolal.web.ledger.words import kind_label
from zolal.web.policy import needs
from zolal.web.stewardship.inputs import DayField

DAYS = 30


class Days(forms.Form):
    since = DayField(label=_("From day"), required=False)
    until = DayField(label=_("To day"), required=False)


@require_GET
@needs("records.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How often of what kind, and each action, in the last days or the days chosen."""
    form = Days(request.GET)
    since, until = _days(form)
    kind, before = request.GET.get("kind", ""), request.GET.get("before", "")
    try:
        found = work_of(
            user=request.user, uid=uid, since=since, until=until, kind=kind, before=UUID(before) if before else None
        )
    except (User.DoesNotExist, ValueError) as missing:
        raise Http404 from missing
    context = {
        "work": found,
        "role": role_labels().get(found.of.role, found.of.role),
        "since": since,
        "until": until,
        "form": form,
        "kind": kind,
        "kinds": [(name, kind_label(name), many) for name, many in found.kinds],
        "actions": sum(many for _name, many in found.kinds),
        "rows": [(one, kind_label(one.kind), found.page.records.get(one.pk, 0)) for one in found.page.actions],
    }
    return render(request, "ledger/work.html#rows" if request.htmx else "ledger/work.html", context)


def _days(form: Days) -> tuple[date, date]:
    given = form.cleaned_data if form.is_valid() else {}
    until = given.get("until") or timezone.localdate()
    since = given.get("since") or until - timedelta(days=DAYS - 1)
    return min(since, until), max(since, until)
