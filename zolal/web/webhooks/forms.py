"""What is typed about webhooks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zolal.accounts.overtaken import Overtaken
from zolal.accounts.queries.users import active_users
from zolal.connect.kinds import ROWS
from zolal.connect.models import Endpoint
from zolal.core.ledger import record_types
from zolal.web.answered import Answered
from zolal.web.stewardship.inputs import DayField
from zolal.web.webhooks.words import kind_label


def broad_patterns() -> list[str]:
    """Everything, and everything of one kind."""
    return ["*", *(f"{name}.*" for name in (*record_types(), *ROWS.values()))]


class EndpointForm(Answered):
    """An endpoint: where, and what it hears."""

    url = forms.CharField(
        label=_("Address"),
        max_length=2_000,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "placeholder": "https://example.com/zolal"}),
        help_text=_("It gets a POST for each event, and answers with a status from 200 to 299 within 15 seconds."),
    )
    description = forms.CharField(label=_("What is it for?"), max_length=200, required=False)
    patterns = forms.MultipleChoiceField(label=_("It hears of"), required=False, widget=forms.CheckboxSelectMultiple)
    further = forms.CharField(
        label=_("Single kinds of events"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "person.created company.removed"}),
        help_text=_("A kind of record, a dot, and created, changed or removed; with spaces between them."),
    )
    with_values = forms.BooleanField(label=_("Send the values too, not only which fields have changed"), required=False)
    reader = forms.ModelChoiceField(
        label=_("With whose eyes"),
        queryset=None,
        to_field_name="uid",
        help_text=_("Only what this user may see is sent."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = active_users()
        patterns = broad_patterns()
        self.fields["patterns"].choices = [(one, kind_label(one)) for one in patterns]

    def told(self) -> dict[str, Any]:
        """What the actions take."""
        found = dict(self.cleaned_data)
        found["patterns"] = [*found["patterns"], *found.pop("further").replace(",", " ").replace("،", " ").split()]
        return found

    def refuse(self, error: ValidationError) -> None:
        """Kinds of events are typed in two places."""
        if isinstance(error, Overtaken) and "patterns" in error.now:
            error = Overtaken({**error.now, "further": error.now["patterns"]}, error.who)
        super().refuse(error)


def shown(endpoint: Endpoint) -> dict[str, Any]:
    """What a form of an endpoint begins with."""
    broad = broad_patterns()
    return {
        "url": endpoint.url,
        "description": endpoint.description,
        "patterns": [one for one in endpoint.patterns if one in broad],
        "further": " ".join(one for one in endpoint.patterns if one not in broad),
        "with_values": endpoint.with_values,
        "reader": endpoint.reader.uid,
    }


class RangeForm(Answered):
    """Days whose messages are sent again."""

    since = DayField(label=_("From day"))
    until = DayField(label=_("To day"), required=False)
    only_failed = forms.BooleanField(label=_("Only what did not arrive"), required=False, initial=True)


class HostsForm(Answered):
    """Hosts inside the own network that may be sent to, one a line."""

    hosts = forms.CharField(
        label=_("Hosts inside your own network that may be sent to"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "placeholder": "erp.local:8069"}),
        help_text=_(
            "One a line, with the port where it is neither 80, 443, 8080 nor 8443. Everything else inside stays closed,"
            " so that nobody uses Zolal to reach what is behind your wall."
        ),
    )
