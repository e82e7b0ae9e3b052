"""Days on which somebody stands in."""

from __future__ import annotations

from django import forms

from zolal.web.stewardship.inputs import DayField


class DaysForm(forms.Form):
    begins_on = DayField()
    ends_on = DayField()
    note = forms.CharField(required=False)
