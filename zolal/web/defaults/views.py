"""What nearly everybody has becomes what forms offer."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.engine.impute.typical import MAJORITY
from zolal.people.fields import Field, Shape
from zolal.people.own.reading import YES
from zolal.stewardship.actions.defaults import choose_default, drop_default
from zolal.stewardship.queries.defaults import default_by_id, proposals, watched
from zolal.web.choices import choices_in
from zolal.web.notices import notify
from zolal.web.people.kinds import KINDS
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    """What could be a default, with its share; what is one, and what was entered since."""
    name = asked_type(request)
    address = reverse(KINDS[name].list_name)
    context = {
        "name": name,
        "line": MAJORITY,
        "proposals": [
            (field, most, _label(field, most.value), f"{address}?{field.name}={most.value}")
            for field, most in proposals(user=request.user, record_type=name)
        ],
        "watched": [
            (one, _label(one.field, one.default.value)) for one in watched(user=request.user, record_type=name)
        ],
    }
    return render(request, "defaults/index.html", context)


def _label(field: Field, value: str) -> str:
    if field.shape is Shape.YES_NO:
        return _("yes") if value == YES else _("no")
    return dict(choices_in(field)).get(value, value)


@require_POST
@needs("stewardship.plan")
def choose(request: HttpRequest) -> HttpResponse:
    name = asked_type(request)
    try:
        choose_default(record_type=name, field=request.POST.get("field", ""), by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Forms offer it from now on."))
    return redirect(f"{reverse('defaults')}?type={name}")


@require_POST
@needs("stewardship.plan")
def drop(request: HttpRequest, number: int) -> HttpResponse:
    try:
        default = default_by_id(number, user=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    action = drop_default(default=default, by=request.user)
    notify(request, _("Forms ask without an answer again."), action=action)
    return redirect(f"{reverse('defaults')}?type={default.record_type}")
