"""The house rules that no tool checks."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")

# A letter in brackets keeps a pattern from finding itself.
HOSTS = re.compile(r"[p]ypi\.org|python[h]osted|npm[j]s|[g]ithubusercontent")
MACHINE_PATHS = re.compile(r"/[w]ork/|/[r]oot/|/[h]ome/|/[o]pt/")
DOCUMENTS = ("README.md", "README.fa.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")


def files_of_the_project() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    read = {}
    for path in files_of_the_project():
        if path.suffix not in {".png", ".woff2", ".parquet", ".xlsx", ".npz"}:
            read[str(path.relative_to(ROOT))] = path.read_text("utf-8")
    return read


@pytest.mark.parametrize("words", [HOSTS, MACHINE_PATHS], ids=["hosts", "paths"])
def test_no_file_names_a_registry_or_a_machine(words: re.Pattern[str]) -> None:
    read = texts()
    assert "pyproject.toml" in read
    assert {name: found.group() for name, text in read.items() if (found := words.search(text))} == {}


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads(PYPROJECT)["project"]
    listed = [
        *project["dependencies"],
        *(item for extra in project["optional-dependencies"].values() for item in extra),
    ]
    reasons = dict(re.findall(r'^ {4}"([^"]+)", +# (.{10,})$', PYPROJECT, re.MULTILINE))
    assert [name for name in listed if name not in reasons] == []


@pytest.mark.parametrize("name", ["base", "dev", "node", "bench", "spark"])
def test_requirements_are_pinned_by_hash_and_name_no_index(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    assert [entry for entry in entries if not re.match(r"[a-z0-9-]+==\S+.*\\\n +--hash=sha256:", entry)] == []


def test_what_is_imported_is_pinned() -> None:
    dependencies = tomllib.loads(PYPROJECT)["project"]["dependencies"]
    names = {re.split(r"[<>=\[]", dependency)[0] for dependency in dependencies}
    pinned = {line.split("==")[0] for line in (ROOT / "requirements/base.txt").read_text().splitlines() if "==" in line}
    assert names <= pinned


def test_python_files_stay_short() -> None:
    lengths = {name: text.count("\n") for name, text in texts().items() if name.endswith(".py")}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [
        name
        for name, text in texts().items()
        if name.startswith("zolal/") and name.endswith(".py") and text and text[:3] != '"""'
    ]
    # A model's file is its class, which says it; migrations are made, and Django says what its tables are.
    assert [name for name in silent if not re.search(r"/(models|migrations)/|/(apps|urls)\.py$", name)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if not link.startswith("https:")]
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("document", [*DOCUMENTS, ".ci/run"])
def test_every_make_target_that_is_named_exists(document: str) -> None:
    named = re.findall(r"(?:^ *|`)make ([a-z]+)", (ROOT / document).read_text("utf-8"), re.MULTILINE)
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(named) <= set(targets)
