"""The demo company: a messy customer file that has gone through the real import, and somebody of every role."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.utils import timezone

from zolal import demo
from zolal.accounts.models import Role, Team, User
from zolal.activities.actions.signals import AT_ONCE, Told, record_signals
from zolal.capture.actions.imports import commit_import, confirm_mapping, upload_import
from zolal.capture.models import Import
from zolal.core.jobs import enqueue, run_all
from zolal.core.jobs.worker import Worker
from zolal.core.ledger import Facts
from zolal.demo.people import COMPANY_FIRST, COMPANY_SECOND
from zolal.people.actions.bulk import edit_records
from zolal.people.models import Category, Person, Tag

ROWS = 3_000
COMPANIES = 60
ADMINISTRATOR = "admin@example.com"

_FILES = ("companies.csv", "customers.csv")
_GIVEN_UP = (Import.State.FAILED, Import.State.CANCELLED)
_TAKEN = (Import.State.DONE, Import.State.UNDONE)

_CAST = (
    (ADMINISTRATOR, "نگار سلیمانی", Role.ADMINISTRATOR, "مدیریت"),
    ("strategist@example.com", "آرش کاویانی", Role.STRATEGIST, "مدیریت"),
    ("manager@example.com", "مهتاب رستگار", Role.MANAGER, "فروش"),
    ("member@example.com", "سامان فرهادی", Role.MEMBER, "فروش"),
    ("service@example.com", "لیلا توکلی", Role.MEMBER, "خدمات"),
    ("reader@example.com", "بابک نجفی", Role.READER, "خدمات"),
)
_CATEGORIES = (("مشتری", "green"), ("مشتری بالقوه", "blue"), ("همکار", "amber"), ("از دست رفته", "slate"))
_TAGS = (("ویژه", "purple"), ("نمایشگاه", "teal"), ("پیگیری", "red"))
_SIGNALS = (
    ("email_sent", 1, 60),
    ("email_opened", 3, 420),
    ("site_visited", 4, 380),
    ("asset_engaged", 9, 300),
    ("call_answered", 5, 400),
    ("call_unanswered", 6, 90),
    ("email_bounced", 40, 60),
    ("unsubscribed", 35, 200),
)
"""Kind, every how many people have one, and over how many days they spread."""
_CITIES = (
    ("تهران", "تهران", "021"),
    ("شیراز", "فارس", "071"),
    ("تبریز", "آذربایجان شرقی", "041"),
    ("یزد", "یزد", "035"),
)


def load(*, password: str, rows: int = ROWS) -> bool:
    """Load the demo company, all its users with this password; False where it is there already.

    Where it was interrupted it goes on.
    """
    if Import.objects.filter(filename__in=_FILES, state__in=_TAKEN).count() == 2:
        return False
    administrator = _hire(password)
    companies, customers = _FILES
    with TemporaryDirectory(prefix="zolal-demo-") as folder:
        _take_in(_write_companies(Path(folder) / companies), "company", by=administrator, work=run_all)
        people = demo.write(Path(folder) / customers, rows=rows, seed=7).path
        _take_in(people, "person", by=administrator, work=run_all)
    _label(administrator)
    _tell_signals(administrator)
    enqueue("quality.silence", owner=administrator)
    enqueue("quality.find_duplicates", owner=administrator)
    enqueue("quality.measure", owner=administrator)
    run_all()
    return True


def fill(*, rows: int, seed: int = 1) -> int:
    """Import that many rows of the demo generator into the database; the people there are then. For benchmarks.

    Brings its own worker, with a process for each job; a server that runs may take part.
    """
    by = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).first() or _hire(None)
    with TemporaryDirectory(prefix="demo-", dir=settings.DATA) as folder:
        customers = demo.write(Path(folder) / f"demo-{rows}-{seed}.csv", rows=rows, seed=seed).path
        _take_in(customers, "person", by=by, work=Worker().work_off)
    return Person.objects.count()


def _take_in(path: Path, record_type: str, *, by: User, work: Callable[[], object]) -> None:
    """The whole way of a file, with everything confirmed as proposed; from where an earlier attempt stopped."""
    import_ = Import.objects.filter(filename=path.name, by=by).exclude(state__in=_GIVEN_UP).first()
    if import_ is None:
        with path.open("rb") as file:
            import_ = upload_import(file=File(file), filename=path.name, record_type=record_type, by=by)
    while import_.state not in _TAKEN:
        work()
        import_.refresh_from_db()
        if import_.error or import_.state in _GIVEN_UP:
            raise RuntimeError(f"{import_.filename}: {import_.state} {import_.error}")
        if import_.state == Import.State.MAPPING:
            import_ = confirm_mapping(import_=import_, by=by)
        elif import_.state == Import.State.READY:
            import_ = commit_import(import_=import_, by=by)
        elif import_.state not in _TAKEN:
            time.sleep(0.2)  # another worker has its job


def _hire(password: str | None) -> User:
    for email, name, role, team in _CAST:
        if not User.objects.filter(email=email).exists():
            user = User.objects.create_user(email=email, name=name, role=role, password=password)
            user.team = Team.objects.get_or_create(name=team)[0]
            user.save(update_fields=["team"])
    return User.objects.get(email=ADMINISTRATOR)


def _label(by: User) -> None:
    """Categories, tags and owners on every few of the people."""
    everybody = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for number, (name, colour) in enumerate(_CATEGORIES):
        category, _ = Category.objects.get_or_create(name=name, defaults={"colour": colour, "position": number})
        _give(everybody[number::6], {"category": category.pk}, by)
    for number, (name, colour) in enumerate(_TAGS):
        tag, _ = Tag.objects.get_or_create(name=name, defaults={"colour": colour})
        _give(everybody[number::13], {f"tag:{tag.pk}": True}, by)
    for number, owner in enumerate(User.objects.filter(role=Role.MEMBER).order_by("pk")):
        _give(everybody[number::3], {"owner": owner.pk, "team": owner.team_id}, by)


def _give(ids: list[int], facts: Facts, by: User) -> None:
    if ids:
        edit_records(record_type="person", ids=ids, facts=facts, by=by)


def _tell_signals(by: User) -> None:
    """A year of signals: two of three people have been on file for long, and every few of them fell silent."""
    now = timezone.now()
    people = list(Person.objects.filter(state="active").order_by("pk").values_list("pk", flat=True))
    known = [pk for place, pk in enumerate(people) if place % 3]
    Person.objects.filter(pk__in=known).update(created_at=now - timedelta(days=500))
    for kind, every, spread in _SIGNALS:
        told = [
            Told(
                pk,
                kind,
                now - timedelta(days=1 + (place * every * 7) % spread, minutes=place),
                f"{kind}-{pk}",
                {"status": "5.1.1"} if kind == "email_bounced" else {},
            )
            for place, pk in enumerate(known)
            if place % every == 0
        ]
        for start in range(0, len(told), AT_ONCE):
            record_signals(
                record_type="person", signals=told[start : start + AT_ONCE], by=by, source="نمونه", method="api"
            )


def _write_companies(path: Path) -> Path:
    """The employers of the demo's people, as somebody's list has them."""
    pairs: Sequence[tuple[str, str]] = list(product(COMPANY_FIRST, COMPANY_SECOND))[:: len(COMPANY_SECOND) // 2 + 1]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["نام شرکت", "تلفن", "شهر", "استان", "صنعت"])
        for number, (first, second) in enumerate(pairs[:COMPANIES]):
            city, province, code = _CITIES[number % len(_CITIES)]
            out.writerow([f"شرکت {first} {second}", f"{code}{33_000_000 + number * 7919}", city, province, second])
    return path
