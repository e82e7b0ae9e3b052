"""Who the rows of an import are: known records, earlier rows, or nobody yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import orjson

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of
from zolal.core.settings import setting
from zolal.engine.fields.legal_id import is_valid_legal_id
from zolal.engine.fields.national_id import is_valid_national_id
from zolal.engine.match.index.growing import Growing
from zolal.engine.match.index.signs import Signs
from zolal.people.queries.records import visible_records
from zolal.quality.candidates import IDENTIFIERS
from zolal.quality.index import Indexed, least, signs_of
from zolal.quality.matching import Answer, match

Keys = Mapping[str, str]
_IS_VALID = {"person": is_valid_national_id, "company": is_valid_legal_id}


class Recognised(NamedTuple):
    """What a row was recognised as, in the words of `ImportRow`."""

    match_id: int | None = None
    twin: int | None = None
    sure: bool = False
    probability: float | None = None
    alike: Sequence[Mapping[str, Any]] = ()


_NOBODY = Recognised()


@dataclass(slots=True)
class Earlier:
    """The rows of a file already recognised, and how later ones find them.

    Matching compares the rows of one call; those of an earlier call that are alike are asked along.
    """

    record_type: str
    by: User
    known: dict[int, Indexed] = field(default_factory=dict)
    found_by: Growing = field(default_factory=Growing)
    root: dict[int, int] = field(default_factory=dict)
    of_record: dict[int, int] = field(default_factory=dict)
    identity: dict[int, str] = field(default_factory=dict)

    def know(self, number: int, keys: Keys, indexed: Indexed, found: Recognised) -> None:
        """Remember a row with what it was recognised as."""
        self.known[number] = indexed
        root = found.twin if found.twin and found.sure else number
        self.root[number] = self.root.get(root, root)
        if found.match_id and found.sure:
            self.of_record.setdefault(found.match_id, self.root[number])
        self._identify(self.root[number], keys)

    def index(self, numbers: Sequence[int], rows: Signs) -> None:
        """Let later rows find these."""
        self.found_by.add(np.asarray(numbers, dtype=np.int64), rows)

    def beside(self, rows: Signs) -> list[int]:
        """Earlier rows that may be one of these."""
        _, found = self.found_by.nearest(rows, least=least(len(self.known)))
        return np.unique(found).tolist()  # type: ignore[no-any-return]

    def recognise(self, numbers: Sequence[int], indexed: Sequence[Indexed]) -> list[Recognised]:
        """Who some more rows are, in order; no row repeats a later one. `indexed` is how they stand in an index."""
        by = signs_of(indexed)
        context = self.beside(by)
        together = [*(self.known[number] for number in context), *indexed]
        rows = [orjson.loads(one.keys) for one in together]
        places = [*context, *numbers]
        answers = match(self.record_type, rows, signs=signs_of(together))[len(context) :]
        rows = rows[len(context) :]
        hidden = self._hidden(answers)
        same = float(setting("match.same"))
        found = []
        for number, keys, place, answer in zip(numbers, rows, indexed, answers, strict=True):
            before = [one for one in answer.beside if places[one.row] < number]
            told = replace(answer, beside=before) if answer.beside else answer
            one = self._one(keys, told, places, hidden, same)
            self.know(number, keys, place, one)
            found.append(one)
        self.index(numbers, by)
        return found

    def _one(self, keys: Keys, answer: Answer, places: Sequence[int], hidden: set[int], same: float) -> Recognised:
        if not (answer.sure or answer.ask or answer.beside):
            return _NOBODY
        alike = alike_of(answer, places)
        for candidate in answer.sure:
            # What the importer may not see is nobody they may write to: the pair is for those who see both.
            if candidate.record_id not in hidden:
                earlier = self.of_record.get(candidate.record_id)
                return Recognised(
                    candidate.record_id, earlier, sure=True, probability=candidate.probability, alike=alike
                )
        for beside in answer.beside:
            root = self.root[places[beside.row]]
            if beside.probability >= same and self._fits(root, keys):
                return Recognised(twin=root, sure=True, probability=beside.probability, alike=alike)
        return self._perhaps(answer, places, alike)

    def _perhaps(self, answer: Answer, places: Sequence[int], alike: list[dict[str, Any]]) -> Recognised:
        best = max([*answer.sure, *answer.ask], key=lambda one: one.probability, default=None)
        beside = max(answer.beside, key=lambda one: one.probability, default=None)
        if best and (not beside or best.probability >= beside.probability):
            return Recognised(match_id=best.record_id, probability=best.probability, alike=alike)
        if beside:
            return Recognised(twin=places[beside.row], probability=beside.probability, alike=alike)
        return Recognised()

    def _hidden(self, answers: Sequence[Answer]) -> set[int]:
        if scope_of(self.by, self.record_type) == "all":
            return set()
        ids = {candidate.record_id for answer in answers for candidate in answer.sure}
        seen = visible_records(self.by, self.record_type).filter(pk__in=ids).values_list("pk", flat=True)
        return ids - {*seen}

    def _fits(self, root: int, keys: Keys) -> bool:
        """Not where one of the rows gathered so far bears another identity number."""
        number, known = self._number(keys), self.identity.get(root, "")
        return not number or not known or number == known

    def _identify(self, root: int, keys: Keys) -> None:
        if number := self._number(keys):
            self.identity.setdefault(root, number)

    def _number(self, keys: Keys) -> str:
        number = keys.get(IDENTIFIERS[self.record_type], "")
        return number if _IS_VALID[self.record_type](number) else ""


def alike_of(answer: Answer, places: Sequence[int]) -> list[dict[str, Any]]:
    """All that matching said of a row, in the words of `ImportRow.alike`."""
    records = [
        {"record": one.record_id, "probability": one.probability, "evidence": one.evidence}
        for one in (*answer.sure, *answer.ask)
    ]
    rows = [{"row": places[one.row], "probability": one.probability, "evidence": one.evidence} for one in answer.beside]
    return sorted([*records, *rows], key=lambda one: -one["probability"])
