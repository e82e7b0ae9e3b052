"""What would make a pair certain, and what would rule it out: the fields worth asking the customer about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from zolal.accounts.models import User
from zolal.core.settings import setting
from zolal.engine.match.supposed import Supposed, supposed
from zolal.people.fields import fields_of
from zolal.people.queries.permitted import withheld
from zolal.quality.keys import COMPARED, FIELD_OF, Keys, domains, features_of
from zolal.quality.models import Pair
from zolal.quality.snapshots import keys_of_snapshots, snapshots
from zolal.quality.training import model_in_use

MOST = 4
SETTLED = frozenset({"equal", "same sound", "one says more"})
"""What is said so of a field is not in doubt."""
Lacking = Literal["", "first", "second", "both"]


@dataclass(frozen=True, slots=True)
class Wish:
    """One field supposed otherwise, and what the probability would be.

    `equal`: it turns out to be the same, else to differ. `now` says how alike it is so far, in the reader's language;
    where it is missing, `lacking` tells which of the two has none.
    """

    field: str
    label: str
    equal: bool
    now: str
    lacking: Lacking
    probability: float


@dataclass(frozen=True, slots=True)
class Wishes:
    """`certain` would each lift the pair over "match.same"; `nearest` is the best there is where none does.
    `out` would each bring it below "match.ask". Fields that are missing come first: they can be asked for."""

    certain: Sequence[Wish]
    nearest: Sequence[Wish]
    out: Sequence[Wish]


def wishes(pair: Pair, *, user: User) -> Wishes:
    """Computed from the two records as they are now, by the model in use; empty for a pair that is decided, and for
    who does not see all that is compared: what would settle it tells what is settled.
    """
    if not withheld(user, pair.record_type).isdisjoint(FIELD_OF.get(one, one) for one in COMPARED[pair.record_type]):
        return Wishes((), (), ())
    found = snapshots(pair.record_type, [pair.first_id, pair.second_id])
    if pair.decision != Pair.Decision.OPEN or len(found) < 2:
        return Wishes((), (), ())
    keys = keys_of_snapshots(pair.record_type, found)
    features = features_of(pair.record_type, keys)
    judged = supposed(model_in_use(pair.record_type), features, 0, 1, _features(pair.record_type))
    doubtful = [_wish(pair.record_type, one, keys) for one in judged if one.now not in SETTLED]
    return _chosen(doubtful, pair.probability)


def _chosen(found: Sequence[Wish], now: float) -> Wishes:
    same, ask = setting("match.same"), setting("match.ask")
    alike = sorted((one for one in found if one.equal), key=lambda one: (not one.lacking, -one.probability))
    unlike = sorted((one for one in found if not one.equal), key=lambda one: (not one.lacking, one.probability))
    certain = [one for one in alike if one.probability >= same] if now < same else []
    nearest = sorted(alike, key=lambda one: -one.probability)[:1] if now < same and not certain else []
    out = [one for one in unlike if one.probability < ask] if now >= ask else []
    return Wishes(certain[:MOST], nearest, out[:MOST])


def _wish(record_type: str, one: Supposed, keys: Sequence[Keys]) -> Wish:
    field = FIELD_OF.get(one.field, one.field)
    has = [bool(_key(field, mine)) for mine in keys]
    lacking: Mapping[tuple[bool, bool], Lacking] = {
        (False, False): "both",
        (False, True): "first",
        (True, False): "second",
    }
    return Wish(
        field=field,
        label=str(fields_of(record_type)[field].label),
        equal=one.equal,
        now=gettext(one.now) if one.now else "",
        lacking=lacking.get((has[0], has[1]), ""),
        probability=one.probability,
    )


def _key(field: str, keys: Keys) -> str:
    return domains(keys) if field == "url" else keys.get(field, "")


def _features(record_type: str) -> list[str]:
    """What the engine calls our compared fields."""
    theirs = {field: feature for feature, field in FIELD_OF.items()}
    return [theirs.get(field, kind) for field, kind in COMPARED[record_type].items()]
