"""axe-core finds nothing serious on any screen, in both languages, light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Page

from tests.journeys.messy import old_file
from zolal.accounts.actions.users import reset_link
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.capture.actions.imports import commit_import, confirm_mapping, undo_import, upload_import
from zolal.capture.models import Import
from zolal.core.jobs import run_all
from zolal.people.actions.categories import create_category
from zolal.people.actions.tags import create_tag
from zolal.people.models import Company, Person
from zolal.quality.actions.merges import merge_records
from zolal.quality.models import Pair

NAMED = (
    "home people companies imports duplicates merges quality queue ledger settings labels sources users tokens jobs"
    " webhooks webhook-new relation-roles activities activity-new findings behaviours"
    " goals goal-new numbers team-week roles"
    " profile gallery problems problem-report maintenance schedule-new"
    " deals deals-list deals-forecast deals-reports deal-new deal-import cycle pipelines pipeline-new"
    " plans plan-new reviews review-new adoption inactive suppression rules rule-kinds score-weights samples cost"
    " calendar tasks visits route calendar-plan calendar-feeds calendar-import calendar-settings"
    " products product-new product-import product-categories price-groups invoices invoice-new"
    " debts invoice-seller channels"
    " custom-fields custom-field-new field-groups contact-steps person-board company-board"
    " catalogue places place-new fields reports report-new policies proposals proposal-new defaults fit matching"
)


def _import(name: str, by: User) -> Import:
    import_ = upload_import(file=SimpleUploadedFile(name, old_file()), filename=name, record_type="person", by=by)
    run_all()
    import_.refresh_from_db()
    return import_


def _checked(name: str, by: User) -> Import:
    import_ = _import(name, by)
    confirm_mapping(import_=import_, columns=import_.columns, policy="ask", by=by)
    run_all()
    import_.refresh_from_db()
    return import_


@pytest.fixture
def addresses(administrator: User, reader: User) -> list[str]:
    """Every screen of a small company in which something has happened."""
    by = administrator
    create_tag(name="نمایشگاه", colour="teal", by=by)
    create_category(name="مشتری", colour="amber", by=by)
    taken = _checked("first.csv", by)
    commit_import(import_=taken, by=by)
    run_all()
    undone = _checked("second.csv", by)
    commit_import(import_=undone, by=by)
    run_all()
    undo_import(import_=undone, by=by)
    run_all()
    ready, mapping = _checked("third.csv", by), _import("fourth.csv", by)
    for city in ("یزد", "تهران", "تبریز"):
        typed = {"given_name": "علی", "family_name": "نوری", "mobile": "09121112233", "city": city}
        enter(record_type="person", fields={**typed, "company": "شرکت نور"}, by=by, despite=True)
    pairs = list(Pair.objects.filter(decision=Pair.Decision.OPEN))
    first = pairs[0]
    merge = merge_records(record_type="person", keep_id=first.first_id, absorb_id=first.second_id, by=by)
    run_all()
    still = Pair.objects.filter(decision=Pair.Decision.OPEN).first()
    assert still is not None
    taken.refresh_from_db()
    assert taken.action is not None
    one = {
        "person": Person.objects.get(pk=first.first_id).uid,
        "company": Company.objects.get().uid,
        "pair": still.uid,
        "merge": merge.uid,
        "action": taken.action.uid,
    }
    return [
        *[reverse(name) for name in NAMED.split()],
        *[reverse(name, args=[uid]) for name, uid in one.items()],
        *[reverse("import", args=[import_.uid]) for import_ in (taken, undone, mapping)],
        *[f"{reverse('import', args=[ready.uid])}?tab={tab}" for tab in ("new", "update", "duplicate", "error")],
        reset_link(user=reader, by=by).path,
        "/nothing-here/",
    ]


# Colours do not depend on the language: each once in light and once in dark covers both.
@pytest.mark.parametrize("reading", [("fa", "light"), ("en", "dark")], ids="-".join)
def test_nothing_serious_on_any_screen(
    administrator: User,
    addresses: list[str],
    signed_in: Callable[..., Page],
    accessible: Callable[[Page], list[str]],
    reading: tuple[str, str],
) -> None:
    language, theme = reading
    User.objects.filter(pk=administrator.pk).update(language=language, theme=theme)
    page = signed_in(administrator, bypass_csp=True)
    found = []
    for address in addresses:
        page.goto(address, wait_until="load")
        found += accessible(page)
    page.goto(reverse("people"))
    page.keyboard.press("c")
    page.locator("#new-given_name").wait_for()
    found += accessible(page)
    page.context.clear_cookies()
    page.goto(reverse("login"))
    found += accessible(page)
    assert found == []
