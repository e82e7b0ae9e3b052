"""Write a table as an XLSX workbook: right to left, every text a text cell, the same bytes for the same table.

Written by hand because a stream of row elements is all we need: half the time of a library, no temporary files,
no time stamps, and a full disk is an ordinary `OSError`. The parts are those of ECMA-376 (Office Open XML), part 1.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import IO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl

SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
CUT = "…"
"""Ends a text that had to be cut to Excel's longest cell; the CSV beside holds it whole."""

_SLICE = 1 << 15
_LEVEL = 1  # of compression: half the time of the default for a quarter more bytes
_COLUMN_WIDTH = 18

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# What XML cannot hold is written as _xHHHH_ (ECMA-376 part 1, 22.9.2.19); a literal "_x" must then be escaped too.
_FORBIDDEN = [*map(chr, range(0x09)), "\x0b", "\x0c", *map(chr, range(0x0D, 0x20)), "\ufffe", "\uffff"]
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_x": "_x005F_x", **{c: f"_x{ord(c):04X}_" for c in _FORBIDDEN}}

_TEXT, _HEADER = 1, 2  # positions in cellXfs below; number format 49 is "@", so that editing 0912… keeps its zero
_STYLES = f"""{_XML}<styleSheet xmlns="{_MAIN}">\
<fonts count="2"><font><sz val="11"/><name val="Tahoma"/></font>\
<font><b/><sz val="11"/><name val="Tahoma"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def write_workbook(
    table: pl.DataFrame, file: IO[bytes], *, title: str, rtl: bool = True, rows: int = SHEET_ROWS
) -> Iterator[None]:
    """Write `table` (String and integer columns) to `file`, one step for each slice of rows.

    After `rows` rows it goes on in sheets "title 2", …, each with the header. Empty texts are empty cells, texts
    longer than `CELL_CHARACTERS` are cut. Raises `OSError`.
    """
    yield from _write([table], table.height, file, title=title, rtl=rtl, rows=rows)


def workbook_pieces(
    tables: Iterable[pl.DataFrame], height: int, *, title: str, rtl: bool = True, rows: int = SHEET_ROWS
) -> Iterator[bytes]:
    """The same file in pieces, from at least one table; all have the same columns, and `height` rows together."""
    pipe = _Pipe()
    for _ in _write(tables, height, pipe, title=title, rtl=rtl, rows=rows):
        yield pipe.drained()
    yield pipe.drained()


class _Pipe(io.RawIOBase):
    """A file that holds only what nobody has taken yet."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting.append(bytes(data))
        return len(data)

    def drained(self) -> bytes:
        taken, self._waiting = b"".join(self._waiting), []
        return taken


def _write(
    tables: Iterable[pl.DataFrame], height: int, file: IO[bytes] | _Pipe, *, title: str, rtl: bool, rows: int
) -> Iterator[None]:
    starts = range(0, max(height, 1), rows - 1)
    titles = [title if n == 1 else f"{title} {n}" for n in range(1, len(starts) + 1)]
    slices = _Slices(tables)
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        # Opened by name an entry carries no time, unlike with `writestr`.
        for name, text in _frame_parts(titles).items():
            with archive.open(name, "w") as part:
                part.write(text.encode())
        for number, start in enumerate(starts, 1):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as sheet:
                yield from _write_sheet(sheet, slices, min(rows - 1, height - start), rtl)


class _Slices:
    """Tables one after the other, to be taken in slices of any height."""

    def __init__(self, tables: Iterable[pl.DataFrame]) -> None:
        self._tables = iter(tables)
        self._rest = next(self._tables)
        self.columns = self._rest.columns

    def take(self, height: int) -> Iterator[pl.DataFrame]:
        """The next `height` rows, in slices; fewer where the tables end."""
        while height > 0:
            if not self._rest.height:
                following = next(self._tables, None)
                if following is None:
                    return
                self._rest = following
                continue
            piece = self._rest.head(min(height, _SLICE))
            self._rest = self._rest.slice(piece.height)
            height -= piece.height
            yield piece


def _write_sheet(sheet: IO[bytes], slices: _Slices, height: int, rtl: bool) -> Iterator[None]:
    width = len(slices.columns)
    last = f"{_letters(width)}{height + 1}"
    sheet.write(
        f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{last}"/>'
        f'<sheetViews><sheetView rightToLeft="{int(rtl)}" workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{width}" width="{_COLUMN_WIDTH}" customWidth="1"/></cols><sheetData>'.encode()
    )
    header = pl.DataFrame([slices.columns], schema=[f"column_{n}" for n in range(width)], orient="row")
    sheet.write(_rows(header, 1, _HEADER))
    following = 2
    for piece in slices.take(height):
        sheet.write(_rows(piece, following, _TEXT))
        following += piece.height
        yield
    sheet.write(
        f'</sheetData><ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/></ignoredErrors>'
        "</worksheet>".encode()
    )


def _rows(table: pl.DataFrame, first: int, style: int) -> bytes:
    number = pl.int_range(first, first + table.height).cast(pl.String)
    cells = [_cell(table, column, _letters(n), number, style) for n, column in enumerate(table.columns, 1)]
    row = pl.concat_str(pl.lit('<row r="'), number, pl.lit('">'), *cells, pl.lit("</row>"))
    xml: bytes = table.select(row.str.join("").cast(pl.Binary)).item()
    return xml


def _cell(table: pl.DataFrame, column: str, letters: str, number: pl.Expr, style: int) -> pl.Expr:
    value = pl.col(column)
    if table.schema[column] != pl.String:
        filled = pl.concat_str(
            pl.lit(f'<c r="{letters}'), number, pl.lit('"><v>'), value.cast(pl.String), pl.lit("</v></c>")
        )
        return pl.when(value.is_null()).then(pl.lit("")).otherwise(filled)
    if (table[column].str.len_bytes().max() or 0) > CELL_CHARACTERS:  # type: ignore[operator]
        cut = value.str.head(CELL_CHARACTERS - len(CUT)) + CUT
        value = pl.when(value.str.len_chars() > CELL_CHARACTERS).then(cut).otherwise(value)
    edge = pl.when(value.str.contains(r"^\s|\s$|\n")).then(pl.lit(' xml:space="preserve">')).otherwise(pl.lit(">"))
    text = value.str.replace_many(list(_ESCAPES), list(_ESCAPES.values()))
    filled = pl.concat_str(
        pl.lit(f'<c r="{letters}'),
        number,
        pl.lit(f'" s="{style}" t="inlineStr"><is><t'),
        edge,
        text,
        pl.lit("</t></is></c>"),
    )
    return pl.when(value.fill_null("") == "").then(pl.lit("")).otherwise(filled)


def _letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _frame_parts(titles: list[str]) -> dict[str, str]:
    """The parts around the sheets: what is in the package and how the sheets are called."""
    numbers = range(1, len(titles) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPES}.worksheet+xml"/>' for n in numbers
    )
    sheets = "".join(
        f'<sheet name={quoteattr(t)} sheetId="{n}" r:id="rId{n}"/>' for n, t in zip(numbers, titles, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    style = f'<Relationship Id="rId{len(titles) + 1}" Type="{_LINKS}/styles" Target="styles.xml"/>'
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{types}</Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{links}{style}</Relationships>",
        "xl/styles.xml": _STYLES,
    }
