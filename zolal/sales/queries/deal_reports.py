"""How pipelines do: what is won of what is opened, how far deals come, how long they wait, and why they are lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count, F, Q, Sum

from zolal.accounts.models import User
from zolal.people.queries.typed import beginning
from zolal.sales.models import Deal, LostReason, Pipeline, Stage, StageVisit
from zolal.sales.queries.deal_wish import DealWish, matching
from zolal.sales.queries.pipelines import stages_of
from zolal.sales.queries.worth import sees_value


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both counted."""

    first: date
    last: date

    def at(self, field: str) -> Q:
        """Moments in it."""
        return Q(**{f"{field}__gte": beginning(self.first), f"{field}__lt": beginning(self.last + timedelta(days=1))})


@dataclass(frozen=True, slots=True)
class StageFigures:
    """Of the visits that began in a span: how many, how many left it, how many of these went on; and mean days."""

    stage: Stage
    entered: int
    left: int
    went_on: int
    days: float | None
    now: int

    @property
    def conversion(self) -> float | None:
        return self.went_on / self.left if self.left else None


@dataclass(frozen=True, slots=True)
class PipelineFigures:
    """`days` is how long a won deal took, on the mean, from its opening. Who does not see values gets no amounts."""

    pipeline: Pipeline
    opened: int
    won: int
    won_value: int | None
    lost: int
    lost_value: int | None
    days: float | None
    stages: Sequence[StageFigures]

    @property
    def conversion(self) -> float | None:
        """Won of all that were closed."""
        closed = self.won + self.lost
        return self.won / closed if closed else None

    @property
    def mean(self) -> int | None:
        """The mean value of a won deal, in rials, to the nearest ten."""
        return 10 * round(self.won_value / self.won / 10) if self.won and self.won_value is not None else None


def pipeline_figures(user: User, wish: DealWish, pipeline: Pipeline, span: Span) -> PipelineFigures:
    """In a constant number of queries, of the deals the user sees. Raises `BadWish`."""
    found = matching(user, wish, every_state=True).filter(state=Deal.State.ACTIVE, pipeline=pipeline)
    closed = {
        row["status"]: row
        for row in found.filter(span.at("closed_at"), status__in=("won", "lost"))
        .values("status")
        .annotate(count=Count("pk"), sum=Sum("value"), took=Avg(F("closed_at") - F("opened_at")))
    }
    won, lost = closed.get("won", {}), closed.get("lost", {})
    sees = sees_value(user)
    visits = StageVisit.objects.filter(span.at("entered_at"), stage__pipeline=pipeline, deal__in=found.values("pk"))
    rows = {
        row["stage"]: row
        for row in visits.order_by()
        .values("stage")
        .annotate(
            entered=Count("pk"),
            left=Count("pk", filter=Q(went_on__isnull=False)),
            on=Count("pk", filter=Q(went_on=True)),
            seconds=Avg("seconds"),
        )
    }
    here = dict(found.filter(status="open").values_list("stage").annotate(n=Count("pk")))
    return PipelineFigures(
        pipeline,
        found.filter(span.at("opened_at")).count(),
        int(won.get("count", 0)),
        int(won.get("sum") or 0) if sees else None,
        int(lost.get("count", 0)),
        int(lost.get("sum") or 0) if sees else None,
        won["took"].total_seconds() / 86_400 if won.get("took") is not None else None,
        [_stage(stage, rows.get(stage.pk, {}), here.get(stage.pk, 0)) for stage in stages_of(pipeline)],
    )


@dataclass(frozen=True, slots=True)
class Loss:
    """A reason (None: none told), how often, and how much (None for who does not see values)."""

    reason: LostReason | None
    count: int
    value: int | None


def losses(user: User, wish: DealWish, span: Span) -> list[Loss]:
    """The most frequent first. Raises `BadWish`."""
    found = matching(user, wish, every_state=True).filter(span.at("closed_at"), state=Deal.State.ACTIVE, status="lost")
    rows = found.values_list("lost_reason").annotate(count=Count("pk"), sum=Sum("value")).order_by("-count")
    names, sees = LostReason.objects.in_bulk(), sees_value(user)
    return [Loss(names.get(reason or 0), count, int(value or 0) if sees else None) for reason, count, value in rows]


def _stage(stage: Stage, row: dict, now: int) -> StageFigures:
    days = None if row.get("seconds") is None else float(row["seconds"]) / 86_400
    return StageFigures(stage, row.get("entered", 0), row.get("left", 0), row.get("on", 0), days, now)
