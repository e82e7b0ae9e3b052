"""What somebody types, or a file holds, is text on every page and never markup."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from tests.web.test_policies import _addresses
from zolal.accounts.actions.tokens import create_token
from zolal.accounts.models import Role, Team, User
from zolal.capture.actions.entries import enter
from zolal.capture.actions.imports import confirm_mapping, upload_import
from zolal.core.jobs import run_all
from zolal.core.models import Setting, Source
from zolal.people.actions.views import save_view
from zolal.people.models import Category, Company, Person, Tag
from zolal.people.queries.lists import Wish
from zolal.quality.models import Pair

pytestmark = pytest.mark.django_db

EVIL = "\"'><img src=x onerror=alert(1)></script>{{7*7}}"
DOUBLED = EVIL.replace('"', '""')
RAW = ("<img src=x", "</script>{{", "'><img")


def _entered(by: User) -> Person:
    fields = dict.fromkeys(
        ("given_name", "family_name", "city", "address", "note", "company", "tags", "job_title", "email", "mobile",
         "url", "birth_date", "national_id", "category", "owner", "title"),
        EVIL,
    )  # fmt: skip
    record = enter(record_type="person", fields=fields, by=by, despite=True).record
    assert isinstance(record, Person)
    return record


@pytest.fixture
def boss(administrator: User) -> User:
    administrator.name = EVIL
    administrator.team = Team.objects.create(name=EVIL)
    administrator.save()
    User.objects.create_user(email="x@example.com", name=EVIL, role=Role.MEMBER)
    Tag.objects.create(name=EVIL, colour='"><img src=x')
    Category.objects.create(name=EVIL, colour='"><img src=x')
    Setting.objects.create(name="company_name", value=EVIL)
    Source.objects.create(name=EVIL, method="hand")
    create_token(user=administrator, name=EVIL)
    for record_type in ("person", "company"):
        save_view(name=EVIL, wish=Wish(record_type, search=EVIL), by=administrator, shared=True)
    return administrator


def test_nothing_that_was_typed_becomes_markup_on_any_page(boss: User) -> None:
    people = [_entered(boss), _entered(boss)]
    table = f'{EVIL};نام خانوادگی;موبایل\n"{DOUBLED}";{EVIL.replace(chr(34), "")};{EVIL[1:]}\n'
    import_ = upload_import(file=ContentFile(table.encode()), filename=f"{EVIL}.csv", record_type="person", by=boss)
    run_all()
    client = Client()
    client.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    pages = [reverse("import", args=[import_.uid]), f"{reverse('people')}?q={EVIL}", f"{reverse('people')}?city={EVIL}"]
    pages += [f"{reverse('person-origin', args=[people[0].uid])}?fact=city", f"{reverse('queue')}?code={EVIL}"]
    _walk(client, pages)
    import_.refresh_from_db()
    fields = zip(import_.columns, ("", "family_name", "mobile"), strict=True)
    confirm_mapping(
        import_=import_, by=boss, columns=[{"header": one["header"], "field": field} for one, field in fields]
    )
    run_all()
    things = [*people, Company.objects.get(), import_, *Pair.objects.all()[:1]]
    pages += [f"{pages[0]}?tab={tab}" for tab in ("new", "update", "duplicate", "error")]
    pages += [f"{reverse('person-field', args=[people[0].uid, name])}?edit=1" for name in ("city", "note", "tags")]
    _walk(client, [*pages, *{address for thing in things for _policy, address in _addresses(thing.uid)}])


def _walk(client: Client, pages: list[str]) -> None:
    for page in pages:
        if page == reverse("login"):
            continue
        for headers in ({}, {"hx-request": "true"}):
            answer = client.get(page, headers=headers)
            said = "" if answer.streaming else answer.content.decode()
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            assert not (is_page and [raw for raw in RAW if raw in said]), page
            assert "<img" not in answer.headers.get("HX-Trigger", "").replace("\\u003c", ""), page
            if answer.status_code == 404:
                break  # no piece of a page either
