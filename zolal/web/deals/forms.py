"""What is typed about deals."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Team, User
from zolal.accounts.queries.users import teams
from zolal.engine.fields.number import plain_number
from zolal.people.queries.owners import find_owners
from zolal.people.queries.permitted import fixed
from zolal.people.queries.records import record_by_id
from zolal.sales.models import Deal, DealContact, LostReason, Stage
from zolal.sales.queries.pipelines import pipelines, reasons
from zolal.web.answered import Answered
from zolal.web.money_field import MoneyField
from zolal.web.people.own_part import AnsweredWithOwn, OwnPart
from zolal.web.pick import PickField
from zolal.web.stewardship.inputs import DayField, WholeField

BLANK = [("", "—")]


class OwnerField(forms.ChoiceField):
    """A colleague."""

    def offer(self) -> None:
        """Read who there is, for each form anew."""
        self.users = {str(user.uid): user for user in find_owners(limit=500)}
        self.choices = [*BLANK, *((uid, user.name) for uid, user in self.users.items())]

    def clean(self, value: Any) -> User | None:  # noqa: ANN401 - as sent
        return self.users.get(str(super().clean(value) or ""))


class TeamField(forms.ChoiceField):
    """A team."""

    def offer(self) -> None:
        """Read which there are."""
        self.teams = {str(team.pk): team for team in teams()}
        self.choices = [*BLANK, *((pk, team.name) for pk, team in self.teams.items())]

    def clean(self, value: Any) -> Team | None:  # noqa: ANN401 - as sent
        return self.teams.get(str(super().clean(value) or ""))


class StageField(forms.ChoiceField):
    """A stage, under its pipeline."""

    def offer(self) -> None:
        """Read which take deals."""
        groups = [(one.name, [stage for stage in one.stages.all() if stage.archived_at is None]) for one in pipelines()]
        self.stages = {str(stage.uid): stage for _name, stages in groups for stage in stages}
        self.choices = [(name, [(str(one.uid), one.name) for one in stages]) for name, stages in groups]

    def clean(self, value: Any) -> Stage | None:  # noqa: ANN401 - as sent
        return self.stages.get(str(super().clean(value) or ""))


class ReasonField(forms.ChoiceField):
    """Why a deal was lost."""

    def offer(self) -> None:
        """Read which are in use."""
        self.reasons = {str(one.uid): one for one in reasons()}
        self.choices = [*BLANK, *((uid, one.name) for uid, one in self.reasons.items())]

    def clean(self, value: Any) -> LostReason | None:  # noqa: ANN401 - as sent
        return self.reasons.get(str(super().clean(value) or ""))


class ShareField(forms.CharField):
    """Per cent with at most two decimals, in any digits; hundredths of it inside."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's
        widget = forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - hundredths, or what was typed
        return f"{value / 100:g}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:  # noqa: ANN401 - as typed
        text = str(super().clean(value) or "").replace("%", "").replace("٪", "").strip()
        if not text:
            return None
        found = plain_number(text)
        if not found or not 0 <= float(found) <= 100:
            raise ValidationError(gettext("It is a number from 0 to 100."))
        return round(float(found) * 100)


class DealForm(AnsweredWithOwn):
    """A deal, or some of its fields; those of one's own are asked beside."""

    title = forms.CharField(label=_("Title"), max_length=300, help_text=_("What it is about: “20 printers for Yazd”."))
    stage = StageField(label=_("Pipeline and stage"))
    person = PickField("person", label=_("Person"))
    company = PickField("company", label=_("Company"))
    value = MoneyField(label=pgettext_lazy("of a deal", "Value"), required=False)
    expected_on = DayField(label=_("Expected close"), required=False)
    probability = WholeField(
        label=_("Probability (per cent)"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Empty: as its stage says."),
    )
    channel = forms.ChoiceField(label=_("Sales channel"), choices=[*BLANK, *Deal.Channel.choices], required=False)
    intermediary = PickField(
        "company", label=_("Intermediary"), help_text=_("The distributor, agent or shop by way of which it is sold.")
    )
    margin_share = ShareField(label=_("Margin handed over (per cent)"), required=False)
    margin_amount = MoneyField(label=_("or as an amount"), required=False)
    touch_point = forms.ChoiceField(label=_("Touch-point"), choices=[*BLANK, *Deal.TouchPoint.choices], required=False)
    owner = OwnerField(label=_("Owner"), required=False)
    team = TeamField(label=_("Team"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        by: User,
        only: Collection[str] | None = None,
        deal: Deal | None = None,
        auto_id: str = "id_%s",
        **kwargs: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(data, files, auto_id=auto_id, **kwargs)
        self.own = OwnPart("deal", by=by, data=data, files=files, record=deal, only=only, auto_id=auto_id)
        if only is not None:
            for name in self.fields.keys() - set(only):
                del self.fields[name]
        for name in self.fields.keys() & fixed(by, "deal", new=deal is None):
            del self.fields[name]
        for field in self.fields.values():
            if isinstance(field, OwnerField | TeamField | StageField):
                field.offer()
            elif isinstance(field, PickField):
                field.by = by

    def given(self) -> dict[str, Any]:
        """What the actions take. Raises `ValidationError` by field for a file that is not taken."""
        return dict(self.cleaned_data) | self.own.texts()


class LossForm(Answered):
    """Why a deal was lost."""

    lost_reason = ReasonField(label=_("Reason"), required=False)
    lost_note = forms.CharField(
        label=_("In the customer's words"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["lost_reason"].offer()


class ContactForm(Answered):
    """Somebody who takes part."""

    person = PickField("person", label=_("Person"))
    role = forms.ChoiceField(label=_("Role"), choices=DealContact.Role.choices)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["person"].by = by


_PLAIN = (
    "title", "value", "expected_on", "probability", "channel", "margin_share", "margin_amount", "touch_point", "note",
)  # fmt: skip


def shown(deal: Deal, by: User) -> dict[str, Any]:
    """What a form of a deal begins with; a customer whom the user does not see is left out."""
    plain = (
        "title",
        "value",
        "expected_on",
        "probability",
        "channel",
        "margin_share",
        "margin_amount",
        "touch_point",
        "note",
    )
    found: dict[str, Any] = {name: getattr(deal, name) for name in plain}
    found["stage"] = str(deal.stage.uid)
    found["owner"] = str(deal.owner.uid) if deal.owner else ""
    found["team"] = str(deal.team_id or "")
    found["person"] = record_by_id(by, "person", deal.person_id)
    for name in ("company", "intermediary"):
        found[name] = record_by_id(by, "company", getattr(deal, f"{name}_id"))
    return found
