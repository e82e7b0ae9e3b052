"""What stewardship keeps of somebody who is erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.stewardship.models import Fit, Problem, Question
from zolal.stewardship.settling import settle


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """Problems are about nobody any more, nobody was asked anything or fits, and what was dealt of them is done."""
    Problem.objects.filter(about=record_type, record_id__in=list(ids)).update(about="", record_id=None)
    for kept in (Question, Fit):
        kept.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()
    settle(record_type, ids)
