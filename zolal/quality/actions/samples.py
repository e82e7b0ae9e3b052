"""Drawing records by lot whose values somebody shall check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from random import Random, SystemRandom

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.core import bulk
from zolal.core.ledger import act
from zolal.core.ledger import record_type as kind_of
from zolal.core.models import Action, Record
from zolal.people.queries.records import MODELS, visible_records
from zolal.quality.criteria import Criteria
from zolal.quality.demands import FILLED_BY
from zolal.quality.models import Sample, SampledValue
from zolal.quality.ratings import values_of
from zolal.quality.scoring import SCORED

MOST = 5_000
_COLUMNS = (
    "sample_id", "number", "record_id", "field", "value", "source_id", "dealt_to_id", "outcome", "right", "method",
)  # fmt: skip


def draw_sample(
    *,
    record_type: str,
    scope: str,
    size: int,
    by: User,
    users: Sequence[User] = (),
    by_source: bool = False,
    seed: int | None = None,
) -> Sample:
    """Draw so many of the active records that the user sees, and deal them to `users` (else: to the user alone).

    Nobody is dealt a record they do not see; who sees none of what is left over is passed by. `by_source`: of each
    source as many as its share of the records, one at least. Raises `NotAllowed`, `ValidationError` by name.
    """
    with transaction.atomic():
        demand(by, "samples.run")
        active = visible_records(by, record_type).filter(state=Record.State.ACTIVE).order_by("pk")
        known = dict(active.values_list("pk", "source_id"))
        _demand_sense(scope, size, known, users)
        seed = SystemRandom().getrandbits(48) if seed is None else seed
        chance = Random(seed)
        ids = _stratified(known, size, chance) if by_source else chance.sample([*known], min(size, len(known)))
        sample = Sample.objects.create(
            record_type=record_type,
            scope=scope,
            seed=seed,
            size=len(ids),
            population=len(known),
            by_source=by_source,
            by=by,
            at=timezone.now(),
        )
        _keep_values(sample, ids, _dealt(record_type, ids, [*users] or [by], by))
        act(kind="sample.draw", by=by, about={"sample": str(sample.uid), "scope": scope, "size": len(ids)})
        return sample


def _demand_sense(scope: str, size: int, known: Mapping[int, object], users: Sequence[User]) -> None:
    errors = {}
    if scope not in Sample.Scope.values:
        errors["scope"] = _("Choose one of: %(choices)s.") % {"choices": ", ".join(Sample.Scope.values)}
    if not 1 <= size <= MOST:
        errors["size"] = _("Draw between 1 and %(most)s records.") % {"most": MOST}
    elif not known:
        errors["size"] = _("There is no record to draw from.")
    if not all(may(user, "values.rate") for user in users):
        errors["users"] = _("Readers cannot check values; choose members.")
    if errors:
        raise ValidationError(errors)


def _stratified(known: Mapping[int, int | None], size: int, chance: Random) -> list[int]:
    """Of each source its share, by largest remainders, one at least where there is room for all."""
    of: dict[int | None, list[int]] = defaultdict(list)
    for record_id, source in known.items():
        of[source].append(record_id)
    wanted = min(size, len(known))
    exact = {source: wanted * len(ids) / len(known) for source, ids in of.items()}
    least = 1 if wanted >= len(of) else 0
    share = {source: max(least, int(part)) for source, part in exact.items()}
    order = sorted(exact, key=lambda source: (int(exact[source]) - exact[source], source or 0))
    for source in cycle(order):
        if sum(share.values()) >= wanted:
            break
        share[source] += share[source] < len(of[source])
    drawn = [record_id for source, ids in of.items() for record_id in chance.sample(ids, share[source])]
    chance.shuffle(drawn)
    return drawn[:wanted] if least == 0 else drawn


def _dealt(record_type: str, ids: Sequence[int], users: Sequence[User], by: User) -> dict[int, int]:
    """{record: who checks it}, in turn, among those who see it; what none of them sees stays with who draws."""
    sees = {
        user.pk: set(visible_records(user, record_type).filter(pk__in=ids).values_list("pk", flat=True))
        for user in users
    }
    load = dict.fromkeys(sees, 0)
    found = {}
    for record_id in ids:
        able = [user for user, records in sees.items() if record_id in records]
        found[record_id] = min(able, key=load.__getitem__) if able else by.pk
        if able:
            load[found[record_id]] += 1
    return found


def _keep_values(sample: Sample, ids: Sequence[int], dealt: Mapping[int, int]) -> None:
    facts = kind_of(sample.record_type).facts(ids)
    provenance = dict(MODELS[sample.record_type].objects.filter(pk__in=ids).values_list("pk", "provenance"))
    actions = {action for of in provenance.values() for action in of.values()}
    sources = dict(Action.objects.filter(pk__in=actions).values_list("pk", "source_id"))
    fields = sampled_fields(sample.record_type, sample.scope)

    def rows() -> Iterator[list[object]]:
        for number, record_id in enumerate(ids, start=1):
            of = provenance[record_id]
            for field in fields:
                for value, fact in values_of(facts[record_id], field).items():
                    source = sources.get(of.get(fact, of.get("", 0)))
                    yield [sample.pk, number, record_id, field, value, source, dealt[record_id], "", "", ""]

    bulk.insert(SampledValue, _COLUMNS, rows())


def sampled_fields(record_type: str, scope: str) -> list[str]:
    """The fields whose values are checked."""
    if scope == Sample.Scope.ALL:
        return [*SCORED[record_type]]
    criteria = Criteria.now(record_type)
    goal = criteria.aims.goal_or(criteria.essential)
    needed = {field for name in goal for field in FILLED_BY[record_type].get(name, (name,))}
    return [field for field in SCORED[record_type] if field in needed]
