"""Mail domains: the popular ones, the slips people make in typing them, and the disposable ones."""

from __future__ import annotations

from collections.abc import Iterator

POPULAR = (
    "gmail.com yahoo.com hotmail.com outlook.com icloud.com live.com ymail.com aol.com msn.com mail.com "
    "rocketmail.com protonmail.com gmx.com zoho.com yandex.com mail.ru chmail.ir mihanmail.ir mailfa.com "
    "rayana.ir".split()
)
_OFTEN_MISSPELT = "gmail.com yahoo.com hotmail.com outlook.com icloud.com protonmail.com chmail.ir mihanmail.ir".split()
DISPOSABLE = frozenset(
    "mailinator.com guerrillamail.com guerrillamail.net sharklasers.com 10minutemail.com 10minutemail.net "
    "temp-mail.org tempmail.com tempmail.net temp-mail.io yopmail.com yopmail.fr trashmail.com "
    "throwawaymail.com getnada.com nada.email maildrop.cc dispostable.com fakeinbox.com mintemail.com "
    "mohmal.com moakt.com emailondeck.com tempail.com tempr.email discard.email spamgourmet.com "
    "mailnesia.com mailcatch.com inboxkitten.com burnermail.io minuteinbox.com 1secmail.com 1secmail.net "
    "1secmail.org mail.tm spam4.me grr.la fakemail.net mailsac.com".split()
)
ROLES = frozenset(
    "info admin administrator sales support contact office mail email webmaster postmaster hostmaster abuse "
    "noreply no-reply donotreply do-not-reply marketing billing accounting accounts hr jobs career careers "
    "help helpdesk service services customerservice crm newsletter press media public pr team root security "
    "hello enquiries inquiry".split()
)
_ENDINGS = {
    **dict.fromkeys("con cim cpm vom xom comm coom ocm cmo clm cok comn coml c0m".split(), "com"),
    **dict.fromkeys("nte ent".split(), "net"),
    **dict.fromkeys("ogr rog orgg".split(), "org"),
    **dict.fromkeys("iir irr".split(), "ir"),
}
_SLIPS_IN_ENDINGS = {"com": ("co", "om", "cm"), "ir": ("i", "ri")}
"""Endings that other domains really have, or may."""

_NEIGHBOURS = dict(
    pair.split(":")
    for pair in (
        "q:wa w:qes e:wrd r:etf t:ryg y:tuh u:yij i:uok o:ipl p:ol a:qsz s:awdx d:sefc f:drgv g:fthb h:gyjn j:hukm "
        "k:jil l:kop z:ax x:zsc c:xdv v:cfb b:vgn n:bhm m:nj"
    ).split()
)
"""The keys around each key of a QWERTY keyboard."""

_NO_SLIPS = frozenset({"cloud", "cmail", "bmail", "email", "fmail", "hmail", "nmail"})
"""Names that belong to others, though they are one slip away."""


def mended(domain: str) -> str:
    """The domain that was meant, where one is written that nobody has ("gamil.com", "example.con"); else ""."""
    if domain in _MENDED:
        return _MENDED[domain]
    name, _, ending = domain.rpartition(".")
    if name and ending in _ENDINGS:
        better = f"{name}.{_ENDINGS[ending]}"
        return _MENDED.get(better, better)
    return ""


def _slips(word: str) -> Iterator[str]:
    """One letter dropped, doubled, swapped with the next or typed on a neighbouring key."""
    for at, letter in enumerate(word):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + letter + word[at:]
        yield word[:at] + word[at + 1 : at + 2] + letter + word[at + 2 :]
        for other in _NEIGHBOURS.get(letter, ""):
            yield word[:at] + other + word[at + 1 :]


def _mends() -> Iterator[tuple[str, str]]:
    for domain in _OFTEN_MISSPELT:
        name, ending = domain.split(".")
        yield name + ending, domain
        for wrong in _SLIPS_IN_ENDINGS[ending]:
            yield f"{name}.{wrong}", domain
        for slip in _slips(name):
            if slip not in _NO_SLIPS:
                yield f"{slip}.{ending}", domain


_MENDED = {slip: domain for slip, domain in _mends() if slip not in POPULAR}
