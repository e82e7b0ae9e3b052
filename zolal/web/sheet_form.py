"""A file that is looked at before it is taken in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zolal.web.answered import Answered


class SheetForm(Answered):
    """A table as a file, and in which money it counts."""

    file = forms.FileField(label=_("File (CSV or XLSX)"))
    unit = forms.ChoiceField(
        label=_("Amounts are in"),
        choices=[("", _("as the file says")), ("rial", _("rials")), ("toman", _("tomans"))],
        required=False,
        help_text=_("Counts only where neither the head of the column nor the cell says it."),
    )
