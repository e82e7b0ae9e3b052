"""Where translatable strings stand: in Python, in the report's Jinja page and in Django's templates; and their Persian.

Used by `make messages` to collect them, by `test_i18n` to miss none and by `test_twins` for what the screens say.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from io import BytesIO
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from zolal.i18n import DOMAIN, LOCALE

KEYWORDS: Mapping[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "N_": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
METHODS = [
    ("web/templates/**.html", "tests.messages:django"),
    ("**/templates/**.html", "jinja2"),
    ("**.py", "python"),
]


def django(
    file: IO[bytes], keywords: Mapping[str, Any], comments: Collection[str], options: Mapping[str, Any]
) -> Generator[tuple[int, str, str | Sequence[str], Sequence[str]]]:
    """Babel's extractor for Django templates: Django itself turns a template into Python-like text with `_()` calls."""
    source = templatize(file.read().decode(), origin=getattr(file, "name", None))
    # The template's own indentation means nothing to Python.
    flat = "\n".join(line.strip() for line in source.split("\n"))
    yield from extract_python(BytesIO(flat.encode()), keywords, comments, options)  # type: ignore[misc]


def persian() -> Catalog:
    with (LOCALE / "fa" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale="fa", abort_invalid=True)
