"""Fields that forms of this room share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from zolal.accounts.permissions import roles_with
from zolal.accounts.queries.users import active_users
from zolal.people.queries.typed import day
from zolal.people.queries.wish import BadWish
from zolal.web.templatetags.reading import number, typed_day


class DayInput(forms.TextInput):
    """A day that is typed, or chosen from the Jalali calendar."""

    def __init__(self) -> None:
        super().__init__(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "data-date": True})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401
        calendar = {"data-jdp": True, "data-jdp-only-date": True} if get_language() == "fa" else {}
        shown = {"placeholder": gettext("year/month/day"), **(attrs or {}), **calendar}
        return super().get_context(name, value, shown)

    def format_value(self, value: Any) -> str:  # noqa: ANN401 - a date, or what was typed
        return typed_day(value)


class DayField(forms.CharField):
    """A day in either calendar, in any digits."""

    widget = DayInput

    def clean(self, value: Any) -> date | None:  # noqa: ANN401 - as typed
        text = str(super().clean(value) or "")
        if not text:
            return None
        try:
            return day("", text)
        except BadWish as refused:
            raise ValidationError(str(refused)) from refused


class PeopleField(forms.ModelMultipleChoiceField):
    """Those whose role has a verb."""

    def __init__(self, verb: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        self.verb = verb
        kwargs = {"label": _("Who takes part"), "widget": forms.CheckboxSelectMultiple, **kwargs}
        super().__init__(queryset=None, to_field_name="uid", **kwargs)

    def offer(self) -> None:
        """Read who there is, for each form anew."""
        self.queryset = able(self.verb)


def able(verb: str) -> Any:  # noqa: ANN401 - a queryset
    """Active users whose role has the verb."""
    return active_users().filter(role__in=roles_with(verb))


class NumberInput(forms.TextInput):
    """A number in any digits: an input of the browser's own kind for numbers would refuse Persian ones."""

    def __init__(self, mode: str = "numeric") -> None:
        super().__init__(attrs={"dir": "ltr", "inputmode": mode, "autocomplete": "off"})


class WholeField(forms.IntegerField):
    """A whole number."""

    widget = NumberInput

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(**{"widget": NumberInput(), **kwargs})

    def clean(self, value: Any) -> int | None:  # noqa: ANN401 - as typed
        try:
            found: int | None = super().clean(value)
        except ValidationError as refused:
            if self.min_value is None or self.max_value is None or not str(value or "").strip():
                raise
            between = {"least": number(self.min_value), "most": number(self.max_value)}
            raise ValidationError(gettext("It is a number from %(least)s to %(most)s.") % between) from refused
        return found
