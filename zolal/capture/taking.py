"""A chunk of an import goes in: records created and updated through the ledger, under the import's one action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of
from zolal.capture.groups import Chunk, Group, placed, records_of, united
from zolal.capture.intake.resolve import resolved
from zolal.capture.models import Import, ImportRow
from zolal.capture.reach import reachable
from zolal.capture.rows import names_of, tag_names
from zolal.capture.updates import differences, faults_for, taken
from zolal.capture.verdicts import erased_fields, is_erased
from zolal.core import bulk, ledger
from zolal.core.ledger import Ahead, Facts
from zolal.core.models import Action
from zolal.people.queries.permitted import field_of, fixed
from zolal.quality.known_answers import known_answers
from zolal.quality.matching import Answer, Beside, Candidate, match


def take_in(import_: Import, action: Action, rows: Chunk, *, anew: bool) -> Counter[str]:
    """Let these rows become records, with those that repeat them; what became of how many rows.

    `anew`: others have written since the check, so that who is known must be asked again. To be called in a
    transaction.
    """
    tally: Counter[str] = Counter()
    groups = placed(import_, rows)
    erased = erased_fields(row.keys for group in groups for row in group.rows)
    if erased:
        tally["left_out"] = sum(is_erased(group.rows[0].keys, erased) for group in groups)
        groups = [group for group in groups if not is_erased(group.rows[0].keys, erased)]
    if anew:
        groups = _ask_again(import_, groups)
    _write(import_, action, groups, tally, anew=anew, companies=rows.companies)
    return tally


def _ask_again(import_: Import, groups: Sequence[Group]) -> Sequence[Group]:
    """The groups with the records that appeared since the check."""
    open_ = [group for group in groups if not group.target and group.rows[0].choices.get("identity") != "new"]
    if not open_:
        return groups
    answers = match(import_.record_type, [one.rows[0].keys for one in open_])
    seen = reachable(import_, (one.record_id for answer in answers for one in answer.sure))
    for group, answer in zip(open_, answers, strict=True):
        group.target = next((one.record_id for one in answer.sure if one.record_id in seen), None)
    return united(groups)


def _write(
    import_: Import,
    action: Action,
    groups: Sequence[Group],
    tally: Counter[str],
    *,
    anew: bool,
    companies: Mapping[str, Ahead],
) -> None:
    fresh = [group for group in groups if not group.target]
    known = {group.target: group for group in groups if group.target}
    changes = _changes(import_, known)
    own = _own(import_.by, import_.record_type)
    ready = resolved([*({**own, **group.fresh()} for group in fresh), *changes.values()], action, companies)
    tally["queued"] += _create(import_, action, fresh, ready[: len(fresh)], known=None if anew else known)
    ledger.write(action, import_.record_type, dict(zip(changes, ready[len(fresh) :], strict=True)))
    bulk.update(ImportRow, ["record_id"], [[row.pk, group.target] for group in groups for row in group.rows])
    tally["created"] += len(fresh)
    tally["updated"] += len(changes)
    tally["unchanged"] += len(known) - len(changes)
    tally["repeated"] += sum(len(group.rows) - 1 for group in groups)


def _own(by: User, record_type: str) -> Facts:
    """Whoever sees only their own or their team's records owns what they import, or they would not see it."""
    if scope_of(by, record_type) == "all":
        return {}
    return {"owner": by.pk, "team": by.team_id} if by.team_id else {"owner": by.pk}


def _changes(import_: Import, known: Mapping[int, Group]) -> dict[int, Facts]:
    """What the rows add to the records that are there already."""
    records = ledger.record_type(import_.record_type).facts(known) if known else {}
    companies, tags = names_of(records)
    changes: dict[int, Facts] = {}
    for record_id, group in known.items():
        facts, faults = group.said()
        record = records[record_id]
        different = differences(facts, record, companies.get(record.get("company"), ""), tag_names(record, tags))
        coming = taken(different, import_.policy, group.answers())
        coming |= faults_for(coming, faults, record)
        coming = _writable(import_, coming)
        if coming:
            changes[record_id] = coming
    return changes


def _writable(import_: Import, coming: Facts) -> Facts:
    """Without what the importer's role may not change of a record that is there."""
    out = fixed(import_.by, import_.record_type)
    if not out:
        return coming
    return {fact: value for fact, value in coming.items() if field_of(import_.record_type, fact, value) not in out}


def _create(
    import_: Import,
    action: Action,
    fresh: Sequence[Group],
    facts: Sequence[Facts],
    *,
    known: Mapping[int, Group] | None,
) -> None:
    """New records; where `known` groups of the chunk are given, nobody need ask again whom they are like.

    Returns how many are like somebody.
    """
    answers: list[Answer] = []
    ahead = [group.ahead for group in fresh]
    if known is None or not fresh:
        ids = ledger.create(action, import_.record_type, facts, ahead=ahead)
    else:
        answers = _answers(import_, fresh, known)
        with known_answers(import_.record_type, answers, created=range(len(fresh))):
            ids = ledger.create(action, import_.record_type, facts, ahead=ahead)
    for group, record_id in zip(fresh, ids, strict=True):
        group.target = record_id
    return sum(bool(answer.ask or answer.beside) for answer in answers)


def _answers(import_: Import, fresh: Sequence[Group], known: Mapping[int, Group]) -> list[Answer]:
    """What the check found of the records to be created, as matching says it."""
    place_of = {row.number: place for place, group in enumerate(fresh) for row in group.rows}
    record_of = {row.number: record_id for record_id, group in known.items() for row in group.rows}
    said = [[one for row in group.rows for one in row.alike] for group in fresh]
    asked = {one["row"] for alike in said for one in alike if "row" in one}
    record_of |= records_of(import_, asked - {*place_of, *record_of})
    answers = []
    for place, alike in enumerate(said):
        like: list[Candidate] = []
        beside: list[Beside] = []
        for one in alike:
            record_id = one.get("record") or record_of.get(one["row"])
            if record_id:
                like.append(Candidate(record_id, one["probability"], one["evidence"]))
            elif place_of.get(one.get("row"), place) != place:
                beside.append(Beside(place_of[one["row"]], one["probability"], one["evidence"]))
        answers.append(Answer(ask=like, beside=beside))
    return answers
