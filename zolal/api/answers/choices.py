"""What the operations on tags, categories, saved views and fields answer with."""

from __future__ import annotations

from uuid import UUID

from ninja import Schema

from zolal.api.answers.said import Said


class WordOut(Schema):
    """A tag or a category."""

    id: str
    name: str
    colour: str


class ViewOut(Schema):
    """A list under a name; `query` is its query string."""

    id: UUID
    type: str
    name: str
    query: str
    shared: bool
    by: str


class FieldOut(Schema):
    """`choices` are (value, label), of fields of one's own. `required`: an entry without is refused or told."""

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
