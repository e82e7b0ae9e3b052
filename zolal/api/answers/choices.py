"""What the operations on tags, categories, saved views and fields answer with."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from zolal.api.answers.said import Said
from zolal.api.shapes import Named


class WordOut(Schema):
    """A tag or a category."""

    id: str
    name: str
    colour: str


class CategoryOut(WordOut):
    """`meaning` says when somebody is one; `needs` are the fields without which nobody becomes one."""

    position: int
    meaning: str
    needs: list[str]


class ContactStepOut(Schema):
    """`who` is owner, sales, marketing, support or manager; `touch_point` "" for every contact."""

    id: UUID
    touch_point: str
    text: str
    who: str
    days: int
    position: int


class ContactStepOfOut(ContactStepOut):
    due: date
    done_on: date | None
    done_by: str


class ViewOut(Schema):
    """A list under a name; `query` is its query string."""

    id: UUID
    type: str
    name: str
    query: str
    shared: bool
    team: Named | None
    by: str


class FieldOut(Schema):
    """`choices` are (value, label), of fields of one's own. `required`: an entry without is refused or told.

    `access` is what the field is to you: "normal", "read" (your role may not change it), "kept" (others keep it, see
    `kept_by`), "masked" or "hidden".
    """

    name: str
    label: Said
    group: str
    group_label: Said
    shape: str
    kind: str
    own: bool
    help: Said
    choices: list[tuple[str, str]]
    required: bool
    access: str
    kept_by: Said
