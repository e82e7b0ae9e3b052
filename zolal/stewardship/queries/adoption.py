"""How much people work with Zolal: of one's own people, and of oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.accounts.queries.users import active_users
from zolal.accounts.visibility import scope_of
from zolal.stewardship.daily import days_of
from zolal.stewardship.models import Run, Share, UserDay
from zolal.stewardship.months import week_of, working_days

WEEKS = 12


@dataclass(slots=True)
class Use:
    """What somebody did in the weeks; `dealt` and `done` are of the maintenance in them."""

    user: User
    active: int = 0
    actions: int = 0
    entered: int = 0
    edited: int = 0
    decided: int = 0
    imported: int = 0
    dealt: int = 0
    done: int = 0
    weeks: list[int] = field(default_factory=lambda: [0] * WEEKS)  # days active in each

    @property
    def share(self) -> float | None:
        """Of what was dealt to them."""
        return self.done / self.dealt if self.dealt else None


@dataclass(frozen=True, slots=True)
class Adoption:
    """`weeks` are the Saturdays on which they began; `working` how many working days there were, Thursdays too."""

    weeks: Sequence[date]
    working: int
    uses: Sequence[Use]


def visible_colleagues(user: User) -> QuerySet[User]:
    """Whose work the user may see: their own; with "ledger.read" that of all whose customers they see."""
    everybody = active_users()
    scope = scope_of(user) if may(user, "ledger.read") else "own"
    if scope == "all":
        return everybody
    own = Q(pk=user.pk)
    return everybody.filter(own | Q(team=user.team_id) if scope == "team" and user.team_id else own)


def adoption(user: User, today: date | None = None) -> Adoption:
    """The last twelve weeks, this one too. Raises `NotAllowed`."""
    demand(user, "records.read")
    today = today or timezone.localdate()
    weeks = [week_of(today) - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    uses = {one.pk: Use(one) for one in visible_colleagues(user)}
    for row in days_of(list(uses), weeks[0], today):
        if row.user_id in uses:
            _add(uses[row.user_id], row, weeks)
    shares = Share.objects.filter(user__in=list(uses), run__starts_on__gte=weeks[0])
    live = shares.filter(run__state__in=(Run.State.OPEN, Run.State.SIGNED)).order_by().values_list("user")
    for pk, dealt, done in live.annotate(dealt=Sum("dealt"), done=Sum("done")):
        uses[pk].dealt, uses[pk].done = dealt, done
    return Adoption(weeks, working_days(weeks[0], today, thursdays=True), list(uses.values()))


def _add(use: Use, row: UserDay, weeks: Sequence[date]) -> None:
    use.actions += row.actions
    use.entered += row.entered
    use.edited += row.edited
    use.decided += row.decided
    use.imported += row.imported
    if row.actions:
        use.active += 1
        use.weeks[(week_of(row.day) - weeks[0]).days // 7] += 1
