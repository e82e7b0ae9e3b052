"""Reviews of how we collect, update and manage: planned, held, decided, and planned again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import NotAllowed, demand, may
from zolal.core.ledger import act, rows
from zolal.core.models import Action
from zolal.core.said import demand_choice, demand_text, demand_whole
from zolal.stewardship.models import Review, ReviewDecision
from zolal.stewardship.months import Month

MOST_QUESTIONS = 40
_AREAS = dict(Review.Area.choices)

TEMPLATE = (
    ("collection", gettext_lazy("Which ways do customers come in, and which of them brings the worst data? Why?")),
    ("collection", gettext_lazy("What do we ask that nobody uses, and what do we miss that we always need?")),
    ("collection", gettext_lazy("Are customers told why they are asked, and is it easy for them?")),
    ("update", gettext_lazy("How do we hear that something has changed, and how long until it is in Zolal?")),
    ("update", gettext_lazy("Which fields grow old fastest, and who looks after them?")),
    ("update", gettext_lazy("Was the monthly maintenance done in time, and what kept it from being so?")),
    ("management", gettext_lazy("Who may see and change what, and does everybody still need it?")),
    ("management", gettext_lazy("Which rules, fields and reports are in the way, and which are missing?")),
    ("management", gettext_lazy("What did the problem log teach, and which processes should be given up?")),
)
"""What every review begins with: (area, question)."""


def plan_review(
    *,
    title: str,
    planned_on: date,
    lead: User,
    every: int = 3,
    questions: Sequence[Mapping[str, str]] | None = None,
    by: User,
) -> Review:
    """A review to be held. Without questions it has those of the template, in the language of who plans it.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, "stewardship.plan")
    asked = [{"area": area, "question": str(text)} for area, text in TEMPLATE] if questions is None else questions
    with transaction.atomic():
        review = Review(
            title=demand_text("title", title, longest=100),
            planned_on=_demand_day("planned_on", planned_on),
            every=demand_whole("every", every, least=0, most=24),
            lead=_demand_able("lead", lead),
            questions=_questions(asked),
            by=by,
        )
        rows.add(act(kind="review.plan", by=by, about={"name": review.title}), review)
    return review


def write_findings(
    *,
    review: Review,
    questions: Sequence[Mapping[str, str]],
    summary: str = "",
    held: bool = False,
    seen: Mapping[str, Any] | None = None,
    by: User,
) -> Review:
    """Keep what was found; `held` closes the review and plans the next one. For its lead, and who plans.

    `seen` are the "questions" and the "summary" that `by` had before their eyes: findings that others wrote meanwhile
    beside other questions stay. Raises `NotAllowed`; `Overtaken`, of a question as "finding-<its place>";
    `ValidationError` by field.
    """
    _demand_lead(review, by)
    with transaction.atomic():
        current = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
        if current.held_on:
            raise ValidationError(_("This review was held already."))
        questions, summary = _written(current, questions, summary, seen)
        found = {"questions": _questions(questions), "summary": demand_text("summary", summary, needed=False)}
        if held:
            _demand_findings(found["questions"])
            found["held_on"] = timezone.localdate()
        action = act(kind="review.hold" if held else "review.write", by=by, about={"name": current.title})
        rows.change(action, current, **found)
        if held and current.every:
            _plan_next(action, current, by)
    return current


def decide_in_review(*, review: Review, text: str, responsible: User, due_on: date, by: User) -> ReviewDecision:
    """Who does what until when. Raises `NotAllowed`; `ValidationError` by field."""
    _demand_lead(review, by)
    with transaction.atomic():
        decision = ReviewDecision(
            review=review,
            text=demand_text("text", text),
            responsible=_demand_able("responsible", responsible),
            due_on=_demand_day("due_on", due_on),
        )
        rows.add(act(kind="review.decide", by=by, about={"name": review.title}), decision)
    return decision


def finish_decision(*, decision: ReviewDecision, done: bool = True, by: User) -> ReviewDecision:
    """What was decided is done, or not yet after all; for who is responsible and who plans. Raises `NotAllowed`."""
    demand(by, "quality.read")
    if decision.responsible_id != by.pk and not may(by, "stewardship.plan"):
        raise NotAllowed("stewardship.plan")
    with transaction.atomic():
        current = ReviewDecision.objects.select_for_update(of=("self",)).select_related("review").get(pk=decision.pk)
        action = act(kind="review.finish", by=by, about={"name": current.review.title, "done": done})
        rows.change(action, current, done_on=timezone.localdate() if done else None)
    return current


def _written(
    review: Review, questions: Sequence[Mapping[str, str]], summary: str, seen: Mapping[str, Any] | None
) -> tuple[Sequence[Mapping[str, str]], str]:
    """Beside each question what somebody found there, or what stands there now where they left it as it was."""
    told: dict[str, Any] = {"questions": list(questions), "summary": summary}
    before = {**(seen or {})}
    if before.get("questions") is None or not _asked(questions) == _asked(before["questions"]) == _asked(
        review.questions
    ):
        kept = wanted_in(review, told, seen=before, kinds="review.")
        return kept.get("questions", review.questions), kept.get("summary", review.summary)
    given, was, now = (_findings(some) for some in (questions, before.pop("questions"), review.questions))
    kept = wanted_in(review, {**given, "summary": summary}, seen=was | before, kinds="review.", beside=now)
    found = [{**one, "finding": kept.get(name, now[name])} for name, one in zip(now, review.questions, strict=True)]
    return found, kept.get("summary", review.summary)


def _asked(questions: Sequence[Mapping[str, str]]) -> list[tuple[str | None, str | None]]:
    return [(one.get("area"), one.get("question")) for one in questions]


def _findings(questions: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {f"finding-{place}": one.get("finding") or "" for place, one in enumerate(questions)}


def _demand_findings(questions: Sequence[Mapping[str, str]]) -> None:
    if not any(one["finding"] for one in questions):
        raise ValidationError({"questions": _("Write down at least one finding.")})


def _plan_next(action: Action, held: Review, by: User) -> None:
    following = Review(
        title=held.title,
        planned_on=_later(timezone.localdate(), held.every),
        every=held.every,
        lead=held.lead,
        questions=[{**one, "finding": ""} for one in held.questions],
        previous=held,
        by=by,
    )
    rows.add(action, following)


def _later(day: date, months: int) -> date:
    """The same day of a later Jalali month."""
    month = Month.of(day)
    return month.plus(months).day((day - month.first).days + 1)


def _questions(given: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    if not isinstance(given, list | tuple) or not 0 < len(given) <= MOST_QUESTIONS:
        raise ValidationError(
            {"questions": _("Ask at least one question and at most %(most)s.") % {"most": MOST_QUESTIONS}}
        )
    return [
        {
            "area": demand_choice("questions", one.get("area"), _AREAS),
            "question": demand_text("questions", one.get("question"), longest=500),
            "finding": demand_text("questions", one.get("finding", ""), needed=False),
        }
        for one in given
    ]


def _demand_day(field: str, day: Any) -> date:  # noqa: ANN401 - JSON
    today = timezone.localdate()
    if not isinstance(day, date) or not today <= day <= today + timedelta(days=3 * 366):
        raise ValidationError({field: _("Choose a day from today on.")})
    return day


def _demand_able(field: str, user: User) -> User:
    if not may(user, "quality.read"):
        raise ValidationError({field: _("Choose somebody who may log in.")})
    return user


def _demand_lead(review: Review, by: User) -> None:
    demand(by, "quality.read")
    if review.lead_id != by.pk and not may(by, "stewardship.plan"):
        raise NotAllowed("stewardship.plan")
