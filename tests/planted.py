"""One of everything that is somebody's, each with a word and an amount that stand nowhere else."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from zolal.accounts.actions.deputies import choose_deputy
from zolal.accounts.actions.sharing import share_record
from zolal.accounts.actions.tokens import create_token
from zolal.accounts.models import ApiToken, Deputy, Role, SharedRecord, User
from zolal.activities.actions.activities import log, plan
from zolal.activities.actions.attachments import attach
from zolal.activities.actions.attendees import Attending
from zolal.activities.actions.signals import record_signal
from zolal.activities.models import Activity, Attachment
from zolal.calendar.actions.feeds import create_feed
from zolal.calendar.models import Feed
from zolal.capture.actions.entries import edit, enter
from zolal.capture.actions.imports import confirm_mapping, upload_import
from zolal.capture.models import Import
from zolal.core.files import Upload
from zolal.core.jobs import run_all
from zolal.core.models import Action, Job
from zolal.people.actions.bulk import delete_records
from zolal.people.actions.own_files import hand_in
from zolal.people.actions.relations import add_relation
from zolal.people.actions.views import save_view
from zolal.people.models import Company, Person, Relation, SavedView
from zolal.people.queries.lists import Wish
from zolal.quality.actions.handling import Target, handle
from zolal.quality.actions.handling import Wish as Verdict
from zolal.quality.actions.merges import merge_records
from zolal.quality.actions.samples import draw_sample
from zolal.quality.models import Issue, Merge, Pair, Sample
from zolal.sales.actions.channels import add_channel
from zolal.sales.actions.contacts import add_contact
from zolal.sales.actions.customer_terms import prefer
from zolal.sales.actions.deal_lines import add_line
from zolal.sales.actions.deals import open_deal
from zolal.sales.actions.invoices import draft_invoice
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.moves import lose_deals
from zolal.sales.actions.payments import add_payment
from zolal.sales.models import Deal, DealLine, Invoice, LostReason, Payment, Product, ProductPreference, SalesChannel
from zolal.stewardship.actions.runs import start_run
from zolal.stewardship.actions.schedules import create_schedule
from zolal.stewardship.models import Run, Share
from zolal.stewardship.work import CLASSES
from zolal.strategy.actions.check_ins import check_in
from zolal.strategy.actions.goals import create_goal
from zolal.strategy.models import CheckIn, Goal
from zolal.strategy.periods import current

KINDS = {
    "person": Person, "company": Company, "activity": Activity, "attachment": Attachment, "deal": Deal,
    "line": DealLine, "invoice": Invoice, "payment": Payment, "channel": SalesChannel, "relation": Relation,
    "preference": ProductPreference, "goal": Goal, "check-in": CheckIn, "import": Import, "view": SavedView,
    "feed": Feed, "token": ApiToken, "share": SharedRecord, "pair": Pair, "merge": Merge, "sample": Sample,
    "action": Action, "job": Job, "run": Run, "part": Share, "deputy": Deputy,
}  # fmt: skip
"""What is somebody's, by what an address calls it."""


def plant(owner: User, word: str, number: int, product: Product) -> dict[str, list[UUID]]:
    """Everything as done by its owner, who may everything meanwhile: {kind: identities}. `word` is in every text,
    and amounts are about `number` rials."""
    last = {kind: max(model._base_manager.values_list("pk", flat=True), default=0) for kind, model in KINDS.items()}
    role, owner.role = owner.role, Role.ADMINISTRATOR.value
    owner.save()
    her, shop = _customers(owner, word, str(number)[::-1])
    _done(owner, word, her)
    _sold(owner, word, number, product, (her, shop))
    _kept(owner, word, her)
    owner.role = role
    owner.save()
    return {
        kind: [] if not hasattr(model, "uid") else list(
            model._base_manager.filter(pk__gt=last[kind]).order_by("pk").values_list("uid", flat=True)
        )
        for kind, model in KINDS.items()
    }  # fmt: skip


def _customers(owner: User, word: str, digits: str) -> tuple[Person, Company]:
    def person(given: str, **fields: str) -> Person:
        told = {"given_name": given, "family_name": f"{word}‌زاده", "note": f"یادداشت {word}", **fields}
        return enter(record_type="person", fields=told, by=owner, despite=True).record  # type: ignore[return-value]

    told = {"name": f"بازرگانی {word}", "city": "یزد", "address": f"کوچهٔ {word}", "own:scan": _file(owner, word)}
    shop = enter(record_type="company", fields=told, by=owner, despite=True).record
    mobile = f"0912{digits}"
    scan = {"own:scan": _file(owner, word)}
    her = person("سارا", mobile=mobile, company=told["name"], national_id="0013542418", **scan)
    edit(record_type="person", record_id=her.pk, version=1, fields={"address": f"بن‌بست {word}"}, by=owner)
    person("سارا", mobile=mobile)
    twins = [person("نادر", email=f"a{digits}@b.ir"), person("نادر", email=f"a{digits}@b.ir")]
    merge_records(record_type="person", keep_id=twins[0].pk, absorb_id=twins[1].pk, by=owner, despite=True)
    add_relation(first=her, second=twins[0], kind="household", note=f"همسایهٔ {word}", by=owner)
    add_relation(first=her, second=shop, kind="owner", note=f"مؤسس {word}", by=owner)  # type: ignore[arg-type]
    delete_records(record_type="person", ids=[person("رفته").pk], by=owner)
    issue = Issue.objects.filter(record_type="person", record_id=her.pk).order_by("pk")[0]
    handle(
        record_type="person",
        targets=[Target(her.pk, issue.fact, issue.code, issue.raw)],
        wish=Verdict("dismissed", note=f"خود {word} گفت"),
        by=owner,
    )
    return Person.objects.get(pk=her.pk), Company.objects.get(pk=shop.pk)  # type: ignore[union-attr]


def _file(owner: User, word: str) -> str:
    return hand_in(upload=Upload(f"{word}.pdf", 4, BytesIO(b"%PDF")), by=owner)


def _done(owner: User, word: str, her: Person) -> None:
    now = timezone.now()
    call = {"person": her, "outcome": "answered", "body": f"گفت {word}", "own:scan": _file(owner, word)}
    logged = log(kind="call", given=call, by=owner).activity
    attach(activity=logged, uploads=[Upload(f"{word}.txt", 4, BytesIO(b"text"))], by=owner)
    log(kind="interview", given={"person": her, "words": f"سخن {word}", "strengths": f"خوبی {word}"}, by=owner)
    given = {"person": her, "title": f"دیدار {word}", "at": now + timedelta(minutes=50), "place": f"دفتر {word}"}
    plan(kind="visit", given=given, by=owner)
    plan(kind="task", given={"title": f"کار {word}", "at": now + timedelta(minutes=54)}, by=owner)
    meeting = {"title": f"نشست {word}", "at": now + timedelta(days=1), "until": now + timedelta(days=1, hours=1)}
    plan(kind="meeting", given=meeting, attending=Attending([her], [owner]), by=owner)
    record_signal(record=her, kind="site_visited", by=owner)


def _sold(owner: User, word: str, number: int, product: Product, customers: tuple[Person, Company]) -> None:
    her, shop = customers
    told = {"note": f"پیشنهاد {word}", "expected_on": timezone.localdate() + timedelta(days=3)}
    deal = open_deal(title=f"معاملهٔ {word}", person=her, company=shop, intermediary=shop, channel="agent",
                     margin_share=1_234, by=owner, **told, **{"own:scan": _file(owner, word)})  # fmt: skip
    add_line(deal=deal, product=product, quantity=Decimal(1), price=number, by=owner)
    add_contact(deal=deal, person=her, role="decides", by=owner)
    log(kind="note", given={"about": deal, "body": f"دربارهٔ {word}"}, by=owner)
    lost = open_deal(title=f"از دست رفتهٔ {word}", person=her, value=number, margin_amount=number // 9, by=owner)
    lose_deals(ids=[lost.pk], reason=LostReason.objects.order_by("pk")[0], note=f"گران {word}", by=owner)
    lines = [{"name": f"کالای {word}", "quantity": "1", "price": number, "product": product.pk}]
    for customer in ({"person": her}, {"company": shop}):
        buyer = {"name": f"خریدار {word}", "address": f"نشانی {word}"}
        draft, _action = draft_invoice(
            **customer, lines=lines, note=f"فاکتور {word}", deal=deal.pk, buyer=buyer, by=owner
        )
    issued, _action = issue_invoice(invoice=draft, by=owner)
    add_payment(invoice=issued, amount=number // 3, reference=f"رسید {word}", note=f"چک {word}", by=owner)
    prefer(customer=her, product=product, note=f"پسند {word}", by=owner)
    add_channel(company=shop, kind="agent", manager=owner, note=f"کانال {word}", margin_percent=17.31, by=owner)


def _kept(owner: User, word: str, her: Person) -> None:
    period = current("year", timezone.localdate(), 1)
    goal = create_goal(by=owner, name=f"هدف {word}", measure="reported", target=7, scope="person", owner=owner,
                       reports="stand", counts=f"گام {word}", period=period)  # fmt: skip
    check_in(goal=goal, by=owner, value=3, note=f"پیش رفت {word}")
    save_view(name=f"فهرست {word}", wish=Wish("person", search=word), by=owner)
    create_feed(name=f"پیوند {word}", by=owner)
    create_token(user=owner, name=f"برنامهٔ {word}", scope="read")
    rows = f"نام,نام خانوادگی,موبایل\nمینا,{word}‌پور,0912{her.pk:07}\n"
    file = SimpleUploadedFile("people.csv", rows.encode())
    import_ = upload_import(file=file, filename=f"{word}.csv", record_type="person", by=owner)
    run_all()
    import_.refresh_from_db()
    confirm_mapping(import_=import_, columns=import_.columns, policy="ask", by=owner)
    run_all()
    if colleague := User.objects.exclude(pk=owner.pk).order_by("pk").first():
        share_record(record_type="person", record_id=her.pk, user=colleague, by=owner)
    draw_sample(record_type="person", scope="all", size=100, by=owner, seed=1)
    _maintained(owner, word)
    standing_in, _made = User.objects.get_or_create(email="deputy@example.com", name="جانشین", role=Role.READER)
    today = timezone.localdate()
    choose_deputy(user=owner, deputy=standing_in, begins_on=today, ends_on=today, note=f"مرخصی {word}", by=owner)


def _maintained(owner: User, word: str) -> None:
    """A run of this month in which the owner alone has a part."""
    given = {"day": 1, "classes": [*CLASSES], "at_most": 5, "days": 7}
    schedule = create_schedule(name=f"ماهانهٔ {word}", people=[owner], **given, by=owner)
    start_run(schedule=schedule, by=owner)
    run_all()


_NOBODYS = (
    "activities/behaviours catalogue/fit catalogue/places deals/column fields/own fields/policies "
    "pipelines/reasons pipelines/stages prices/lists prices/sheets products/categories products/import products/prices "
    "products/prices/lists products/prices/sheets products/sheets "
    "fields/proposals fields/reports ledger/by maintenance/schedules pipelines plans prices problems products "
    "quality/catalogue/places quality/fields/own quality/fields/policies quality/fields/proposals "
    "quality/fields/reports quality/fit quality/maintenance/schedules quality/plans quality/problems quality/reviews "
    "quality/reviews/decisions quality/rules quality/suppression relations/roles reviews reviews/decisions "
    "settings/calendar/days settings/relations settings/steps settings/webhooks settings/webhooks/deliveries steps "
    "suppressions users webhooks webhooks/deliveries"
)
_WHOSE = {
    **dict.fromkeys(_NOBODYS.split(), ""),
    "people": "person", "companies": "company", "calendar/entries": "activity", "calendar/called": "person",
    "calendar/links": "feed", "calendar/feeds": "feed", "calendar": "activity", "activities": "activity",
    "activities/of": "person", "activities/files": "attachment", "deals": "deal", "imports": "import",
    "duplicates": "pair", "merges": "merge", "maintenance": "run", "maintenance/parts": "part",
    "quality/maintenance": "run", "quality/maintenance/parts": "part", "quality/samples": "sample", "goals": "goal",
    "goals/said": "check-in", "goals/check-ins": "check-in", "ledger": "action", "invoices": "invoice",
    "invoices/of-deal": "deal", "invoices/payments": "payment", "invoices/account/person": "person",
    "invoices/account/company": "company", "products/terms/person": "person", "products/terms/company": "company",
    "channels": "channel", "channels/of": "company", "shares": "share", "users/tokens": "token", "me/tokens": "token",
    "deputies": "deputy",
    "jobs": "job", "views": "view", "people/views": "view", "companies/views": "view", "deals/list/views": "view",
    "relations": "relation",
}  # fmt: skip
_PLACES = {"line": "line", "tie": "relation", "preference_uid": "preference", "which": "preference", "product": ""}


def kind_at(where: str, place: str) -> str:
    """What kind of thing an identity in an address is of; "" for what is nobody's.

    Who adds an address says it in the table above, so that nobody forgets to ask who may see what stands there.
    """
    if place in _PLACES:
        return _PLACES[place]
    of_type = where.rpartition("/")[2]
    return _WHOSE[where] if where in _WHOSE else {"person": "person", "company": "company", "deal": "deal"}[of_type]
