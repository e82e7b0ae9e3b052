"""What the operations on roles answer with."""

from __future__ import annotations

from ninja import Schema


class RoleOut(Schema):
    """`reaches` says of each kind of record how far each thing may be done: "all", "team", "own" or "none".

    `fields` names the fields that are "read", "masked" or "hidden" to the role; all others are "normal". `stamp`
    changes with every change of the role.
    """

    id: str
    name: str
    shipped: bool
    base: str
    description: str
    sees: str
    verbs: list[str]
    reaches: dict[str, dict[str, str]]
    fields: dict[str, dict[str, str]]
    users: int
    stamp: str
