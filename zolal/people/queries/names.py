"""What the ids inside facts are called, many at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from zolal.accounts.models import Team, User
from zolal.accounts.visibility import sight_of
from zolal.core.models import Source
from zolal.people.models import Category, Company, Person, Tag
from zolal.people.queries.records import MODELS, visible_records
from zolal.people.queries.titles import called

Thing = str
"""A kind of record, or of rows beside the records: "company", "user", "stage"."""

_OPEN: dict[str, type[Model]] = {"user": User, "team": Team, "category": Category, "tag": Tag, "source": Source}


def offer_thing(thing: Thing, model: type[Model]) -> None:
    """Let an app above name rows that everybody may know, such as stages; called when that app is ready."""
    _OPEN[thing] = model


def names_beside(user: User, record: Person | Company) -> dict[Thing, dict[int, str]]:
    """What is called how of all that was loaded along with a record; of companies only what the user sees."""
    found: dict[Thing, dict[int, str]] = {"tag": {one.tag_id: one.tag.name for one in record.taggings.all()}}
    for column in ("source", "owner", "team", "category", "company"):
        beside = record._state.fields_cache.get(column)  # noqa: SLF001 - asked for nothing
        if beside is not None and (column != "company" or sight_of(user, "company") is None):
            found["user" if column == "owner" else column] = {beside.pk: beside.name}
    return found


def names_of(*, user: User, thing: Thing, ids: Iterable[int]) -> dict[int, str]:
    """Names by id; people and companies only as far as the user may see them."""
    wanted = set(ids)
    if not wanted:
        return {}
    if thing in MODELS:
        return called(user, thing, visible_records(user, thing).filter(pk__in=wanted))
    return dict(_OPEN[thing]._default_manager.filter(pk__in=wanted).values_list("pk", "name"))
