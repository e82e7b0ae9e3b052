"""An invoice as a PDF on A4, in either direction of writing.

What stands on it is said by the caller, in the words and digits of the reader; here it only gets its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableCellFillMode
from fpdf.fonts import FontFace

FONTS = Path(__file__).parents[1] / "web/static/vendor/vazirmatn"
_MARGIN = 12
_WIDTH = 210 - 2 * _MARGIN
_INK, _QUIET, _LINE, _FILL = (31, 41, 51), (97, 110, 124), (203, 210, 217), (240, 244, 248)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Printed:
    """The texts of an invoice. `widths` are shares of the page, one for each of `heads`; `numbers` are the columns of
    numbers. `parties` are (heading, [(label, value)]). The last of `totals` is the sum."""

    title: str
    marks: Sequence[Pair]
    parties: Sequence[tuple[str, Sequence[Pair]]]
    heads: Sequence[str]
    widths: Sequence[float]
    numbers: frozenset[int]
    rows: Sequence[Sequence[str]]
    totals: Sequence[Pair]
    words: str
    notes: Sequence[str]
    signatures: Sequence[str]
    page: Callable[[int], str]
    rtl: bool


def invoice_pdf(printed: Printed) -> bytes:
    """The file. The same texts give the same bytes but for the time in it."""
    sheet = _Sheet(printed)
    sheet.head()
    for heading, pairs in printed.parties:
        sheet.party(heading, pairs)
    sheet.lines()
    sheet.sums()
    sheet.foot()
    return bytes(sheet.output())


class _Sheet(FPDF):
    def __init__(self, printed: Printed) -> None:
        super().__init__(format="A4")
        self.printed = printed
        self.near = "R" if printed.rtl else "L"
        self.far = "L" if printed.rtl else "R"
        self.set_margins(_MARGIN, _MARGIN, _MARGIN)
        self.set_auto_page_break(auto=True, margin=18)
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font("Vazirmatn", style, FONTS / f"Vazirmatn-{name}.ttf")
        self.set_text_shaping(use_shaping_engine=True, direction="rtl" if printed.rtl else "ltr")
        self.set_title(printed.title)
        self.set_draw_color(*_LINE)
        self.add_page()

    def footer(self) -> None:
        """Which page of how many."""
        self.set_y(-14)
        self.write_in("", 8, _QUIET)
        self.cell(_WIDTH, 5, self.printed.page(self.page_no()), align="C")

    def write_in(self, style: str, size: float, ink: tuple[int, int, int] = _INK) -> None:
        self.set_font("Vazirmatn", style, size)
        self.set_text_color(*ink)

    def head(self) -> None:
        """The title at the near side, number and days at the far one."""
        top = self.get_y()
        self.write_in("B", 16)
        self.cell(_WIDTH, 10, self.printed.title, align=self.near)
        self.set_y(top)
        for label, value in self.printed.marks:
            self.write_in("", 9)
            self.cell(_WIDTH, 5.5, f"{label}: {value}", align=self.far, new_x="LMARGIN", new_y="NEXT")
        self.set_y(max(self.get_y(), top + 12) + 2)

    def party(self, heading: str, pairs: Sequence[Pair]) -> None:
        """Who sells or buys: the heading in a band, below it what the law wants to know."""
        self.write_in("B", 9.5)
        self.set_fill_color(*_FILL)
        self.cell(_WIDTH, 7, heading, align=self.near, fill=True, border=1, new_x="LMARGIN", new_y="NEXT")
        self.write_in("", 9)
        told = "   ".join(f"{label}: {value}" for label, value in pairs)
        self.multi_cell(_WIDTH, 5.5, told or "—", align=self.near, border="LRB", new_x="LMARGIN", new_y="NEXT")
        self.ln(2)

    def lines(self) -> None:
        """The table of what was sold; its head stands on every page."""
        printed = self.printed
        order = range(len(printed.heads))
        order = order[::-1] if printed.rtl else order
        self.write_in("", 8)
        self.set_fill_color(255)
        with self.table(
            width=_WIDTH,
            col_widths=[printed.widths[place] for place in order],
            text_align=["C" if place in printed.numbers else self.near for place in order],
            headings_style=FontFace(emphasis="BOLD", color=_INK, fill_color=_FILL),
            cell_fill_mode=TableCellFillMode.NONE,
            line_height=5.5,
            padding=(0.8, 1),
        ) as table:
            for row in (printed.heads, *printed.rows):
                told = table.row()
                for place in order:
                    told.cell(row[place])
        self.ln(2)

    def sums(self) -> None:
        """The totals, one below the other at the far side, and the sum in words."""
        width = _WIDTH * 0.45
        start = _MARGIN if self.printed.rtl else _MARGIN + _WIDTH - width
        if self.will_page_break(6 * len(self.printed.totals) + 14):
            self.add_page()
        for number, (label, value) in enumerate(self.printed.totals, 1):
            last = number == len(self.printed.totals)
            self.write_in("B" if last else "", 10 if last else 9)
            self.set_fill_color(*_FILL)
            self.set_x(start)
            parts = [(label, self.near), (value, self.far)]
            for text, align in parts[::-1] if self.printed.rtl else parts:
                self.cell(width / 2, 6.5, text, align=align, fill=last, border="B")
            self.ln()
        self.write_in("", 9)
        self.ln(1)
        self.multi_cell(_WIDTH, 6, self.printed.words, align=self.near, new_x="LMARGIN", new_y="NEXT")

    def foot(self) -> None:
        """Notes, and places to sign."""
        self.write_in("", 8.5, _QUIET)
        for note in self.printed.notes:
            self.multi_cell(_WIDTH, 5, note, align=self.near, new_x="LMARGIN", new_y="NEXT")
        if self.will_page_break(30):
            self.add_page()
        self.ln(8)
        self.write_in("", 9)
        order = self.printed.signatures[::-1] if self.printed.rtl else self.printed.signatures
        for text in order:
            self.cell(_WIDTH / max(len(order), 1), 6, text, align="C")
