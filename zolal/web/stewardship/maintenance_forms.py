"""What is typed about maintenance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.accounts.models import User
from zolal.accounts.permissions import roles_with
from zolal.stewardship.actions.schedules import LONGEST, MOST
from zolal.stewardship.models import Schedule
from zolal.stewardship.reach import could_take_part
from zolal.web.answered import Answered
from zolal.web.stewardship.inputs import WholeField
from zolal.web.stewardship.words import CLASS_LABELS

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩،", "01234567890123456789,")


class Days(forms.CharField):
    """Whole numbers between commas."""

    def clean(self, value: Any) -> list[int]:  # noqa: ANN401 - as typed
        words = str(super().clean(value)).translate(_DIGITS).replace(",", " ").split()
        if not all(word.isdigit() and len(word) < 4 for word in words):
            raise ValidationError(_("Write days before the end, such as 3, 1, 0."))
        return [int(word) for word in words]

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class ScheduleForm(Answered):
    """A schedule; the same words as `stewardship.actions.schedules`."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    day = WholeField(
        label=gettext_lazy("Day of the Jalali month"),
        min_value=1,
        max_value=31,
        help_text=gettext_lazy("In a shorter month the last day."),
    )
    days = WholeField(label=gettext_lazy("Days to do it"), min_value=1, max_value=LONGEST)
    at_most = WholeField(
        label=gettext_lazy("At most for each person"),
        min_value=1,
        max_value=MOST,
        help_text=gettext_lazy("What nobody has room for waits for the next month."),
    )
    remind = Days(
        label=gettext_lazy("Remind, days before the end"),
        required=False,
        help_text=gettext_lazy("Such as 3, 1, 0; after the end every day."),
    )
    classes = forms.MultipleChoiceField(
        label=gettext_lazy("What is dealt"), choices=list(CLASS_LABELS.items()), widget=forms.CheckboxSelectMultiple
    )
    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who takes part"),
        queryset=None,
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Everybody gets what belongs to them; the rest is dealt evenly. Nobody gets a record they may not see."
        ),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = could_take_part(by).filter(role__in=roles_with("records.edit"))

    @staticmethod
    def shown(schedule: Schedule) -> dict[str, Any]:
        """What a form of a schedule begins with."""
        names = ("name", "day", "days", "at_most", "remind", "classes")
        return {name: getattr(schedule, name) for name in names} | {
            "people": [one.uid for one in schedule.people.all()]
        }


BEGINNING = {"day": 1, "days": 10, "at_most": 100, "remind": [3, 1, 0], "classes": list(CLASS_LABELS)}
