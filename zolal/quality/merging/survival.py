"""Which value survives, by a rule that is named and says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zolal.core.models import Action, Source
from zolal.quality.merging.held import Held, HeldFacts
from zolal.quality.merging.unite import ABSORB, KEEP, NEITHER

RULE = gettext_noop("verified, trusted, newest, most complete")

_TOGETHER: Sequence[Sequence[str]] = (
    ("given_name", "family_name"),
    ("province", "city", "address", "postal_code"),
)
"""Facts that make sense only together: where two records differ in one of them, all come from one record."""

_WORDS = frozenset(
    {"given_name", "family_name", "name", "job_title", "industry", "province", "city", "address", "note"}
)
"""Facts in words: in the letters of these a record is mostly written."""
_PERSIAN, _LATIN = re.compile("[\u0600-\u06ff]"), re.compile("[A-Za-z]")

_LATER_DATE = frozenset({"last_activity_on", "last_purchase_on"})
_BY_HAND = frozenset({Source.Method.HAND, Source.Method.FORM})
_USUAL_TRUST = 50


class Choice(NamedTuple):
    side: str
    reason: str | Promise


class _Rank(NamedTuple):
    """Larger is better, compared from left to right."""

    sound: int
    verified: int
    script: int
    trust: int
    at: datetime
    filled: int
    length: int


_REASONS: Mapping[str, str | Promise] = {
    "sound": _("nothing is wrong with it"),
    "verified": _("entered by hand"),
    "script": _("in the letters of most values"),
    "trust": _("from the more trusted source"),
    "at": _("newer"),
    "filled": _("more complete"),
    "length": _("more complete"),
}


def survive(keep: HeldFacts, absorb: HeldFacts, facts: Iterable[str]) -> dict[str, Choice]:
    """Whose value survives, for each of these facts, and why. Deterministic: the last word has the kept record."""
    wanted = list(facts)
    judge = _judge([*keep.values(), *absorb.values()], mostly_persian=_mostly_persian(keep, absorb))
    found = {fact: _single(judge, keep, absorb, fact) for fact in wanted}
    for group in _TOGETHER:
        members = [fact for fact in group if fact in found]
        if any(_differs(keep, absorb, fact) for fact in members):
            found |= _grouped(judge, keep, absorb, members)
    return found


def _differs(keep: HeldFacts, absorb: HeldFacts, fact: str) -> bool:
    return fact in keep and fact in absorb and keep[fact].value != absorb[fact].value


Judge = Callable[[HeldFacts, Sequence[str]], _Rank]


def _mostly_persian(*records: HeldFacts) -> bool:
    """Whether most of what these records say in words stands in Persian letters; if as much does in Latin ones, too."""
    texts = [str(held.value) for facts in records for fact, held in facts.items() if fact in _WORDS]
    return sum(map(_is_persian, texts)) >= sum(map(_is_latin, texts))


def _is_persian(text: str) -> bool:
    return bool(_PERSIAN.search(text))


def _is_latin(text: str) -> bool:
    return bool(_LATIN.search(text)) and not _is_persian(text)


def _judge(held: Sequence[Held], *, mostly_persian: bool) -> Judge:
    actions = Action.objects.select_related("source").in_bulk({one.origin for one in held})

    def rank(facts: HeldFacts, names: Sequence[str]) -> _Rank:
        present = [name for name in names if name in facts]
        known = [actions[facts[name].origin] for name in present if facts[name].origin in actions]
        values = [str(facts[name].value) for name in present]
        words = [str(facts[name].value) for name in present if name in _WORDS]
        return _Rank(
            sound=int(not any(f"fault:{name}" in facts for name in present)),
            verified=int(bool(known) and all(_by_hand(action) for action in known)),
            script=int(not any(map(_is_latin if mostly_persian else _is_persian, words))),
            trust=min((_trust(action) for action in known), default=_USUAL_TRUST),
            at=max((action.at for action in known), default=_never()),
            filled=len(present),
            length=sum(map(len, values)),
        )

    return rank


def _never() -> datetime:
    return datetime.fromisoformat("0001-01-02T00:00:00+00:00")


def _by_hand(action: Action) -> bool:
    return action.source.method in _BY_HAND if action.source else action.actor_id is not None


def _trust(action: Action) -> int:
    return action.source.trust if action.source else _USUAL_TRUST


def _single(judge: Judge, keep: HeldFacts, absorb: HeldFacts, fact: str) -> Choice:
    if fact not in absorb:
        return Choice(KEEP, _("only this record has it"))
    if fact not in keep:
        return Choice(ABSORB, _("only this record has it"))
    if keep[fact].value == absorb[fact].value:
        return Choice(KEEP, _("the same in both"))
    if fact in _LATER_DATE:
        return Choice(KEEP if keep[fact].value > absorb[fact].value else ABSORB, _("the later date"))
    return _better(judge(keep, [fact]), judge(absorb, [fact]))


def _grouped(judge: Judge, keep: HeldFacts, absorb: HeldFacts, members: Sequence[str]) -> dict[str, Choice]:
    side, reason = _better(judge(keep, members), judge(absorb, members))
    facts = keep if side == KEEP else absorb
    return {
        fact: Choice(side, reason) if fact in facts else Choice(NEITHER, _("would not fit the values beside it"))
        for fact in members
        if fact in keep or fact in absorb
    }


def _better(ours: _Rank, theirs: _Rank) -> Choice:
    for name, mine, other in zip(_Rank._fields, ours, theirs, strict=True):
        if mine != other:
            return Choice(KEEP if mine > other else ABSORB, _REASONS[name])
    return Choice(KEEP, _("equally good; the kept record goes first"))
