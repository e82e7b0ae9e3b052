"""What is typed about a field that an administrator makes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zolal.core.listed import listed
from zolal.people.models import CustomField
from zolal.people.own.checks import TARGETS
from zolal.people.own.types import conditional_fields, groups_for, own_types
from zolal.people.queries.records import MODELS
from zolal.web.answered import Answered
from zolal.web.settings.labels import COLOURS

FREE_CHOICES = 4
_TARGETS = {"person": _("a person"), "company": _("a company"), "user": _("a user of Zolal")}
_ICONS = {"person": "person", "company": "company", "deal": "columns", "product": "tag", "activity": "task"}
_WRITTEN, _RANGED = "text | long text", "number | money | date"


class CustomFieldForm(Answered):
    """Parts that only some kinds have name those in `data-when-values`."""

    label_fa = forms.CharField(label=_("Name in Persian"), max_length=100, required=False)
    label_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("What it holds"), choices=CustomField.Kind.choices)
    target = forms.ChoiceField(label=_("Leads to"), choices=[(one, _TARGETS[one]) for one in TARGETS], required=False)
    group = forms.ChoiceField(label=_("Group"))
    help = forms.CharField(
        label=_("Help"), max_length=300, required=False, help_text=_("Stands below the field wherever it is filled in.")
    )
    default = forms.CharField(label=_("Offered in new records"), max_length=200, required=False)
    required = forms.BooleanField(label=_("Needed in every new record"), required=False)
    unique = forms.BooleanField(label=_("No two records may have the same value"), required=False)
    least = forms.CharField(label=_("From"), max_length=40, required=False)
    most = forms.CharField(label=_("Up to"), max_length=40, required=False)
    shortest = forms.IntegerField(label=_("Fewest characters"), min_value=0, max_value=10_000, required=False)
    longest = forms.IntegerField(label=_("Most characters"), min_value=0, max_value=10_000, required=False)
    pattern = forms.CharField(
        label=_("Pattern"), max_length=300, required=False, help_text=_("For example [0-9]{10} for ten digits.")
    )
    refuses = forms.BooleanField(
        label=_("What does not fit is refused"),
        required=False,
        initial=True,
        help_text=_("Otherwise it is let in and waits in the queue."),
    )
    when_field = forms.ChoiceField(label=_("Shown only where"), required=False)
    when_values = forms.CharField(
        label=_("has one of these values"),
        max_length=400,
        required=False,
        help_text=_("Several stand between commas; none: wherever it is filled."),
    )

    def __init__(self, data: QueryDict | None, record_type: str, field: CustomField | None = None) -> None:
        super().__init__(data, initial=_initial(field) if field else None)
        self.data_of_choices = data
        self.field = field
        self.fields["group"].choices = [(one.name, str(one.label)) for one in groups_for(record_type).values()]
        others = conditional_fields(record_type).items()
        told = [(name, str(label)) for name, label in others if field is None or name != field.name]
        self.fields["when_field"].choices = [("", _("always shown")), *told]
        for name in ("pattern", "least", "most"):
            self.fields[name].widget.attrs["dir"] = "ltr"
        if record_type not in MODELS:
            self.fields["refuses"].help_text = _("Otherwise it is let in as it is, and nobody is asked to mend it.")
        for name in ("kind", "target"):
            if field:
                del self.fields[name]

    def parts(self) -> list[tuple[str, list[tuple[Any, str]]]]:
        """The fields in the order they are asked, each with the kinds that have it ("": all), under headings."""
        kinds = {
            "target": "relation",
            **dict.fromkeys(("least", "most"), _RANGED),
            **dict.fromkeys(("shortest", "longest", "pattern"), _WRITTEN),
            "unique": "text | number | money | date | relation",
        }
        whole = (
            ("", ("label_fa", "label_en", "kind", "target", "group", "help", "default")),
            (str(_("Checks")), ("required", "unique", "least", "most", "shortest", "longest", "pattern", "refuses")),
            (str(_("Condition")), ("when_field", "when_values")),
        )
        kind = self.field.kind if self.field else ""
        return [
            (
                heading,
                [
                    (self[name], kinds.get(name, ""))
                    for name in names
                    if name in self.fields and (not kind or name not in kinds or kind in kinds[name].split(" | "))
                ],
            )
            for heading, names in whole
        ]

    def choice_rows(self) -> list[dict[str, str]]:
        """The choices there are, as typed, and some empty rows for further ones."""
        typed = _typed_choices(self.data_of_choices) if self.data_of_choices else None
        rows = typed if typed is not None else (self.field.choices if self.field else [])
        return [*rows, *({"value": "", "fa": "", "en": "", "colour": ""} for _place in range(FREE_CHOICES))]

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        found = dict(self.cleaned_data)
        values = found.pop("when_values")
        found["when_values"] = [text.strip() for text in values.replace("،", ",").split(",") if text.strip()]
        found["shortest"], found["longest"] = found["shortest"] or 0, found["longest"] or 0
        if self.data_of_choices is not None and "choice_fa" in self.data_of_choices:
            found["choices"] = _typed_choices(self.data_of_choices)
        return found


def _typed_choices(data: QueryDict) -> list[dict[str, str]]:
    columns = [data.getlist(f"choice_{name}") for name in ("value", "fa", "en", "colour")]
    rows = [dict(zip(("value", "fa", "en", "colour"), row, strict=True)) for row in zip(*columns, strict=False)]
    known = dict(COLOURS)
    return [
        {**row, "colour": row["colour"] if row["colour"] in known else ""} for row in rows if row["fa"] or row["en"]
    ]


def _initial(field: CustomField) -> dict[str, Any]:
    names = (
        "label_fa", "label_en", "group", "help", "default", "required", "unique", "least", "most", "pattern",
        "refuses", "when_field",
    )  # fmt: skip
    found = {name: getattr(field, name) for name in names}
    return found | {
        "shortest": field.shortest or None,
        "longest": field.longest or None,
        "when_values": listed(field.when_values),
    }


def type_words() -> list[tuple[str, str, str]]:
    """The kinds of record that can have fields of one's own, with their pictures."""
    return [(name, str(one.label), _ICONS.get(name, "file")) for name, one in own_types().items()]
