"""What a plan over a list costs: making it, its page, taking in who came since, of everybody and of a part.

    python -m bench.plans --rows 1000000

A line a list: how many are in it; seconds of `create_plan`, of its figures, of the first page of those still to come,
and of taking them all in once more, as those who came into the list since. The best of
some times.
"""
# ruff: noqa: PLC0415 - Django is told where its data is before any of it is imported

from __future__ import annotations

import time
from itertools import pairwise

from bench.database import on_each

LISTS = ("", "city=تهران", "mobile.empty=1")


def main() -> None:
    on_each("bench.plans", __doc__, inside, times=3)


def inside(rows: int, times: int) -> None:
    """In the child process that has the database."""
    import django

    django.setup()
    from bench.population import fill

    fill(rows)
    print(f"  {'list':<16}{'records':>10}{'make':>8}{'figures':>9}{'to come':>9}{'take in':>9}")
    for query in LISTS:
        _measured(query, times)


def _measured(query: str, times: int) -> None:
    found = [_once(query) for _ in range(times)]
    best = [f"{min(one):.2f}" for one in zip(*(seconds for _total, seconds in found), strict=True)]
    print(f"  {query or 'everybody':<16}{found[0][0]:>10,}{best[0]:>8}{best[1]:>9}{best[2]:>9}{best[3]:>9}", flush=True)


def _once(query: str) -> tuple[int, list[float]]:
    """How many are in the list, and the seconds of each step; nothing of it stays."""
    from django.db import transaction

    from zolal.accounts.models import User
    from zolal.stewardship.actions.plans import create_plan, take_in
    from zolal.stewardship.models import Plan, PlanRecord
    from zolal.stewardship.queries.plans import newcomers_of, progress, still_to_come

    by = User.objects.get(email="admin@example.com")
    with transaction.atomic():
        at = [time.perf_counter()]
        plan = create_plan(name="list", kind="list", query=query, quota=20, people=[by], by=by)
        total = plan.total
        at.append(time.perf_counter())
        progress(by, plan)
        newcomers_of(by, plan)
        at.append(time.perf_counter())
        still_to_come(by, plan, size=50)
        at.append(time.perf_counter())
        PlanRecord.objects.filter(plan_id=plan.pk).delete()
        Plan.objects.filter(pk=plan.pk).update(total=0)
        emptied = time.perf_counter()
        take_in(plan=plan, by=by)
        taken = time.perf_counter() - emptied
        transaction.set_rollback(True)
    return total, [*(end - begin for begin, end in pairwise(at)), taken]


if __name__ == "__main__":
    main()
