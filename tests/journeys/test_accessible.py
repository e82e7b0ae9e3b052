"""axe-core finds nothing serious on any screen, nor colours too pale in dark, and none is wider than a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.messy import old_file
from zolal.accounts.actions.roles import create_role
from zolal.accounts.actions.users import reset_link
from zolal.accounts.models import User
from zolal.activities.actions.activities import log, plan
from zolal.capture.actions.entries import enter
from zolal.capture.actions.imports import commit_import, confirm_mapping, undo_import, upload_import
from zolal.capture.models import Import
from zolal.connect.actions.endpoints import create_endpoint
from zolal.core.jobs import enqueue, run_all
from zolal.people.actions.categories import create_category
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.actions.tags import create_tag
from zolal.people.models import Company, Person
from zolal.quality.actions.merges import merge_records
from zolal.quality.models import Pair
from zolal.sales.actions.channels import add_channel
from zolal.sales.actions.deals import open_deal
from zolal.sales.actions.invoices import draft_invoice
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.pipelines import create_pipeline
from zolal.sales.actions.price_groups import add_group, add_list
from zolal.sales.actions.product_categories import add_category
from zolal.sales.actions.products import add_product
from zolal.strategy.actions.goals import create_goal
from zolal.strategy.periods import current

NAMED = (
    "home people companies imports duplicates merges quality queue ledger settings labels sources users tokens jobs"
    " webhooks webhook-new relation-roles activities activity-new findings behaviours"
    " goals goal-new numbers team-week roles"
    " profile gallery problems problem-report maintenance schedule-new"
    " deals deals-list deals-forecast deals-reports deal-new cycle pipelines pipeline-new"
    " plans plan-new reviews review-new adoption inactive suppression rules rule-kinds score-weights samples cost"
    " calendar tasks visits route calendar-plan calendar-feeds calendar-import calendar-settings"
    " products product-new product-import product-categories price-groups invoices invoice-new"
    " debts invoice-seller channels"
    " custom-fields custom-field-new field-groups contact-steps person-board company-board"
    " catalogue places place-new fields reports report-new policies proposals proposal-new defaults fit matching"
)
NOWHERE = "/nothing-here/"


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


def _at_work(person: Person, company: Company, by: User) -> list[str]:
    """Screens of one thing each, made here: with them the board, the calendar, the lists and the figures are filled."""
    field = create_custom_field(
        record_type="person", kind="choice", label_fa="وفاداری", choices=[{"fa": "زیاد"}], by=by
    )
    yesterday = timezone.now() - timedelta(days=1)
    late = plan(kind="task", given={"title": "پیشنهاد", "person": person, "at": yesterday}, by=by).activity
    visit = plan(kind="visit", given={"person": person, "at": timezone.now()}, by=by).activity
    log(kind="call", given={"person": person, "outcome": "answered", "body": "گفتگو"}, by=by)
    deal = open_deal(title="چاپگر", person=person, value=9_000_000, pipeline=create_pipeline(name="کالا", by=by), by=by)
    goal = create_goal(
        name="تماس", measure="calls_made", target=9, period=current("month", timezone.localdate()), by=by
    )
    enqueue("strategy.count")
    run_all()
    category, _ = add_category(name="چاپ", by=by)
    product, _ = add_product(name="چاپگر", price=9_000_000, category=category, by=by)
    group, _ = add_group(name="عمده", discount_percent=5, by=by)
    prices, _ = add_list(group=group, name="پاییز", by=by)
    channel, _ = add_channel(company=company, kind="retailer", by=by)
    invoice, _ = draft_invoice(person=person, lines=[{"name": "چاپگر", "price": 9_000_000}], by=by)
    issued, _ = issue_invoice(invoice=draft_invoice(person=person, lines=invoice.lines, by=by)[0], by=by)
    endpoint = create_endpoint(url="https://example.com/", patterns=["*"], by=by).endpoint
    role = create_role(name="فروشنده", copied_from="member", by=by)
    shown = {
        "deal": deal, "pipeline": deal.pipeline, "stage": deal.stage, "stage-new": deal.pipeline, "goal": goal,
        "goal-change": goal, "activity": late, "activity-edit": late, "calendar-event": visit, "product": product,
        "product-change": product, "product-category": category, "price-group": group, "price-list": prices,
        "channel": channel, "invoice": issued, "invoice-change": invoice, "invoice-paper": issued,
        "person-account": person, "person-terms": person, "webhook": endpoint, "webhook-change": endpoint,
        "custom-field": field, "user-work": by,
    }  # fmt: skip
    return [
        *[reverse(name, args=[one.uid]) for name, one in shown.items()],
        reverse("role", args=[role.key]),
        reverse("relations", args=["person", person.uid]),
        reverse("field", args=["person", "mobile"]),
        f"{reverse('deals')}?pipeline={deal.pipeline.uid}",
        *[f"{reverse('calendar')}?view={view}" for view in ("day", "month", "agenda")],
    ]


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
        *_at_work(Person.objects.get(pk=first.first_id), Company.objects.get(), by),
        *[reverse(name) for name in NAMED.split()],
        *[reverse(name, args=[uid]) for name, uid in one.items()],
        *[reverse("import", args=[import_.uid]) for import_ in (taken, undone, mapping)],
        *[f"{reverse('import', args=[ready.uid])}?tab={tab}" for tab in ("new", "update", "duplicate", "error")],
        reset_link(user=reader, by=by).path,
        NOWHERE,
    ]


# The markup of a screen is the same in dark, only its colours are others; and each colour is on many screens, so that
# they are looked at on every third one, in light on others than in dark.
@pytest.mark.parametrize("reading", [("fa", "light"), ("en", "dark")], ids="-".join)
def test_nothing_serious_on_any_screen(
    administrator: User,
    addresses: list[str],
    signed_in: Callable[..., Page],
    accessible: Callable[..., list[str]],
    reading: tuple[str, str],
) -> None:
    language, theme = reading
    User.objects.filter(pk=administrator.pk).update(language=language, theme=theme)
    page = signed_in(administrator, bypass_csp=True)
    colours, found = "only" if theme == "dark" else "", []
    for at, address in enumerate(addresses):
        if colours and at % 3 != 1:
            continue
        answer = page.goto(address, wait_until="load")
        assert answer is not None
        assert answer.status == (404 if address == NOWHERE else 200), address
        found += accessible(page, colours=colours or ("" if at % 3 == 0 else "none"))
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{address} is wider than a phone")
        page.set_viewport_size(DESKTOP)
    page.goto(reverse("people"))
    page.keyboard.press("c")
    page.locator("#new-given_name").wait_for()
    found += accessible(page, colours=colours)
    page.context.clear_cookies()
    page.goto(reverse("login"))
    found += accessible(page, colours=colours)
    assert found == []
