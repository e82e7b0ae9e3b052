"""Issues, scores and open pairs are kept true: whatever is written, by whatever way, is judged in its transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from zolal.core.ledger import Written
from zolal.people.models import Person
from zolal.quality import heard, index, left_pairs, past_scores, whose_pairs
from zolal.quality.apart import is_answered
from zolal.quality.criteria import Criteria
from zolal.quality.duplicates import Wanted, found_pairs, renew, surely_again, told_pairs
from zolal.quality.index import Indexed
from zolal.quality.indexing import reread
from zolal.quality.issue_rows import Wrong, rewrite
from zolal.quality.issues import issues_of
from zolal.quality.judged import Judged, at_hand
from zolal.quality.keys import COMPARED, SIGNIFICANT
from zolal.quality.known_answers import answers_at_hand
from zolal.quality.models import Pair
from zolal.quality.scoring import scores_of
from zolal.quality.snapshots import Snapshot, keys_of_snapshots, parts, snapshots, snapshots_of

_STANDING = frozenset({"state", "absorbed_into"})
_WHOSE = frozenset({"owner", "team"})
_NOBODY: Mapping[int, Judged] = {}


def on_write(written: Written) -> None:
    """The ledger's listener: judge what was written."""
    if written.record_type not in COMPARED:
        return
    if written.record_type == "company":
        _reread_colleagues(written)
    criteria = Criteria.now(written.record_type)
    ready = at_hand(written.ahead, criteria)
    found = [one for one in snapshots_of(written, but=ready) if one.is_active]
    away = {*written.ids} - ready.keys() - {one.id for one in found}
    told = _told(written)
    again = {*written.ids} if told is not None else _recognised_anew(written)
    afresh = sorted(again - away)
    before = left_pairs.compared_before(written, {*again, *away})
    places = _index(written.record_type, [one for one in found if one.id in again], ready, away)
    wrong = [*_foreseen(written, ready), *_wrong(found, criteria)]
    rewrite(written.record_type, written.ids, wrong, criteria.today)
    wanted = told if told is not None else found_pairs(written.record_type, places)
    if moved := sorted(pk for pk, facts in written.changed.items() if pk not in again and not _WHOSE.isdisjoint(facts)):
        whose_pairs.follow(written.record_type, moved)
    touched = renew(written.record_type, afresh=afresh, away=away, wanted=wanted, before=before)
    others = snapshots(written.record_type, sorted(touched - {*written.ids}))
    write_scores(criteria, [*found, *(one for one in others if one.is_active)], ready)
    heard.tell(written.record_type, written.ids)


def on_decision(*, instance: Pair, **_: Any) -> None:  # noqa: ANN401 - of a signal
    """Two that are not the same cost each other nothing any more.

    An answer that is taken back leaves nothing to ask where the two are two anyway, or one of them has gone.
    """
    if instance.is_open and is_answered(instance):
        Pair.objects.filter(pk=instance.pk).delete()
    rescore(instance.record_type, [instance.first_id, instance.second_id])
    heard.tell(instance.record_type, [instance.first_id, instance.second_id])


def assess(record_type: str, ids: Sequence[int]) -> None:
    """Write the issues and scores of records on file anew.

    Those that are gone, archived or absorbed have neither, and no open pairs.
    """
    criteria = Criteria.now(record_type)
    found = [one for one in snapshots(record_type, ids) if one.is_active]
    rewrite(record_type, ids, _wrong(found, criteria), criteria.today)
    touched = renew(record_type, afresh=(), away={*ids} - {one.id for one in found}, wanted={})
    others = snapshots(record_type, sorted(touched - {*ids}))
    write_scores(criteria, [*found, *(one for one in others if one.is_active)])
    heard.tell(record_type, ids)


def judge(record_type: str, ids: Sequence[int]) -> None:
    """Issues and scores anew, after a decision about issues of these records."""
    criteria = Criteria.now(record_type)
    found = [one for one in snapshots(record_type, ids) if one.is_active]
    rewrite(record_type, ids, _wrong(found, criteria), criteria.today)
    write_scores(criteria, found)
    heard.tell(record_type, ids)


def rescore(record_type: str, ids: Sequence[int]) -> None:
    """Scores alone, after a decision on a pair of these records."""
    write_scores(Criteria.now(record_type), [one for one in snapshots(record_type, ids) if one.is_active])


def write_scores(criteria: Criteria, found: Sequence[Snapshot], ready: Mapping[int, Judged] = _NOBODY) -> None:
    """Quality and scores of these records, by the pairs as they stand.

    Those `ready` were written with theirs, which hold as long as no earlier record is surely the same.
    """
    duplicates = surely_again(criteria.record_type, [*ready, *(one.id for one in found)], criteria.same)
    anew = [*found, *snapshots(criteria.record_type, sorted(duplicates & ready.keys()))]
    scored = zip(anew, scores_of(anew, criteria, duplicates), strict=True)
    rows = [(one.id, quality, scores) for one, (quality, scores) in scored]
    # What was worked out ahead was never shown: a record begins with what it scores beside the others.
    was = past_scores.stored(criteria.record_type, [one.id for one in found])
    past_scores.write(criteria.record_type, rows, was, criteria.today)


def _wrong(found: Sequence[Snapshot], criteria: Criteria) -> list[Wrong]:
    return [Wrong.with_record(one, issues_of(one, criteria)) for one in found]


def _foreseen(written: Written, ready: Mapping[int, Judged]) -> Iterator[Wrong]:
    for record_id, one in ready.items():
        facts, provenance = written.facts[record_id], written.columns[record_id]["provenance"]
        yield Wrong(record_id, provenance, one.issues, facts.get("owner"), facts.get("team"))


def _index(
    record_type: str, found: Sequence[Snapshot], ready: Mapping[int, Judged], away: Collection[int]
) -> dict[int, Indexed]:
    """Write down what these records are compared by."""
    index.drop(record_type, away)
    places = {record_id: one.indexed for record_id, one in ready.items()}
    anew = index.indexed(record_type, keys_of_snapshots(record_type, found)) if found else ()
    places |= dict(zip((one.id for one in found), anew, strict=True))
    index.keep(record_type, places)
    return places


def _told(written: Written) -> Wanted | None:
    """The pairs of these records, where matching has already said who they may be."""
    known = answers_at_hand()
    rows = known.rows_of(written.record_type, written.ids) if known else {}
    if not known or not rows:
        return None
    ids_of_rows = {row: record_id for record_id, row in rows.items()}
    ids_of_rows |= {row: record_id for record_id, row in known.written.items()}
    return told_pairs({record_id: known.answers[row] for record_id, row in rows.items()}, ids_of_rows)


def _recognised_anew(written: Written) -> set[int]:
    """Those of the records of which something changed that tells who they are, or whether they count."""
    compared = _STANDING | SIGNIFICANT[written.record_type]
    return {
        record_id
        for record_id, facts in written.changed.items()
        if any(fact in compared or _tells(fact, compared) for fact in facts)
    }


def _reread_colleagues(written: Written) -> None:
    """Where somebody works is compared by its name."""
    known = {record_id for record_id, facts in written.columns.items() if facts["version"] > 1}
    renamed = [record_id for record_id, facts in written.changed.items() if "name" in facts and record_id in known]
    people = Person.objects.filter(company__in=renamed).order_by("id").values_list("id", flat=True)
    for some in parts(list(people) if renamed else []):
        reread("person", some)


def _tells(fact: str, compared: Collection[str]) -> bool:
    name, _, rest = fact.partition(":")
    return name == "point" or (name == "fault" and rest in compared)
