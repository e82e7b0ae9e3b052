"""How likely a name in Latin letters is the spelling of a name in Persian letters.

A Persian letter, seen with the kinds of its neighbours, becomes nothing up to four Latin letters: the م of محمد "mo" or
"ma", a closing ه "eh", "e" or "h". The chance of a spelling is the sum over every way to divide it among the letters.
The chances of the pieces were learnt from pairs of spellings (`bench/transliteration.py`) and ship as counts; what was
never seen keeps a small chance, so that a slip of the pen lowers the score and does not end it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

LETTERS = "اعبپتثجچحخدذرزژسشصضطظغفقکگلمنوهی"
NEIGHBOURS = ("", "او", "ی", "هع", "".join(letter for letter in LETTERS if letter not in "اویهع"))
"""Kinds of neighbours; the first is the end of the name."""
LONGEST_PIECE = 4
LONGEST = 40
"""So many letters of a name are compared, as of its spelling."""
ALPHABET = 26
REMEMBERED = 65_536
"""So many names are at hand in the letters that count."""
CHUNK = 4096

_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz")
_ONE_WAY = {"ee": "i", "oo": "u", "ou": "u", "w": "v", "q": "gh", "ph": "f", "x": "ks"}
_HABITS = re.compile("|".join(_ONE_WAY))

_KIND = {letter: kind for kind, letters in enumerate(NEIGHBOURS) for letter in letters}
KINDS = len(NEIGHBOURS)
CONTEXTS = KINDS * len(LETTERS) * KINDS
SLIP = 1e-5
"""The chance that a letter is not written as it ever was before."""


def kind(letter: str) -> int:
    """Which of `NEIGHBOURS` a letter is; "" is the end of the name."""
    return _KIND[letter] if letter else 0


def context(before: int, letter: str, after: int) -> int:
    """The number, below `CONTEXTS`, of a letter between neighbours of these kinds."""
    return (before * len(LETTERS) + LETTERS.index(letter)) * KINDS + after


@dataclass(frozen=True)
class Pieces:
    """The Latin pieces that are known; what is not known has one number for each length."""

    known: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many numbers there are: known pieces, unknown ones by length, and the one that cannot be."""
        return len(self.known) + LONGEST_PIECE + 1

    def lengths(self) -> Places:
        """Letters in every piece; the one that cannot be has none."""
        return np.array([*map(len, self.known), *range(1, LONGEST_PIECE + 1), 0])

    def tables(self) -> list[Places]:
        """For every length the number of each piece by its letters, read as a number with the digits 1 to 26."""
        digits = np.arange(ALPHABET + 1)
        whole = np.zeros(1, dtype=np.bool_)  # whether a zero, which is no letter, stands among the digits
        found = [np.array([self.known.index("")])]
        for length in range(1, LONGEST_PIECE + 1):
            whole = (whole[:, None] | (digits == 0)).ravel()
            unknown = len(self.known) + length - 1
            found.append(np.where(whole, self.width - 1, unknown))
        for number, piece in enumerate(self.known):
            found[len(piece)][_number(piece)] = number
        return found


def _number(piece: str) -> int:
    number = 0
    for letter in piece:
        number = number * (ALPHABET + 1) + ord(letter) - 96
    return number


def chances(counts: Floats, pieces: Pieces) -> Floats:
    """The chance of every piece in every context, (CONTEXTS + 1, pieces), from how often it stood there.

    A context with few counts leans on the same letter beside one of the neighbours, that on the letter alone, and that
    on pieces of few letters (interpolation after Jelinek & Mercer 1980). The last row is of no letter, which always
    becomes nothing.
    """
    cube = counts.reshape(KINDS, len(LETTERS), KINDS, pieces.width)
    scarce = np.power(float(ALPHABET), -pieces.lengths().astype(np.float64))
    any_piece: Floats = 0.2 * scarce
    any_piece[len(pieces.known) :] = 0
    letter = _mixed(cube.sum((0, 2)), any_piece, 8)
    after, before = _mixed(cube.sum(0), letter[:, None], 3), _mixed(cube.sum(2), letter[None], 3)
    both = _mixed(cube, (after[None] + before[:, :, None]) / 2, 3)
    slip: Floats = 0.5 * scarce
    slip[-1] = 0
    slip[pieces.known.index("")] = 5
    none = np.zeros(pieces.width)
    none[pieces.known.index("")] = 1
    return np.vstack([(1 - SLIP) * both.reshape(CONTEXTS, -1) + SLIP * slip, none])


def _mixed(counts: Floats, prior: Floats, weight: float) -> Floats:
    mixed: Floats = (counts + weight * prior) / (counts.sum(-1, keepdims=True) + weight)
    return mixed


class Transliteration:
    """Chances of pieces, made ready for many pairs at once."""

    def __init__(self, pieces: Pieces, counts: Floats) -> None:
        self.pieces = pieces
        self.chances = chances(counts, pieces)
        self._flat = self.chances.ravel()
        self._numbers = pieces.tables()

    def log_likelihood(self, persian: Sequence[str], latin: Sequence[str]) -> Floats:
        """The natural logarithm of the chance that persian[i] is spelled latin[i]; both as `joined_key` gives them."""
        letters, spelled = [_persian(name) for name in persian], [folded(name) for name in latin]
        chance = np.empty(len(letters))
        # Names of one length stand together: what is shorter than the longest beside it costs as much.
        order = sorted(range(len(letters)), key=lambda at: (len(spelled[at]), len(letters[at])))
        for start in range(0, len(order), CHUNK):
            part = order[start : start + CHUNK]
            contexts = self.contexts([letters[at] for at in part])
            chance[part] = self._chance(contexts, self.divided([spelled[at] for at in part]))
        return np.log(np.maximum(chance, 1e-300))

    def contexts(self, persian: Sequence[str]) -> Places:
        """The context of each letter, (letters, names); no letter is `CONTEXTS`."""
        letters = _LETTER_OF[np.minimum(_points(persian), len(_LETTER_OF) - 1)]
        kinds = np.zeros((len(letters) + 2, letters.shape[1]), dtype=np.int64)
        kinds[1:-1] = _KIND_OF[letters]
        numbers = (kinds[:-2] * len(LETTERS) + letters) * KINDS + kinds[2:]
        return np.where(letters < len(LETTERS), numbers, CONTEXTS)

    def divided(self, latin: Sequence[str]) -> Places:
        """The pieces that begin at each place of each spelling, (lengths from 0 up, places, names)."""
        digits = np.maximum(_points(latin).astype(np.int64) - 96, 0)
        places = len(digits) + 1
        digits = np.pad(digits, ((0, LONGEST_PIECE + 1), (0, 0)))
        found = np.empty((LONGEST_PIECE + 1, places, digits.shape[1]), dtype=np.int64)
        number = np.zeros(found.shape[1:], dtype=np.int64)
        for length in range(LONGEST_PIECE + 1):
            found[length] = self._numbers[length][number]
            number = number * (ALPHABET + 1) + digits[length : length + places]
        return found

    def ends(self, spelled: Places) -> Places:
        """The place after the last letter of each spelling."""
        ends: Places = (spelled[1] < self.pieces.width - 1).sum(axis=0)
        return ends

    def at(self, context: Places, spelled: Places) -> Floats:
        """The chance of every piece of every spelling in one context a name."""
        return self._flat.take(context * self.pieces.width + spelled)

    def _chance(self, contexts: Places, spelled: Places) -> Floats:
        reached = np.zeros(spelled.shape[1:])
        reached[0] = 1
        for context in contexts:
            reached = step(reached, self.at(context, spelled))
        ends = self.ends(spelled)
        chance: Floats = reached[ends, np.arange(len(ends))]
        return chance


def step(reached: Floats, pieces: Floats) -> Floats:
    """How likely each place of the spelling, (places, names), is reached with one letter more."""
    further: Floats = reached * pieces[0]
    places = len(reached)
    for length in range(1, min(LONGEST_PIECE, places - 1) + 1):
        further[length:] += reached[: places - length] * pieces[length, : places - length]
    return further


@lru_cache(maxsize=REMEMBERED)
def _persian(name: str) -> str:
    """The letters that stand for a sound."""
    return name if name.isalpha() and not name.isascii() else "".join(letter for letter in name if letter in LETTERS)


@lru_cache(maxsize=REMEMBERED)
def folded(name: str) -> str:
    """The letters of a name in Latin ones; what is only another habit of spelling the same sound is written one way."""
    letters = name if name.isalpha() and name.isascii() else "".join(filter(_ALPHABET.__contains__, name))
    return _HABITS.sub(lambda found: _ONE_WAY[found.group()], letters)


def _points(words: Sequence[str]) -> npt.NDArray[np.uint32]:
    """Code points of the letters, (letters, words), 0 after the end."""
    width = min(max(map(len, words), default=0) or 1, LONGEST)
    points = np.array(words, dtype=f"U{width}").view(np.uint32).reshape(len(words), width)
    return np.ascontiguousarray(points.T)


def _by_point() -> Places:
    found = np.full(max(map(ord, LETTERS)) + 2, len(LETTERS))
    found[[ord(letter) for letter in LETTERS]] = np.arange(len(LETTERS))
    return found


_LETTER_OF = _by_point()
_KIND_OF = np.array([*map(kind, LETTERS), 0])


def read(rows: Sequence[tuple[int, str, int, str, float]]) -> Transliteration:
    """From rows of (kind before, letter, kind after, piece, count)."""
    pieces = Pieces(("", *sorted({row[3] for row in rows} - {""})))
    number = {piece: place for place, piece in enumerate(pieces.known)}
    counts = np.zeros((CONTEXTS, pieces.width))
    for before, letter, after, piece, count in rows:
        counts[context(before, letter, after), number[piece]] = count
    return Transliteration(pieces, counts)


@cache
def learnt() -> Transliteration:
    """What ships with the package."""
    text = (files("zolal.engine.persian") / "data" / "transliteration.csv").read_text("utf-8")
    rows = (line.split(",") for line in text.splitlines()[1:])
    return read([(int(before), letter, int(after), piece, float(n)) for before, letter, after, piece, n in rows])


def sounds_alike(persian: Sequence[str], latin: Sequence[str]) -> Floats:
    """How alike persian[i] and latin[i] sound, 0..1: the chance of the spelling, as its mean over the Latin letters.

    Usual spellings get 0.4 and more, those with a slip 0.02 to 0.4, other names mostly less than 0.02. What holds no
    Persian or no Latin letter is like nothing.
    """
    lengths = np.array([min(len(folded(word)), LONGEST) for word in latin])
    letters = np.array([_persian(word) != "" for word in persian], dtype=np.bool_)
    likelihood = learnt().log_likelihood(persian, latin)
    alike: Floats = np.where(letters & (lengths > 0), np.exp(likelihood / np.maximum(lengths, 1)), 0.0)
    return alike
