"""The document of figures: what was measured anew takes its place, the rest stays."""

from pathlib import Path

import pytest

from bench import published
from bench.metrics import Band, Score
from bench.published import Line, Section, publish


def line(who: str, f1: float) -> Line:
    return Line(who, Score(f1, f1, f1, f1, 4), 1.5)


def test_we_are_set_beside_the_best_peer() -> None:
    text = Section("set", "about", [line("Zolal", 0.98), line("one", 0.9), line("other", 0.96)]).table()
    assert "F1 over the best peer's: 1.0208. Errors (1 - F1) over its: 0.50." in text


def test_a_band_of_few_pairs_says_so() -> None:
    text = Section("calibration", "about", [], [Band(0.5, 999, 0.55, 0.5), Band(0.9, 1_000, 0.92, 0.93)]).table()
    assert "| 0.5 (few pairs) | 999 | 0.5500 | 0.5000 | +5.0 |" in text
    assert "| 0.9 | 1,000 | 0.9200 | 0.9300 | -1.0 |" in text


def test_only_the_set_that_was_measured_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text("# Benchmarks\n\nHow.\n\n## one\n\nold\n\n## other\n\nkept\n")
    monkeypatch.setattr(published, "DOCUMENT", document)
    publish(Section("one", "fresh", [line("Zolal", 0.5)]))
    text = document.read_text()
    assert text.startswith("# Benchmarks\n\nHow.\n\n## one\n\nfresh.")
    assert "old" not in text
    assert text.endswith("## other\n\nkept\n")
