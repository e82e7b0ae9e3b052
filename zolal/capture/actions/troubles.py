"""What is wrong with an entry, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from zolal.accounts.models import User
from zolal.capture.intake import Normal
from zolal.capture.verdicts import Faults, erased_fault, erased_fields, is_erased, is_nobody, nobody_fault
from zolal.core.settings import setting
from zolal.engine.pipeline.entries import NOT_UNIQUE
from zolal.engine.pipeline.rules import EVERY_RULE
from zolal.engine.rules import Essential
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import withheld
from zolal.people.queries.records import MODELS, visible_records
from zolal.quality.doors import Breach
from zolal.quality.matching import Candidate
from zolal.quality.queries.evidence import as_seen, in_words
from zolal.quality.rules import meaning
from zolal.quality.standard_rules import MISSING as STANDARD

MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one field: `message` in the user's language says what was expected and what to do."""

    field: str  # "" for the entry as a whole
    code: str
    severity: str  # "error" blocks where the administrator wants it, "warning" and "info" never
    message: str
    proposal: str = ""
    refused: bool = False  # a rule does not let it in, whatever the administrator wants of wrong values


@dataclass(frozen=True, slots=True)
class Likeness:
    """A record that may be the one that is entered, as far as the user may know of it.

    Where they may not see it, `record` is None, `record_id` 0, and `owner` names whom to ask. `because` says in a
    sentence what speaks for the two being one and what against it.
    """

    record_id: int
    probability: float
    record: Person | Company | None
    owner: str
    because: str = ""


def troubles_of(faults: Faults) -> list[Trouble]:
    """The faults of an entry, gravest first."""
    rank = {"error": 0, "warning": 1, "info": 2}
    found = []
    for name, said in faults.items():
        for fault in said:
            rule = EVERY_RULE[fault["code"]]
            found.append(Trouble(name, rule.code, rule.severity, gettext(rule.message), fault["proposal"]))
    return sorted(found, key=lambda one: rank[one.severity])


def rule_troubles(record_type: str, broken: Iterable[Breach]) -> list[Trouble]:
    """What an entry breaks of the administrator's rules: refused, or only told; what merely waits in a queue is not."""
    found = []
    for rule, field in broken:
        severity = "error" if rule.blocks else "warning"
        if rule.code == STANDARD:
            message = gettext("This is needed before a name enters the list; ask for it.")
        else:
            message = meaning(rule.code).message
        code = MISSING if isinstance(rule.demand, Essential) else rule.code
        found.append(Trouble(_shown(record_type, field), code, severity, message, refused=rule.blocks))
    return found


def unique_troubles(fields: Iterable[str]) -> list[Trouble]:
    """Fields of which another record has the value."""
    message = gettext(NOT_UNIQUE.message)
    return [Trouble(field, NOT_UNIQUE.code, "error", message, refused=True) for field in fields]


def _shown(record_type: str, name: str) -> str:
    return "family_name" if name == "name" and record_type == "person" else name


def blocks() -> bool:
    """Whether the administrator wants entries refused in which a value cannot be right."""
    return str(setting("entry.wrong")) == "block"


def whole_troubles(normal: Normal) -> list[Trouble]:
    """What keeps an entry out in any case: nobody is named, or somebody who was erased."""
    whole = [nobody_fault()] if is_nobody(normal.facts) else []
    if is_erased(normal.keys, erased_fields([normal.keys])):
        whole.append(erased_fault())
    return troubles_of({"": whole})


def likenesses(record_type: str, candidates: Sequence[Candidate], by: User) -> list[Likeness]:
    """Candidates as the user may see them."""
    ids = [candidate.record_id for candidate in candidates]
    if not ids:
        return []
    seen = {record.pk: record for record in visible_records(by, record_type).filter(pk__in=ids)}
    owners: Mapping[int, str | None] = dict(
        MODELS[record_type].objects.filter(pk__in=set(ids) - seen.keys()).values_list("pk", "owner__name")
    )
    told = {one.record_id: as_seen(by, record_type, one.evidence, one.probability) for one in candidates}
    if "owner" in withheld(by, record_type):
        owners = {}
    return [
        Likeness(
            record_id=one.record_id if one.record_id in seen else 0,
            # How alike exactly would tell, guess by guess, what stands in a record that the user may not see.
            probability=told[one.record_id][1] if one.record_id in seen else setting("match.ask"),
            record=seen.get(one.record_id),
            owner=owners.get(one.record_id) or "",
            because=in_words(record_type, *told[one.record_id]) if one.record_id in seen else "",
        )
        for one in candidates
    ]
