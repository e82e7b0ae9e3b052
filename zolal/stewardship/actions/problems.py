"""The problem log: told by anybody, talked over, ended with what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import NotAllowed, demand, may
from zolal.core.ledger import act, rows
from zolal.core.models import Action
from zolal.core.said import demand_choice, demand_number, demand_text
from zolal.people.fields import fields_of
from zolal.people.queries.records import MODELS, visible_record
from zolal.stewardship.models import Problem, ProblemNote

MOST_HOURS = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """A problem, and the action under which something became of it."""

    problem: Problem
    action: Action


def report_problem(
    *,
    kind: str,
    title: str,
    text: str = "",
    hours: float = 0,
    about: str = "",
    key: str = "",
    brought_nothing: bool = False,
    by: User,
) -> Told:
    """Enter a problem. `key` is the uid of a record or an import, or the name of a field, as `about` says.

    An import is not looked up here: whoever asks has found it. Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, "problems.report")
    problem = Problem(
        kind=demand_choice("kind", kind, dict(Problem.Kind.choices)),
        title=demand_text("title", title, longest=200),
        text=demand_text("text", text, needed=False),
        hours=demand_number("hours", hours, least=0, most=MOST_HOURS),
        brought_nothing=bool(brought_nothing),
        by=by,
        at=timezone.now(),
        **_about(about, key, by),
    )
    with transaction.atomic():
        action = act(kind="problem.report", by=by, about={"name": problem.title})
        rows.add(action, problem)
    return Told(problem, action)


def change_problem(
    *,
    problem: Problem,
    by: User,
    seen: Mapping[str, Any] | None = None,
    **given: Any,  # noqa: ANN401 - by field
) -> Told:
    """Other `kind`, `title`, `text`, `hours`, `brought_nothing`, `state` or `solution`; what is not given stays.

    For who reported it, and for managers. Whoever ends it says what was done. `seen` is what `by` had before their
    eyes. Raises `NotAllowed`, `Overtaken`; `ValidationError`.
    """
    demand(by, "problems.report")
    if problem.by_id != by.pk and not may(by, "maintenance.run"):
        raise NotAllowed("maintenance.run")
    with transaction.atomic():
        current = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
        wanted = _checked(current, wanted_in(current, given, seen=seen, kinds="problem."))
        action = act(kind="problem.change", by=by, about={"name": current.title})
        rows.change(action, current, **wanted, **_ending(current, wanted, by))
    return Told(current, action)


def note_problem(*, problem: Problem, text: str, by: User) -> ProblemNote:
    """Say something about it. Raises `NotAllowed`; `ValidationError` by field."""
    demand(by, "problems.report")
    note = ProblemNote(problem=problem, text=demand_text("text", text), by=by, at=timezone.now())
    with transaction.atomic():
        rows.add(act(kind="problem.note", by=by, about={"name": problem.title}), note)
    return note


def _checked(problem: Problem, given: Mapping[str, Any]) -> dict[str, Any]:
    checks = {
        "kind": lambda value: demand_choice("kind", value, dict(Problem.Kind.choices)),
        "title": lambda value: demand_text("title", value, longest=200),
        "text": lambda value: demand_text("text", value, needed=False),
        "hours": lambda value: demand_number("hours", value, least=0, most=MOST_HOURS),
        "brought_nothing": bool,
        "state": lambda value: demand_choice("state", value, dict(Problem.State.choices)),
        "solution": lambda value: demand_text("solution", value, needed=False),
    }
    wanted = {name: checks[name](value) for name, value in given.items()}
    state, solution = wanted.get("state", problem.state), wanted.get("solution", problem.solution)
    if state in {Problem.State.SOLVED, Problem.State.DROPPED} and not solution:
        raise ValidationError({"solution": _("Say what was done, or why nothing is.")})
    return wanted


def _ending(problem: Problem, wanted: Mapping[str, Any], by: User) -> dict[str, Any]:
    ends = wanted.get("state", problem.state) in {Problem.State.SOLVED, Problem.State.DROPPED}
    if ends == problem.is_ended:
        return {}
    return {"ended_by": by, "ended_at": timezone.now()} if ends else {"ended_by": None, "ended_at": None}


def _about(about: str, key: str, by: User) -> dict[str, Any]:
    if not about:
        return {}
    demand_choice("about", about, dict(Problem.About.choices))
    if about == Problem.About.FIELD:
        if not any(key in fields_of(record_type) for record_type in MODELS):
            raise ValidationError({"key": _("There is no such field.")})
        return {"about": about, "about_name": key}
    try:
        uid = UUID(key)
        if about == Problem.About.IMPORT:
            return {"about": about, "about_name": str(uid)}
        return {"about": about, "record_id": visible_record(by, about, uid).pk}
    except (ValueError, TypeError, AttributeError, ObjectDoesNotExist) as unknown:
        raise ValidationError({"key": _("It does not exist, or you may not see it.")}) from unknown
