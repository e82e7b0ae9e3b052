"""Every field shows who needs it, and one that nobody needs is flagged."""

from __future__ import annotations

import pytest

from zolal.accounts.models import User
from zolal.capture.intake.columns import signature
from zolal.capture.models import Import, Mapping
from zolal.capture.uses import MAPPING
from zolal.core.models import Setting, Source
from zolal.people.actions.views import save_view
from zolal.people.queries.wish import Wish
from zolal.stewardship.actions.reports import plan_report
from zolal.stewardship.queries.register import Entry, register

pytestmark = pytest.mark.django_db


def entry_of(user: User, name: str) -> Entry:
    return next(one for one in register(user=user, record_type="person") if one.field.name == name)


def test_a_field_that_nothing_needs_is_flagged_until_a_report_needs_it(strategist: User) -> None:
    assert entry_of(strategist, "anniversary").is_unused
    said = {"record_type": "person", "name": "سالگردها", "decision": "برای چه کسی هدیه بفرستیم؟"}
    plan_report(**said, fields=["anniversary"], by=strategist)
    found = entry_of(strategist, "anniversary")
    assert not found.is_unused
    assert [use.title for use in found.reports] == ["سالگردها"]


def test_essentials_score_and_matching_need_the_mobile_but_no_report_does(reader: User) -> None:
    found = entry_of(reader, "mobile")
    assert {use.kind for use in found.uses} == {"essential", "score", "matching"}
    assert found.lacks_report


def test_a_saved_list_needs_what_it_filters_by_and_shows_for_those_who_see_it(member: User, stranger: User) -> None:
    wish = Wish.parse("person", {"marital_status": "married", "columns": "name,anniversary"})
    save_view(name="متأهل‌ها", wish=wish, by=member)
    for name in ("marital_status", "anniversary"):
        assert [use.title for use in entry_of(member, name).uses] == ["متأهل‌ها"]
        assert entry_of(stranger, name).is_unused


def test_a_mapping_that_is_kept_needs_its_fields_and_bears_the_name_of_its_file(
    administrator: User, reader: User
) -> None:
    """Who sees the file is told which it is; who sees all customers, that files fill the field; others nothing."""
    columns = [{"header": "سالگرد", "field": "anniversary", "calendar": "jalali"}, {"header": "کد", "field": ""}]
    source = Source.objects.create(name="files", method="import")
    of = Import.objects.create(
        by=administrator, source=source, filename="مشتریان.xlsx", columns=columns, state=Import.State.DONE
    )
    for headers, last in ((signature(["سالگرد", "کد"]), of), ("c" * 64, None), ("d" * 64, None)):
        Mapping.objects.create(record_type="person", signature=headers, columns=columns, of=last)
    told = [(use.kind, str(use.title), use.uid) for use in entry_of(administrator, "anniversary").uses]
    assert sorted(told) == sorted([("mapping", str(MAPPING.title), ""), ("mapping", "مشتریان.xlsx", str(of.uid))])
    assert [(use.kind, use.uid) for use in entry_of(reader, "anniversary").uses] == [("mapping", "")]
    Setting.objects.create(name="visibility.reader", value="team")
    assert entry_of(User.objects.get(pk=reader.pk), "anniversary").uses == []
