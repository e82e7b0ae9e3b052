"""Pipelines, their stages, and the reasons of losses."""

from __future__ import annotations

from uuid import UUID

from zolal.sales.models import LostReason, Pipeline, Stage


def pipelines(*, archived: bool = False) -> list[Pipeline]:
    """In their order, with their stages; those of the archive behind where they are wanted."""
    found = Pipeline.objects.prefetch_related("stages").order_by("position", "id")
    if not archived:
        found = found.filter(archived_at=None)
    return sorted(found, key=lambda one: one.archived_at is not None)


def pipeline_by_uid(uid: UUID) -> Pipeline:
    """Raises `Pipeline.DoesNotExist`."""
    return Pipeline.objects.get(uid=uid)


def stages_of(pipeline: Pipeline, *, archived: bool = False) -> list[Stage]:
    """In their order."""
    found = Stage.objects.filter(pipeline=pipeline).select_related("pipeline")
    return list((found if archived else found.filter(archived_at=None)).order_by("position", "id"))


def stage_by_uid(uid: UUID) -> Stage:
    """Raises `Stage.DoesNotExist`."""
    return Stage.objects.select_related("pipeline").get(uid=uid)


def reasons(*, archived: bool = False) -> list[LostReason]:
    """In their order."""
    found = LostReason.objects.order_by("position", "id")
    return list(found if archived else found.filter(archived_at=None))


def reason_by_uid(uid: UUID) -> LostReason:
    """Raises `LostReason.DoesNotExist`."""
    return LostReason.objects.get(uid=uid)
