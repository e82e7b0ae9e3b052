"""What is typed about pipelines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zolal.sales.deal_fields import demandable
from zolal.sales.models import Pipeline, Stage
from zolal.web.answered import Answered
from zolal.web.stewardship.inputs import WholeField

COLOURS = (
    ("slate", _("grey")), ("blue", _("blue")), ("teal", _("teal")), ("green", _("green")), ("amber", _("amber")),
    ("orange", _("orange")), ("red", _("red")), ("pink", _("pink")), ("violet", _("violet")),
)  # fmt: skip
KINDS = (("products", _("those of a sale of products")), ("services", _("those of a sale of services")))


class PipelineForm(Answered):
    """Its name, and what it is for."""

    name = forms.CharField(label=_("Name"), max_length=100)
    about = forms.CharField(
        label=_("What it is for"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    stages = forms.ChoiceField(label=_("Stages to begin with"), choices=KINDS)

    def __init__(self, *args: Any, pipeline: Pipeline | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        if pipeline:
            del self.fields["stages"]


class StageForm(Answered):
    """A stage."""

    name = forms.CharField(label=_("Name"), max_length=100)
    probability = WholeField(
        label=_("Probability (per cent)"),
        min_value=0,
        max_value=100,
        help_text=_("How many of a hundred here are won."),
    )
    idle_days = WholeField(
        label=_("Idle limit (days)"),
        min_value=1,
        max_value=1_000,
        required=False,
        help_text=_("After so many days without anything happening a deal is marked. Empty: never."),
    )
    colour = forms.ChoiceField(label=_("Colour"), choices=COLOURS)
    needs = forms.MultipleChoiceField(
        label=_("A deal that enters must have"),
        choices=lambda: list(demandable().items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    guidance = forms.CharField(
        label=_("What is done here"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(Answered):
    """A reason why deals are lost."""

    name = forms.CharField(label=_("Name"), max_length=100)


def shown(stage: Stage) -> dict[str, Any]:
    """What a form of a stage begins with."""
    return {name: getattr(stage, name) for name in StageForm.base_fields}
