"""What is typed about invoices besides their lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zolal.sales.legal import FIELDS
from zolal.sales.models import Payment
from zolal.web.answered import Answered
from zolal.web.money_field import MoneyField
from zolal.web.stewardship.inputs import DayField

_LEFT_TO_RIGHT = {"legal_id", "national_id", "economic_code", "registration", "postal_code", "phone"}


class PartyForm(Answered):
    """The legal fields of a seller or a buyer."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        for name, label in FIELDS.items():
            attributes = {"dir": "ltr"} if name in _LEFT_TO_RIGHT else {}
            longest = 500 if name == "address" else 300 if name == "name" else 100
            self.fields[name] = forms.CharField(
                label=label, max_length=longest, required=False, widget=forms.TextInput(attrs=attributes)
            )


class TermsForm(Answered):
    """When it is to be paid, and what else stands on it."""

    due_on = DayField(label=_("To be paid until"), required=False, help_text=_("Empty: on the day of the issue."))
    note = forms.CharField(
        label=_("Note on the invoice"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )


class IssueForm(Answered):
    """The day of the issue."""

    on = DayField(label=_("Day of the invoice"), required=False)


class PaymentForm(Answered):
    """Money that has come."""

    amount = MoneyField(label=_("Amount"), help_text=_("With a minus before it: money given back."))
    on = DayField(label=_("Day"), required=False)
    method = forms.ChoiceField(label=_("Way"), choices=Payment.Method.choices)
    reference = forms.CharField(
        label=_("Reference"),
        max_length=100,
        required=False,
        help_text=_("Number of the transfer, the cheque, the slip."),
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
