"""How far a source is trusted."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.ledger import act
from zolal.core.models import Source


def trust_source(*, source: Source, trust: int, by: User) -> Source:
    """0 to 100; of two values the one from the more trusted source survives a merge.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, "settings.write")
    if not 0 <= trust <= 100:
        raise ValidationError({"trust": _("Trust is a number from 0 to 100.")})
    with transaction.atomic():
        before, source.trust = source.trust, trust
        source.save(update_fields=["trust"])
        act(kind="source.trust", by=by, about={"name": source.name, "before": before, "after": trust})
    return source
