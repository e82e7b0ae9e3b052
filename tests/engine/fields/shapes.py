"""Cells as they are found: clean, noisy and random."""

from __future__ import annotations

from hypothesis import strategies as st

from zolal.engine.fields.kind import Kind

_SCRIPTS = [str.maketrans("0123456789", other) for other in ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")]
_PREFIXES = ["", "0", "09", "9", "+98", "0098", "98", "+989", "021", "21", "+9821", "IR", "'", "+1", "0044", "603799"]
_ENDINGS = ["", "", ".0", "-5", "E+09", " داخلی 12", " ext 3", "/", " "]
_JOINTS = [" | ", "|", " / ", "،", " و ", " ", "-", "\n"]
_NOISE = st.sampled_from(["-", " ", ".", "/", "(", ")", "'", "\u200c", "\u200f", "ی", "x", "0", "9"])
_LOCALS = ["ali", "Ali.Rezaei", "info", "sales", "a", "x_1", "ali rezaei", "'ali"]
_DOMAINS = [
    "gmail.com",
    "Gmail.com",
    "gamil.com",
    "yahoo.com",
    "chmail.ir",
    "x.con",
    "yopmail.com",
    "example",
    "b.co.uk",
]


def _numbers() -> st.SearchStrategy[str]:
    parts = st.tuples(st.sampled_from(_PREFIXES), st.text("0123456789", max_size=11), st.sampled_from(_ENDINGS))
    return st.builds(lambda number, script: "".join(number).translate(script), parts, st.sampled_from(_SCRIPTS))


def _addresses() -> st.SearchStrategy[str]:
    return st.builds(
        "{}{}@{}{}".format,
        st.sampled_from(["", "<", "mailto:"]),
        *map(st.sampled_from, [_LOCALS, _DOMAINS, ["", ">", "."]]),
    )


@st.composite
def _disturbed(draw: st.DrawFn, cells: st.SearchStrategy[str]) -> str:
    cell = draw(cells)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(cell)))
        cell = cell[:at] + draw(_NOISE) + cell[at + draw(st.integers(0, 1)) :]
    return cell


def cells_of(kind: Kind) -> st.SearchStrategy[str]:
    """Cells a column of the kind may hold: examples, numbers, addresses, whole or disturbed, joined, anything."""
    examples = st.sampled_from([form for pair in kind.examples for form in pair])
    one = st.one_of(
        examples, _numbers(), _addresses(), _disturbed(examples), _disturbed(_numbers()), _disturbed(_addresses())
    )
    nothing = st.sampled_from(["", " ", "-", "ندارد", "0", "0000000000", "N/A", "\u200c", "1111111111"])
    joined = st.builds(
        lambda parts, joint: joint.join(parts), st.lists(one, min_size=2, max_size=3), st.sampled_from(_JOINTS)
    )
    return st.one_of(one, joined, nothing, st.text(max_size=16))
