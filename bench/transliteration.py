"""Learns how Persian letters are written in Latin ones, and writes the table the engine ships.

python -m bench.transliteration [--data ../shared/data]

The names that are held out for `bench.names` are left out, however their parts are spaced.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from bench.data import SHARED
from zolal.engine.persian import transliteration as model
from zolal.engine.persian.letters import store
from zolal.engine.persian.names import joined_key
from zolal.engine.persian.transliteration import CONTEXTS, LETTERS, LONGEST_PIECE, Floats, Pieces, Places, step

TABLE = Path(model.__file__).parent / "data" / "transliteration.csv"
ROUNDS = 6
SEEN = 3
"""Pieces seen less often are noise."""
KEPT = 0.5
"""Expected counts below this are not written."""
SOUNDS = {
    "ا": "a aa e o i u", "ع": "a e o i u", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h",
    "خ": "kh", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t",
    "ظ": "z", "غ": "gh", "ف": "f", "ق": "gh", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "و": "v o u",
    "ه": "h e", "ی": "i y ei",
}  # fmt: skip
"""Where learning starts: the usual spelling of each letter."""


def held_out(name: str) -> bool:
    """Whether a name is kept back for the figures: one of five, by a hash of the name as stored."""
    return int(hashlib.sha256(store(name).encode()).hexdigest(), 16) % 5 == 0


def pairs(data: Path) -> pl.DataFrame:
    """Persian names as stored and their Latin spellings: `persian`, `latin`. FileNotFoundError without the file."""
    table = pl.read_csv(data / "persian" / "first_names_gender_latin.csv", infer_schema=False).drop_nulls()
    return pl.DataFrame(
        {"persian": [store(name) for name in table["name"]], "latin": [store(name) for name in table["english_name"]]}
    ).unique(maintain_order=True)


def name(text: str) -> str:
    """A name as it is compared: `joined_key`, and of that the letters."""
    return "".join(filter(str.isalpha, joined_key(text)))


def to_learn_from(known: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Distinct pairs of names, without those held out."""
    kept_back = {name(persian) for persian in known["persian"] if held_out(persian)}
    for persian, latin in dict.fromkeys((name(persian), name(latin)) for persian, latin in known.iter_rows()):
        if persian and persian not in kept_back and set(persian) <= set(LETTERS) and latin and latin.isascii():
            yield persian, latin


def learn(persian: list[str], latin: list[str]) -> tuple[Pieces, Floats]:
    """The pieces and their expected counts in every context, by expectation maximisation from `SOUNDS`."""
    seen = Counter(
        word[at : at + length]
        for word in latin
        for length in range(1, LONGEST_PIECE + 1)
        for at in range(len(word) - length + 1)
    )
    pieces = Pieces(("", *sorted(piece for piece, count in seen.items() if count >= SEEN)))
    counts = _start(pieces)
    for turn in range(ROUNDS):
        learning = model.Transliteration(pieces, counts)
        counts = np.zeros_like(counts)
        likelihood = 0.0
        for at in range(0, len(persian), model.CHUNK):
            part = slice(at, at + model.CHUNK)
            likelihood += _expect(learning, learning.contexts(persian[part]), learning.divided(latin[part]), counts)
        print(f"  round {turn + 1}: mean log likelihood {likelihood / len(persian):.4f}")
    return pieces, counts


def _start(pieces: Pieces) -> Floats:
    counts = np.zeros((model.KINDS, len(LETTERS), model.KINDS, pieces.width))
    for at, letter in enumerate(LETTERS):
        for number, piece in enumerate(pieces.known):
            counts[:, at, :, number] = 5 * max(_guess(sound, piece) for sound in SOUNDS[letter].split())
    return counts.reshape(CONTEXTS, -1)


def _guess(sound: str, piece: str) -> float:
    """How often a letter of this sound may be written so, against 1 for the sound itself."""
    if piece == sound:
        return 1.0
    doubled = piece.removeprefix(sound[0]) if piece.startswith(sound[0] * 2) else piece
    rest = doubled.removeprefix(sound) if doubled.startswith(sound) else "?"
    if set(rest) <= set("aeiouh"):
        return 0.3 if doubled == piece else 0.1
    return 0.02 * 0.1 ** len(piece) if piece else 0.05


def _expect(learning: model.Transliteration, letters: Places, spelled: Places, counts: Floats) -> float:
    """Add how often each piece stands in each context, by the forward-backward algorithm; gives the log likelihood."""
    _, places, names = spelled.shape
    chance = [learning.at(context, spelled) for context in letters]
    forward = [np.zeros((places, names))]
    forward[0][0] = 1
    for pieces in chance:
        forward.append(step(forward[-1], pieces))
    ends = learning.ends(spelled), np.arange(names)
    whole = np.maximum(forward[-1][ends], 1e-300)
    backward = np.zeros((places, names))
    backward[ends] = 1 / whole
    for context, pieces, reached in reversed(list(zip(letters, chance, forward, strict=False))):
        before = np.zeros((places, names))
        for length in range(min(LONGEST_PIECE, places - 1) + 1):
            onward = pieces[length, : places - length] * backward[length:]
            before[: places - length] += onward
            expected = reached[: places - length] * onward
            place, which = np.nonzero((expected > 1e-6) & (context < CONTEXTS))
            np.add.at(counts, (context[which], spelled[length, place, which]), expected[place, which])
        backward = before
    return float(np.log(whole).sum())


def rows(pieces: Pieces, counts: Floats) -> Iterator[tuple[int, str, int, str, float]]:
    """What `transliteration.read` reads: contexts and pieces with their counts, where there are enough."""
    for number, piece in zip(*np.nonzero(counts[:, : len(pieces.known)] >= KEPT), strict=True):
        before, rest = divmod(int(number), len(LETTERS) * model.KINDS)
        letter, after = divmod(rest, model.KINDS)
        yield before, LETTERS[letter], after, pieces.known[piece], round(float(counts[number, piece]), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with persian/first_names_gender_latin.csv")
    learnt_from = list(to_learn_from(pairs(parser.parse_args().data)))
    print(f"{len(learnt_from):,} pairs of spellings")
    pieces, counts = learn([persian for persian, _ in learnt_from], [model.folded(latin) for _, latin in learnt_from])
    lines = [",".join(map(str, row)) for row in rows(pieces, counts)]
    TABLE.write_text("\n".join(["before,letter,after,latin,count", *lines]) + "\n", "utf-8")
    print(f"{len(lines):,} rows in {TABLE}")


if __name__ == "__main__":
    main()
