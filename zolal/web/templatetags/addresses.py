"""`{% url %}` of templates: as Django's, and quick where an address tells no more than which record it is of."""

from __future__ import annotations

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse

from zolal.web.addresses import address, is_simple

register = template.Library()


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    found = parse(parser, token)
    return found if found.kwargs or found.asvar else _Quick(found.view_name, found.args, found.kwargs, found.asvar)


class _Quick(URLNode):
    def render(self, context: Context) -> str:
        parts = [one.resolve(context) for one in self.args]
        if all(map(is_simple, parts)):
            return address(str(self.view_name.resolve(context)), *parts)
        return str(super().render(context))
