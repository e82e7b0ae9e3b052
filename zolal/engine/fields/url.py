"""Web addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import share
from zolal.engine.persian.letters import store
from zolal.engine.records import N_, Rule

INVALID = Rule(
    "url_invalid",
    "error",
    "value",
    N_("Not a web address: a domain was expected, as in example.com or https://example.com/page."),
)
FORM = Rule(
    "url_form",
    "info",
    "format",
    N_("The web address is right but was written in another form (capitals, blanks); it was brought into normal form."),
)
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_URL = re.compile(
    rf"(https?://)?((?:{_LABEL}\.)+[^\W\d_]{{2,24}}|(?:{_LABEL}\.)+xn--[a-z0-9-]+)(:[0-9]{{2,5}})?([/?#][^\s<>\"]*)?",
    re.IGNORECASE,
)


def parse(text: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """Scheme and domain in small letters, the path as written, without a bare closing stroke.

    No scheme is added where none is written. The key is the address without scheme, www and closing stroke.
    """
    folded = store(text).strip("<>()[]\"'،, ")
    match = _URL.fullmatch(folded)
    if not match:
        return Parsed(key=folded.lower(), code=INVALID.code)
    scheme, host, port, path = (part or "" for part in match.groups())
    host, path = host.lower(), "" if path == "/" else path
    value = f"{scheme.lower()}{host}{port}{path}"
    same = value == text
    compared = f"{host.removeprefix('www.')}{port}{path}".rstrip("/")
    return Parsed(value, compared, "" if same else FORM.code, "" if same else value)


def recognise(cells: Sequence[str]) -> float:
    """The share of web addresses; those without scheme and www count a little less."""
    written = share(cells, re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE).fullmatch)
    return 0.2 * written + 0.8 * share(cells, lambda cell: _URL.fullmatch(cell.strip()))


URL = Kind(
    name="url",
    label=N_("Web address"),
    headers=tuple(
        "وب سایت|وبسایت|سایت|نشانی وب|ادرس وب|ادرس سایت|ادرس وب سایت|تارنما|وبگاه|website|web site|web|url|"
        "web address|site|homepage|home page|link|domain|company website".split("|")
    ),
    examples=(("HTTPS://Example.com/", "https://example.com"), ("www.example.ir", "www.example.ir")),
    parse=parse,
    rules=(FORM, INVALID),
    recognise=recognise,
    tags=frozenset({"code"}),
)
