"""What is typed about plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.people.queries.records import MODELS
from zolal.people.queries.views import views_for
from zolal.stewardship.actions.plans import MOST, MOST_QUOTA
from zolal.stewardship.models import Plan
from zolal.web.answered import Answered
from zolal.web.people.kinds import KINDS
from zolal.web.stewardship.inputs import DayField, PeopleField, WholeField


class PlanForm(Answered):
    """A plan; what it is of cannot be changed later."""

    name = forms.CharField(label=_("Name"), max_length=100)
    what = forms.CharField(
        label=_("What is to be entered, and where it lies"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = forms.ChoiceField(label=_("From"))
    total = WholeField(
        label=_("Number of customers"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("On paper; an estimate will do. A list is counted."),
    )
    quota = WholeField(
        label=_("Quota of each person"),
        min_value=1,
        max_value=MOST_QUOTA,
        help_text=_("So few that each can be entered with care."),
    )
    per = forms.ChoiceField(label=_("In"), choices=Plan.Per.choices)
    thursdays = forms.BooleanField(label=_("We work on Thursdays"), required=False)
    starts_on = DayField(label=_("From day"), required=False)
    people = PeopleField("records.create")

    def __init__(self, *args: Any, by: User, plan: Plan | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["people"].offer()
        if plan:
            del self.fields["source"]
            if plan.kind == Plan.Kind.LIST:
                del self.fields["total"]
            return
        paper = [(f"paper:{name}", _("paper or files: %(what)s") % {"what": KINDS[name].plural}) for name in MODELS]
        self.views = {str(one.uid): one for name in MODELS for one in views_for(by, name)}
        views = [(f"list:{uid}", one.name) for uid, one in self.views.items()]
        self.fields["source"].choices = [*paper, (_("Saved lists"), views)] if views else paper

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        found = dict(self.cleaned_data)
        kind, _colon, which = found.pop("source", "").partition(":")
        if kind == "list":
            view = self.views[which]
            return {**found, "kind": kind, "record_type": view.record_type, "query": view.query}
        return {**found, "kind": kind, "record_type": which} if kind else found


def shown(plan: Plan) -> dict[str, Any]:
    """What a form of a plan begins with."""
    names = ("name", "what", "total", "quota", "per", "thursdays", "starts_on")
    return {name: getattr(plan, name) for name in names} | {"people": [one.uid for one in plan.people.all()]}
