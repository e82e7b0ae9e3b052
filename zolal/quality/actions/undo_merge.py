"""One record becomes two again, at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_on
from zolal.core.ledger import AlreadyUndone, Entry, begin_undo, record_types
from zolal.core.ledger import record_type as kind_of
from zolal.core.models import Action
from zolal.core.relations import pointers
from zolal.people.queries.records import visible_records
from zolal.quality.assess import judge, rescore
from zolal.quality.duplicates import find_again
from zolal.quality.merging.carry import carry, give_back
from zolal.quality.merging.handlings import LABEL, carry_handlings, give_back_handlings, part_handlings
from zolal.quality.merging.held import HeldFacts, held_now
from zolal.quality.merging.pairs import carry_pairs, give_back_pairs, settle
from zolal.quality.merging.replay import replay
from zolal.quality.merging.since import entries_since
from zolal.quality.merging.story import Story, Union, story_of, that_ever_had
from zolal.quality.merging.unite import OWN
from zolal.quality.merging.writing import write_difference
from zolal.quality.models import Merge, Pair


class CannotMerge(Exception):
    """Two records cannot become one, or not be parted; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Between:
    """What happened between a merge and now, and where it would go when the merge is undone."""

    entries: Sequence[Entry]
    keeps: Mapping[str, Any]  # facts changed since: they stay with the kept record
    returns: Mapping[str, Any]  # facts changed since that go to the restored record, because they are its own
    later_merges: Sequence[Merge]


def between(*, merge: Merge) -> Between:
    """What undoing the merge now would do with what was changed since."""
    chain = chain_of(merge)
    entries = entries_since(merge, [*chain, merge.absorb_id])
    edited = {fact for entry in entries for fact in entry.facts} - OWN
    then = replay(story_of(merge.record_type, [merge.keep_id, merge.absorb_id]), without={merge.pk})
    kept, restored = then.get(merge.keep_id, {}), then.get(merge.absorb_id, {})
    before = entries_before(merge)
    returns = {
        fact: restored[fact].value if fact in restored else None
        for fact in sorted(edited)
        if (restored[fact].value if fact in restored else None) != before.get(fact)
    }
    keeps = {fact: kept[fact].value if fact in kept else None for fact in sorted(edited) if fact not in returns}
    return Between(entries, keeps, returns, _later(merge, chain))


def undo_merge(*, merge: Merge, by: User) -> Merge:
    """Part the two again, at any time; what was changed in between is kept where `between` says.

    The pair is remembered as not the same. One's own merge, or with "ledger.undo" anybody's of records that one may
    change. Raises `NotAllowed`, DoesNotExist for what the user does not see, `CannotMerge`.
    """
    with transaction.atomic():
        of_another = merge.action.actor_id != by.pk
        demand(by, "ledger.undo" if of_another else "records.merge")
        merge = Merge.objects.select_for_update(of=("self",)).select_related("action").get(pk=merge.pk)
        _demand_both(merge, by)
        if of_another:
            demand_on(by, "change", merge.record_type, [merge.keep_id, merge.absorb_id])
        story = story_of(merge.record_type, [merge.keep_id, merge.absorb_id])
        bystanders = _bystanders(merge)
        try:
            action = begin_undo(action=merge.action, by=by)
        except AlreadyUndone as undone:
            raise CannotMerge(_("This merge has been undone already.")) from undone
        _carry_without(merge, story, by)
        merge.undone_by = action
        merge.save(update_fields=["undone_by"])
        for name, told in [(merge.record_type, story), *bystanders]:
            _part(action, name, told, merge)
        _part_handlings(merge)
        # Of the kept record a pair may have gone for an answer that the other one has taken along again.
        rescore(merge.record_type, sorted(find_again(merge.record_type, chain_of(merge)[-1:])))
        return merge


def chain_of(merge: Merge) -> list[int]:
    """The record that absorbed, the one that absorbed that one, and so on to the one that is active."""
    model = kind_of(merge.record_type).model
    found: list[int] = []
    following: int | None = merge.keep_id
    while following is not None and following not in found:
        found.append(following)
        following = model._base_manager.filter(pk=following).values_list("absorbed_into", flat=True).first()
    return found


def _later(merge: Merge, chain: Sequence[int]) -> list[Merge]:
    """Merges since, which stay: of those that absorbed the kept record in turn, and of what these have absorbed."""
    sides = Q(absorb_id__in=chain) | Q(keep_id__in=chain)
    return list(
        Merge.objects.filter(sides, record_type=merge.record_type, undone_by=None, pk__gt=merge.pk).order_by("pk")
    )


def entries_before(merge: Merge) -> Mapping[str, Any]:
    """What the absorbed record was just before the merge."""
    told = story_of(merge.record_type, [merge.absorb_id])
    earlier = Story(told.ids, told.before(merge))
    return {fact: held.value for fact, held in replay(earlier).get(merge.absorb_id, {}).items()}


def _demand_both(merge: Merge, by: User) -> None:
    seen = visible_records(by, merge.record_type)
    if seen.filter(pk__in=[merge.keep_id, merge.absorb_id]).count() == 2:
        return
    model = kind_of(merge.record_type).model
    if model._base_manager.filter(pk__in=[merge.keep_id, merge.absorb_id]).count() < 2:
        raise CannotMerge(_("One of the two records was deleted. Bring it back in the ledger, then undo the merge."))
    raise seen.model.DoesNotExist


def _bystanders(merge: Merge) -> list[tuple[str, Story]]:
    """Records of other kinds that point where they do because of the merge: people of the absorbed company."""
    chain = chain_of(merge)
    found = []
    for pointer in pointers(kind_of(merge.record_type).model):
        if pointer.policy != "own" or pointer.field.name == "absorbed_into":
            continue
        name = next(name for name, kind in record_types().items() if kind.model is pointer.field.model)
        rows = pointer.field.model._base_manager.filter(**{f"{pointer.field.attname}__in": chain})
        if ids := that_ever_had(name, rows.values("pk"), pointer.field.name, merge.absorb_id):
            found.append((name, story_of(name, ids)))
    return found


def _part(action: Action, record_type: str, story: Story, merge: Merge) -> None:
    """Write the difference between the history with the merge and the history without it."""
    now = held_now(record_type, story.ids)
    told, wanted = replay(story), replay(story, without={merge.pk})
    after = {pk: _applied(facts, told.get(pk, {}), wanted.get(pk, {})) for pk, facts in now.items()}
    write_difference(action, record_type, now, after)


def _applied(now: HeldFacts, told: HeldFacts, wanted: HeldFacts) -> HeldFacts:
    changed = {fact for fact in told.keys() | wanted.keys() if told.get(fact) != wanted.get(fact)}
    kept = {fact: held for fact, held in now.items() if fact not in changed}
    return kept | {fact: wanted[fact] for fact in changed if fact in wanted}


def _part_handlings(merge: Merge) -> None:
    """Decisions go where the texts they were made about are now."""
    kept = chain_of(merge)
    parted = part_handlings(merge, kept[-1])
    if parted or any(label == LABEL for label, _ids in merge.moved):
        judge(merge.record_type, [*kept, merge.absorb_id])


def _carry_without(merge: Merge, story: Story, by: User) -> None:
    """Lay everything back that the standing merges have carried, the last one first; then carry anew without this one.

    What one merge left where it was, because it would have doubled what another one had brought, goes along now; and
    so does it that these two are not the same.
    """
    standing = [step.merge for step in story.steps if isinstance(step, Union)]
    for one in reversed(standing):
        if one.pk == merge.pk:
            settle(merge.record_type, merge.keep_id, merge.absorb_id, Pair.Decision.NOT_SAME, by)
        give_back(one)
        give_back_pairs(one)
        give_back_handlings(one)
    for one in standing:
        if one.pk != merge.pk:
            one.moved = []
            carry(one)
            carry_pairs(one)
            carry_handlings(one)
            one.save(update_fields=["moved"])
