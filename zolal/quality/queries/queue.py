"""The queue of what is wrong: one's own, a colleague's, a team's, nobody's, or all that one sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.db.models import Q, QuerySet

from zolal.accounts.models import Team, User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import scope_of
from zolal.people.fields import Text
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records
from zolal.quality.models import Issue
from zolal.quality.queries.issues import TROUBLING, label_of, visible_issues
from zolal.quality.queries.sorts import Place, Sort, counted, onwards, sorts_there
from zolal.quality.rules import meaning

ENOUGH, ENOUGH_NARROWED = 10_000, 1_000
"""So many of one sort are counted; fewer where each has to be looked at for whether the user sees it."""

Whose = Literal["mine", "nobody", "all", "team", "person"]


class NoQueue(LookupError):
    """A queue that is not the user's to look at."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Which issues: `of` is the team or the person of a queue that is theirs. Empty texts narrow nothing.

    `put_off`: those that wait until a day, instead of those that wait for somebody.
    """

    record_type: str
    whose: Whose = "mine"
    of: int | None = None
    group: str = ""
    code: str = ""
    fact: str = ""
    put_off: bool = False

    @property
    def is_ones(self) -> bool:
        """Whether all in it is one person's, or nobody's."""
        return self.whose not in {"all", "team"}

    def holds(self, sort: Sort) -> bool:
        """Whether a sort is asked for."""
        return all(
            not asked or asked == there
            for asked, there in ((self.group, sort.group), (self.code, sort.code), (self.fact, sort.fact))
        )


@dataclass(frozen=True, slots=True)
class Count:
    """How many issues of a sort a queue has, in words; not `exact`: more than that."""

    sort: Sort
    label: Text
    message: str
    fault: str
    count: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """One issue with the record that has it, in words."""

    issue: Issue
    record: Person | Company
    label: Text
    message: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    troubles: Sequence[Trouble]
    next: str


def queue_named(user: User, record_type: str, whose: str, **narrowed: str) -> Queue:
    """The queue that a text names: "mine", "nobody", "all" one sees, "team:3" or the uid of a colleague.

    Raises `NoQueue`.
    """
    queue = Queue(record_type, **narrowed)  # type: ignore[arg-type]
    if whose in {"", "mine"}:
        return replace(queue, whose="mine", of=user.pk)
    if whose == "all":
        return _all_of(user, queue)
    if whose == "nobody" and scope_of(user) != "own":
        return replace(queue, whose=whose)  # type: ignore[arg-type]
    if whose.startswith("team:"):
        team = next((team for team in teams_of(user) if f"team:{team.pk}" == whose), None)
        if team is None:
            raise NoQueue(whose)
        return replace(queue, whose="team", of=team.pk)
    person = next((one for one in colleagues_of(user) if str(one.uid) == whose), None)
    if person is None:
        raise NoQueue(whose)
    return replace(queue, whose="person", of=person.pk)


def first_queue(user: User, record_type: str) -> tuple[str, Queue, list[Count]]:
    """Where somebody begins: with their own queue, or with nobody's where nothing waits in it; its name and counts."""
    mine = queue_named(user, record_type, "mine")
    found = counts(queue=mine, user=user)
    if found or scope_of(user) == "own":
        return "mine", mine, found
    nobody = queue_named(user, record_type, "nobody")
    others = counts(queue=nobody, user=user)
    return ("nobody", nobody, others) if others else ("mine", mine, found)


def _all_of(user: User, queue: Queue) -> Queue:
    """Of what one sees: everything, one's team's, or one's own."""
    match scope_of(user):
        case "all":
            return replace(queue, whose="all")
        case "team" if user.team_id:
            return replace(queue, whose="team", of=user.team_id)
    return replace(queue, whose="mine", of=user.pk)


def teams_of(user: User) -> list[Team]:
    """Teams whose queues the user may look at."""
    match scope_of(user):
        case "all":
            return list(Team.objects.order_by("name"))
        case "team" if user.team_id:
            return list(Team.objects.filter(pk=user.team_id))
    return []


def colleagues_of(user: User) -> list[User]:
    """Colleagues whose queues the user may look at, also those who were shut out and left something behind."""
    if not (teams := teams_of(user)) and scope_of(user) != "all":
        return []
    others = User.objects.exclude(pk=user.pk).order_by("-is_active", "name", "pk")
    return list(others if scope_of(user) == "all" else others.filter(team__in=teams))


def issues_in(queue: Queue, user: User) -> QuerySet[Issue]:
    """The issues of a queue, of all sorts, as far as the user sees them. Raises `NotAllowed`."""
    demand(user, "quality.read")
    issues = visible_issues(user, queue.record_type)
    match queue.whose:
        case "mine" | "person":
            issues = issues.filter(holder=queue.of)
        case "nobody":
            issues = issues.filter(holder=None)
        case "team":
            issues = issues.filter(team=queue.of)
    return issues.filter(until__isnull=not queue.put_off)


def counts(*, queue: Queue, user: User) -> list[Count]:
    """The sorts of a queue whatever it is narrowed to, in its order. Raises `NotAllowed`."""
    enough = ENOUGH if scope_of(user) == "all" else ENOUGH_NARROWED
    found = counted(issues_in(queue, user), sorts_there(queue.record_type), enough)
    return [_count(queue.record_type, sort, many, enough) for sort, many in found.items() if many]


def queue_page(*, queue: Queue, user: User, found: Sequence[Count], after: str = "", size: int = 50) -> QueuePage:
    """Issues of the sorts that were `found`, sort by sort, in the order they came up.

    A cursor that makes no sense begins at the beginning.
    """
    # Fetched apart: a join keeps SQLite from reading them in the order of the index.
    issues = issues_in(queue, user).prefetch_related("holder")
    wanted = {one.sort: one.count for one in found if queue.holds(one.sort)}
    rows: list[Issue] = []
    for stretch in _stretches(issues, wanted, _place(after), size + 1, queue):
        rows += stretch[: size + 1 - len(rows)]
        if len(rows) > size:
            break
    shown = rows[:size]
    return QueuePage(troubles_of(user, queue.record_type, shown), _cursor(shown[-1]) if len(rows) > size else "")


def troubles_of(user: User, record_type: str, issues: Sequence[Issue]) -> list[Trouble]:
    """Issues in words, with their records; those of records the user does not see are left out."""
    records = visible_records(user, record_type).select_related("owner")
    known = records.prefetch_related("contact_points").in_bulk([issue.record_id for issue in issues])
    says = {code: meaning(code).message for code in {issue.code for issue in issues}}
    return [
        Trouble(issue, known[issue.record_id], label_of(record_type, issue.fact), says[issue.code])
        for issue in issues
        if issue.record_id in known
    ]


def _count(record_type: str, sort: Sort, many: int, enough: int) -> Count:
    says = meaning(sort.code)
    return Count(sort, label_of(record_type, sort.fact), says.message, says.fault, min(many, enough), many <= enough)


def _stretches(
    issues: QuerySet[Issue], wanted: Mapping[Sort, int], at: tuple[Sort, Place] | None, size: int, queue: Queue
) -> Iterator[Sequence[Issue]]:
    """The rest of the sort one is in, small sorts together, then one that is large enough to fill the page."""
    way = {"one_holder": queue.is_ones, "put_off": queue.put_off}
    if at is not None:
        for part in onwards(issues, *at, **way):
            yield list(part[:size])
    few: list[Sort] = []
    for sort, many in wanted.items():
        if at is not None and sort.place <= at[0].place:
            continue
        if many >= size - sum(wanted[one] for one in few):
            yield _together(issues, few)
            for part in onwards(issues, sort, None, **way):
                yield list(part[:size])
            return
        few.append(sort)
    yield _together(issues, few)


def _together(issues: QuerySet[Issue], sorts: Sequence[Sort]) -> Sequence[Issue]:
    if not sorts:
        return ()
    any_of = Q()
    for sort in sorts:
        any_of |= Q(group=sort.group, code=sort.code, fact=sort.fact, severity=sort.severity)
    order = {sort: at for at, sort in enumerate(sorts)}
    return sorted(issues.filter(any_of), key=lambda issue: (order[_sort_of(issue)], issue.holder_id or 0, issue.pk))


def _sort_of(issue: Issue) -> Sort:
    return Sort(issue.group, issue.code, issue.fact, issue.severity)


def _cursor(issue: Issue) -> str:
    return "~".join((issue.group, issue.severity, issue.code, issue.fact, str(issue.holder_id or 0), str(issue.pk)))


def _place(after: str) -> tuple[Sort, Place] | None:
    parts = after.split("~")
    if len(parts) != 6 or not all(one.isascii() and one.isdigit() and len(one) < 19 for one in parts[4:]):
        return None
    group, severity, code, fact, holder, number = parts
    known = group in Issue.Group.values and severity in TROUBLING
    return (Sort(group, code, fact, severity), Place(int(holder) or None, int(number))) if known else None
