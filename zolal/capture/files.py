"""The file of an import, read in the limited child."""

from __future__ import annotations

from django.utils.translation import gettext

from zolal.capture.models import Import
from zolal.core.jobs import Failed
from zolal.engine.files import FileError, Table
from zolal.engine.files import read as read_file


def tables_of(import_: Import) -> list[Table]:
    """All sheets with data, read as the import's `reading` says. Raises `Failed` with a sentence for the user."""
    reading = import_.reading
    row = reading.get("header_row")
    try:
        return read_file(
            import_.file.path,
            delimiter=reading.get("delimiter") or "",
            encoding=reading.get("encoding") or "",
            header_row=None if row in (None, "") else int(row),
        )
    except FileError as error:
        error.file = import_.filename
        raise Failed(error.text(gettext)) from error


def table_of(import_: Import, tables: list[Table]) -> Table:
    """The sheet that is wanted: the one named, or the one with the most cells filled."""
    wanted = import_.reading.get("sheet") or ""
    for table in tables:
        if wanted and table.sheet == wanted:
            return table
    if wanted:
        sentence = gettext("%(file)s has no sheet called “%(sheet)s”; choose another sheet.")
        raise Failed(sentence % {"file": import_.filename, "sheet": wanted})
    return max(tables, key=lambda table: table.frame.height * table.frame.width)
