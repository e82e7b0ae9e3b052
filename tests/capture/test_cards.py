"""What leaves as an address book comes back by an import as the same facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.api.conftest import Program
from zolal.accounts.models import Role, RoleRights, User
from zolal.capture.actions.entries import enter
from zolal.capture.actions.imports import commit_import, confirm_mapping, undo_import, upload_import
from zolal.capture.models import Import
from zolal.core.jobs import run_all
from zolal.core.ledger import record_type as kind_of
from zolal.core.models import Action, Setting
from zolal.people.actions.bulk import delete_records
from zolal.people.actions.tags import create_tag
from zolal.people.cards import export_cards
from zolal.people.models import Company, Person
from zolal.people.queries.lists import BadWish, Wish

pytestmark = pytest.mark.django_db

SARA = {
    "title": "دکتر", "given_name": "سارا", "family_name": "محمدی", "mobile": "09121234567 | 09351234567",
    "phone": "02188881234", "email": "sara@example.com", "company": "آریا", "job_title": "مدیر فروش",
    "national_id": "0084575948", "gender": "female", "birth_date": "1359/02/31", "city": "تهران", "province": "تهران",
    "address": "خیابان آزادی، پلاک ۲", "postal_code": "1234567890", "note": "خط اول\nخط دوم; سوم", "tags": "ویژه",
}  # fmt: skip
ARYA = {"name": "آریا", "phone": "02188881234", "email": "info@arya.ir", "industry": "نرم‌افزار", "employees": "12"}


def facts(model: type[Person | Company], name: str) -> dict[str, Any]:
    """All but whose customer it is, which no card tells."""
    (record,) = model.objects.filter(state="active")
    found = kind_of(name).facts([record.pk])[record.pk]
    points = sorted((value["kind"], value["value"], value["key"]) for fact, value in found.items() if "point:" in fact)
    rest = {
        fact: value
        for fact, value in found.items()
        if not fact.startswith("point:") and fact not in ("source", "owner", "team")
    }
    return {**rest, "points": points}


def taken_in(content: bytes, record_type: str, by: User) -> Import:
    file = SimpleUploadedFile("contacts.vcf", content)
    import_ = upload_import(file=file, filename="contacts.vcf", record_type=record_type, by=by)
    run_all()
    import_.refresh_from_db()
    confirm_mapping(import_=import_, by=by)
    run_all()
    commit_import(import_=import_, by=by)
    run_all()
    import_.refresh_from_db()
    return import_


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_person_leaves_and_comes_back(version: Any, administrator: User) -> None:  # noqa: ANN401
    create_tag(name="ویژه", by=administrator)
    enter(record_type="person", fields=SARA, by=administrator)
    before = facts(Person, "person")
    wish = Wish("person")
    book = b"".join(export_cards(user=administrator, record_type="person", wish=wish, version=version).pieces)
    delete_records(record_type="person", ids=[Person.objects.get().pk], by=administrator)

    import_ = taken_in(book, "person", administrator)
    assert facts(Person, "person") == before
    undo_import(import_=import_, by=administrator)
    run_all()
    assert not Person.objects.filter(state="active").exists()


def test_a_company_leaves_and_comes_back(administrator: User) -> None:
    enter(record_type="company", fields=ARYA, by=administrator)
    before = facts(Company, "company")
    book = b"".join(export_cards(user=administrator, record_type="company", wish=Wish("company")).pieces)
    delete_records(record_type="company", ids=[Company.objects.get().pk], by=administrator)
    taken_in(book, "company", administrator)
    assert facts(Company, "company") == before


def test_one_is_taken_from_the_page_some_from_the_list_and_by_a_program(administrator: User) -> None:
    for name in ("سارا", "مریم"):
        enter(record_type="person", fields={"given_name": name, "family_name": "رضایی"}, by=administrator, despite=True)
    sara = Person.objects.get(given_name="سارا")
    browser = Client()
    browser.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.post(reverse("person-export"), {"form": "vcf3", "uid": str(sara.uid)})
    assert answer["Content-Type"].startswith("text/vcard")
    book = b"".join(answer.streaming_content).decode()
    assert (book.count("BEGIN:VCARD"), "VERSION:3.0" in book) == (1, True)
    listed = browser.post(reverse("person-export"), {"form": "vcf", "query": ""})
    assert b"".join(listed.streaming_content).count(b"BEGIN:VCARD") == 2
    answer = Program(administrator).post("/people/export", {"form": "vcf", "ids": [str(sara.uid)]})
    assert b"".join(answer.streaming_content).count(b"BEGIN:VCARD") == 1
    assert Action.objects.filter(kind="records.export").count() == 3


def test_nobody_takes_what_they_do_not_see(manager: User, administrator: User, make: Callable[..., Person]) -> None:
    Setting.objects.create(name="visibility.manager", value="own")
    assert manager.role == Role.MANAGER
    hidden = make(given_name="سارا")
    with pytest.raises(BadWish):
        export_cards(user=manager, record_type="person", uids=[hidden.uid])
    assert not Action.objects.filter(kind="records.export").exists()


@pytest.fixture
def make(administrator: User) -> Callable[..., Person]:
    def made(**fields: str) -> Person:
        enter(record_type="person", fields={"family_name": "ر", **fields}, by=administrator, despite=True)
        return Person.objects.latest("pk")

    return made


def test_what_a_role_keeps_back_is_on_no_card(manager: User, make: Callable[..., Person]) -> None:
    sara = make(given_name="سارا", mobile="09121234567", national_id="0084575948", city="یزد")
    kept = {"person": {"mobile": "masked", "national_id": "hidden"}}
    RoleRights.objects.update_or_create(key="manager", defaults={"base": "manager", "fields": kept})
    book = b"".join(export_cards(user=manager, record_type="person", uids=[sara.uid]).pieces).decode()
    assert "یزد" in book
    assert not [text for text in ("0912", "0084575948") if text in book]
