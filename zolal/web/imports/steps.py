"""The steps of an import, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zolal.capture.models import Import

State = Import.State
_AT = {
    State.READING: 0,
    State.MAPPING: 1,
    State.CHECKING: 2,
    State.READY: 3,
    State.COMMITTING: 4,
    State.DONE: 5,
    State.UNDOING: 5,
    State.UNDONE: 5,
}


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    done: bool
    current: bool


def steps(import_: Import) -> list[Step]:
    labels = (_("Read"), _("Columns"), _("Check"), _("Decide"), _("Take in"))
    at = _AT.get(State(import_.state), 0)
    return [Step(label, number < at, number == at) for number, label in enumerate(labels)]
