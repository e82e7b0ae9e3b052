"""Values that forms offer because nearly everybody has them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.stewardship.actions.known import known_field
from zolal.stewardship.models import FieldDefault
from zolal.stewardship.queries.defaults import proposal_for


def choose_default(*, record_type: str, field: str, by: User) -> FieldDefault:
    """Offer the majority's value in forms from now on.

    Raises `NotAllowed`; `ValidationError` where no value has a majority, or one is chosen already.
    """
    with transaction.atomic():
        demand(by, "stewardship.plan")
        proposed = proposal_for(record_type=record_type, field=known_field(record_type, field))
        if proposed is None:
            raise ValidationError({"field": _("No value of this field has a majority that is large enough.")})
        if FieldDefault.objects.filter(record_type=record_type, field=field).exists():
            raise ValidationError({"field": _("This field has a default already.")})
        default = FieldDefault(
            record_type=record_type, field=field, value=proposed.value, share=proposed.share, known=proposed.known,
            by=by, since=timezone.now(),
        )  # fmt: skip
        rows.add(ledger.act(kind="default.choose", by=by, about={"field": field, "value": proposed.value}), default)
    return default


def drop_default(*, default: FieldDefault, by: User) -> Action:
    """Forms ask without an answer again; undo brings it back. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "stewardship.plan")
        action = ledger.act(kind="default.drop", by=by, about={"field": default.field, "value": default.value})
        rows.take(action, default)
    return action
