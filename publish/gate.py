"""The last look at markup that we made: it holds nothing but what we make, whatever a source said.

All text in it is escaped where it is written, so nothing is ever found here. Where something is, it is a bug of
ours, and the file is not written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from publish.errors import PublishError

SCHEMES = frozenset(("http", "https", "mailto"))
_ELEMENT = re.compile(r"<([A-Za-z][^\s/>]*)")
_NAME = re.compile(r"""[\s"'/]""")
_VALUE = re.compile(r"""\s*(?:["']\s*)?([^"'\s>]{1,100})""")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Allowed:
    """The elements of a kind of document, and the attributes of each; those under "*" are of all."""

    elements: Set[str]
    attributes: Mapping[str, Set[str]]


_EVERYWHERE = frozenset(("id", "class", "lang", "xml:lang", "dir", "role", "epub:type", "style", "title", "tabindex"))
_CELL = frozenset(("colspan", "rowspan", "scope"))
_ELEMENTS = frozenset(
    """a abbr article aside b blockquote body br caption cite code col colgroup dd details div dl dt em figcaption
    figure footer h1 h2 h3 h4 h5 h6 head header hr html i img li link main meta nav ol p pre s section small span
    strong style sub summary sup table tbody td tfoot th thead time title tr ul""".split()
)
OURS = Allowed(
    _ELEMENTS,
    {
        "*": _EVERYWHERE | {"hidden", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden"},
        "header": {"data-running", "data-book"},
        "html": {"xmlns", "xmlns:epub"},
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "link": {"rel", "type", "href"},
        "meta": {"charset", "name", "content"},
        "li": {"value"},
        "ol": {"start", "type", "reversed"},
        "td": _CELL,
        "th": _CELL,
        "col": {"span"},
        "colgroup": {"span"},
        "time": {"datetime"},
    },
)
"""What reports and the documents of an EPUB are made of."""


def refuse_active(markup: str, name: str, allowed: Allowed = OURS) -> str:
    """The markup as it is. Raises PublishError where elements, attributes or addresses in it are not allowed."""
    import nh3

    def cleaned(elements: Set[str], attributes: Mapping[str, Set[str]], schemes: Set[str]) -> str:
        return str(
            nh3.clean(
                markup,
                tags=set(elements),
                clean_content_tags=set(),
                attributes={tag: set(names) for tag, names in attributes.items()},
                strip_comments=False,
                link_rel=None,
                url_schemes=set(schemes),
            )
        )

    # what the gate lets through is held against what a gate for all that is there would
    elements = {found.lower() for found in _ELEMENT.findall(markup)} | allowed.elements
    sides = markup.split("=")  # a name stands before each, a value behind it: a tenth of the time of looking for these
    attributes = {_name(side).lower() for side in sides}.union(*allowed.attributes.values())
    addresses = map(html.unescape, {found[1] for side in sides[1:] if (found := _VALUE.match(side))})
    schemes = {found[1].lower() for address in addresses if (found := _SCHEME.match(address))} | SCHEMES
    if cleaned(allowed.elements, allowed.attributes, SCHEMES) != cleaned(elements, {"*": attributes}, schemes):
        raise PublishError(f"{name} would hold active content, which is a bug in publish; it was not written")
    return markup


def _name(side: str) -> str:
    """What a piece of markup ends in that can be the name of an attribute."""
    last = side.rsplit(None, 1)[-1:]
    return _NAME.split(last[0])[-1] if last else ""
