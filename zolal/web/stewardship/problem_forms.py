"""What is typed about problems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.accounts.models import User
from zolal.capture.queries.imports import visible_import
from zolal.people.fields import fields_of
from zolal.people.queries.records import MODELS, visible_record
from zolal.stewardship.actions.problems import MOST_HOURS
from zolal.stewardship.models import Problem
from zolal.web.answered import Answered
from zolal.web.stewardship.inputs import NumberInput

Link = tuple[str, str]
"""What a problem is about, as "person:…", and how that is called."""


class ReportForm(Answered):
    """A problem as somebody tells it; `offered` is what they come from."""

    kind = forms.ChoiceField(label=gettext_lazy("What sort of problem"), choices=Problem.Kind.choices)
    title = forms.CharField(
        label=gettext_lazy("In one sentence"),
        max_length=200,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    text = forms.CharField(
        label=gettext_lazy("What happens, and since when"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    hours = forms.FloatField(
        label=gettext_lazy("Hours it has cost"),
        min_value=0,
        max_value=MOST_HOURS,
        required=False,
        widget=NumberInput("decimal"),
        help_text=gettext_lazy("Of everybody, so far; an estimate will do."),
    )
    about = forms.ChoiceField(label=gettext_lazy("It is about"), required=False)
    brought_nothing = forms.BooleanField(
        label=gettext_lazy("The process behind it has brought no benefit and should be given up"), required=False
    )

    def __init__(self, *args: Any, offered: Link | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        first = [offered] if offered else []
        self.fields["about"].choices = [*first, ("", _("nothing in particular")), (_("Fields"), list(_fields()))]

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        about, _colon, key = given.pop("about").partition(":")
        return {**given, "hours": given["hours"] or 0, "about": about, "key": key}


class ChangeForm(Answered):
    """What became of a problem."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=Problem.State.choices)
    hours = forms.FloatField(label=gettext_lazy("Hours it has cost"), min_value=0, max_value=MOST_HOURS, required=False)
    solution = forms.CharField(
        label=gettext_lazy("What was done, or why nothing is"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    brought_nothing = forms.BooleanField(
        label=gettext_lazy("The process behind it has brought no benefit and should be given up"), required=False
    )

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        return {**self.cleaned_data, "hours": self.cleaned_data["hours"] or 0}


def link_asked(request: HttpRequest) -> Link | None:
    """What a problem is likely about: what the address names, else the page somebody comes from."""
    about, _colon, key = (request.POST.get("about") or request.GET.get("about", "")).partition(":")
    if about in {*MODELS, "import"}:
        return named(request.user, about, key)  # type: ignore[arg-type]  # the login middleware stands before
    if request.method == "POST":
        return None
    try:
        found = resolve(urlsplit(request.headers.get("Referer", "")).path)
    except (Resolver404, ValueError):
        return None
    about = found.url_name or ""
    return named(request.user, about, str(found.kwargs.get("uid", ""))) if about in {*MODELS, "import"} else None  # type: ignore[arg-type]


def named(user: User, about: str, key: str) -> Link | None:
    """A record or an import that the user sees; None for any other."""
    try:
        uid = UUID(key)
        name = visible_import(user, uid).filename if about == "import" else visible_record(user, about, uid).name
    except (ValueError, ObjectDoesNotExist):
        return None
    return f"{about}:{uid}", name or "—"


def _fields() -> Iterator[tuple[str, str]]:
    known = {name: field.label for record_type in MODELS for name, field in fields_of(record_type).items()}
    return ((f"field:{name}", str(label)) for name, label in sorted(known.items(), key=lambda one: str(one[1])))
