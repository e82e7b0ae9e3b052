"""The command as a user types it, in a process of its own."""

from __future__ import annotations

import csv
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zolal import __version__
from zolal.cleaning.folder import FILES
from zolal.cli import main

COMMAND = [sys.executable, "-m", "zolal.cli"]
CUSTOMERS = """نام,نام خانوادگی,موبایل,ایمیل
علی,رضایی,09121234567,ali@example.com
على,رضائی,+98 912 123 4567,
مریم,کریمی,09351112233,maryam@example.com
سارا,احمدی,۰۹۱۹,
"=1+1",محمدی,09121234568,'x@example.com
"""


def zolal(
    *words: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **(env or {})},
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(CUSTOMERS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.csv"
    zolal("demo-data", "10000", "--seed", "5", "--out", path)
    return path


class TestHelp:
    def test_it_tells_its_version(self) -> None:
        assert zolal("--version").stdout == f"zolal {__version__}\n"

    @pytest.mark.parametrize("words", [(), ("--help",), ("clean", "--help"), ("fields", "--help")])
    def test_help_is_persian_unless_english_is_asked_for(self, words: tuple[str, ...]) -> None:
        persian, english = zolal(*words), zolal("--lang", "en", *words)

        assert (persian.returncode, english.returncode) == (0, 0)
        assert persian.stdout.startswith("روش کاربرد: zolal")
        assert english.stdout.startswith("usage: zolal")
        assert english.stdout.isascii()

    def test_every_kind_is_listed_with_examples(self) -> None:
        assert "mobile" in zolal("fields").stdout
        kinds = json.loads(zolal("fields", "--format", "json").stdout)
        mobile = next(kind for kind in kinds if kind["name"] == "mobile")
        assert mobile["label"]["fa"] != mobile["label"]["en"]
        assert mobile["examples"][0].keys() == {"written", "normal"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("clean",), "the following arguments are required: FILE, --out"),
        (("clean", "a.csv"), "the following arguments are required: --out"),
        (("clean", "a.csv", "--out", "o", "--same", "2"), "it is a number from 0 to 1, not 2"),
        (("clean", "a.csv", "--out", "o", "--same", "0.5", "--ask", "0.6"), "--ask cannot be above --same"),
        (("clean", "a.csv", "--out", "o", "--map", "ستون"), 'write it as "column=kind"'),
        (("clean", "a.csv", "--out", "o", "--map", "ستون=nothing"), "no kind of field called “nothing”"),
        (("clean", "a.csv", "--out", "o", "--essential", "name,x"), "no kind of field called “x”"),
        (("clean", "a.csv", "--out", "o", "--money", "dollar"), "invalid choice: 'dollar'"),
        (("clean", "a.csv", "--out", "o", "--as-of", "1403/13/1"), "it is a date such as"),
        (("clean", "a.csv", "--out", "o", "--header-row", "x"), "it is a whole number, not x"),
        (("clean", "a.csv", "--out", "o", "--delimiter", ";;"), "it is one character"),
        (("clean", "a.csv", "--out", "o", "--nonsense"), "unrecognized arguments: --nonsense"),
        (("wash",), "invalid choice: 'wash'"),
        (("demo-data", "0"), "the demo data cannot be written"),
        (("clean", "missing.csv", "--out", "o"), "missing.csv"),
        (("clean", ".", "--out", "o"), "."),
        (("clean", "missing.csv", "--out", "customers.csv"), "it is a file, but results go into a folder"),
        (("clean", "customers.csv", "--out", "o", "--decisions", "missing.csv"), "missing.csv"),
        (("clean", "customers.csv", "--out", "o", "--map", "رنگ=mobile"), "رنگ"),
        (("clean", "customers.csv", "--out", "o", "--encoding", "klingon"), "klingon"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    customers: Path,
    words: tuple[str, ...],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(customers.parent)
    monkeypatch.setenv("LANGUAGE", "")
    before = contents(customers.parent)

    def said(*more: str) -> str:
        with pytest.raises(SystemExit) as end:
            sys.exit(main([*words, *more]))
        assert end.value.code == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        return captured.err.splitlines()[-1]

    english, persian = said("--lang", "en"), said()
    assert sentence in english
    assert english != persian
    assert contents(customers.parent) == before


class TestClean:
    def test_a_folder_of_results_and_a_short_summary(self, customers: Path) -> None:
        out = customers.parent / "clean"
        run = zolal("clean", customers, "--out", out)

        assert run.returncode == 0, run.stderr
        assert sorted(contents(out)) == sorted(FILES)
        assert "ردیف‌های خوانده‌شده: ۵" in run.stdout
        assert str(out / "report.html") in run.stdout

    def test_every_input_row_and_cell_is_in_records(self, customers: Path) -> None:
        zolal("clean", customers, "--out", customers.parent / "clean")
        with (customers.parent / "clean" / "records.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))

        assert [row["row"] for row in rows] == ["1", "2", "3", "4", "5"]
        assert list(rows[0])[:5] == ["file", "sheet", "row", "entity", "quality"]
        assert [row["raw:نام"] for row in rows] == ["علی", "على", "مریم", "سارا", "'=1+1"]
        assert [row["raw:ایمیل"] for row in rows][-1] == "'x@example.com"

    def test_programs_get_json_and_nothing_else(self, customers: Path) -> None:
        run = zolal("clean", customers, "--out", customers.parent / "clean", "--format", "json")
        summary = json.loads(run.stdout)

        assert summary["rows"] == 5
        assert set(summary["outputs"]) == set(FILES)
        assert all(seconds >= 0 for seconds in summary["stages"].values())

    def test_the_same_input_gives_the_same_bytes(self, customers: Path) -> None:
        for out, seed in (("one", "1"), ("two", "2")):
            zolal("clean", customers, "--out", customers.parent / out, env={"PYTHONHASHSEED": seed})

        assert contents(customers.parent / "one") == contents(customers.parent / "two")

    def test_a_low_threshold_for_the_same_needs_no_other(self, customers: Path) -> None:
        run = zolal("clean", customers, "--out", customers.parent / "clean", "--same", "0.5")

        assert run.returncode == 0, run.stderr

    def test_what_a_person_judged_is_obeyed(self, customers: Path) -> None:
        judged = customers.parent / "judged.csv"
        judged.write_text(
            "file_a,row_a,file_b,row_b,decision\ncustomers.csv,1,customers.csv,2,not same\n", encoding="utf-8"
        )
        zolal("clean", customers, "--out", customers.parent / "clean", "--decisions", judged)
        with (customers.parent / "clean" / "records.csv").open(encoding="utf-8-sig", newline="") as file:
            entities = [row["entity"] for row in csv.DictReader(file)]

        assert len(set(entities)) == 5

    def test_an_earlier_run_is_replaced_with_force_only(self, customers: Path) -> None:
        out = customers.parent / "clean"
        assert [zolal("clean", customers, "--out", out, *more).returncode for more in ((), (), ("--force",))] == [
            0,
            2,
            0,
        ]

    def test_nobody_has_to_listen(self, customers: Path) -> None:
        words = f"{' '.join(COMMAND)} clean customers.csv --out clean >&- 2>&-"
        run = subprocess.run(words, shell=True, cwd=customers.parent, check=False)

        assert run.returncode == 0
        assert sorted(contents(customers.parent / "clean")) == sorted(FILES)

    def test_debugging_shows_where_it_went_wrong(self, customers: Path) -> None:
        crash = "import sys, zolal.cli, zolal.cleaning.command as c; c.clean = None; sys.exit(zolal.cli.main())"
        words = [sys.executable, "-c", crash, "clean", customers, "--out", customers.parent / "o", "--lang", "en"]
        plain = subprocess.run(words, capture_output=True, text=True, check=False)
        debug = subprocess.run(
            words, capture_output=True, text=True, check=False, env={**os.environ, "ZOLAL_DEBUG": "1"}
        )

        assert (plain.returncode, plain.stderr.count("\n")) == (1, 1)
        assert "TypeError" in plain.stderr
        assert "Traceback" in debug.stderr


class TestInterruption:
    @pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    @pytest.mark.parametrize("moment", [".clean.partial-*", ".clean.partial-*/results/records.csv"])
    def test_stopping_leaves_nothing_behind(
        self, demo: Path, tmp_path: Path, stop: signal.Signals, code: int, moment: str
    ) -> None:
        words = [*COMMAND, "clean", str(demo), "--out", str(tmp_path / "a" / "clean")]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not list((tmp_path / "a").glob(moment)) and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(stop)
        _, stderr = process.communicate(timeout=60)

        assert process.returncode == code
        assert b"Traceback" not in stderr
        assert list(tmp_path.iterdir()) == []

    def test_stopping_too_late_takes_nothing_back(self, demo: Path, tmp_path: Path) -> None:
        words = [*COMMAND, "clean", str(demo), "--out", str(tmp_path / "clean"), "--lang", "en"]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        assert process.stdout is not None
        said = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)

        assert said.startswith("Rows read: ")
        assert process.returncode == 0
        assert "Stopped" not in stderr
        assert sorted(contents(tmp_path / "clean")) == sorted(FILES)

    def test_a_full_disk_leaves_nothing_behind(self, demo: Path, tmp_path: Path) -> None:
        run = subprocess.run(
            [*COMMAND, "clean", str(demo), "--out", str(tmp_path / "clean"), "--lang", "en"],
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)),
        )

        assert run.returncode == 2
        assert run.stderr.splitlines()[-1].endswith("make room or choose another folder with --out, and try again.")
        assert "Traceback" not in run.stderr
        assert list(tmp_path.iterdir()) == []

    def test_a_reader_that_goes_away_is_no_error(self) -> None:
        shown = subprocess.run(
            [f"{' '.join(COMMAND)} fields | head -n 1"], shell=True, capture_output=True, encoding="utf-8", check=False
        )

        assert (shown.stdout.count("\n"), shown.stderr) == (1, "")


def test_cleaning_files_does_not_wait_for_the_web_framework(customers: Path, tmp_path: Path) -> None:
    words = ["clean", str(customers), "--out", str(tmp_path / "clean")]
    program = f"import sys; from zolal.cli import main; main({words!r}); print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")

    assert run.stdout.splitlines()[-1] == "False", run.stderr
