"""What is written in both languages says the same in both, and calls everything as the screens do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.messages import persian

DOCS = Path(__file__).parent.parent / "docs"
TWINS = ("operations", "guide/clean", "guide/web")
GENERATED = re.compile(r"<!-- (\w+) -->.*?<!-- /\1 -->", re.DOTALL)
COMMANDS = re.compile(r"(?<=\n\n)(?: {4}.*\n|\n(?= {4}))+")


def text_of(name: str) -> str:
    return (DOCS / f"{name}.md").read_text("utf-8")


def prose(name: str) -> str:
    """Without commands, code and what is generated, each quotation on one line."""
    text = COMMANDS.sub("", GENERATED.sub("", text_of(name)))
    return re.sub(r"\s+", " ", re.sub(r"`[^`\n]*`|<[^>]*>", "", text))


def levels(name: str) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", text_of(name), re.MULTILINE)]


def anchors(name: str) -> set[str]:
    text = text_of(name)
    headings = re.findall(r"^#+ (.*)", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("name", TWINS)
def test_twins_have_the_same_chapters_tables_and_commands(name: str) -> None:
    assert levels(f"{name}.fa") == levels(name)
    english, farsi = text_of(name), text_of(f"{name}.fa")
    assert len(re.findall(r"^\|---", farsi, re.MULTILINE)) == len(re.findall(r"^\|---", english, re.MULTILINE))
    assert COMMANDS.findall(farsi) == COMMANDS.findall(english)


@pytest.mark.parametrize("name", TWINS)
def test_each_twin_leads_to_the_other_and_the_persian_one_runs_from_right_to_left(name: str) -> None:
    file = name.rpartition("/")[2]
    assert f"\n\n[فارسی]({file}.fa.md)\n\n" in text_of(name)
    farsi = text_of(f"{name}.fa")
    assert f"\n\n[English]({file}.md)\n\n" in farsi
    assert farsi.startswith('<div dir="rtl" lang="fa">\n\n')
    assert farsi.endswith("\n\n</div>\n")
    assert farsi.count("<div ") == farsi.count("</div>")


@pytest.mark.parametrize("name", [*TWINS, *(f"{name}.fa" for name in TWINS)])
def test_links_lead_somewhere(name: str) -> None:
    here = (DOCS / name).parent
    for page, anchor in re.findall(r"\]\(([^)#:]*)#?([^)]*)\)", text_of(name)):
        leads_to = (here / page).resolve() if page else DOCS / f"{name}.md"
        assert leads_to.exists(), page
        if anchor:
            assert anchor in anchors(str(leads_to.relative_to(DOCS))[: -len(".md")]), anchor


@pytest.mark.parametrize("name", [f"{name}.fa" for name in TWINS])
def test_what_the_persian_text_quotes_is_what_the_screens_say(name: str) -> None:
    said = {message.string for message in persian() if message.id}
    assert [label for label in re.findall("«([^»]+)»", prose(name)) if label not in said] == []


@pytest.mark.parametrize("name", ["guide/web", "operations"])
def test_what_the_english_text_has_in_italics_is_what_the_screens_say(name: str) -> None:
    said = {message.id for message in persian()}
    labels = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", prose(name))
    assert [part for label in labels for part in label.split(" → ") if part not in said] == []
