"""One record against a few, in plain Python: the same levels and probabilities as for millions of pairs.

Starting up vectorised work takes longer than all of this. `compare` states the rules; here they are said once more for
a single pair of values, and a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p

from rapidfuzz.distance import OSA, JaroWinkler

from zolal.engine.match import compare
from zolal.engine.match.compare import A_MONTH, A_YEAR, CLOSE_NAME, DAYS, SAME_SOUND, Step
from zolal.engine.match.comparisons import Comparison, declared
from zolal.engine.match.features import APART, UNITED, VALID_COMPANY_ID, VALID_ID, district
from zolal.engine.match.levels import FOLLOWS_FROM
from zolal.engine.match.model import COARSER, usual
from zolal.engine.match.namesakes import ALIKE, EMAIL, FAMILY, GIVEN, NAMES
from zolal.engine.match.said import Said
from zolal.engine.match.scripts import heard_alone
from zolal.engine.match.silence import Silence
from zolal.engine.match.stored import Chances, Stored
from zolal.engine.match.training import prior_rows
from zolal.engine.match.written import HOUSEHOLD, LATIN, OWN, SAME, STRANGERS, TWO

_HALF_A_STEP = 2.0**-25  # likenesses are compared as single-precision numbers where there are many
_FARTHEST = 500.0
_ALIKE = ALIKE.tolist()
NO_LIFTS = (0.0, 0.0, 0.0)


def _like(one: str, other: str) -> float:
    """Jaro-Winkler similarity; 0 where the two share fewer than two fifths of their letters."""
    found = JaroWinkler.similarity(one, other)
    if found < 0.8 - _HALF_A_STEP:
        return 0.0
    mine, theirs = {ord(letter) & 63 for letter in one}, {ord(letter) & 63 for letter in other}
    return float(found) + _HALF_A_STEP if len(mine & theirs) * 5 >= len(mine | theirs) * 2 else 0.0


def _apart(one: str, other: str, most: int) -> bool:
    """Whether more than so many letters part the two."""
    return abs(len(one) - len(other)) > most or OSA.distance(one, other, score_cutoff=most) > most


def _equality(one: str, other: str) -> int:
    return 2 if one == other else 1


def _number(one: str, other: str) -> int:
    return 3 if one == other else 1 if _apart(one, other, 1) else 2


def _text(one: str, other: str) -> int:
    if one == other:
        return 4
    likeness = _like(one, other)
    return 3 if likeness >= 0.92 else 2 if likeness >= 0.82 else 1


def _person_name(one: str, other: str) -> int:
    if one == other:
        return 5
    bone, other_bone = Said.bones(one), Said.bones(other)
    if bone == other_bone:
        return SAME_SOUND
    level = _by_letters(one, other, bone, other_bone)
    if one.isascii() != other.isascii() and (level > 1 or not _apart(bone, other_bone, 1)):
        return heard_alone(one, other, level)
    return level


def _by_letters(one: str, other: str, bone: str, other_bone: str) -> int:
    length = min(len(one), len(other))
    if (length >= 3 and not _apart(one, other, 1)) or (length >= 7 and not _apart(one, other, 2)):
        return 3
    if min(len(bone), len(other_bone)) >= 4 and not _apart(bone, other_bone, 1):
        return 3
    return 2 if one.startswith(other) or other.startswith(one) or _like(one, other) >= 0.85 else 1


def _email(one: str, other: str) -> int:
    if one == other:
        return 4
    local, other_local = Said.local(one), Said.local(other)
    if local == other_local:
        return 3
    return 2 if min(len(local), len(other_local)) >= 5 and not _apart(local, other_local, 1) else 1


def _day(one: str, other: str) -> int:
    if one == other:
        return 5
    (year, month, day), (other_year, other_month, other_day) = Said.date(one), Said.date(other)
    if (month, day) == (other_month, other_day):
        return 3
    parts = zip((year, month, day), (other_year, other_month, other_day), DAYS.tolist(), strict=True)
    apart = abs(sum((int(mine) - int(theirs)) * days for mine, theirs, days in parts))
    swapped = year == other_year and month == other_day and day == other_month
    if swapped or apart <= A_MONTH or not _apart(one, other, 1):
        return 4
    return 2 if year == other_year or apart <= A_YEAR else 1


def _place_code(one: str, other: str) -> int:
    if one == other:
        return 4
    return 3 if not _apart(one, other, 1) else 2 if district(one) == district(other) else 1


def _words(one: str, other: str) -> int:
    if one == other:
        return 5
    mine, theirs = Said.words(one), Said.words(other)
    shared, fewest = len(mine & theirs), min(len(mine), len(theirs))
    union = len(mine) + len(theirs) - shared
    if shared == fewest == union:
        return 5
    if shared == fewest and fewest >= 2:
        return 4
    if shared * 2 >= union:
        return 3
    likeness = _like(one, other)
    return 3 if likeness >= 0.92 else 2 if shared * 4 >= union or likeness >= 0.8 else 1


def _company_name(one: str, other: str) -> int:
    if one == other:
        return 6
    if Said.bones(one) == Said.bones(other):
        return 5
    return _words(Said.bones_of_words(one), Said.bones_of_words(other))


_RULES: Mapping[Step, Callable[[str, str], int]] = {
    compare.equality: _equality,
    compare.number: _number,
    compare.text: _text,
    compare.person_name: _person_name,
    compare.email: _email,
    compare.day: _day,
    compare.place_code: _place_code,
    compare.words: _words,
    compare.company_name: _company_name,
}


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as it is weighed: log chances by level, and on which features a pair agrees at the upper levels."""

    comparison: Comparison
    rule: Callable[[str, str], int]
    same: Sequence[float]
    household: Sequence[float]
    strangers: Sequence[float]
    agreements: Sequence[tuple[int, str, Chances]]
    emails: Sequence[Sequence[float]]  # of e-mails: log chances among strangers with a name in common

    @property
    def name(self) -> str:
        return self.comparison.field


@dataclass(frozen=True)
class Single:
    """A stored model that judges one pair after the other."""

    fields: Sequence[_Field]
    shares: tuple[float, float, float]
    names: Sequence[Sequence[Sequence[Sequence[float]]]]  # `written.lifts`
    silence: Silence | None = None

    @classmethod
    def of(cls, kept: Stored) -> Single:
        """The model over all features of records with one column of a kind."""
        wanted = (declared(name) for name in ("given", "family", *UNITED, *APART))
        return cls(
            [_field(kept, comparison) for comparison in wanted if comparison is not None],
            kept.shares,
            kept.names,
            kept.silence,
        )

    def levels(self, one: Said, other: Said) -> dict[str, int]:
        """The level at which each field agrees that both have."""
        found = {}
        for field in self.fields:
            name, rule = field.comparison.field, field.rule
            mine = one.of(name)
            if mine and (theirs := other.of(name)):
                single = len(mine) == len(theirs) == 1
                found[name] = rule(mine[0], theirs[0]) if single else max(rule(a, b) for a in mine for b in theirs)
        _match_lonely_names(one, other, found)
        if "given" in found and "family" in found:
            _match_turned_names(one, other, found)
        for follower, leader in FOLLOWS_FROM.items():
            if leader in found:
                found.pop(follower, None)
        return found

    def probability(self, one: Said, other: Said) -> float:
        """The chance that the two are one; two valid numbers that differ are two."""
        for name in (VALID_ID, VALID_COMPANY_ID):
            mine, theirs = one.of(name), other.of(name)
            if mine and theirs and not {*mine} & {*theirs}:
                return 0.0
        odds = self._odds(self._weighed(one, other), self._silent(one, other))
        return 1 / (1 + exp(-min(max(odds, -_FARTHEST), _FARTHEST)))

    def evidence(self, one: Said, other: Said) -> list[list[object]]:
        """What every field and step adds to the log odds, as `Scores.evidence` says it."""
        weighed = self._weighed(one, other)
        said: list[list[object]] = [
            [weight.field.name, weight.field.comparison.levels[weight.level - 1], round(weight.strangers, 2)]
            for weight in weighed
        ]
        said.sort(key=lambda part: -abs(float(str(part[2]))))
        silent = self._silent(one, other)
        start = self.shares[0] - self.shares[2] + silent
        household = self._odds(weighed, silent) - start - sum(weight.strangers for weight in weighed)
        steps = (("start", round(start, 2)), ("household", round(household, 2)))
        return said + [[name, "", weight] for name, weight in steps if weight]

    def _weighed(self, one: Said, other: Said) -> list[_Weight]:
        levels = self.levels(one, other)
        lifts = self._lifts(one, other, levels)
        found = []
        for field in self.fields:
            if level := levels.get(field.name, 0):
                known = _by_namesake(field, level, levels)
                rarer = _rarer(field, level, one, other) if known is None else known
                found.append(_weight(field, level, rarer, lifts if field.name == GIVEN else NO_LIFTS))
        return found

    def _lifts(self, one: Said, other: Said, levels: Mapping[str, int]) -> Sequence[float]:
        """What the way in which the names are written adds to the log chance of how they agree, of each class."""
        family, given = levels.get(FAMILY, 0), levels.get(GIVEN, 0)
        if not self.names or not family or not given:
            return NO_LIFTS
        latin, other_latin = _in_latin(one), _in_latin(other)
        way = TWO if latin != other_latin else LATIN if latin else OWN
        return [table[family][given] for table in self.names[way]]

    def _silent(self, one: Said, other: Said) -> float:
        """What it adds to the log odds that not both records tell a field."""
        if self.silence is None:
            return 0.0
        return self.silence.by(sum(bool(record.of(self.silence.field)) for record in (one, other)))

    def _odds(self, weighed: Sequence[_Weight], silent: float) -> float:
        """Log odds against strangers and households together."""
        same, household, strangers = self.shares
        same += silent
        against = same - strangers + sum(weight.strangers for weight in weighed)
        housed = same - household + sum(weight.household for weight in weighed)
        return min(against, housed) - log1p(exp(-abs(against - housed)))


def _field(kept: Stored, comparison: Comparison) -> _Field:
    same, household, strangers = kept.tables.get(comparison.field) or prior_rows(comparison)
    top = len(comparison.levels)
    agreements = [(top, comparison.field)]
    if coarse := COARSER.get(comparison.field):
        agreements.append((top - 1, coarse))
    chances = [
        (level, name, kept.chances.get(name, Chances({}, usual(comparison, strangers, level))))
        for level, name in agreements
    ]
    emails = kept.emails_of(comparison) if comparison.field == EMAIL else ()
    return _Field(comparison, _RULES[comparison.rule], same, household, strangers, chances, emails)


@dataclass(frozen=True, slots=True)
class _Weight:
    """What a field at a level adds to the log odds against strangers and against a household."""

    field: _Field
    level: int
    strangers: float
    household: float


def _weight(field: _Field, level: int, rarer: float, lifts: Sequence[float]) -> _Weight:
    """`lifts` are what other fields add to the log chance of the level among pairs of each class."""
    same = field.same[level] + lifts[SAME]
    household = field.household[level] + lifts[HOUSEHOLD] + (rarer if field.comparison.household is None else 0.0)
    return _Weight(field, level, same - field.strangers[level] - lifts[STRANGERS] - rarer, same - household)


def _in_latin(one: Said) -> bool:
    """Whether both names are in Latin letters."""
    return all(names and names[0].isascii() for names in map(one.of, NAMES))


def _by_namesake(field: _Field, level: int, levels: Mapping[str, int]) -> float | None:
    """What it adds to the log chance of strangers that an e-mail is made of a name they share."""
    alike = _ALIKE[levels.get(FAMILY, 0)][levels.get(GIVEN, 0)]
    return field.emails[alike - 1][level] - field.strangers[level] if field.emails and alike else None


def _rarer(field: _Field, level: int, one: Said, other: Said) -> float:
    """What the rarity of the value agreed on adds to the log chance of strangers."""
    for at, name, chances in field.agreements:
        if at == level:
            theirs = other.of(name)
            shared = [value for value in one.of(name) if value in theirs]
            either = shared[-1:] or (*one.of(name), *other.of(name))
            if either:
                return max(map(chances.of_value, either)) - usual(field.comparison, field.strangers, level)
    return 0.0


def _match_lonely_names(one: Said, other: Said, levels: dict[str, int]) -> None:
    """A record's only name may be the other name of the other record; see `compare.lonely_names`."""
    best, name, opposite = 0, "", ""
    for record, beside in ((one, other), (other, one)):
        here = [part for part in NAMES if record.of(part)]
        if len(here) != 1:
            continue
        own = here[0]
        there = NAMES[1 - NAMES.index(own)]
        if beside.of(there):
            level = min(_person_name(record.of(own)[0], beside.of(there)[0]), SAME_SOUND)
            if level >= CLOSE_NAME and (level > best or (level == best and own == NAMES[0])):
                best, name, opposite = level, there, own
    if best > levels.get(opposite, 0):
        levels.pop(opposite, None)
        levels[name] = best


def _match_turned_names(one: Said, other: Said, levels: dict[str, int]) -> None:
    """The same names turned round, or divided at another place; see `levels.settle`."""
    (mine,), (theirs,) = one.of("given"), other.of("given")
    (my_family,), (their_family,) = one.of("family"), other.of("family")
    if mine != theirs and mine + my_family == theirs + their_family:
        levels[GIVEN] = levels[FAMILY] = SAME_SOUND
    elif levels[FAMILY] < SAME_SOUND and (
        Said.bones(mine) == Said.bones(their_family) or Said.bones(theirs) == Said.bones(my_family)
    ):
        crossed = _person_name(mine, their_family), _person_name(my_family, theirs)
        if min(crossed) >= CLOSE_NAME and sum(crossed) > levels[GIVEN] + levels[FAMILY]:
            levels[GIVEN], levels[FAMILY] = max(crossed), min(crossed)
