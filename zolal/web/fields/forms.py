"""What is typed about fields: a report, a policy, a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.people.fields import fields_of
from zolal.stewardship.models import CollectionPolicy, FieldProposal, ProposalComment, Report
from zolal.stewardship.queries.reports import reports_for
from zolal.web.answered import Answered

Long = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
TYPES = (("person", _("People")), ("company", _("Companies")))


class ReportForm(Answered):
    name = forms.CharField(label=_("Name of the report"), max_length=150)
    decision = forms.CharField(
        label=_("What is decided by it?"), widget=Long, help_text=_("A report by which nobody decides needs no field.")
    )
    readers = forms.CharField(label=_("Who reads it?"), max_length=200, required=False)
    rhythm = forms.ChoiceField(label=_("How often?"), choices=Report.Rhythm.choices, initial=Report.Rhythm.MONTHLY)
    fields_ = forms.MultipleChoiceField(label=_("Fields that it needs"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, record_type: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["fields_"].choices = [(name, field.label) for name, field in fields_of(record_type).items()]

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        return {name.rstrip("_"): value for name, value in self.cleaned_data.items()}

    def refuse(self, error: ValidationError) -> None:
        """The action calls the fields by their own name."""
        if isinstance(error, Overtaken):
            error = Overtaken({_typed(name): value for name, value in error.now.items()}, error.who)
        elif hasattr(error, "error_dict"):
            error = ValidationError({_typed(name): said for name, said in error.message_dict.items()})
        super().refuse(error)


def _typed(name: str) -> str:
    return "fields_" if name == "fields" else name


class PolicyForm(Answered):
    market = forms.CharField(
        label=_("Target market"), max_length=100, required=False, help_text=_("Empty: for every market.")
    )
    purpose = forms.CharField(label=_("What for?"), max_length=300)
    whom = forms.CharField(label=_("From whom?"), max_length=200)
    way = forms.ChoiceField(label=_("In which way?"), choices=CollectionPolicy.Way.choices)
    basis = forms.ChoiceField(label=_("On which legal basis?"), choices=CollectionPolicy.Basis.choices)
    benefit = forms.CharField(
        label=_("What do they get for it?"), max_length=200, required=False, help_text=_("A discount, a faster reply …")
    )


class ProposalForm(Answered):
    record_type = forms.ChoiceField(label=_("Of people or companies?"), choices=TYPES)
    kind = forms.ChoiceField(label=_("What shall change?"), choices=FieldProposal.Kind.choices)
    title = forms.CharField(label=_("In one line"), max_length=150)
    field = forms.ChoiceField(
        label=_("Which field?"), required=False, help_text=_("Of a field that is there already; else leave it empty.")
    )
    reason = forms.CharField(label=_("Why?"), widget=Long)
    report = forms.ModelChoiceField(
        label=_("Report that needs it"),
        queryset=None,
        required=False,
        empty_label="—",
        help_text=_("A further field needs a report: reports come first."),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["report"].queryset = reports_for(user=user)
        named = {name: field.label for kind, _label in TYPES for name, field in fields_of(kind).items()}
        self.fields["field"].choices = [("", ""), *named.items()]


class CommentForm(Answered):
    stance = forms.ChoiceField(label=_("You are"), choices=ProposalComment.Stance.choices, initial="neutral")
    text = forms.CharField(label=_("What you think of it"), widget=Long)
