"""The kind of one column, weighed from two witnesses: its header and its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zolal.engine.profile.headers import header_words

# Kinds whose cells prove themselves by their form: they overrule a header, and are missed where they should be.
_PROVEN: Final = frozenset(
    {"mobile", "landline", "phone", "email", "url", "national_id", "legal_id", "sheba", "card", "date", "birth_date"}
)
# Lists and words known to us: they overrule only headers of names, under which anything may stand.
_KNOWN: Final = frozenset({"city", "province", "address", "company", "gender"})
_NAMES: Final = frozenset({"first_name", "last_name", "name"})
_WORDS: Final = _NAMES | _KNOWN | {"job_title"}

# What a header of the first kind may turn out to hold, as the cells say.
_NEAR: Final[Mapping[str, tuple[str, ...]]] = {
    "phone": ("mobile", "landline"),
    "mobile": ("landline",),
    "landline": ("mobile",),
    "zip": ("postal_code",),
    "postal_code": ("zip",),
    "id_number": ("national_id", "legal_id"),
    "national_id": ("legal_id",),
    "legal_id": ("national_id",),
    "economic_code": ("legal_id", "national_id"),
    "city": ("province",),
    "province": ("city",),
    "first_name": ("company",),
    "name": ("company",),
    "number": ("money",),
}
# Which of two kinds that fit the cells equally well goes first; the others follow in their own order.
_ORDER: Final = (
    "mobile", "email", "national_id", "legal_id", "sheba", "card", "landline", "phone", "url", "birth_date", "date",
    "gender", "province", "city", "address", "company", "name", "last_name", "first_name", "job_title",
    "money", "zip", "postal_code",
)  # fmt: skip

_STRONG = 0.8
_WEAK = 0.3
_ENOUGH = 0.5
_ENOUGH_CELLS = 5
_SURE_HEADER = 0.99


@dataclass(frozen=True, slots=True)
class Evidence:
    """How strongly header and cells speak for each kind, 0..1; a kind nothing speaks for is left out.

    `cells` is a sample of the filled cells.
    """

    header: Mapping[str, float]
    content: Mapping[str, float]
    cells: Sequence[str]

    def of(self, kind: str) -> float:
        """What the cells say."""
        return self.content.get(kind, 0.0)


def choose(evidence: Evidence) -> tuple[str, float]:
    """(kind, confidence).

    Confidence is 1 - (1 - 0.85 header)(1 - 0.9 content): two witnesses, neither infallible. The header goes first,
    unless the cells prove another kind (strongly, and hardly the announced one) or show no trace of an announced kind
    that proves itself. 0.3 stands for "text, for want of anything better".
    """
    announced = _announced(evidence)
    found = _found(evidence)
    if announced and found and _overrules(found, announced, evidence):
        return found, 0.9 * evidence.of(found)
    if announced:
        kind = _nearest(announced, evidence)
        header = evidence.header[announced]
        return kind, round(1 - (1 - 0.85 * header) * (1 - 0.9 * evidence.of(kind)), 3)
    if found:
        return found, round(0.9 * evidence.of(found), 3)
    return "text", 0.3


def _announced(evidence: Evidence) -> str:
    """The kind the header announces most strongly, among those the cells leave possible; "" for none."""
    possible = [kind for kind in evidence.header if _possible(kind, evidence)]
    return max(possible, key=lambda kind: _announcement(kind, evidence), default="")


def _announcement(kind: str, evidence: Evidence) -> tuple[float, ...]:
    """Headers about equally strong leave the choice to the cells ("zip" announces postal codes of two kinds)."""
    header = evidence.header[kind]
    return round(header, 1), evidence.of(kind), header, -_rank(kind)


def _possible(kind: str, evidence: Evidence) -> bool:
    if len(evidence.cells) < _ENOUGH_CELLS:
        return True
    if kind in _WORDS and kind != "gender" and not any(map(header_words, evidence.cells)):
        return False
    return evidence.header[kind] >= _SURE_HEADER or kind not in _PROVEN or evidence.of(kind) > 0.05


def _found(evidence: Evidence) -> str:
    """The kind the cells show best; "" when none is shown well."""
    shown = [kind for kind, share in evidence.content.items() if share >= _ENOUGH]
    return max(shown, key=lambda kind: (round(evidence.of(kind), 1), -_rank(kind)), default="")


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _overrules(found: str, announced: str, evidence: Evidence) -> bool:
    if (
        found == announced
        or found in _NEAR.get(announced, ())
        or evidence.of(found) < _STRONG
        or evidence.of(announced) >= _WEAK
        or (found in _KNOWN and len({*evidence.cells}) < _ENOUGH_CELLS)
    ):
        return False
    same_family = {found, announced} <= {"date", "birth_date"}
    return not same_family and (found in _PROVEN or (found in _KNOWN and announced in _NAMES))


def _nearest(announced: str, evidence: Evidence) -> str:
    """The announced kind, or its neighbour when the cells are clearly that."""
    neighbours = _NEAR.get(announced, ())
    best = max(neighbours, key=evidence.of, default=announced)
    clearly = evidence.of(best) >= (0.9 if announced == "phone" else max(_STRONG, evidence.of(announced) + 0.2))
    return best if clearly else announced
