"""A change of how keys are made is noticed."""

from pathlib import Path

import pytest

from zolal.quality import key_rules


@pytest.mark.parametrize(
    "changed", ["engine/fields/mobile.py", "engine/persian/data/place_spellings.csv", "engine/match/index/signs.py"]
)
def test_the_fingerprint_is_of_every_rule_that_makes_a_key(changed: str) -> None:
    known = dict(key_rules.sources())
    package, _, name = changed.rpartition("/")
    there = Path(key_rules.__file__).parent.parent / changed
    assert known[f"zolal.{package.replace('/', '.')}/{name}"] == there.read_bytes()


def test_it_fits_its_column() -> None:
    assert len(key_rules.fingerprint()) == key_rules.LENGTH
