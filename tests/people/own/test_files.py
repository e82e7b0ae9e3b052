"""A file in a field is as safe as any other value: kept for undo, merged, exported, forgotten with its record."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.models import User
from zolal.capture.actions.entries import edit, enter
from zolal.core import ledger
from zolal.core.files import Upload, opened
from zolal.people.actions.bulk import erase_record
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.actions.own_files import hand_in
from zolal.people.exports import export_records
from zolal.people.models import OwnFile, Person
from zolal.people.own.files import kept
from zolal.people.queries.lists import Wish, page
from zolal.quality.actions.merges import merge_records

FIELD = "own:contract"


@pytest.fixture(autouse=True)
def field(administrator: User) -> None:
    create_custom_field(record_type="person", kind="file", label_fa="قرارداد", key="contract", by=administrator)


def handed(by: User, content: bytes = b"%PDF-1", name: str = "قرارداد ۱۴۰۵.pdf") -> str:
    return hand_in(upload=Upload(name, len(content), io.BytesIO(content)), by=by)


def person(by: User, **fields: str) -> Person:
    texts = {name.replace("own_", "own:"): text for name, text in fields.items()}
    entered = enter(record_type="person", fields={"given_name": "سارا", **texts}, by=by, despite=True)
    assert entered.record is not None, entered.troubles
    return Person.objects.get(pk=entered.record.pk)


def write(record: Person, text: str, by: User) -> ledger.Action:
    version = Person.objects.get(pk=record.pk).version
    done = edit(record_type="person", record_id=record.pk, version=version, fields={FIELD: text}, by=by)
    assert done.action is not None, done.troubles
    return done.action


def is_there(sha256: str) -> bool:
    try:
        return bool(content_of(sha256))
    except FileNotFoundError:
        return False


def content_of(sha256: str) -> bytes:
    with opened(sha256) as file:
        return file.read()


def test_a_file_is_found_exported_by_name_replaced_and_taken_back(administrator: User) -> None:
    one = person(administrator, family_name="یک", own_contract=handed(administrator))
    person(administrator, family_name="دو")

    def found(operator: str) -> list[str]:
        wish = Wish.parse("person", {f"{FIELD}.{operator}": "1"})
        return [record.family_name for record in page(user=administrator, wish=wish).records]

    assert (found("filled"), found("empty")) == (["یک"], ["دو"])
    wish = Wish.parse("person", {"columns": f"name,{FIELD}"})
    assert "قرارداد ۱۴۰۵.pdf" in b"".join(export_records(user=administrator, wish=wish, form="csv").pieces).decode()

    before = one.own["contract"]
    replaced = write(one, handed(administrator, b"%PDF-2"), administrator)
    ledger.undo(action=replaced, by=administrator)
    one.refresh_from_db()
    assert one.own["contract"] == before
    assert is_there(OwnFile.objects.get(uid=kept(before).uid).sha256)  # type: ignore[union-attr]


def test_nobody_gets_a_file_by_its_identity_or_loses_one_by_a_wrong_text(administrator: User, member: User) -> None:
    record = person(administrator, own_contract=handed(administrator))
    others, waiting = record.own["contract"], handed(administrator)
    mine = person(member, own_contract=handed(member))
    for text in (others, others.split(" ")[0], waiting, "چیزی.pdf"):
        with pytest.raises(ValidationError):
            write(mine, text, member)
    mine.refresh_from_db()
    assert kept(mine.own["contract"])


def test_a_merge_keeps_the_file_and_whoever_is_erased_takes_all_of_theirs_along(administrator: User) -> None:
    keep, absorb = (person(administrator, family_name=name) for name in ("کریمی", "کریمی"))
    neighbour = person(administrator, given_name="علی", own_contract=handed(administrator, b"%PDF-shared"))
    write(absorb, handed(administrator, b"%PDF-old"), administrator)
    write(absorb, handed(administrator, b"%PDF-shared"), administrator)
    merge_records(record_type="person", keep_id=keep.pk, absorb_id=absorb.pk, by=administrator, despite=True)
    keep.refresh_from_db()
    assert keep.own["contract"].endswith("قرارداد ۱۴۰۵.pdf")

    digests = {content_of(one.sha256): one.sha256 for one in OwnFile.objects.all()}
    erase_record(record_type="person", record_id=keep.pk, by=administrator)
    assert OwnFile.objects.get().record_id == neighbour.pk
    assert not is_there(digests[b"%PDF-old"])
    assert is_there(digests[b"%PDF-shared"]), "somebody else has the same file"


def test_what_was_never_written_into_a_field_goes_after_a_day(administrator: User) -> None:
    handed(administrator, b"%PDF-left")
    left = OwnFile.objects.get()
    OwnFile.objects.update(at=left.at - timedelta(days=2))
    handed(administrator, b"%PDF-new")
    assert not OwnFile.objects.filter(pk=left.pk).exists()
    assert not is_there(left.sha256)


@pytest.mark.parametrize(("name", "content"), [("page.html", b"<script>"), ("empty.pdf", b"")])
def test_what_a_browser_would_run_and_what_is_empty_stays_out(administrator: User, name: str, content: bytes) -> None:
    with pytest.raises(ValidationError):
        handed(administrator, content, name)


def test_what_is_no_record_of_the_business_has_no_such_fields(administrator: User) -> None:
    with pytest.raises(ValidationError):
        create_custom_field(record_type="invoice", kind="file", label_fa="پیوست", key="deed", by=administrator)
