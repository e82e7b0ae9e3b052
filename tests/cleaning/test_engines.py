"""`ZOLAL_ENGINE` chooses who does the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from zolal.cleaning.engines import NoEngine, engine
from zolal.cli import main
from zolal.engine.pipeline.backend import OneMachine


@pytest.mark.parametrize("environment", [{}, {"ZOLAL_ENGINE": ""}, {"ZOLAL_ENGINE": "  "}])
def test_nothing_said_is_this_machine_alone(environment: dict[str, str]) -> None:
    with engine(environment) as backend:
        assert isinstance(backend, OneMachine)


def test_an_unknown_engine_is_refused_with_a_sentence() -> None:
    with pytest.raises(NoEngine) as refused, engine({"ZOLAL_ENGINE": "abacus"}):
        pass
    assert refused.value.text(str) == "ZOLAL_ENGINE is “abacus”; it may be “spark”, or empty for this machine alone."


def test_spark_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NoEngine) as refused, engine({"ZOLAL_ENGINE": "Spark"}):
        pass
    assert "zolal[spark]" in refused.value.text(str)


def test_the_command_says_so_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "customers.csv").write_text("name,mobile\nAli,09121234567\n", "utf-8")
    monkeypatch.setenv("ZOLAL_ENGINE", "abacus")
    out = tmp_path / "clean"
    assert main(["clean", str(tmp_path / "customers.csv"), "--out", str(out), "--lang", "en"]) == 2
    assert "ZOLAL_ENGINE" in capsys.readouterr().err
    assert not out.exists()
