"""Is a name found in the other script? On one name of five that was never learnt from, beside what others use.

python -m bench.names [--peers] [--data ../shared/data]

A query is one spelling of a held-out name; the candidates are all distinct names of the file in the other script, the
held-out ones and all misspelt ones among them, as a customer base would hold them. Names are compared by the letters of
their `joined_key`: spaces, half-spaces, hamza and apostrophes are no difference. Whoever scores as high as the right
name stands before it. Every figure comes in two weights: by how often the name is borne in Iran, where that is known,
and every entry of the file alike. `own` asks for the very entry; `listed` takes any entry that the file pairs with the
query: "abdollah" stands there for 24 Persian forms, of which `own` can find but one.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bench import transliteration
from bench.data import SHARED
from zolal.engine.persian import spelling
from zolal.engine.persian.letters import store
from zolal.engine.persian.names import given_names
from zolal.engine.persian.romanise import skeleton
from zolal.engine.persian.transliteration import LETTERS, Floats, learnt

Scored = tuple[npt.NDArray[np.intp], Floats]
"""Positions of candidates, and how well each fits a query; candidates that are not named fit worse than all."""
Ranker = Callable[[Sequence[str], Sequence[str]], Iterator[Scored]]
"""From queries and candidates to the candidates scored for every query."""

NEAREST = 150
"""So many candidates with the most similar skeletons are looked at closely."""
CLOSE = 50
"""So many of them, those that sound most alike, are asked how usual they are."""
RARE = 0.001
"""What is added to the share of every name, in percent; a share is rounded to ten times that."""
TAIL = 0.0015
"""The weight of a name whose share of the registry is rounded to nothing."""
BLOCK = 256


@dataclass(frozen=True, slots=True)
class Question:
    """Queries in one script, candidates in the other, what is right for each query, and its weight."""

    name: str
    queries: list[str]
    candidates: list[str]
    own: list[set[int]]
    listed: list[set[int]]
    weights: Floats

    @property
    def ceiling(self) -> tuple[float, float]:
        """How often the very entry can come first at most: a query that stands for several has one first place."""
        most: dict[str, float] = {}
        for query, weight in zip(self.queries, self.weights.tolist(), strict=True):
            most[query] = max(most.get(query, 0.0), weight)
        return sum(most.values()) / float(self.weights.sum()), len(most) / len(self.queries)


def questions(pairs: pl.DataFrame, frequency: dict[str, float]) -> list[Question]:
    """From Latin to Persian and back, over the names held out."""
    name = transliteration.name
    every = {(name(persian), name(latin)) for persian, latin in pairs.iter_rows()}
    every = {pair for pair in every if all(pair)}
    asked: defaultdict[tuple[str, str], float] = defaultdict(float)
    for persian, latin in pairs.iter_rows():
        if transliteration.held_out(persian) and (pair := (name(persian), name(latin))) in every:
            asked[pair] = max(asked[pair], frequency.get(persian, 0.0))
    weights = np.array(list(asked.values()))
    turned = [(latin, persian) for persian, latin in asked]
    return [
        question("Latin to Persian", turned, {(latin, persian) for persian, latin in every}, weights),
        question("Persian to Latin", list(asked), every, weights),
    ]


def question(name: str, asked: list[tuple[str, str]], every: set[tuple[str, str]], weights: Floats) -> Question:
    """The pairs asked for, a query and what is right, among the answers of every pair."""
    candidates = sorted({answer for _, answer in every})
    at = {candidate: place for place, candidate in enumerate(candidates)}
    listed: defaultdict[str, set[int]] = defaultdict(set)
    for query, answer in every:
        listed[query].add(at[answer])
    return Question(
        name,
        [query for query, _ in asked],
        candidates,
        [{at[answer]} for _, answer in asked],
        [listed[query] for query, _ in asked],
        weights,
    )


def frequencies(data: Path) -> dict[str, float]:
    """How many percent of the people bear a name, by the name as stored."""
    table = pl.read_csv(data / "persian" / "first_names_frequency.csv", infer_schema=False).drop_nulls()
    shares: defaultdict[str, float] = defaultdict(float)
    for name, share in table.iter_rows():
        shares[store(name)] += max(float(share), TAIL)
    return dict(shares)


def ranks(scored: Iterable[Scored], right: Sequence[set[int]]) -> npt.NDArray[np.float64]:
    """The place of the best right answer for every query, from 1; ties stand before it, infinite where it is not."""
    found = []
    for (places, scores), answers in zip(scored, right, strict=True):
        correct = np.isin(places, list(answers))
        best = scores[correct].max(initial=-np.inf)
        found.append(1.0 + float((scores[~correct] >= best).sum()) if best > -np.inf else np.inf)
    return np.array(found)


def ours(queries: Sequence[str], candidates: Sequence[str]) -> Iterator[Scored]:
    """How likely each candidate is the other spelling of the query.

    From Latin to Persian by the rule of Bayes: the chance of the spelling times how usual the Persian name is. From
    Persian to Latin the chance that the name is usually spelled so.
    """
    if queries[0][0] in LETTERS:
        yield from usual(spelling.learnt())(queries, candidates)
    else:
        names = given_names()
        borne = np.log(np.array([names[name].share if name in names else 0.0 for name in candidates]) + RARE)
        yield from ((places, scores + borne[places]) for places, scores in by_sound(queries, candidates))


def usual(model: spelling.Spelling) -> Ranker:
    """From Persian to Latin: the chance of the spelling, of a name as common as this one, by a model of usual ones."""

    def rank(queries: Sequence[str], candidates: Sequence[str]) -> Iterator[Scored]:
        known = given_names()
        for query, (places, scores) in zip(queries, by_sound(queries, candidates), strict=True):
            near = places[np.argsort(-scores, kind="stable")[:CLOSE]]
            kind = spelling.common(known[query].share if query in known else 0.0)
            yield near, model.log_likelihood(query, [candidates[place] for place in near], kind)

    return rank


def made(model: spelling.Spelling, question: Question, most: int = 10) -> npt.NDArray[np.float64]:
    """The place of the first listed spelling among those the model makes by itself, as `ranks`."""
    found = []
    for query, right in zip(question.queries, question.listed, strict=True):
        listed = {question.candidates[place] for place in right}
        spelled = [name for name, _ in model.best(query, most=most)]
        found.append(next((place for place, name in enumerate(spelled, 1) if name in listed), np.inf))
    return np.array(found)


def by_sound(queries: Sequence[str], candidates: Sequence[str]) -> Iterator[Scored]:
    """The logarithm of the chance of the spelling, of whichever of the two is the Latin one."""
    for query, places in zip(queries, nearest(queries, candidates), strict=True):
        found, same = [candidates[place] for place in places], [query] * len(places)
        persian, latin = (same, found) if query[0] in LETTERS else (found, same)
        yield places, learnt().log_likelihood(persian, latin)


def nearest(queries: Sequence[str], candidates: Sequence[str]) -> Iterator[npt.NDArray[np.intp]]:
    """The candidates whose skeletons are most like that of each query, at least `NEAREST` of them."""
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(candidates):
        bearers[skeleton(name) or name].append(place)
    bones = list(bearers)
    for found in _most_alike([skeleton(query) or query for query in queries], bones, lambda word: word):
        places: list[int] = []
        for bone in found[0][np.argsort(-found[1], kind="stable")]:
            places += bearers[bones[bone]]
            if len(places) >= NEAREST:
                break
        yield np.array(places, dtype=np.intp)


def _most_alike(queries: Sequence[str], candidates: Sequence[str], spelled: Callable[[str], str]) -> Iterator[Scored]:
    """Every query's best candidates by Jaro-Winkler similarity, once both are spelled in one way."""
    written = [spelled(name) for name in candidates]
    for start in range(0, len(queries), BLOCK):
        block = [spelled(query) for query in queries[start : start + BLOCK]]
        for scores in process.cdist(block, written, scorer=JaroWinkler.similarity, dtype=np.float32):
            places = np.argpartition(-scores, min(NEAREST, len(scores) - 1))[:NEAREST]
            # Ties with the last one count against whoever ties.
            places = np.flatnonzero(scores >= scores[places].min())
            yield places, scores[places].astype(np.float64)


def peers() -> dict[str, tuple[Ranker, Callable[[str], str]]]:
    """How a name is found across scripts without Zolal: everything in Latin letters, then the usual measures.

    With the key each of them would block by. ImportError without the two libraries.
    """
    import jellyfish  # noqa: PLC0415 - the peers are there only for the figures
    from anyascii import anyascii  # noqa: PLC0415

    def consonants(name: str) -> str:
        return "".join(letter for letter in anyascii(name).lower() if letter not in "aeiouyw'` ")

    def soundex(name: str) -> str:
        return str(jellyfish.soundex(anyascii(name)))

    def metaphone(name: str) -> str:
        return str(jellyfish.metaphone(anyascii(name)))

    return {
        "AnyASCII + Jaro-Winkler; Soundex": (_spelled(lambda name: anyascii(name).lower()), soundex),
        "AnyASCII without vowels + Jaro-Winkler; the same": (_spelled(consonants), consonants),
        "AnyASCII + Metaphone + Jaro-Winkler; Metaphone": (_spelled(metaphone), metaphone),
    }


def _spelled(spelling: Callable[[str], str]) -> Ranker:
    return lambda queries, candidates: _most_alike(queries, candidates, spelling)


def key_equality(question: Question, rule: Callable[[str], str]) -> tuple[float, float, float]:
    """Share of held-out names with one key in both scripts, weighted and not; and how many names share a key.

    The last is the mean over the candidates: a key that calls everything equal finds everything and tells nothing.
    """
    key = {name: rule(name) for name in {*question.queries, *question.candidates}}
    same = [
        key[query] == key[question.candidates[next(iter(own))]]
        for query, own in zip(question.queries, question.own, strict=True)
    ]
    sizes = np.array(list(Counter(key[name] for name in question.candidates).values()))
    crowd = float((sizes**2).sum() / sizes.sum())
    return _weighted(same, question.weights), float(np.mean(same)), crowd


def _weighted(hits: Sequence[bool] | npt.NDArray[np.bool_], weights: Floats) -> float:
    return float(np.average(hits, weights=weights))


def report(question: Question, who: str, ranker: Ranker) -> None:
    """One line a table of the hits among the first 1 and the first 10."""
    scored = list(ranker(question.queries, question.candidates))
    cells = []
    for right in (question.own, question.listed):
        place = ranks(scored, right)
        for first in (1, 10):
            hits = place <= first
            cells.append(f"{_weighted(hits, question.weights):.4f} / {hits.mean():.4f}")
    print(f"| {who} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with persian/")
    parser.add_argument("--peers", action="store_true", help="measure anyascii with jellyfish beside us")
    arguments = parser.parse_args()
    asked = questions(transliteration.pairs(arguments.data), frequencies(arguments.data))
    beside = peers() if arguments.peers else {}
    print("| key | equal in both scripts, by frequency / alike | names that share a key |\n|---|---|---|")
    rules: dict[str, Callable[[str], str]] = {
        "Zolal": skeleton,
        **{who.split("; ")[1]: key for who, (_, key) in beside.items()},
    }
    for who, rule in rules.items():
        weighted, plain, crowd = key_equality(asked[0], rule)
        print(f"| {who} | {weighted:.4f} / {plain:.4f} | {crowd:.1f} |", flush=True)
    rankers = {"Zolal": ours, "Zolal, sound alone": by_sound, **{w.split("; ")[0]: r for w, (r, _) in beside.items()}}
    for question in asked:
        borne = int((question.weights > 0).sum())
        print(f"\n{question.name}: {len(question.queries):,} queries ({borne:,} of known frequency), ", end="")
        print(f"{len(question.candidates):,} candidates; each cell by frequency / alike;")
        weighted, plain = question.ceiling
        print(f"no ranking can put the own entry first in more than {weighted:.4f} / {plain:.4f}\n")
        print("| | own: first | own: first ten | listed: first | listed: first ten |\n|---|---|---|---|---|")
        for who, ranker in rankers.items():
            report(question, who, ranker)


if __name__ == "__main__":
    main()
