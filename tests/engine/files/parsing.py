"""Reading in this process, without the child: for the many small files of these tests."""

import io
import tempfile
from pathlib import Path

from zolal.engine.files import Limits, Table
from zolal.engine.files.child import answer
from zolal.engine.files.pipe import END, Sender
from zolal.engine.files.reader import gather
from zolal.engine.files.sheet import Tables


def parse(
    content: bytes | Path,
    *,
    sheet: str = "",
    delimiter: str = "",
    encoding: str = "",
    header_row: int | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> list[Table]:
    """The tables of a file, or of one with this content, as the child would send them."""
    if isinstance(content, bytes):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "customers")
            path.write_bytes(content)
            return parse(
                path, sheet=sheet, delimiter=delimiter, encoding=encoding, header_row=header_row, limits=limits
            )
    stream = io.BytesIO()
    sender = Sender(stream)
    options = {"sheet": sheet, "delimiter": delimiter, "encoding": encoding, "header_row": header_row}
    answer(Tables(sender, limits), path=str(content), **options)  # type: ignore[arg-type]
    sender.note(END)
    stream.seek(0)
    return gather(stream, content.name, limits)
