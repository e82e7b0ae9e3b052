"""The report is the first thing a manager sees: whole, safe, and in their language."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from zolal.engine.pipeline import Cleaned
from zolal.report import build

VOID = {"meta", "br", "img", "input", "link", "hr"}
SECTIONS = (
    "score",
    "drivers",
    "parts",
    "accuracy",
    "classes",
    "duplicates",
    "issues",
    "columns",
    "figures",
    "proposals",
)
NASTY = '<script>alert("x")</script><img src=x onerror=alert(1)>'

Run = Callable[..., Cleaned]


def page(cleaned: Cleaned, lang: str = "en", **options: object) -> str:
    return build(cleaned, lang=lang, translate=str, **options)  # type: ignore[arg-type]


class Outline(HTMLParser):
    """The tags of a page in order, and whether every one that was opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("</style>")[1]))


def test_the_page_is_well_formed_and_has_every_section(run: Run) -> None:
    outline = Outline(page(run()))
    assert outline.open == []
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert [attributes.get("id") for tag, attributes in outline.tags if tag == "section"] == list(SECTIONS)
    assert len(set(ids)) == len(ids)
    links = [attributes["href"] for tag, attributes in outline.tags if tag == "a"]
    assert all(link and link.removeprefix("#") in ids for link in links)


@pytest.mark.parametrize(("lang", "direction"), [("fa", "rtl"), ("en", "ltr")])
def test_the_direction_follows_the_language(run: Run, lang: str, direction: str) -> None:
    assert f'<html lang="{lang}" dir="{direction}">' in page(run(), lang)


def test_nothing_is_asked_of_the_network_and_no_script_runs(run: Run) -> None:
    html = page(run())
    assert not re.search(r"<script|javascript:|@import|https?://|url\(", html)
    assert "default-src 'none'" in html
    assert not [tag for tag, _ in Outline(html).tags if tag in {"link", "img", "iframe", "script"}]


def test_no_value_of_the_users_becomes_markup(run: Run) -> None:
    nasty = {name: [NASTY] * 5 for name in ("first_name", NASTY)}
    pair = (NASTY, 1, NASTY, 2, 0.9, "ask", NASTY, f"{NASTY} +1.2")
    issue = (NASTY, NASTY, 1, NASTY, NASTY, "error", NASTY, NASTY, NASTY)
    html = page(run(raw=nasty, values=nasty, issues=[issue], pairs=[pair], file=NASTY), title=NASTY)
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;") > 10
    assert Outline(html).open == []


def test_persian_readers_get_persian_digits_and_jalali_dates(run: Run) -> None:
    persian, english = text_of(page(run(), "fa")), text_of(page(run(), "en"))
    assert "۱۴۰۵/۰۸/۳۰" in persian
    assert "2026-11-21" in english
    assert "۱۴۰۳/۰۱/۰۵" in persian  # the date of birth in the figures of its column
    assert "2024-03-24" in english


def test_every_sentence_goes_through_the_translation(run: Run) -> None:
    html = build(run(), lang="en", translate=lambda text: f"⟦{text}⟧").split("</style>")[1]
    data = r"<code.*?</code>|<bdi.*?</bdi>|\u2068.*?\u2069"
    said = re.sub(r"<[^>]+>", " ", re.sub(data, "", html, flags=re.DOTALL))
    while "⟦" in said:
        said = re.sub(r"⟦[^⟦⟧]*⟧", "", said)
    assert re.findall(r"[A-Za-z]{3,}", said) == []


def test_what_was_written_stands_beside_its_normal_form(run: Run) -> None:
    text = text_of(page(run()))
    assert re.search(r"علي\s+علی", text)
    assert "0912 " in text
    assert "A mobile number has 11 digits." in text


def test_merged_rows_stand_beside_the_customer_with_the_reason(run: Run) -> None:
    duplicates = page(run()).split('id="duplicates"')[1].split("</section>")[0]
    for part in ("علي", "Ali", "۰۹۱۲۱۲۳۴۵۶۷", "Same mobile.", "99.3%"):
        assert part in duplicates


def test_the_pairs_to_decide_are_shown_with_the_way_to_answer(run: Run) -> None:
    text = text_of(page(run()))
    assert "Similar given name." in text
    assert "--decisions duplicates.csv" in text


def test_both_scopes_stand_beside_the_line_of_the_study(run: Run) -> None:
    text = text_of(page(run()))
    for part in ("All columns", "Essential columns", "75%", "52.1%", "23.1%", "Jim Dickie"):
        assert part in text


def test_the_way_to_overrule_a_column_is_told(run: Run) -> None:
    assert re.search(r'zolal clean … --map "<bdi>\S.*?</bdi>=\w+"', page(run()).replace("&#34;", '"'))


def test_a_clean_file_reads_well(run: Run) -> None:
    values = {"first_name": ["علی", "رضا"], "mobile": ["09121234567", "09351234567"]}
    text = text_of(page(run(raw=values, values=values, entities=["c1", "c2"], issues=[], pairs=[], ages=None)))
    for sentence in (
        "Nobody stands in the list twice",
        "No issue was found",
        "No gap can be filled by estimate",
        "None. Nothing to do.",
        "Cannot be told",
    ):
        assert sentence in text


def test_the_first_screen_says_how_good_what_is_wrong_and_what_to_do(run: Run) -> None:
    first = text_of(page(run())).split("What the score is made of")[0]
    for part in ("of 100", "Duplicate", "Invalid", "Old", "Incomplete", "First steps", "Fill in", "+"):
        assert part in first


def test_many_duplicates_are_not_called_excellent(run: Run) -> None:
    values = {name: [cell] * 8 for name, cell in (("first_name", "علی"), ("mobile", "0912"), ("email", "a@b.ir"))}
    apart = [f"c{n}" for n in range(8)]
    once = run(raw=values, values=values, entities=apart, issues=[], pairs=[], ages=None)
    twice = run(raw=values, values=values, entities=["c0", *apart[:7]], issues=[], pairs=[], ages=None)
    assert twice.summary["score"]["quality"] > 90
    assert "Excellent" not in text_of(page(twice))
    assert "Excellent" in text_of(page(once))


def test_nobody_is_told_to_fill_in_remarks(run: Run) -> None:
    values = {"first_name": ["علی", "رضا"], "text": ["سلام", ""]}
    remarks = run(raw=values, values=values, entities=["c1", "c2"], issues=[], pairs=[], ages=None)
    assert [driver["column"] for driver in remarks.summary["drivers"] if driver["action"] == "fill"]
    assert "Fill in “\u2068text" not in text_of(page(remarks))


def test_a_class_without_rows_says_so_instead_of_its_meaning(run: Run) -> None:
    values = {"first_name": ["علی"], "mobile": ["09121234567"], "email": ["ali@example.com"]}
    text = text_of(page(run(raw=values, values=values, entities=["c1"], issues=[], pairs=[], ages=None)))
    assert "An essential field is missing." not in text


def test_pairs_to_decide_stand_side_by_side(run: Run) -> None:
    decide = page(run()).split("Pairs for you to decide")[1].split("</section>")[0]
    for part in ("Row 1", "Row 3", "علي", "رضا", "۰۹۱۲۱۲۳۴۵۶۷", "0912"):
        assert part in decide


def test_a_number_keeps_its_plus_before_it_in_a_persian_page(run: Run) -> None:
    raw = {"first_name": ["علي", "Ali"], "mobile": ["+98 912 123 4567", ""]}
    html = page(run(raw=raw, values=raw, entities=["c1", "c1"], issues=[], pairs=[], ages=None), "fa")
    assert '<bdi class="cell raw" dir="ltr">+98 912 123 4567</bdi>' in html
    assert '<bdi class="cell raw" dir="rtl">علي</bdi>' in html


def test_on_a_phone_every_cell_of_a_folded_table_names_its_column(run: Run) -> None:
    tables = re.findall(r'<table class="stack.*?</table>', page(run()), re.DOTALL)
    assert tables
    for table in tables:
        assert "<td>" not in table.split("<tbody>")[1]
        assert not re.search(r"<td(?![^>]*(data-label|colspan))", table)


def test_hundreds_of_columns_and_endless_values_do_not_burst_the_page(run: Run) -> None:
    many = {f"column {n}": ["x" * 50_000, "y"] for n in range(300)}
    html = page(run(raw=many, values=many, entities=["c1", "c1"], issues=[], pairs=[], ages=[1, 2]))
    assert len(html) < 3_000_000
    assert "x" * 1000 not in html
    assert Outline(html).open == []


def test_bars_tell_their_figure_to_those_who_cannot_see_them(run: Run) -> None:
    images = [attributes for _, attributes in Outline(page(run())).tags if attributes.get("role") == "img"]
    assert images
    assert all(attributes.get("aria-label") for attributes in images)


def test_a_font_can_be_put_into_the_page(run: Run, tmp_path: Path) -> None:
    font = tmp_path / "font.woff2"
    font.write_bytes(b"wOF2")
    assert "url(data:font/woff2;base64,d09GMg==)" in page(run(), font=font)


def test_the_same_run_gives_the_same_page(run: Run) -> None:
    assert page(run(), "fa") == page(run(), "fa")


def test_the_style_knows_no_left_and_no_right() -> None:
    import zolal.report

    style = (Path(zolal.report.__file__).parent / "style.css").read_text("utf-8")
    assert not re.search(r"(margin|padding|border|text-align|float|inset)?-?(left|right)\b", style)
