"""Pipelines, their stages, and the reasons why deals are lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.engine.persian.letters import key
from zolal.people.actions.names import known_colour
from zolal.sales import given, shipped
from zolal.sales.deal_fields import demandable
from zolal.sales.models import Deal, LostReason, Pipeline, Stage

MOST_STAGES = 20
_VERB = "pipelines.edit"


def create_pipeline(*, name: str, about: str = "", stages: Sequence[shipped.Step] | None = None, by: User) -> Pipeline:
    """A pipeline with the usual stages, unless told others. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, _VERB)
        values = {"name": _name(name, Pipeline.objects.all()), "about": _long("about", about)}
        pipeline = Pipeline(**values, position=_last(Pipeline.objects.all()))
        action = ledger.act(kind="pipeline.create", by=by, about={"name": pipeline.name})
        rows.add(action, pipeline)
        for position, step in enumerate(shipped.products() if stages is None else stages):
            told = {"name": step.name, "probability": step.probability, "idle_days": step.idle_days,
                    "colour": step.colour, "needs": list(step.needs), "guidance": step.guidance}  # fmt: skip
            rows.add(action, Stage(pipeline=pipeline, position=position, **_stage(told)))
    return pipeline


def change_pipeline(*, pipeline: Pipeline, seen: Mapping[str, Any] | None = None, by: User, **told: Any) -> Pipeline:  # noqa: ANN401
    """Another `name`, `about` or `position`. `seen` is what `by` had before their eyes.

    Raises `NotAllowed`, `Overtaken`; `ValidationError` by field.
    """
    checks: Mapping[str, Callable[[Any], Any]] = {
        "name": lambda value: _name(value, Pipeline.objects.exclude(pk=pipeline.pk)),
        "about": lambda value: _long("about", value),
        "position": lambda value: given.whole("position", value, least=0, most=1_000),
    }
    with transaction.atomic():
        demand(by, _VERB)
        _change("pipeline.change", pipeline, {name: checks[name](value) for name, value in told.items()}, seen, by)
    return pipeline


def archive_pipeline(*, pipeline: Pipeline, by: User) -> Action:
    """It takes no new deals; those it has stay. Raises `NotAllowed`; `ValidationError` while deals in it are open."""
    with transaction.atomic():
        demand(by, _VERB)
        if Deal.objects.filter(pipeline=pipeline, status=Deal.Status.OPEN, state=Deal.State.ACTIVE).exists():
            raise ValidationError(_("Deals are open in it. Close them or move them to another pipeline first."))
        return _put("pipeline.archive", pipeline, timezone.now(), by)


def restore_pipeline(*, pipeline: Pipeline, by: User) -> Action:
    """Out of the archive again. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, _VERB)
        return _put("pipeline.restore", pipeline, None, by)


def add_stage(*, pipeline: Pipeline, by: User, **told: Any) -> Stage:  # noqa: ANN401 - see `change_stage`
    """A stage at the end of a pipeline. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, _VERB)
        there = Stage.objects.filter(pipeline=pipeline, archived_at=None)
        if there.count() >= MOST_STAGES:
            raise ValidationError({"name": _("A pipeline has at most %(most)s stages.") % {"most": MOST_STAGES}})
        told.setdefault("name", "")
        values = {"position": _last(Stage.objects.filter(pipeline=pipeline)), **_stage(told)}
        _name(values["name"], there)
        stage = Stage(pipeline=pipeline, **values)
        rows.add(ledger.act(kind="stage.add", by=by, about={"name": stage.name, "pipeline": pipeline.name}), stage)
    return stage


def change_stage(*, stage: Stage, seen: Mapping[str, Any] | None = None, by: User, **told: Any) -> Stage:  # noqa: ANN401
    """Another `name`, `probability`, `idle_days` (None: never), `needs`, `colour` or `guidance`.

    Raises `NotAllowed`, `Overtaken`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, _VERB)
        values = _stage(told)
        if "name" in values:
            _name(
                values["name"], Stage.objects.filter(pipeline=stage.pipeline_id, archived_at=None).exclude(pk=stage.pk)
            )
        _change("stage.change", stage, values, seen, by)
    return stage


def order_stages(*, pipeline: Pipeline, stages: Sequence[Stage], by: User) -> Action:
    """Another order of all stages of a pipeline. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        demand(by, _VERB)
        there = list(Stage.objects.filter(pipeline=pipeline, archived_at=None).select_for_update())
        if {one.pk for one in there} != {one.pk for one in stages} or len(stages) != len(there):
            raise ValidationError({"stages": _("Name every stage of the pipeline once.")})
        action = ledger.act(kind="stage.order", by=by, about={"name": pipeline.name})
        for position, stage in enumerate(stages):
            if stage.position != position:
                rows.change(action, stage, position=position)
    return action


def archive_stage(*, stage: Stage, by: User) -> Action:
    """It takes no deals any more. Raises `NotAllowed`; `ValidationError` while open deals are there."""
    with transaction.atomic():
        demand(by, _VERB)
        if Deal.objects.filter(stage=stage, status=Deal.Status.OPEN, state=Deal.State.ACTIVE).exists():
            raise ValidationError(_("Deals are in this stage. Move them first."))
        if not Stage.objects.filter(pipeline=stage.pipeline_id, archived_at=None).exclude(pk=stage.pk).exists():
            raise ValidationError(_("This is the last stage of the pipeline."))
        return _put("stage.archive", stage, timezone.now(), by)


def restore_stage(*, stage: Stage, by: User) -> Action:
    """Out of the archive again. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, _VERB)
        return _put("stage.restore", stage, None, by)


def add_reason(*, name: str, by: User) -> LostReason:
    """Another reason why deals are lost. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, _VERB)
        reason = LostReason(name=_name(name, LostReason.objects.all()), position=_last(LostReason.objects.all()))
        rows.add(ledger.act(kind="lost_reason.add", by=by, about={"name": reason.name}), reason)
    return reason


def change_reason(
    *,
    reason: LostReason,
    name: str | None = None,
    archived: bool | None = None,
    seen: Mapping[str, Any] | None = None,
    by: User,
) -> LostReason:
    """Another name, or out of use and into it again. `seen` is what `by` had before their eyes.

    Raises `NotAllowed`; `Overtaken`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, _VERB)
        values: dict[str, Any] = {}
        if name is not None:
            values["name"] = _name(name, LostReason.objects.exclude(pk=reason.pk))
        if archived is not None:
            values["archived_at"] = timezone.now() if archived else None
        _change("lost_reason.change", reason, values, seen, by)
    return reason


def _stage(told: Mapping[str, Any]) -> dict[str, Any]:
    checks: Mapping[str, Callable[[Any], Any]] = {
        "name": lambda value: given.text("name", value, longest=100, needed=True),
        "probability": lambda value: given.whole("probability", value, least=0, most=100),
        "idle_days": lambda value: None if value is None else given.whole("idle_days", value, least=1, most=1_000),
        "needs": _needs,
        "colour": known_colour,
        "guidance": lambda value: _long("guidance", value),
    }
    return {name: checks[name](value) for name, value in told.items()}


def _needs(value: Any) -> list[str]:  # noqa: ANN401 - JSON
    known = demandable()
    if not isinstance(value, list) or any(one not in known for one in value):
        raise ValidationError({"needs": _("Choose one of: %(choices)s.") % {"choices": ", ".join(known)}})
    return [one for one in known if one in value]


def _name(name: Any, others: Any) -> str:  # noqa: ANN401 - JSON, a queryset
    found = given.text("name", name, longest=100, needed=True)
    if key(found) in {key(other) for other in others.values_list("name", flat=True)}:
        raise ValidationError({"name": _("“%(name)s” is there already. Choose another name.") % {"name": found}})
    return found


def _long(field: str, value: Any) -> str:  # noqa: ANN401 - JSON
    return given.text(field, value, longest=5_000, lines=True)


def _last(of: Any) -> int:  # noqa: ANN401 - a queryset
    last = of.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _change(kind: str, row: Any, values: Mapping[str, Any], seen: Mapping[str, Any] | None, by: User) -> None:  # noqa: ANN401
    row.refresh_from_db(from_queryset=type(row).objects.select_for_update())
    if changed := wanted_in(row, values, seen=seen, kinds=kind.partition(".")[0] + "."):
        rows.change(ledger.act(kind=kind, by=by, about={"name": row.name}), row, **changed)


def _put(kind: str, row: Model, at: Any, by: User) -> Action:  # noqa: ANN401 - a moment
    action = ledger.act(kind=kind, by=by, about={"name": str(row)})
    rows.change(action, row, archived_at=at)
    return action
