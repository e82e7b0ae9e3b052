"""Tags and categories with their colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.permissions import may
from zolal.people.actions.categories import (
    change_category,
    create_category,
    delete_category,
    take_usual_categories,
)
from zolal.people.actions.tags import change_tag, create_tag, delete_tag
from zolal.people.fields import fields_of
from zolal.people.models import Category, Tag
from zolal.people.queries.tags import categories, category_by_id, find_tags, tag_by_id
from zolal.web.notices import notify
from zolal.web.policy import needs

COLOURS = (
    ("slate", gettext_lazy("grey")),
    ("red", gettext_lazy("red")),
    ("orange", gettext_lazy("orange")),
    ("amber", gettext_lazy("amber")),
    ("green", gettext_lazy("green")),
    ("teal", gettext_lazy("teal")),
    ("blue", gettext_lazy("blue")),
    ("violet", gettext_lazy("violet")),
    ("pink", gettext_lazy("pink")),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is done with tags and categories alike; `argument` is what the actions call one of them."""

    argument: str
    create: Callable[..., Any]
    change: Callable[..., Any]
    delete: Callable[..., Any]
    by_id: Callable[[int], Any]


THINGS = {
    "tag": Thing("tag", create_tag, change_tag, delete_tag, tag_by_id),
    "category": Thing("category", create_category, change_category, delete_category, category_by_id),
}


@require_GET
@needs("settings.read")
def index(request: HttpRequest) -> HttpResponse:
    groups = [
        ("category", _("Categories"), _("Name of the category"), _("Add a category"), list(categories())),
        ("tag", _("Tags"), _("Name of the tag"), _("Add a tag"), find_tags(limit=500)),
    ]
    writes = may(request.user, "settings.write")
    fields = {name: field.label for kind in ("company", "person") for name, field in fields_of(kind).items()}
    offered = [(name, label) for name, label in fields.items() if name not in ("category", "tags")]
    context = {"groups": groups, "colours": COLOURS, "writes": writes, "fields": offered}
    return render(request, "settings/labels.html", context)


@require_POST
@needs("settings.write")
def add(request: HttpRequest, thing: str) -> HttpResponse:
    kind, name = _thing(thing), request.POST.get("name", "")
    return _saved(request, lambda: kind.create(name=name, colour=_colour(request), by=request.user))


@require_POST
@needs("settings.write")
def change(request: HttpRequest, thing: str, number: int) -> HttpResponse:
    kind, name = _thing(thing), request.POST.get("name", "")
    one = {kind.argument: _one(kind, number)}
    seen = {each: request.POST[f"seen_{each}"] for each in ("name", "colour") if f"seen_{each}" in request.POST}
    more: dict[str, Any] = {}
    if thing == "category" and "meaning" in request.POST:
        place = request.POST.get("position", "")
        more = {"meaning": request.POST["meaning"], "needs": request.POST.getlist("needs")}
        more["position"] = int(place) if place.isascii() and place.isdigit() and len(place) < 5 else None
    new = {"name": name, "colour": _colour(request), "seen": seen, **more}
    return _saved(request, lambda: kind.change(**one, **new, by=request.user))


@require_POST
@needs("settings.write")
def usual(request: HttpRequest) -> HttpResponse:
    """Contact, lead, prospect, opportunity, customer, with their usual definitions."""
    notify(request, _("Saved."), action=take_usual_categories(by=request.user))
    return redirect("labels")


@require_POST
@needs("settings.write")
def delete(request: HttpRequest, thing: str, number: int) -> HttpResponse:
    """Away from all records too; undo brings it back to them."""
    kind = _thing(thing)
    one = _one(kind, number)
    action = kind.delete(**{kind.argument: one}, by=request.user)
    notify(request, _("Deleted: %(name)s") % {"name": one.name}, action=action)
    return redirect("labels")


def _saved(request: HttpRequest, write: Callable[[], Any]) -> HttpResponse:
    """Write, and back to the page, which tells whether it was taken and why not."""
    try:
        write()
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved."))
    return redirect("labels")


def _thing(name: str) -> Thing:
    if name not in THINGS:
        raise Http404
    return THINGS[name]


def _one(thing: Thing, number: int) -> Tag | Category:
    try:
        return thing.by_id(number)
    except (Tag.DoesNotExist, Category.DoesNotExist) as missing:
        raise Http404 from missing


def _colour(request: HttpRequest) -> str:
    colour = request.POST.get("colour", "")
    return colour if colour in dict(COLOURS) else "slate"
