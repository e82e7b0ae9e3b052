"""Pieces made in Python are what the components show, and never let text become markup."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from zolal.web.people.cells import cell_of, link_of
from zolal.web.templatetags.pieces import avatar, badge, icon, score

EVIL = "\"'><img src=x>"
MARKUP = mark_safe("<b>Quality</b>")


@pytest.mark.parametrize(
    "piece",
    [
        avatar(f"{EVIL} {EVIL}", size=EVIL),
        badge(EVIL, tone=EVIL, kind=EVIL, icon_name=EVIL),
        icon(EVIL),
        score(50, size=EVIL, label=EVIL),
        link_of(EVIL, EVIL),
        cell_of("text", EVIL),
    ],
)
def test_text_in_a_piece_stays_text(piece: str) -> None:
    assert "<img" not in piece
    assert EVIL[0] + EVIL[1] not in piece


def test_a_remembered_piece_of_markup_is_not_given_for_the_same_text() -> None:
    text = "<b>Quality</b>"
    assert "<b>" in score(50, label=mark_safe(text))
    assert "<b>Quality" not in score(50, label=text)


def test_a_component_shows_the_piece_of_its_name() -> None:
    assert Template("{% cotton icon name='eye' /%}").render(Context()).strip() == icon("eye")
    assert Template("{% cotton avatar name='Sara Mohammadi' /%}").render(Context()).strip() == avatar("Sara Mohammadi")
    assert Template("{% cotton score value='82' size='small' /%}").render(Context()).strip() == score(82, size="small")
    assert Template("{% cotton badge tone='good' %}new{% endcotton %}").render(Context()).strip() == badge(
        "new", tone="good"
    )


def test_what_a_component_is_not_given_it_does_not_take_from_the_page() -> None:
    around = Context({"action": "relation.add", "text": "of the page", "foot": "of the page", "hint": "of the page"})
    assert "relation.add" not in Template("{% cotton empty title='None' /%}").render(around)
    for name in ("empty", "card", "field"):
        assert "of the page" not in Template(f"{{% cotton {name} title='None' name='q' /%}}").render(around)


def test_nothing_stands_in_the_cell_of_a_value_that_is_missing() -> None:
    assert not any(cell_of(look, None) for look in ("company", "user", "score", "part", "moment", "text"))
    assert not cell_of("points", [])
    assert not cell_of("text", "")
