"""What sorts of customers there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.engine.persian.letters import key, store
from zolal.people.actions.names import free_name, known_colour, label_wanted
from zolal.people.fields import fields_of
from zolal.people.models import Category, Company, Person

LONGEST_MEANING = 500
_CHUNK = 2_000
USUAL = (
    (
        pgettext_lazy("category", "contact"),
        "slate",
        _("Somebody whose name, e-mail and telephone we know."),
        ("email", "mobile"),
    ),
    (
        pgettext_lazy("category", "lead"),
        "blue",
        _("Wants something from us: downloaded an e-book, asked for a demo, or left their data in a form."),
        ("email", "mobile", "own:touch_point"),
    ),
    (
        pgettext_lazy("category", "prospect"),
        "violet",
        _("Has the challenge that we solve; we have spoken to them, at a fair for example."),
        ("mobile", "own:challenges"),
    ),
    (
        pgettext_lazy("category", "opportunity"),
        "amber",
        _("Our solution is one of the options that they weigh."),
        ("mobile", "own:challenges", "owner"),
    ),
    (pgettext_lazy("category", "customer"), "green", _("Has bought from us."), ("mobile",)),
)
"""Name, colour, definition and needed fields, in their order."""


def create_category(
    *, name: str, by: User, colour: str = "slate", position: int = 0, meaning: str = "", needs: Sequence[str] = ()
) -> Category:
    """A new category. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        demand(by, "settings.write")
        category = Category(
            name=free_name(Category, name),
            colour=known_colour(colour),
            position=position,
            meaning=_meaning(meaning),
            needs=_needs(needs),
        )
        action = ledger.act(kind="category.create", by=by, about={"name": category.name})
        rows.add(action, category)
    return category


def change_category(
    *,
    category: Category,
    by: User,
    name: str | None = None,
    colour: str | None = None,
    position: int | None = None,
    meaning: str | None = None,
    needs: Sequence[str] | None = None,
    seen: Mapping[str, str] | None = None,
) -> Category:
    """Another name, colour, place, definition or needed fields; `seen` is what `by` had before their eyes of the first
    two.

    Raises `NotAllowed`, `Overtaken`, `ValidationError`.
    """
    with transaction.atomic():
        demand(by, "settings.write")
        category.refresh_from_db(from_queryset=Category.objects.select_for_update())
        new = label_wanted(category, name=name, colour=colour, seen=seen)
        place = category.position if position is None else position
        action = ledger.act(kind="category.change", by=by, about={"name": category.name, "to": new["name"]})
        said = category.meaning if meaning is None else _meaning(meaning)
        needed = category.needs if needs is None else _needs(needs)
        rows.change(action, category, **new, position=place, meaning=said, needs=needed)
    return category


def take_usual_categories(*, by: User) -> Action:
    """The stages on the way to a customer with their usual definitions, as far as none is called so.

    Raises `NotAllowed`.
    """
    with transaction.atomic():
        demand(by, "settings.write")
        action = ledger.act(kind="category.usual", by=by)
        there = {key(name) for name in Category.objects.values_list("name", flat=True)}
        last = Category.objects.aggregate(last=Max("position"))["last"] or 0
        for place, (name, colour, meaning, needs) in enumerate(USUAL, 1):
            if key(str(name)) not in there:
                row = Category(
                    name=str(name), colour=colour, meaning=str(meaning), needs=list(needs), position=last + place
                )
                rows.add(action, row)
    return action


def _meaning(text: str) -> str:
    said = store(text)
    if len(said) > LONGEST_MEANING:
        sentence = _("This may have at most %(longest)s characters.")
        raise ValidationError({"meaning": sentence % {"longest": LONGEST_MEANING}})
    return said


def _needs(names: Sequence[str]) -> list[str]:
    known = {name: field for record_type in ("company", "person") for name, field in fields_of(record_type).items()}
    unknown = [name for name in names if name not in known or name in ("category", "tags")]
    if unknown:
        raise ValidationError({"needs": _("There is no field “%(field)s”.") % {"field": unknown[0]}})
    return list(dict.fromkeys(names))


def delete_category(*, category: Category, by: User) -> Action:
    """Take a category from all records and away; undo brings it back to them. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "settings.write")
        action = ledger.act(kind="category.delete", by=by, about={"name": category.name})
        for record_type, model in (("person", Person), ("company", Company)):
            ids = list(model.objects.filter(category=category).order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(ids), _CHUNK):
                ledger.write(action, record_type, {pk: {"category": None} for pk in ids[start : start + _CHUNK]})
        rows.take(action, category)
    return action
