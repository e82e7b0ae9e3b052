"""Names that are masked or hidden to a role stand on no page, in no answer, no file, no order and no search."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.walk import operations, screens
from zolal.accounts.actions.roles import Wanted, change_role, create_role
from zolal.accounts.actions.tokens import create_token
from zolal.accounts.actions.users import change_user
from zolal.accounts.models import User
from zolal.activities.actions.activities import log, plan
from zolal.activities.models import Activity
from zolal.activities.queries.taking_part import people_at
from zolal.calendar.queries.visits import candidates
from zolal.capture.actions.entries import edit, enter
from zolal.capture.actions.imports import confirm_mapping, upload_import
from zolal.capture.models import Import
from zolal.core.jobs import run_all
from zolal.core.models import Action
from zolal.i18n import localise_digits
from zolal.people.actions.relations import add_relation
from zolal.people.exports import export_records
from zolal.people.models import Company, Person
from zolal.people.queries.lists import BadWish, Wish, matching_ids, page
from zolal.quality.actions.merges import merge_records
from zolal.quality.models import Merge, Pair
from zolal.sales.actions.channels import add_channel
from zolal.sales.actions.deals import open_deal
from zolal.sales.actions.invoices import draft_invoice
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.products import add_product
from zolal.sales.models import Deal, Invoice, SalesChannel

pytestmark = pytest.mark.django_db

NAMED = {"given_name": "پرنیان", "family_name": "رازدار"}
COMPANY = "آذرخش نهان‌ساز"
SECRETS = ("پرنیان", "رازدار", "Parnian", "نهان‌ساز", "نهان ساز", "آذرخش")


@pytest.fixture
def restricted(administrator: User, member: User) -> User:
    """Somebody who may everything but see what customers are called and whose they are."""
    role = create_role(name="تحلیلگر", copied_from="strategist", by=administrator)
    fields = {
        "person": {"given_name": "hidden", "family_name": "masked", "owner": "hidden", "tags": "hidden"},
        "company": {"name": "masked"},
    }
    verbs = dict.fromkeys(("settings.write", "users.manage"), False)
    change_role(key=role.key, wanted=Wanted(fields=fields, verbs=verbs), by=administrator)
    change_user(user=member, role=role.key, team=member.team, by=administrator)
    return User.objects.get(pk=member.pk)


@pytest.fixture
def world(administrator: User, member: User) -> Person:
    """One customer and her company, in everything that there is about customers."""
    by = administrator
    shop = enter(record_type="company", fields={"name": COMPANY, "city": "یزد"}, by=by).record
    fields = {**NAMED, "company": COMPANY, "mobile": "09127654321", "tags": "برچسب‌گل", "last_activity_on": "1390/01/01"}
    her = enter(record_type="person", fields=fields, by=by).record
    edit(record_type="person", record_id=her.pk, version=1, fields={"given_name": "پرنیان‌دخت"}, by=by)
    enter(record_type="person", fields={**NAMED, "mobile": "09127654321"}, by=by, despite=True)
    enter(
        record_type="person", fields={**NAMED, "national_id": "0013542418", "owner": member.email}, by=by, despite=True
    )
    twins = [
        enter(record_type="person", fields={**NAMED, "email": "a@b.ir", "city": "یزد"}, by=by, despite=True).record
        for _again in range(2)
    ]
    merge_records(record_type="person", keep_id=twins[0].pk, absorb_id=twins[1].pk, by=by, despite=True)
    file = SimpleUploadedFile("people.csv", "نام,نام خانوادگی,موبایل\nپرنیان,رازدار,09127654321\n".encode())
    import_ = upload_import(file=file, filename="people.csv", record_type="person", by=by)
    run_all()
    import_.refresh_from_db()
    confirm_mapping(import_=import_, columns=import_.columns, policy="ask", by=by)
    run_all()
    her, shop = Person.objects.get(pk=her.pk), Company.objects.get(pk=shop.pk)
    open_deal(title="چاپگر", person=her, company=shop, by=by)
    product, _action = add_product(name="چای", price=1_000, by=by)
    lines = [{"name": "چای", "quantity": "1", "price": 1_000, "product": product.pk}]
    for customer in ({"person": Person.objects.get(pk=twins[0].pk)}, {"company": shop}):
        invoice, _action = draft_invoice(**customer, lines=lines, by=by)
    issue_invoice(invoice=invoice, by=by)
    log(kind="call", given={"person": her, "outcome": "answered"}, by=by)
    plan(kind="visit", given={"person": her, "at": timezone.now() + timedelta(hours=1), "owner": member}, by=by)
    log(kind="interview", given={"person": her, "words": "خوب", "strengths": "ارزان"}, by=by)
    add_relation(first=her, second=twins[0], kind="household", by=by)
    add_channel(company=shop, kind="agent", by=by)
    return her


def _uids(her: Person, name: str) -> list[UUID]:
    of = {
        "action": Action, "ledger": Action, "pair": Pair, "duplicate": Pair, "import": Import, "merge": Merge,
        "deal": Deal, "invoice": Invoice, "activit": Activity, "channel": SalesChannel,
    }  # fmt: skip
    for word, model in of.items():
        if word in name:
            return list(model._default_manager.values_list("uid", flat=True))
    return [her.uid, *Company.objects.values_list("uid", flat=True), *Merge.objects.values_list("uid", flat=True)]


FURTHER = (
    "/people/?columns=name,given_name,family_name,company,owner,tags",
    "/companies/?columns=name,city",
    "/people/?sort=city",
    "/people/{uid}/origin/?fact=family_name",
    "/people/{uid}/origin/?fact=company",
    "/people/{uid}/preview/",
    "/companies/{company}/",
    "/find/?q={number}",
    "/find/?q=09127654321",
    "/api/v1/people?size=1&sort=city",
    "/deals/?q=چاپگر",
    "/invoices/?state=issued",
)


def _told(user: User, her: Person) -> set[str]:
    """Every address that tells one of the names, or breaks."""
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    token = create_token(user=user, name="t", scope="read").secret
    program = Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)
    uids = partial(_uids, her)
    company = Company.objects.latest("pk")
    further = [one.format(uid=her.uid, company=company.uid, number=her.pk) for one in FURTHER]
    found = set()
    for sender, addresses in ((client, [*screens(uids), *further]), (program, operations(uids))):
        for address in addresses:
            answer = sender.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = body.decode("utf-8", "replace")
            if answer.status_code >= 500 or any(secret in text for secret in SECRETS):
                found.add(address)
    return found


def test_no_page_and_no_answer_tells_a_withheld_name(administrator: User, restricted: User, world: Person) -> None:
    assert _told(restricted, world) == set()
    # The walk would find it: where nothing is withheld, the same pages tell it.
    assert len(_told(administrator, world)) > 40


def test_a_record_is_titled_by_what_is_seen_of_its_name_or_by_its_number(
    administrator: User, restricted: User, world: Person
) -> None:
    shown = {record.pk: record.name for record in page(user=restricted, wish=Wish("person")).records}
    assert shown[world.pk] == "ر•••"
    assert {record.name for record in page(user=restricted, wish=Wish("company")).records} == {"آ•••"}
    wanted = Wanted(fields={"person": {"family_name": "hidden"}, "company": {"name": "hidden"}})
    change_role(key=restricted.role, wanted=wanted, by=administrator)
    record = page(user=restricted, wish=Wish("person")).records[0]
    assert record.name == f"شمارهٔ {localise_digits(str(record.pk), 'fa')}"
    assert matching_ids(user=restricted, wish=Wish("person", search=record.name.split()[1])) == [record.pk]
    assert record.owner is None
    assert list(record.taggings.all()) == []


@pytest.mark.parametrize(
    "query",
    ["given_name=پرنیان", "family_name.begins=ر", "company=آذرخش", "company.filled=1", "owner=me", "tag=برچسب‌گل"],
)
def test_no_list_is_filtered_by_what_is_withheld(restricted: User, world: Person, query: str) -> None:
    with pytest.raises(BadWish):
        page(user=restricted, wish=Wish.read("person", query))


def test_who_sees_no_names_searches_for_numbers_only(restricted: User, world: Person) -> None:
    for text in ("پرنیان", "رازدار", "را", "Parnian", "آذرخش", "09127654321"):
        assert matching_ids(user=restricted, wish=Wish("person", search=text)) == [], text
    assert matching_ids(user=restricted, wish=Wish("person", search=str(world.pk))) == [world.pk]
    assert matching_ids(user=restricted, wish=Wish("company", search="آذرخش")) == []


def test_the_order_of_a_list_and_its_cursor_tell_no_name(restricted: User, world: Person) -> None:
    found = page(user=restricted, wish=Wish("person"), size=2)
    ids = [record.pk for record in found.records]
    assert ids == sorted(ids, reverse=True)
    for sort in ("name", "city"):
        first = page(user=restricted, wish=Wish("person", sort=sort), size=1)
        assert not any(secret in first.next for secret in SECRETS)
        assert page(user=restricted, wish=Wish("person", sort=sort, after=first.next), size=1).records


def test_no_short_list_stands_by_name_either(restricted: User, world: Person, administrator: User) -> None:
    shop = Company.objects.latest("pk")
    for name in ("ی", "الف"):
        fields = {"given_name": "ز", "family_name": name, "company": COMPANY}
        enter(record_type="person", fields=fields, by=administrator, despite=True)
    found = [person.pk for person in people_at(restricted, shop)]
    assert found == sorted(found)
    assert [person.pk for person in people_at(administrator, shop)] != found
    planned, _more = candidates(user=restricted, record_type="person", query={"city.empty": "1"})
    assert [one.record.pk for one in planned] == sorted(one.record.pk for one in planned)


def test_names_leave_in_no_file(restricted: User, world: Person) -> None:
    told = b"".join(export_records(user=restricted, wish=Wish("person"), form="csv").pieces).decode()
    assert not any(secret in told for secret in SECRETS)


def test_a_list_of_invoices_asks_for_names_once_however_long_it_is(
    administrator: User, restricted: User, world: Person
) -> None:
    line = {"name": "چای", "quantity": "1", "price": 1_000}
    for customer in ({"person": world}, {"company": Company.objects.latest("pk")}) * 2:
        draft_invoice(**customer, lines=[line], by=administrator)
    token = create_token(user=restricted, name="t", scope="read").secret
    program = Client(headers={"authorization": f"Bearer {token}"})
    asked = []
    for size in (2, 2, 6):
        with CaptureQueriesContext(connection) as found:
            assert len(program.get(f"/api/v1/invoices?size={size}").json()["items"]) == size
        asked.append(len(found))
    assert asked[2] == asked[1]
