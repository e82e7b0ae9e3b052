"""What a role does not see of a customer is told by no page, no answer, no file, no filter and no search."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.walk import operations, screens
from zolal.accounts.actions.roles import Wanted, change_role, create_role
from zolal.accounts.actions.tokens import create_token
from zolal.accounts.actions.users import change_user
from zolal.accounts.models import User
from zolal.capture.actions.entries import edit, enter, restore_fact
from zolal.capture.actions.imports import confirm_mapping, upload_import
from zolal.capture.models import Import
from zolal.core.jobs import run_all
from zolal.core.models import Action
from zolal.people.actions.bulk import edit_records
from zolal.people.exports import export_records
from zolal.people.models import Person
from zolal.people.queries import permitted
from zolal.people.queries.lists import BadWish, Wish, matching_ids, page
from zolal.quality.actions.merges import merge_records
from zolal.quality.models import Merge, Pair
from zolal.quality.queries.evidence import waterfall
from zolal.quality.queries.pairs import queue
from zolal.quality.queries.supposed import Wishes, wishes

pytestmark = pytest.mark.django_db

WHOLE = {
    "mobile": "09127654321",
    "email": "planted@secret-shop.ir",
    "national_id": "0013542419",
    "address": "کوچه کاشته",
    "city": "ابرکوه",
    "job_title": "کاشته‌کار",
    "note": "یادداشت کاشته",
    "birth_date": "1361/05/04",
    "postal_code": "8913678452",
}
MASKED = {"mobile": "0912•••4321", "email": "p•••@secret-shop.ir", "national_id": "••••••419", "job_title": "•••"}
HIDDEN = ("address", "city", "note", "birth_date", "postal_code")
SECRETS = ("7654321", "planted", "001354", "کاشته", "ابرکوه", "1361", "۱۳۶۱", "1982-07-26", "۷۶۵۴", "8913678", "۸۹۱۳۶")


@pytest.fixture
def restricted(administrator: User, member: User) -> User:
    """Somebody who may everything but see these fields."""
    role = create_role(name="بازاریاب", copied_from="strategist", by=administrator)
    fields = {**dict.fromkeys(MASKED, "masked"), **dict.fromkeys(HIDDEN, "hidden")}
    verbs = dict.fromkeys(("settings.write", "users.manage"), False)
    change_role(key=role.key, wanted=Wanted(fields={"person": fields}, verbs=verbs), by=administrator)
    change_user(user=member, role=role.key, team=member.team, by=administrator)
    return User.objects.get(pk=member.pk)


@pytest.fixture
def sara(administrator: User, member: User) -> Person:
    """Planted values in every field, also in her history, in a likely duplicate, in an import and in a queue."""
    names = {"given_name": "سارا", "family_name": "محمدی"}
    sara = enter(record_type="person", fields={**names, **WHOLE}, by=administrator).record
    changed = {"city": "ابرکوه قدیم", "mobile": "09127654321 | 091276543", "note": "یادداشت کاشته دیگر"}
    edit(record_type="person", record_id=sara.pk, version=1, fields=changed, by=administrator)
    enter(record_type="person", fields={**names, "mobile": WHOLE["mobile"]}, by=administrator, despite=True)
    rows = "نام,نام خانوادگی,موبایل,شهر,نشانی\nسارا,محمدی,09127654321,ابرکوه,کوچه کاشته ۲\n"
    file = SimpleUploadedFile("planted.csv", rows.encode())
    import_ = upload_import(file=file, filename="file.csv", record_type="person", by=administrator)
    run_all()
    import_.refresh_from_db()
    confirm_mapping(import_=import_, columns=import_.columns, policy="ask", by=administrator)
    run_all()
    wrong = {
        "given_name": "نادر",
        "family_name": "کریمی",
        "national_id": "0013542418",
        "email": "planted@gamil.con",
        "owner": member.email,
    }
    enter(record_type="person", fields=wrong, by=administrator, despite=True)
    twins = [
        enter(
            record_type="person",
            fields={**WHOLE, "given_name": name, "family_name": "صادقی"},
            by=administrator,
            despite=True,
        ).record
        for name in ("مینا", "مینو")
    ]
    keep, absorb = twins
    merge_records(record_type="person", keep_id=keep.pk, absorb_id=absorb.pk, by=administrator, despite=True)
    return Person.objects.get(pk=sara.pk)


def _uids(sara: Person, name: str) -> list[UUID]:
    if "action" in name or "ledger" in name:
        return list(Action.objects.values_list("uid", flat=True))
    if "pair" in name or "duplicate" in name:
        return list(Pair.objects.values_list("uid", flat=True))
    if "import" in name:
        return list(Import.objects.values_list("uid", flat=True))
    return [sara.uid, *Merge.objects.values_list("uid", flat=True)]


FURTHER = (
    "/people/?columns=name,mobile,email,national_id,address,city,job_title,note,birth_date,postal_code",
    "/people/{uid}/origin/?fact=city",
    "/people/{uid}/origin/?fact=national_id",
    "/people/{uid}/origin/?fact=point:{point}",
    "/people/{uid}/field/mobile/?edit=1",
    "/find/?q=سارا",
    "/quality/queue/?group=invalid",
    "/api/v1/quality/issues?type=person&whose=mine",
    "/people/filter/?field=city",
    "/people/?q=محمدی",
    "/people/export/?form=csv",
)


def _told(user: User, sara: Person) -> set[str]:
    """Every address that tells one of the secrets, or breaks."""
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    token = create_token(user=user, name="t", scope="read").secret
    program = Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)
    point, uids = sara.contact_points.earliest("pk"), partial(_uids, sara)
    further = [one.format(uid=sara.uid, point=point.pk) for one in FURTHER]
    found = set()
    for sender, addresses in ((client, [*screens(uids), *further]), (program, operations(uids))):
        for address in addresses:
            answer = sender.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = body.decode("utf-8", "replace")
            if answer.status_code >= 500 or any(secret in text for secret in SECRETS):
                found.add(address)
    return found


def test_no_page_and_no_answer_tells_what_is_withheld(administrator: User, restricted: User, sara: Person) -> None:
    assert _told(restricted, sara) == set()
    # The walk would find it: where nothing is withheld, the same pages tell it.
    assert len(_told(administrator, sara)) > 20


def test_what_is_masked_is_seen_masked_and_what_is_hidden_not_at_all(restricted: User, sara: Person) -> None:
    client = Client()
    client.force_login(restricted, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(reverse("person", args=[sara.uid])).content.decode()
    latin = shown.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    assert all(value in latin for value in MASKED.values())
    assert 'id="field-city"' not in shown
    record = page(user=restricted, wish=Wish("person")).records[0]
    assert {point.value for point in record.contact_points.all()} >= {"0912•••4321"}


@pytest.mark.parametrize(
    "query",
    ["city=ابرکوه", "mobile=09127654321", "mobile.filled=1", "national_id.begins=00", "birth_date.from=1300/01/01",
     "sort=city", "sort=-city"],
)  # fmt: skip
def test_no_list_is_filtered_or_sorted_by_what_is_withheld(restricted: User, sara: Person, query: str) -> None:
    with pytest.raises(BadWish):
        page(user=restricted, wish=Wish.read("person", query))


def test_only_names_are_searched_where_anything_is_withheld(restricted: User, sara: Person) -> None:
    for text in ("09127654321", "7654321", "planted", "secret-shop", "0013542419"):
        assert matching_ids(user=restricted, wish=Wish("person", search=text)) == [], text
    assert sara.pk in matching_ids(user=restricted, wish=Wish("person", search="محمدی سارا"))


def test_what_is_withheld_leaves_in_no_file(restricted: User, sara: Person) -> None:
    named = Wish.read("person", "columns=name,mobile,city,gender")
    for wish in (Wish("person"), named):
        told = b"".join(export_records(user=restricted, wish=wish, form="csv").pieces).decode()
        assert "محمدی" in told
        assert not any(secret in told for secret in (*SECRETS, "•••"))


def test_no_reason_of_a_likely_duplicate_tells_what_two_records_agree_in(
    administrator: User, restricted: User, sara: Person
) -> None:
    whole = {seen.pair.pk: seen for seen in queue(user=administrator, record_type="person").pairs}
    seen = {seen.pair.pk: seen for seen in queue(user=restricted, record_type="person").pairs}
    pair = next(pk for pk, one in whole.items() if any(step[0] == "mobile" for step in one.pair.evidence))
    assert {step[0] for step in seen[pair].pair.evidence} <= {"given_name", "family_name", "start"}
    assert "موبایل" in whole[pair].because
    assert "موبایل" not in seen[pair].because
    # The probability is what the rest comes to: neither it nor what is missing of it tells more.
    steps = waterfall("person", seen[pair].pair.evidence, seen[pair].pair.probability)
    assert steps.steps[-1].probability == pytest.approx(seen[pair].pair.probability)
    assert seen[pair].pair.probability < whole[pair].pair.probability
    assert wishes(seen[pair].pair, user=restricted) == Wishes((), (), ())
    assert Pair.objects.get(pk=pair).probability == whole[pair].pair.probability


def test_what_may_not_be_written_is_refused_and_stays(administrator: User, restricted: User, sara: Person) -> None:
    before = Action.objects.count()
    for name in ("city", "mobile", "national_id"):
        with pytest.raises(ValidationError) as refused:
            edit(record_type="person", record_id=sara.pk, version=2, fields={name: "x"}, by=restricted)
        assert set(refused.value.message_dict) == {name}
    with pytest.raises(ValidationError):
        edit_records(record_type="person", ids=[sara.pk], facts={"city": "قم"}, by=restricted)
    with pytest.raises(ValidationError):
        restore_fact(record_type="person", record_id=sara.pk, fact="city", value="ابرکوه", by=restricted)
    with pytest.raises(ValidationError):
        enter(record_type="person", fields={"given_name": "علی", "city": "یزد"}, by=restricted)
    assert Action.objects.count() == before
    edit(record_type="person", record_id=sara.pk, version=2, fields={"gender": "زن"}, by=restricted)
    entered = enter(
        record_type="person", fields={"given_name": "علی", "mobile": "09351234567"}, by=restricted, despite=True
    )
    assert entered.record is not None


def test_a_file_overwrites_nothing_that_the_importer_may_not_write(
    administrator: User, restricted: User, sara: Person
) -> None:
    told = permitted.fixed(restricted, "person")
    assert set(told) == {*MASKED, *HIDDEN}
    change_role(
        key=restricted.role, wanted=Wanted(fields={"person": {"city": "read", "gender": "read"}}), by=administrator
    )
    assert {"city", "gender"} <= permitted.fixed(restricted, "person")
    assert "city" not in permitted.withheld(restricted, "person")


def test_what_is_chosen_cannot_be_masked_and_where_somebody_stands_not_be_hidden(
    administrator: User, restricted: User
) -> None:
    for name, access in (("category", "hidden"), ("owner", "masked"), ("birth_date", "masked"), ("ghost", "read")):
        with pytest.raises(ValidationError):
            change_role(key=restricted.role, wanted=Wanted(fields={"person": {name: access}}), by=administrator)
