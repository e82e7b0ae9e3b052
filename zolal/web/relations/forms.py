"""What is typed about relations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zolal.people.models import RelationRole
from zolal.people.queries.relations import choices_for
from zolal.web.answered import Answered
from zolal.web.stewardship.inputs import DayField

TYPES = (("", _("person or company")), ("person", _("person")), ("company", _("company")))


class DaysForm(Answered):
    """From when until when, and a note."""

    since = DayField(label=_("From day"), required=False)
    until = DayField(label=_("To day"), required=False, help_text=_("Empty: still so."))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class TieForm(DaysForm):
    """Another, and what it is to the record."""

    role = forms.ChoiceField(label=_("Is"))
    other = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("role", "since", "until", "note")

    def __init__(self, *args: Any, record_type: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(value, word) for value, word, _type in choices_for(record_type)]

    def refuse(self, error: Any) -> None:  # noqa: ANN401 - a ValidationError
        """The kind of the relation is what was chosen as its role."""
        if hasattr(error, "error_dict") and "kind" in error.error_dict:
            error.error_dict["role"] = error.error_dict.pop("kind")
        super().refuse(error)


class RoleForm(Answered):
    """A role of one's own."""

    word = forms.CharField(label=_("The first is to the second"), max_length=60)
    reverse = forms.CharField(label=_("The second is to the first"), max_length=60, required=False)
    symmetric = forms.BooleanField(label=_("The same word both ways"), required=False)
    first_type = forms.ChoiceField(label=_("The first is a"), choices=TYPES, required=False)
    second_type = forms.ChoiceField(label=_("The second is a"), choices=TYPES, required=False)


def typed(role: RelationRole) -> dict[str, str]:
    """What a form of a role begins with."""
    return {"word": role.told(first=True), "reverse": role.told(first=False)}
