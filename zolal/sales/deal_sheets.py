"""Rows of a file of deals against what is known: what each would do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.ledger import Facts
from zolal.engine.persian.letters import key
from zolal.people.fields import is_own
from zolal.people.queries.typed import uid as typed_uid
from zolal.sales.deal_cells import Cells
from zolal.sales.deal_customers import MODELS, Customers
from zolal.sales.deal_facts import facts_of
from zolal.sales.deal_updates import Titled, compare
from zolal.sales.demands import Demands, refuse
from zolal.sales.marks import Marks, of_record, repeats
from zolal.sales.models import Deal, DealRow, Pipeline, Stage
from zolal.sales.own_columns import Units, entries_of
from zolal.sales.portions import portions
from zolal.sales.queries.deals import visible_deals
from zolal.sales.queries.pipelines import pipelines
from zolal.sales.spoken import named, these

_EARLIEST, _FAR = date(1990, 1, 1), timedelta(days=3_660)
_LONGEST_NUMBER = 200


@dataclass(slots=True)
class Row:
    """What a row would do: "new", "update", "known" or "wrong", with the reasons by field.

    `deal` is the one that is known, `changes` what the row tells else of it, `follows` what goes with a change.
    """

    number: int
    title: str
    part: str = "wrong"
    deal: Deal | None = None
    sure: bool = True
    told: Mapping[str, Any] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    changes: Facts = field(default_factory=dict)
    follows: Mapping[str, Facts] = field(default_factory=dict)
    external: str = ""
    digest: str = ""
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What no other row of the same file may have."""
        return f"number {self.external}" if self.external else f"row {self.digest}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said of a row: that it is another deal than the known one; that it goes in without its customer."""

    is_new: bool = False
    without_customer: bool = False


Answers = Mapping[int, Answer]
_NOTHING_SAID = Answer()


class _Judge:
    """All that rows are compared with, read once."""

    def __init__(self, rows: Sequence[Mapping[str, str]], units: Units, user: User, seen: Marks) -> None:
        self.user, self.now, self.seen = user, timezone.now(), seen
        self.own = entries_of(units, "deal", rows, user)
        self.customers = Customers(rows, user)
        self.pipelines = pipelines()
        self.demands = Demands()
        self.cells = Cells(units.get("value", ""))
        uids = [found for row in rows if (found := typed_uid(row.get("uid", "")))]
        self.uids = {
            deal.uid: deal
            for some in portions(uids)
            for deal in visible_deals(user).select_related("pipeline", "stage").filter(uid__in=some)
        }
        self.numbers = _known("number", {key(row.get("number", "")) for row in rows} - {""})
        self.digests = _known("digest", {digest_of(row) for row in rows})
        self.titled = Titled(self.customers.records, user)

    def judge(self, number: int, texts: Mapping[str, str], answer: Answer = _NOTHING_SAID) -> Row:
        row = Row(number, texts.get("title", ""), external=key(texts.get("number", "")), digest=digest_of(texts))
        if self._is_repeated(row) or self._is_known(row, texts, answer):
            return row
        read, row.errors = self.cells.read(texts)
        told = {"title": texts.get("title", ""), **read}
        found, wrong = self.customers.meant(texts)
        row.errors |= {} if answer.without_customer else wrong
        told |= found
        row.told = told | {name: text for name, text in texts.items() if is_own(name)}
        if row.deal is None and not row.external and not answer.is_new:
            self._find_by_title(row, found)
        if row.deal is not None:
            self._find_stage(row, row.deal, row.told)
            return row
        self._finish(row, dict(told), texts)
        if not row.errors:
            row.part = "new"
        return row

    def _is_repeated(self, row: Row) -> bool:
        if repeats(self.seen, row.mark, row.number):
            sentence = _("An earlier row of this file has this number. Give each deal its own.")
            repeated = _("An earlier row of this file is exactly the same. Where both are meant, give each a number.")
            row.errors["number"] = [sentence if row.external else repeated]
            return True
        return False

    def _find_by_title(self, row: Row, found: Mapping[str, Any]) -> None:
        """A deal of the same customers with the same title is the same one, unless the days of opening part them."""
        fit = self.titled.of(found, row.title, row.told.get("opened_on"))
        if len(fit) > 1:
            sentence = _("Several deals of this customer have this title: %(count)s. Tell the number or the ID.")
            row.errors["title"] = [sentence % {"count": len(fit)}]
        elif fit:
            row.deal, row.sure = fit[0], False

    def _find_stage(self, row: Row, deal: Deal, told: Mapping[str, Any]) -> None:
        """The stage where the row puts a known deal; a pipeline alone moves it only where it is in another."""
        pipeline, stage = told.get("pipeline", ""), told.get("stage", "")
        row.told = {name: one for name, one in told.items() if name not in {"pipeline", "stage"}}
        if stage or (pipeline and key(pipeline) != key(deal.pipeline.name)):
            beside = Row(row.number, row.title)
            _pipeline, found = self._place(beside, pipeline, stage, deal.pipeline)
            row.errors |= beside.errors
            row.told = {**row.told, "stage": found}

    def _is_known(self, row: Row, texts: Mapping[str, str], answer: Answer) -> bool:
        """Whether nothing more is to be said of the row: it is wrong, or all it tells was told before."""
        if "uid" in texts:
            row.deal = self.uids.get(typed_uid(texts["uid"]) or UUID(int=0))
            if row.deal is None:
                row.errors["uid"] = [_("There is no such deal that you may see. Empty the cell for a new one.")]
        if len(row.external) > _LONGEST_NUMBER:
            row.errors["number"] = [_("This is too long: at most %(longest)s letters.") % {"longest": _LONGEST_NUMBER}]
        earlier = self.numbers.get(row.external) if row.external else self.digests.get(row.digest)
        if row.deal is None and not row.errors and earlier is not None and not answer.is_new:
            row.deal = earlier[0]
            if earlier[1] == row.digest:
                row.part = "known"
        return bool(row.errors) or row.part == "known"

    def _finish(self, row: Row, told: dict[str, Any], texts: Mapping[str, str]) -> None:
        pipeline, stage = self._place(row, told.pop("pipeline", ""), told.pop("stage", ""))
        status = told.pop("status", "") or ("lost" if told.get("lost_reason") else "open")
        # Apart from `facts_of`: a day long past is no slip in a deal that ended then.
        days = {name: told.pop(name) for name in ("expected_on", "opened_on", "closed_on") if name in told}
        # So are customers: they have been found among those whom the user sees.
        customers = {name: told.pop(name).pk for name in MODELS if name in told}
        owner = told.setdefault("owner", self.user)
        told["team"] = owner.team
        try:
            row.facts = facts_of(told, by=self.user) | customers
        except ValidationError as refused:
            row.errors |= refused.message_dict
        try:
            row.facts |= self.own.facts(texts, beside=dict(row.facts))
        except ValidationError as refused:
            row.errors |= refused.message_dict
        self._days(row, status, days)
        if status == "lost" and "lost_reason" not in told and "lost_reason" not in row.errors:
            row.errors["lost_reason"] = [_("Say why the deal was lost; the next ones gain by it.")]
        if status != "lost" and (told.get("lost_reason") or told.get("lost_note")):
            row.errors["status"] = [_("A reason of the loss belongs only to a lost deal.")]
        if row.errors or stage is None:
            return
        if status != "lost":
            missing = self.demands.missing(row.facts, pipeline.pk, stage if status == "open" else None)
            if status == "won":
                missing.pop("next_activity", None)
            try:
                refuse(missing)
            except ValidationError as refused:
                row.errors |= refused.message_dict
        row.facts |= {"pipeline": pipeline.pk, "stage": stage.pk, "status": status}
        row.told = {**row.told, "pipeline": pipeline.name, "stage": stage.name, "status": status, "owner": owner}

    def _place(self, row: Row, pipeline: str, stage: str, now: Pipeline | None = None) -> tuple[Pipeline, Stage | None]:
        """Raises nothing: what cannot be found is told in the row. `now` is the pipeline where a known deal is."""
        among = self.pipelines
        if pipeline and not (among := named(self.pipelines, pipeline)):
            row.errors["pipeline"] = [these(_("There is no pipeline called so. There are: %(names)s"), self.pipelines)]
        stages = {one: [each for each in one.stages.all() if not each.archived_at] for one in among}
        if stage:
            fit = [(one, each) for one, some in stages.items() for each in named(some, stage)]
            fit = [both for both in fit if both[0] == now] or fit
            if len(fit) == 1:
                return fit[0]
            if among and not fit:
                names = [each for some in stages.values() for each in some]
                row.errors["stage"] = [these(_("There is no stage called so. There are: %(names)s"), names)]
            elif fit:
                row.errors["pipeline"] = [_("Several pipelines have this stage; name the pipeline.")]
        elif len(among) > 1 and pipeline:
            row.errors["pipeline"] = [_("Several pipelines are called so; give them different names.")]
        else:
            for one, some in stages.items():
                if some:
                    return one, some[0]
            row.errors.setdefault("pipeline", [_("There is no pipeline with a stage that takes deals.")])
        return Pipeline(), None

    def _days(self, row: Row, status: str, days: Mapping[str, date]) -> None:
        opened, closed, expected = (days.get(name) for name in ("opened_on", "closed_on", "expected_on"))
        today = timezone.localdate()
        for name, day in (("opened_on", opened), ("closed_on", closed)):
            if day and not _EARLIEST <= day <= today:
                row.errors[name] = [_("It is a day from 1990 until today.")]
        if expected and not _EARLIEST <= expected <= today + _FAR:
            row.errors["expected_on"] = [_("It is a day from 1990 until ten years from now.")]
        elif expected:
            row.facts["expected_on"] = expected.isoformat()
        if closed and status == "open":
            row.errors["closed_on"] = [_("An open deal has no day of closing. Tell the status: won or lost.")]
        if closed and opened and closed < opened:
            row.errors["closed_on"] = [_("It cannot be closed before it was opened.")]
        began = min(self.moment(opened), self.moment(closed))
        row.facts |= {"opened_at": began, "entered_at": began}
        if status != "open":
            row.facts["closed_at"] = self.moment(closed)

    def moment(self, day: date | None) -> datetime:
        return min(timezone.make_aware(datetime.combine(day, time(12))), self.now) if day else self.now


def judged_deals(
    rows: Sequence[tuple[int, Mapping[str, str]]],
    *,
    user: User,
    units: Units | None = None,
    answers: Answers | None = None,
    seen: Marks | None = None,
) -> list[Row]:
    """Rows of a file, as (number, {field: text}), judged by what is known now; few queries, however many rows.

    `units` ("rial", "toman" or "") by field count where the cell says none; `answers` are by number; `seen` are the
    marks of earlier rows, to which theirs are added.
    """
    told = answers or {}
    judge = _Judge([texts for _number, texts in rows], units or {}, user, {} if seen is None else seen)
    found = [judge.judge(number, texts, told.get(number, _NOTHING_SAID)) for number, texts in rows]
    for row in found:
        if row.deal is not None and not row.errors and repeats(judge.seen, of_record(row.deal.pk), row.number):
            row.part = "wrong"
            row.errors["title"] = [_("An earlier row of this file is about the same deal.")]
    compare([row for row in found if row.deal is not None and row.part == "wrong" and not row.errors], judge)
    return found


def digest_of(texts: Mapping[str, str]) -> str:
    """What a row tells, whatever the order of its columns and the spelling of its letters."""
    told = json.dumps(sorted((name, key(text)) for name, text in texts.items()), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _known(what: str, values: Iterable[str]) -> dict[str, tuple[Deal, str]]:
    """Deals that came in by such rows and are still there, whoever sees them, and what their rows told."""
    found = [
        one for some in portions(values) for one in DealRow.objects.filter(**{f"{what}__in": some}).order_by("-id")
    ]
    deals = {
        deal.pk: deal
        for some in portions({one.deal_id for one in found})
        for deal in Deal.objects.select_related("pipeline", "stage").filter(pk__in=some)
    }
    return {getattr(one, what): (deals[one.deal_id], one.digest) for one in found if one.deal_id in deals}
