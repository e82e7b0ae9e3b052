"""Is this somebody we know? One rule for a form and for a chunk of an import, by the same stored model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import orjson
from django.db.models import Q

from zolal.core.settings import setting
from zolal.engine.match.feature import Feature
from zolal.engine.match.index.crowds import CROWDED
from zolal.engine.match.index.signs import Signs
from zolal.engine.match.model import shared_value
from zolal.engine.match.pairs import Rows
from zolal.engine.match.single import Single
from zolal.engine.match.stored import Stored, score
from zolal.quality import index
from zolal.quality.index import Indexed
from zolal.quality.keys import FIELD_OF, Keys, features_of, said_of
from zolal.quality.models import Pair
from zolal.quality.snapshots import parts
from zolal.quality.training import model_in_use

Evidence = list[list[object]]
"""[[field, level, weight]], strongest first."""
Couple = tuple[int, int]
Judged = tuple[Couple, float, Evidence]

_singles: dict[tuple[str, bool], tuple[Stored, Single]] = {}

FEW = 500
"""Up to so many pairs are judged one by one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the one asked about. `evidence` is [[field, level, weight]], strongest first."""

    record_id: int
    probability: float
    evidence: list[list[object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Beside:
    """An earlier row of the same call that may be the same."""

    row: int
    probability: float
    evidence: list[list[object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """Who a row is: `sure` (from the threshold "match.same"), `ask` (from "match.ask"), both best first.

    `twin` is the position of an earlier row of the same call that is surely the same, with its probability; `beside`
    are all earlier rows from "match.ask" on, best first.
    """

    sure: Sequence[Candidate] = ()
    ask: Sequence[Candidate] = ()
    twin: int | None = None
    twin_probability: float | None = None
    beside: Sequence[Beside] = ()


def match(
    record_type: str,
    rows: Sequence[Mapping[str, str]],
    *,
    exclude: Sequence[int] = (),
    signs: Signs | None = None,
) -> list[Answer]:
    """Match rows, given by their compared keys (`Normal.keys`), against all active records and each other.

    `exclude` are records the rows are known to be (the one that is edited): neither they nor what somebody has said is
    not the same as them are candidates. `signs` are those of the rows, where they are at hand.
    """
    apart = {*exclude, *_kept_apart(record_type, exclude)}
    asked = index.asked(record_type, rows) if signs is None else signs
    twins = index.beside(asked) if len(rows) > 1 else ()
    candidates = _candidates(record_type, asked, apart)
    return _answers(len(rows), _judged(record_type, rows, asked, candidates, twins, recorded=False))


def alike(record_type: str, found: Mapping[int, Indexed]) -> list[tuple[int, int, float, Evidence]]:
    """(lower id, higher id, probability, evidence) of records on file and anyone else on file, from "match.ask" on.

    Pairs on which somebody has decided are left out.
    """
    ids, keys = list(found), [orjson.loads(one.keys) for one in found.values()]
    decided = decided_pairs(record_type, ids)
    wanted: dict[tuple[int, int], tuple[int, int]] = {}
    asked = index.signs_of(list(found.values()))
    for place, record_id in _candidates(record_type, asked):
        couple = (min(ids[place], record_id), max(ids[place], record_id))
        if record_id != ids[place] and couple not in decided:
            wanted.setdefault(couple, (place, record_id))
    likely = _judged(record_type, keys, asked, wanted.values(), (), recorded=True)
    pairs = ((ids[one.row], one.record_id or 0, one.probability, one.evidence) for one in likely)
    return [(min(one, other), max(one, other), probability, said) for one, other, probability, said in pairs]


@dataclass(frozen=True, slots=True)
class Likely:
    """Two of what was compared, from "match.ask" on: `row` and a record, or an earlier row."""

    row: int
    record_id: int | None
    beside: int | None
    probability: float
    evidence: Evidence


def _candidates(record_type: str, rows: Signs, apart: Collection[int] = ()) -> list[tuple[int, int]]:
    """(row, record id) pairs worth comparing."""
    found = index.alike(record_type, rows, apart=apart)
    return [(place, record_id) for place, ids in enumerate(found) for record_id in ids]


def _judged(
    record_type: str,
    rows: Sequence[Keys],
    asked: Signs,
    known: Iterable[tuple[int, int]],
    twins: Iterable[tuple[int, int]],
    *,
    recorded: bool,
) -> list[Likely]:
    """`recorded`: the rows are records. Those of a form or of a file may not have been asked what they do not tell."""
    wanted = sorted(known)
    on_file = index.keys_on_file(record_type, {record_id for _, record_id in wanted})
    ids = list(on_file)
    place_of = {record_id: len(rows) + place for place, record_id in enumerate(ids)}
    couples = [(place, place_of[record_id]) for place, record_id in wanted if record_id in place_of]
    couples += sorted(twins)
    if not couples:
        return []
    judged = _few if len(couples) <= FEW else _many
    kept = model_in_use(record_type)
    model = kept if recorded else kept.of_told_only
    found = []
    together = _Together(record_type, model, [*rows, *on_file.values()], asked, setting("match.ask"))
    for (one, other), chance, said in judged(together, couples):
        evidence, probability = in_our_words(said), round(chance, 4)
        if other >= len(rows):
            found.append(Likely(one, ids[other - len(rows)], None, probability, evidence))
        else:
            found.append(Likely(other, None, one, probability, evidence))
    return found


def in_our_words(evidence: Evidence) -> Evidence:
    """Evidence with the names of our fields."""
    return [[FIELD_OF.get(str(field), field), level, weight] for field, level, weight in evidence]


@dataclass(frozen=True, slots=True)
class _Together:
    """Rows and records by their keys, the signs of the rows, the model that judges them, and from which chance on."""

    record_type: str
    model: Stored
    keys: Sequence[Keys]
    asked: Signs
    ask: float


def _few(those: _Together, couples: Sequence[Couple]) -> Iterator[Judged]:
    """Those of the couples that are likely, judged one by one."""
    said = {place: said_of(those.record_type, those.keys[place]) for couple in couples for place in couple}
    shared = {
        name: {value for one, other in couples for value in {*said[one].of(name)} & {*said[other].of(name)}}
        for name in CROWDED
    }
    crowds = index.crowds(those.record_type, those.asked, shared)
    single = Single.of(those.model.crowded(crowds)) if crowds else _single(those.record_type, those.model)
    for one, other in couples:
        probability = single.probability(said[one], said[other])
        if probability >= those.ask:
            yield (one, other), probability, single.evidence(said[one], said[other])


def _many(those: _Together, couples: Sequence[Couple]) -> Iterator[Judged]:
    """The same, judged all at once: vectorised work takes a while to start."""
    used, places = np.unique(np.array(couples, dtype=np.int64), return_inverse=True)
    pairs = places.reshape(-1, 2)
    features = features_of(those.record_type, [those.keys[place] for place in used.tolist()])
    shared = {name: _shared(features[name], pairs) for name in CROWDED if name in features}
    known = those.model.crowded(index.crowds(those.record_type, those.asked, shared))
    scores = score(known, features, pairs[:, 0], pairs[:, 1])
    likely = np.flatnonzero(scores.probability >= those.ask)
    for at, said in zip(likely.tolist(), scores.evidence(likely), strict=True):
        yield couples[at], float(scores.probability[at]), said


def _shared(feature: Feature, pairs: Rows) -> list[str]:
    """The values of a feature that both of some pair bear."""
    codes = shared_value(feature, pairs[:, 0], pairs[:, 1])
    return [feature.values[code] for code in np.unique(codes[codes >= 0]).tolist()]


def _single(record_type: str, model: Stored) -> Single:
    """A model as it judges single pairs; made once of the one in use, and once of that for what was told only."""
    which = record_type, model.silence is None
    known = _singles.get(which)
    if known is None or known[0] is not model:
        known = _singles[which] = (model, Single.of(model))
    return known[1]


def _answers(count: int, likely: Iterable[Likely]) -> list[Answer]:
    best_first = sorted(likely, key=lambda one: (-one.probability, one.record_id or 0, one.beside or 0))
    if not best_first:
        return [Answer() for _ in range(count)]
    same = setting("match.same")
    sure: dict[int, list[Candidate]] = defaultdict(list)
    ask: dict[int, list[Candidate]] = defaultdict(list)
    beside: dict[int, list[Beside]] = defaultdict(list)
    for found in best_first:
        if found.record_id is not None:
            to = sure if found.probability >= same else ask
            to[found.row].append(Candidate(found.record_id, found.probability, found.evidence))
        elif found.beside is not None:
            beside[found.row].append(Beside(found.beside, found.probability, found.evidence))
    answers = []
    for row in range(count):
        twin = beside[row][0] if beside[row] and beside[row][0].probability >= same else None
        answers.append(
            Answer(sure[row], ask[row], twin and twin.row, twin and twin.probability, beside[row])
            if row in sure or row in ask or beside[row]
            else Answer()
        )
    return answers


def _kept_apart(record_type: str, ids: Sequence[int]) -> set[int]:
    """Records that somebody has said are not the same as one of these."""
    if not ids:
        return set()
    return {other for pair in decided_pairs(record_type, ids) for other in pair}


def decided_pairs(record_type: str, ids: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs with one of these records of which somebody has said that they are two."""
    found: set[tuple[int, int]] = set()
    for part in parts(ids):
        mine = Pair.objects.filter(Q(first_id__in=part) | Q(second_id__in=part), record_type=record_type)
        apart = mine.filter(decision__in=(Pair.Decision.NOT_SAME, Pair.Decision.HOUSEHOLD))
        found.update(apart.values_list("first_id", "second_id"))
    return found
