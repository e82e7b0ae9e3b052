"""What stages demand of the deals that come so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.core.listed import listed
from zolal.sales.deal_fields import demanded, lacks
from zolal.sales.models import Stage


class Demands:
    """The stages of all pipelines, read once; who skips a stage owes what that one demands, too."""

    def __init__(self) -> None:
        self.stages = {stage.pk: stage for stage in Stage.objects.filter(archived_at=None).order_by("position", "id")}

    def until(self, pipeline_id: int, stage: Stage | None) -> dict[str, Stage]:
        """What is demanded up to a stage (None: to the end), and by which first."""
        found: dict[str, Stage] = {}
        for one in self.stages.values():
            if one.pipeline_id == pipeline_id and (stage is None or one.position <= stage.position):
                for need in one.needs:
                    found.setdefault(need, one)
        return found

    def missing(
        self, facts: Mapping[str, Any], pipeline_id: int, stage: Stage | None, *, next_activity: object = None
    ) -> dict[str, Stage]:
        """What of it a deal with these facts lacks."""
        wanted = self.until(pipeline_id, stage)
        return {need: one for need, one in wanted.items() if lacks(need, facts, next_activity=next_activity)}


def refuse(missing: Mapping[str, Stage]) -> None:
    """Raise `ValidationError` by field where something is missing."""
    if missing:
        sentence = _("“%(stage)s” needs this: %(field)s.")
        raise ValidationError(
            {need: [sentence % {"stage": one.name, "field": demanded(need)}] for need, one in missing.items()}
        )


def told(missing: Iterable[str]) -> str:
    """What is missing, in one line."""
    return listed(demanded(need) for need in missing)
