"""Footnotes of a web page: which links are references, which elements the notes are, what in them is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from bs4.element import NavigableString, PageElement, Tag

from publish.model import Footnote
from publish.normalise.account import Account, Read

LABEL = 12  # characters of the longest label of a reference, such as "[note 12]"
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHOLE = HEADINGS | {"body", "article", "section", "main", "ol", "ul", "dl", "table", "[document]"}
_BACK = re.compile(r"[\s↩↑⤴^⬆️︎⏎←«↵▲△\[\]()]*|\[?back\]?|\[?return(?: to text)?\]?|jump (?:back )?up(?: to:?)?", re.I)
_BACK_SIGNS = re.compile(
    r"back-?ref|back-?link|footnote-back|footnote-number|fn-?back|fnback|return-?link|rev-?footnote", re.I
)
_REFERENCE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})[\])]?", re.I)
_REFERENCE_SIGNS = re.compile(
    r"foot-?note|note-?ref|fn-?ref|(?:^|\s)(?:fn|reference|cite-ref|endnote|citation)(?:\s|$)|doc-noteref|noteref", re.I
)
_NOTES = re.compile(
    r"(?:foot|end|side)?-?notes?(?: and references)?|references?(?: and notes)?|sources?|citations?|bibliography"
    r"|works cited|anmerkung(?:en)?|fußnoten?|quellen|einzelnachweise|belege|referenzen|literatur|notas?(?: al pie)?"
    r"|referencias|fuentes|références|notes et références|note e riferimenti|riferimenti|fonti|noten|voetnoten|bronnen"
    r"|referenties|fotnoter|noter|källor|referenser|kilder|referanser|przypisy|źródła|poznámky|примечания|сноски"
    r"|источники|注释|注釈|脚注|参考文献|参考资料|참고문헌|각주|주석",
    re.I,
)


def find_notes(account: Account) -> None:
    """Learn which elements are notes, those that a reference like [1] or a raised number leads to; take them out."""
    found: list[tuple[Tag, str, Tag]] = []
    for link in account.tree.all("a"):
        name = _place(link, account.base)
        target = account.tree.named.get(name) if name else None
        if target is None or not _is_reference(link) or not _holds_note(target, link):
            continue
        found.append((link, name, _note_element(target)))
    numbers: dict[int, str] = {}
    for link, _, note in found:
        if not any(id(outer) in numbers for outer in note.parents):
            number = numbers.setdefault(id(note), f"n{len(account.notes) + 1}")
            account.notes.setdefault(number, note)
            account.references[id(link)] = number
    _take_out(account)


def note_of(node: Tag, account: Account) -> str | None:
    """The note that an element is the reference of; its number is then markup."""
    if node.name == "a":
        link: Tag | None = node
    elif node.name == "sup":
        found = node.find("a")
        link = found if isinstance(found, Tag) and _bare(found) == _bare(node) else None
    else:
        return None
    number = account.references.get(id(link))
    if number is not None:
        account.markup.append(node.get_text())
    return number


def read_notes(account: Account, read: Read) -> None:
    """Read the notes of a fragment; their numbers and links back to the text are markup, the book makes its own."""
    places = _reference_places(account)
    labels = {number: _bare(link) for link in account.tree.all("a") if (number := account.references.get(id(link)))}
    for number, note in account.notes.items():
        for node in note.find_all(class_="mw-cite-backlink"):
            _as_markup(node, account)
        for node in note.find_all("a"):
            if _is_back_link(node, places, account):
                _as_markup(node, account)
        _strip_label(note, labels[number], account)
        account.footnotes.append(Footnote(number, read(note, account)))
    account.notes.clear()


def _place(link: Tag, base: str | None) -> str:
    """The name within the page that a link leads to, "" for one that leads elsewhere."""
    page, hash_, name = str(link.attrs.get("href") or "").partition("#")
    if not hash_ or (page and (base is None or page != base.partition("#")[0])):
        return ""
    return unquote(name)


def _bare(node: Tag) -> str:
    return str(node.get_text()).strip().strip("[]()")


def _is_reference(link: Tag) -> bool:
    label = link.get_text().strip()
    if not 0 < len(label) <= LABEL or _BACK_SIGNS.search(_signs(link)) or "backlink" in _signs(link):
        return False
    raised = link.find_parent("sup") is not None or link.find("sup") is not None
    if _REFERENCE.fullmatch(label):
        return raised or label[0] in "[(*†‡§" or _REFERENCE_SIGNS.search(_signs(link)) is not None
    return raised and _REFERENCE_SIGNS.search(_signs(link)) is not None


def _signs(link: Tag) -> str:
    """What the page calls a link and the raised number around it."""
    around = link.parent if link.parent is not None and link.parent.name in ("sup", "span") else link
    names = ("class", "role", "epub:type", "rel", "rev")
    return " ".join(str(node.attrs.get(name) or "") for node in (link, around) for name in names).strip()


def _holds_note(target: Tag, link: Tag) -> bool:
    """Whether an element is a note rather than the place of a reference: it has words of its own."""
    note = _note_element(target)
    return (
        note.name not in _WHOLE
        and len(note.get_text().split()) > 1
        and all(note is not outer for outer in link.parents)
    )


def _note_element(target: Tag) -> Tag:
    """The block that holds a note, when its id is on something inside it."""
    if target.name in ("a", "span", "sup", "b", "strong") and len(target.get_text().split()) <= 1:
        parent = target.find_parent(["li", "p", "dd", "div", "td", "aside"])
        return parent if isinstance(parent, Tag) else target
    return target


def _take_out(account: Account) -> None:
    """Take the notes out of the tree, with a rule and a heading that stand above nothing else."""
    for note in account.notes.values():
        heading, rules = _above(note)
        note.extract()
        for rule in rules:
            rule.extract()
        if heading is not None and (_NOTES.fullmatch(heading.get_text().strip(" :\n\t")) or _is_last(heading)):
            account.drop(heading, heading.get_text(), "the heading of the notes, for which the book has its own")
            heading.extract()


def _above(note: Tag) -> tuple[Tag | None, list[Tag]]:
    """(the heading that comes just before a note, the rules between them)."""
    rules: list[Tag] = []
    for before in note.previous_elements:
        if isinstance(before, Tag) and before.name == "hr":
            rules.append(before)
        elif isinstance(before, NavigableString) and before.strip():
            heading = before.find_parent([*HEADINGS, "p", "summary"])
            if isinstance(heading, Tag) and (
                heading.name in HEADINGS or _NOTES.fullmatch(heading.get_text().strip(" :\n\t"))
            ):
                return heading, rules
            break
    return None, rules


def _is_last(heading: Tag) -> bool:
    """Whether nothing comes after a heading."""
    inside = {id(node) for node in heading.descendants}
    return not any(
        isinstance(node, NavigableString) and node.strip() and id(node) not in inside for node in heading.next_elements
    )


def _reference_places(account: Account) -> frozenset[str]:
    """The names of the places where references stand, to which the notes link back."""
    places: set[str] = set()
    for link in account.tree.all("a"):
        if id(link) not in account.references:
            continue
        before = link.previous_sibling
        near: list[PageElement | None] = [link, link.parent, before, *link.contents]
        if link.parent is not None and link.parent.name in ("sup", "span"):
            near += [link.parent.parent, link.parent.previous_sibling]
        places |= {name for node in near for name in _names(node)}
    return frozenset(places)


def _names(node: PageElement | None) -> Iterator[str]:
    if isinstance(node, Tag):
        yield from (str(node.attrs[name]) for name in ("id", "name") if node.attrs.get(name))


def _is_back_link(node: Tag, places: frozenset[str], account: Account) -> bool:
    """Whether an element inside a note only leads back to its references."""
    place = _place(node, account.base)
    text = node.get_text().strip()
    if not place and node.attrs.get("href"):
        return False
    return (
        (place in places and len(text) <= LABEL)
        or _BACK.fullmatch(text) is not None
        or bool(_BACK_SIGNS.search(_signs(node)))
    )


def _as_markup(node: Tag, account: Account) -> None:
    account.markup.append(node.get_text())
    node.extract()


def _strip_label(note: Tag, label: str, account: Account) -> None:
    """Take the number that a reference shows from the start of its note, and a "^" that is left of links back."""
    pattern = rf"\s*(?:\^\s*)?(?:[\[(]?{re.escape(label)}[\])]?(?:[.:)]|(?=\s|$|[^\W\d_]))[\s.]*)?"
    for text in [node for node in note.descendants if isinstance(node, NavigableString) and node.strip()][:1]:
        found = re.match(pattern, text)
        if found is None or not found[0].strip():
            return
        if note.name == "li" and text.parent is note and "^" not in found[0]:
            return  # a list item numbers itself: a number at its start is a word of the note
        account.markup.append(found[0])
        text.replace_with(NavigableString(text[found.end() :]))
