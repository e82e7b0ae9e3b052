"""Groups of fields: names, colours, order, and whose part of the record they are."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.permissions import may
from zolal.accounts.queries.roles import role_labels
from zolal.accounts.queries.users import team_by_id, teams
from zolal.people.actions.field_groups import arrange_field_group, create_field_group, drop_field_group
from zolal.people.fields import groups
from zolal.people.queries.custom_fields import arranged_groups
from zolal.people.queries.keepers import keepers_of
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.settings.labels import COLOURS


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    said = arranged_groups(user=request.user)
    known, labels = dict(COLOURS), role_labels()
    rows = [
        {
            "group": group,
            "row": said.get(key),
            "keepers": keepers_of(group, labels),
            "place": said[key].position if key in said else 10 * place,
            "colour": group.tone if group.tone in known else "",
            "ours": key.startswith("g") and key in said,
        }
        for place, (key, group) in enumerate(groups().items(), 1)
    ]
    context = {
        "rows": rows,
        "colours": COLOURS,
        "roles": labels.items(),
        "teams": list(teams()),
        "writes": may(request.user, "fields.manage"),
    }
    return render(request, "fields/groups.html", context)


@require_POST
@needs("fields.manage")
def add(request: HttpRequest) -> HttpResponse:
    try:
        create_field_group(by=request.user, **_given(request))
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved."))
    return redirect("field-groups")


@require_POST
@needs("fields.manage")
def change(request: HttpRequest, key: str) -> HttpResponse:
    try:
        action = arrange_field_group(key=key, by=request.user, **_given(request))
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved."), action=action)
    return redirect("field-groups")


@require_POST
@needs("fields.manage")
def drop(request: HttpRequest, key: str) -> HttpResponse:
    try:
        action = drop_field_group(key=key, by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Taken away."), action=action)
    return redirect("field-groups")


def _given(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = {name: request.POST.get(name, "") for name in ("label_fa", "label_en")}
    found["roles"] = request.POST.getlist("roles")
    if request.POST.get("colour"):
        found["colour"] = request.POST["colour"]
    place, team = request.POST.get("position", ""), request.POST.get("team", "")
    if place.isascii() and place.isdigit() and len(place) < 7:
        found["position"] = int(place)
    found["team"] = team_by_id(int(team)) if team.isascii() and team.isdigit() and len(team) < 9 else None
    return found
