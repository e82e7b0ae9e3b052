"""Fields that an administrator makes: at once there for everybody, and equal in rank to those that come with Zolal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.engine.persian.letters import key as compared
from zolal.engine.persian.letters import store
from zolal.engine.persian.romanise import skeleton
from zolal.people.fields import fields_of
from zolal.people.models import CustomField
from zolal.people.own.checks import demand_sense
from zolal.people.own.types import groups_for, own_types

VERB = "fields.manage"
_KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_WORDS = re.compile(r"[^a-z0-9]+")
LONGEST_KEY = 40
RESERVED = "step_"
"""What keys of steps that are done begin with."""
MOST_CHOICES = 300
CHANGEABLE = (
    "label_fa", "label_en", "help", "group", "choices", "default", "when_field", "when_values", "required", "refuses",
    "unique", "least", "most", "shortest", "longest", "pattern",
)  # fmt: skip
"""What can be changed later; kind, key and what a relation leads to say how the values stand, and stay."""


def create_custom_field(*, record_type: str, kind: str, by: User, key: str = "", **given: Any) -> CustomField:  # noqa: ANN401
    """A further field; `given` as in `CHANGEABLE`, and `target` of a relation.

    `key` is made of the name where none is given. Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, VERB)
        if record_type not in own_types():
            raise ValidationError({"record_type": _("There is no such kind of record.")})
        if kind not in CustomField.Kind.values:
            raise ValidationError({"kind": _("Choose what kind of value the field holds.")})
        field = CustomField(record_type=record_type, kind=kind, target=given.pop("target", "") or "")
        for name, value in _checked(field, given).items():
            setattr(field, name, value)
        field.key = _free_key(record_type, key, field)
        last = CustomField.objects.filter(record_type=record_type).aggregate(last=Max("position"))["last"] or 0
        field.position = last + 10
        demand_sense(field)
        rows.add(ledger.act(kind="custom_field.create", by=by, about={"name": str(field)}), field)
    return field


def change_custom_field(*, field: CustomField, by: User, version: int | None = None, **given: Any) -> Action:  # noqa: ANN401
    """Other labels, choices, checks …, as in `CHANGEABLE`; `version` is the one that was seen.

    A choice that records have can be renamed but not taken away. Raises `NotAllowed`, `Overtaken`; `ValidationError`
    by field.
    """
    with transaction.atomic():
        demand(by, VERB)
        current = CustomField.objects.select_for_update().get(pk=field.pk)
        if version is not None and version != current.version:
            who = ledger.doer(rows.last_change(current, "custom_field."))
            raise Overtaken({"label_fa": str(current)}, who)
        before = {name: getattr(current, name) for name in CHANGEABLE}
        for name, value in _checked(current, given).items():
            setattr(current, name, value)
        demand_sense(current)
        wanted = {name: getattr(current, name) for name in CHANGEABLE if getattr(current, name) != before[name]}
        for name, value in before.items():
            setattr(current, name, value)
        action = ledger.act(kind="custom_field.change", by=by, about={"name": str(current)})
        rows.change(action, current, **wanted, version=current.version + 1)
    return action


def retire_custom_field(*, field: CustomField, by: User) -> Action:
    """Out of all forms and lists; the values are kept. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, VERB)
        action = ledger.act(kind="custom_field.retire", by=by, about={"name": str(field)})
        _switch(action, field, timezone.now())
    return action


def restore_custom_field(*, field: CustomField, by: User) -> Action:
    """There again, with its values. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, VERB)
        action = ledger.act(kind="custom_field.restore", by=by, about={"name": str(field)})
        _switch(action, field, None)
    return action


def move_custom_fields(*, record_type: str, uids: Sequence[str], by: User) -> Action:
    """In this order from now on; those that are not named come after. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, VERB)
        places = {uid: place for place, uid in enumerate(uids)}
        found = list(CustomField.objects.select_for_update().filter(record_type=record_type))
        found.sort(key=lambda one: (places.get(str(one.uid), len(places)), one.position, one.pk))
        action = ledger.act(kind="custom_field.order", by=by, about={"record_type": record_type})
        for place, one in enumerate(found, 1):
            if one.position != 10 * place:
                rows.change(action, one, position=10 * place)
    return action


def _switch(action: Action, field: CustomField, at: datetime | None) -> None:
    current = CustomField.objects.select_for_update().get(pk=field.pk)
    if (current.retired_at is None) != (at is None):
        rows.change(action, current, retired_at=at, version=current.version + 1)


def _checked(field: CustomField, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, in the form it is kept in; what a field of this kind cannot have stays empty."""
    found: dict[str, Any] = {}
    for name in CHANGEABLE:
        if name not in given or given[name] is None:
            continue
        value = given[name]
        found[name] = store(value) if isinstance(value, str) and name != "pattern" else value
    label_fa, label_en = (found.get(name, getattr(field, name)) for name in ("label_fa", "label_en"))
    if not label_fa and not label_en:
        raise ValidationError({"label_fa": _("Give the field a name, in Persian or in English.")})
    for name, longest in (("label_fa", 100), ("label_en", 100), ("help", 300), ("default", 200), ("pattern", 300)):
        if len(str(found.get(name, ""))) > longest:
            sentence = _("This may have at most %(longest)s characters.")
            raise ValidationError({name: sentence % {"longest": longest}})
    _demand_free_label(field, label_fa, label_en)
    if "group" in found and found["group"] not in groups_for(field.record_type):
        raise ValidationError({"group": _("There is no such group of fields.")})
    if "choices" in found:
        found["choices"] = _choices(field, found["choices"])
    return found


def _demand_free_label(field: CustomField, label_fa: str, label_en: str) -> None:
    """A file's columns, and those of an export, are told apart by what they are called."""
    others = [one for one in fields_of(field.record_type).values() if not one.own or one.own.uid != str(field.uid)]
    taken = set()
    for language in ("fa", "en"):
        with override(language):
            taken |= {compared(str(one.label)) for one in others}
    for name, text in (("label_fa", label_fa), ("label_en", label_en)):
        if text and compared(text) in taken:
            raise ValidationError({name: _("There is a field of this name already.")})


def _choices(field: CustomField, given: Sequence[Any]) -> list[dict[str, str]]:
    """Each with a value that stays when its label changes. Raises `ValidationError`."""
    kept = {one["value"] for one in field.choices}
    found: dict[str, dict[str, str]] = {}
    labels: set[str] = set()
    for one in given:
        fa, en = store(str(one.get("fa", "")))[:100], store(str(one.get("en", "")))[:100]
        if not fa and not en:
            continue
        if compared(fa or en) in labels:
            raise ValidationError({"choices": _("“%(choice)s” stands there twice.") % {"choice": fa or en}})
        labels.add(compared(fa or en))
        value = str(one.get("value", "")) or _slug(en or fa) or f"c{len(found) + 1}"
        while value in found or (not one.get("value") and value in kept):
            value = f"{value[:34]}_{len(found) + 1}"
        found[value] = {"value": value[:40], "fa": fa, "en": en, "colour": str(one.get("colour", ""))[:20]}
    if len(found) > MOST_CHOICES:
        raise ValidationError({"choices": _("At most %(most)s choices.") % {"most": MOST_CHOICES}})
    return list(found.values())


def _free_key(record_type: str, key: str, field: CustomField) -> str:
    if key:
        if not _KEY.fullmatch(key) or len(key) > LONGEST_KEY or key.startswith(RESERVED):
            raise ValidationError({"key": _("A key is of small Latin letters, digits and underscores.")})
        if f"own:{key}" in _taken(record_type):
            raise ValidationError({"key": _("There is a field with this key already.")})
        return key
    base = _slug(field.label_en) or _slug(skeleton(field.label_fa)) or "field"
    base = f"field_{base}" if base.startswith(RESERVED) else base
    free, number = base, 2
    while f"own:{free}" in _taken(record_type):
        free, number = f"{base[: LONGEST_KEY - 4]}_{number}", number + 1
    return free


def _taken(record_type: str) -> set[str]:
    """Those that were retired too: their values stand under the key."""
    there = {f"own:{key}" for key in CustomField.objects.filter(record_type=record_type).values_list("key", flat=True)}
    return there | {*fields_of(record_type)}


def _slug(text: str) -> str:
    """A text as a key, as far as it is of Latin letters."""
    plain = _WORDS.sub("_", text.lower()).strip("_")[:LONGEST_KEY].strip("_")
    return plain if _KEY.fullmatch(plain) else ""
