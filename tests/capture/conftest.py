"""Files handed in, and taken all the way."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.core.files.base import ContentFile

from zolal.accounts.models import User
from zolal.capture.actions.imports import commit_import, confirm_mapping, upload_import
from zolal.capture.models import Import
from zolal.core.jobs import run_all

Table = Sequence[Sequence[str]]
Hand = Callable[..., Import]


def as_csv(table: Table) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode()


@pytest.fixture
def hand_in(manager: User) -> Hand:
    """Upload a table and let it be read."""

    def hand(
        table: Table | bytes,
        *,
        name: str = "customers.csv",
        record_type: str = "person",
        **more: Any,  # noqa: ANN401
    ) -> Import:
        content = table if isinstance(table, bytes) else as_csv(table)
        import_ = upload_import(
            file=ContentFile(content), filename=name, record_type=record_type, by=more.pop("by", manager), **more
        )
        run_all()
        import_.refresh_from_db()
        return import_

    return hand


@pytest.fixture
def checked(hand_in: Hand) -> Hand:
    """The same, with the mapping confirmed and every row checked."""

    def check(table: Table | bytes, *, fields: dict[str, str] | None = None, **more: Any) -> Import:  # noqa: ANN401
        import_ = hand_in(table, **more)
        columns = [{"header": header, "field": field} for header, field in (fields or {}).items()]
        confirm_mapping(import_=import_, columns=columns, by=import_.by)
        run_all()
        import_.refresh_from_db()
        assert import_.state == Import.State.READY, import_.error
        return import_

    return check


@pytest.fixture
def taken_in(checked: Hand) -> Hand:
    """The same, taken in."""

    def take(table: Table | bytes, **more: Any) -> Import:  # noqa: ANN401
        return committed(checked(table, **more))

    return take


def committed(import_: Import) -> Import:
    commit_import(import_=import_, by=import_.by)
    run_all()
    import_.refresh_from_db()
    assert import_.state == Import.State.DONE, import_.error
    return import_
