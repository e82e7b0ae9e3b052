"""What is typed about users and tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import ApiToken, Role
from zolal.accounts.queries.roles import role_labels
from zolal.accounts.queries.users import teams
from zolal.web.stewardship.inputs import DayField


class PlaceForm(forms.Form):
    """What somebody is in the company."""

    role = forms.ChoiceField(label=_("Role"), initial=Role.MEMBER)
    team = forms.ModelChoiceField(label=_("Team"), queryset=None, required=False, empty_label=_("no team"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - as Django's form takes them
        offered: Sequence[tuple[Any, str]] = (),
        roles: Mapping[str, str] | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list((roles or role_labels()).items())
        self.fields["team"].queryset = teams()
        if offered:
            self.fields["team"].widget.choices = offered


class EndingPlaceForm(PlaceForm):
    """A role for ever, or for a time."""

    until = DayField(label=_("Until the end of"), required=False)
    after = forms.ChoiceField(label=_("Then"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's form takes them
        super().__init__(*args, **kwargs)
        known = [each for each in self.fields["role"].choices if each[0] != Role.ADMINISTRATOR]
        self.fields["after"].choices = [("", _("no log-in any more")), *known]


class InviteForm(PlaceForm):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.CharField(label=_("E-mail"), max_length=254)

    field_order = ("name", "email", "role", "team")


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=100, help_text=_("So that you know later which one to revoke.")
    )
    scope = forms.ChoiceField(label=_("It may"), choices=ApiToken.Scope.choices, initial=ApiToken.Scope.READ)
