"""What the documents promise is what the program does."""

from pathlib import Path

import pytest

from docs.guide.tables import GUIDES, filled, rules
from zolal.cleaning.folder import FILES
from zolal.cli import _parser
from zolal.engine.fields import KINDS
from zolal.i18n import Language

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.fa.md")
TEXTS = {lang: guide.read_text("utf-8") for lang, guide in GUIDES.items()}


@pytest.mark.parametrize("lang", TEXTS)
def test_the_guide_lists_every_kind_and_explains_every_issue(lang: Language) -> None:
    assert filled(TEXTS[lang], lang) == TEXTS[lang], "run make guide"


@pytest.mark.parametrize("lang", TEXTS)
def test_the_tables_of_the_guide_are_found_and_filled(lang: Language) -> None:
    assert [kind for kind in KINDS if f"| `{kind}` |" not in TEXTS[lang]] == []
    assert [rule.code for rule in rules() if f"| `{rule.code}` |" not in TEXTS[lang]] == []


def test_a_code_has_one_meaning() -> None:
    meanings: dict[str, set[str]] = {}
    for rule in rules():
        meanings.setdefault(rule.code, set()).add(f"{rule.severity} {rule.fault} {rule.message}")
    assert {code: texts for code, texts in meanings.items() if len(texts) > 1} == {}


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_every_output(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert [name for name in FILES if f"`{name}`" not in text] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_every_option_of_clean(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    commands = next(action for action in _parser()._actions if action.dest == "command")
    assert isinstance(commands.choices, dict)
    options = {option for action in commands.choices["clean"]._actions for option in action.option_strings}
    assert "--map" in options
    assert [option for option in sorted(options - {"-h", "--help"}) if option not in text] == []


@pytest.mark.parametrize("lang", TEXTS)
@pytest.mark.parametrize("column", ["file", "sheet", "row", "entity", "quality", "rows", "probability", "proposal"])
def test_the_guide_explains_every_column_of_the_outputs(column: str, lang: Language) -> None:
    assert f"`{column}`" in TEXTS[lang]
