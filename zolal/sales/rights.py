"""What roles are told about what is sold."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from zolal.accounts.objects import offer
from zolal.people.queries.permitted import own_choices

_EDIT = "products.edit"
_WRITE = "deals.write"


def tell() -> None:
    """Called when the app is ready."""
    offer(
        "deal",
        _("Deals"),
        {"see": "deals.read", "create": _WRITE, "change": _WRITE, "delete": "deals.delete", "export": "deals.export"},
        fields=partial(own_choices, "deal"),
    )
    offer(
        "product",
        _("Products"),
        {"see": "records.read", "create": _EDIT, "change": _EDIT, "delete": _EDIT, "export": "records.export"},
        fields=partial(own_choices, "product"),
    )
