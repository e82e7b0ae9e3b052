"""Links of pages lead where Django's own addresses do, however they are found."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse, set_script_prefix

from zolal.web.addresses import Part, address

ONE, OTHER = uuid4(), uuid4()


@pytest.mark.parametrize(
    ("view", "parts"),
    [
        ("home", ()),
        ("person", (ONE,)),
        ("person-field", (ONE, "city")),
        ("person-field", (ONE, "own:education")),
        ("person-field", (ONE, "own:چند واژه?#")),
        ("relation", ("person", ONE, OTHER)),
        ("rule-new", ("word",)),
    ],
)
def test_an_address_is_the_one_of_django(view: str, parts: tuple[Part, ...]) -> None:
    known = address(view, *parts)
    assert known == reverse(view, args=parts)
    assert address(view, *parts) == known
    told = Context({"view": view, **{f"part{number}": part for number, part in enumerate(parts)}})
    asked = " ".join(f"part{number}" for number in range(len(parts)))
    assert Template(f"{{% url view {asked} %}}").render(told) == known


def test_it_begins_where_the_application_stands() -> None:
    address("person", ONE)
    try:
        set_script_prefix("/crm/")
        assert address("person", ONE) == f"/crm{_path(ONE)}"
    finally:
        set_script_prefix("/")
    assert address("person", ONE) == _path(ONE)


def test_what_leads_nowhere_is_refused() -> None:
    for parts in ((), ("word",), (None,), (ONE, ONE)):
        with pytest.raises(NoReverseMatch):
            address("person", *parts)  # type: ignore[arg-type]
    assert Template("{% url 'person' as link %}{{ link }}").render(Context()) == ""


def _path(uid: UUID) -> str:
    return f"/people/{uid}/"
