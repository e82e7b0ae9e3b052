"""All seven files from the tables of a run."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from zolal.cleaning.folder import FILES
from zolal.cleaning.outputs import write_outputs
from zolal.engine.pipeline import Cleaned, clean
from zolal.i18n import translator


@pytest.fixture(scope="module")
def cleaned() -> Cleaned:
    return clean(
        pl.DataFrame(
            {
                "نام": ["علی رضایی", "على رضايي", "مریم کریمی", "<b>سارا</b> احمدی"],
                "موبایل": ["09121234567", "+98 912 123 4567", "0935", ""],
                "مبلغ (ریال)": ["1200", "=1+1", "", "۳٬۰۰۰"],
            }
        )
    )


def write(cleaned: Cleaned, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    write_outputs(cleaned, folder, lang="fa", translate=translator("fa"), progress=lambda stage, share: None)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_tables_give_the_same_bytes(cleaned: Cleaned, tmp_path: Path) -> None:
    first, second = write(cleaned, tmp_path / "first"), write(cleaned, tmp_path / "second")

    assert first == second
    assert sorted(first) == sorted(FILES)


def test_the_profile_is_readable_by_people_and_programs(cleaned: Cleaned, tmp_path: Path) -> None:
    text = write(cleaned, tmp_path / "out")["profile.json"].decode()

    assert "موبایل" in text
    assert json.loads(text) == cleaned.profile


def test_progress_runs_to_the_end(cleaned: Cleaned, tmp_path: Path) -> None:
    shares: list[float] = []
    write_outputs(cleaned, tmp_path, lang="en", translate=str, progress=lambda stage, share: shares.append(share))

    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
