"""As what two may belong together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted as changed_of
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.engine.persian.letters import key, store
from zolal.people.models import RelationRole
from zolal.people.models.relation_role import OURS

TYPES = ("", "person", "company")
LONGEST = 60


def create_role(
    *, word: str, reverse: str = "", symmetric: bool = False, first_type: str = "", second_type: str = "", by: User
) -> RelationRole:
    """A role of one's own: `word` is what the first is to the second, `reverse` (if it has a direction) the other way.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "settings.write")
        for name, value in (("first_type", first_type), ("second_type", second_type)):
            if value not in TYPES:
                raise ValidationError({name: _("A person, a company, or either.")})
        word = _free("word", word)
        reverse = "" if symmetric else _text("reverse", reverse)
        last = RelationRole.objects.aggregate(last=Max("position"))["last"] or 0
        role = RelationRole(
            code=f"own-{uuid4().hex[:12]}",
            word=word,
            reverse=reverse,
            symmetric=bool(symmetric),
            first_type=first_type,
            second_type=first_type if symmetric and first_type == second_type else second_type,
            position=last + 1,
        )
        rows.add(ledger.act(kind="relation_role.add", by=by, about={"name": word}), role)
    return role


def change_role(
    *,
    role: RelationRole,
    seen: Mapping[str, str] | None = None,
    by: User,
    **given: Any,  # noqa: ANN401 - of the row's fields
) -> Action:
    """Another `word`, `reverse`, or `active`. `seen` are the words that `by` had before their eyes.

    Raises `NotAllowed`; `Overtaken`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "settings.write")
        current = RelationRole.objects.select_for_update().get(pk=role.pk)
        now = {"word": current.told(first=True), "reverse": current.told(first=False)}
        words = {name: given.pop(name) for name in now if given.get(name) is not None}
        given |= changed_of(words, seen=seen, now=now)
        wanted: dict[str, Any] = {}
        if given.get("word") is not None and given["word"] != current.told(first=True):
            wanted["word"] = _free("word", given["word"], current)
        if given.get("reverse") is not None and not current.symmetric and given["reverse"] != current.told(first=False):
            wanted["reverse"] = _text("reverse", given["reverse"])
        if given.get("active") is not None:
            wanted["active"] = bool(given["active"])
        action = ledger.act(kind="relation_role.change", by=by, about={"name": str(current)})
        if wanted:
            rows.change(action, current, **wanted)
    return action


def drop_role(*, role: RelationRole, by: User) -> Action:
    """Away, if it is one's own and nobody is related so. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        demand(by, "settings.write")
        current = RelationRole.objects.select_for_update().get(pk=role.pk)
        if current.code in OURS or current.relations.exists():
            raise ValidationError(_("This one is in use, or comes with Zolal; it can be offered no more instead."))
        action = ledger.act(kind="relation_role.drop", by=by, about={"name": str(current)})
        rows.take(action, current)
    return action


def _free(name: str, text: str, own: RelationRole | None = None) -> str:
    word = _text(name, text)
    others = RelationRole.objects.exclude(pk=own.pk) if own else RelationRole.objects.all()
    if key(word) in {key(one.told(first=True)) for one in others}:
        raise ValidationError({name: _("“%(name)s” is there already. Choose another name.") % {"name": word}})
    return word


def _text(name: str, text: str) -> str:
    word = store(text)
    if not word:
        raise ValidationError({name: _("The name is empty. Type a name.")})
    if len(word) > LONGEST:
        raise ValidationError({name: _("The name is too long: at most %(longest)s letters.") % {"longest": LONGEST}})
    return word
