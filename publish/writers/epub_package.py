"""The package: made with EbookLib, whose gaps are filled here, and packed so that equal books are equal bytes."""

from __future__ import annotations

import datetime
import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from publish.model import Direction, Publication
from publish.writers.epub_metadata import XML_LANG, Statement, modified, statements
from publish.writers.epub_navigation import Entry, Landmark
from publish.writers.epub_pages import Page
from publish.writers.identifier import identifier

XHTML, CSS = "application/xhtml+xml", "text/css"
DUBLIN_CORE = frozenset(
    ("title", "language", "date", "publisher", "rights", "description", "creator", "contributor", "source")
)
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can hold
SECONDS_A_DAY = 86_400
STORED = (".png", ".jpg", "mimetype")  # deflating a picture again only costs time
GUIDE: Mapping[str, str] = {"cover": "cover", "toc": "toc", "bodymatter": "text", "bibliography": "bibliography"}


@dataclass(frozen=True, slots=True)
class BookFile:
    """A file of the book; `properties` as in the manifest, `in_spine` for what is read from end to end."""

    name: str
    media_type: str
    content: bytes
    properties: str = ""
    in_spine: bool = False

    @property
    def ident(self) -> str:
        return self.name.replace("/", "-").replace(".", "-")


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a book is made of; `alternatives` are the texts that stand for its pictures."""

    publication: Publication
    direction: Direction
    files: tuple[BookFile, ...]
    entries: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    pages: tuple[Page, ...]
    alternatives: tuple[str, ...]


def package(contents: Contents) -> bytes:
    """The EPUB as bytes, the same for the same input on any day, in any time zone."""
    from ebooklib import epub

    book = epub.EpubBook()
    book.IDENTIFIER_ID = "identifier"
    _describe(book, contents)
    for file in contents.files:
        book.add_item(_item(file, epub))
        if file.properties == "cover-image":  # as EPUB 2 says it, for shelves that read nothing newer
            book.add_metadata(None, "meta", "", {"name": "cover", "content": file.ident})
    book.add_item(epub.EpubNcx())
    book.spine = [file.ident for file in contents.files if file.in_spine]
    book.toc = [_outline(entry, f"n{number}", epub) for number, entry in enumerate(contents.entries, 1)]
    book.guide = [
        {"type": GUIDE[mark.kind], "title": mark.title, "href": mark.href}
        for mark in contents.landmarks
        if mark.kind in GUIDE
    ]
    packed = io.BytesIO()
    options = {
        "raise_exceptions": True,
        "mtime": _modified(contents),
        "package_direction": True,
        "epub3_pages": False,
        "compresslevel": 0,
    }
    epub.write_epub(packed, book, options)
    return _repacked(packed, contents)


def _modified(contents: Contents) -> datetime.datetime:
    """The book's date, with a time of that day made from all its files.

    Reading systems tell releases of a book apart by its identifier and this time alone (EPUB 3.3, "release
    identifier"), and an article that is added need not be newer than the others.
    """
    digest = hashlib.sha256(b"".join(hashlib.sha256(file.content).digest() for file in contents.files)).digest()
    time = datetime.timedelta(seconds=int.from_bytes(digest[:8]) % SECONDS_A_DAY)
    return datetime.datetime(*modified(contents.publication.meta)) + time


def _describe(book: Any, contents: Contents) -> None:
    meta = contents.publication.meta
    book.metadata.clear()  # EbookLib's own: a random identifier, and its version
    book.set_identifier(identifier(meta))
    book.title = meta.title.strip() or meta.name
    book.language = meta.language
    book.set_direction(contents.direction.value)
    for statement in statements(contents.publication, contents.alternatives, paged=bool(contents.pages)):
        _state(book, statement)


def _state(book: Any, statement: Statement) -> None:
    if statement.name in DUBLIN_CORE:
        book.add_metadata("DC", statement.name, statement.value, dict(statement.attributes))
    else:
        book.add_metadata(None, "meta", statement.value, {"property": statement.name, **statement.attributes})


def _item(file: BookFile, epub: ModuleType) -> Any:
    item = epub.EpubItem(file.ident, file.name, file.media_type, file.content)
    item.properties = file.properties.split()
    return item


def _outline(entry: Entry, ident: str, epub: ModuleType) -> Any:
    link = epub.Link(entry.href, entry.title, ident)
    if not entry.children:
        return link
    return link, [_outline(child, f"{ident}-{number}", epub) for number, child in enumerate(entry.children, 1)]


def _repacked(packed: io.BytesIO, contents: Contents) -> bytes:
    """The files of EbookLib's ZIP in one order, with one time, the gaps in its package filled."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            change = _CHANGES.get(name)
            _add(target, name, change(content, contents) if change else content)
    return buffer.getvalue()


def _add(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, TIME)
    entry.create_system = 3  # else the bytes tell on which system the book was made
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
    target.writestr(entry, content, compresslevel=5)  # 6 takes a quarter longer for half a percent


def _package_document(content: bytes, contents: Contents) -> bytes:
    """EbookLib sets no language on the package."""
    from lxml import etree

    root = etree.fromstring(content)
    root.set(XML_LANG, contents.publication.meta.language)
    return bytes(etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True))


def _ncx(content: bytes, contents: Contents) -> bytes:
    """EbookLib sets no language on the NCX, a depth of 0, and no pages."""
    from lxml import etree

    root = etree.fromstring(content)
    root.set(XML_LANG, contents.publication.meta.language)
    for meta in root.iter(f"{NCX}meta"):
        if meta.get("name") == "dtb:depth":
            meta.set("content", str(_depth(root.find(f"{NCX}navMap"))))
        if meta.get("name") in ("dtb:totalPageCount", "dtb:maxPageNumber"):
            meta.set("content", str(len(contents.pages)))
    _list_pages(root, contents.pages)
    return bytes(etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True))


def _list_pages(root: Any, pages: tuple[Page, ...]) -> None:
    from lxml import etree

    if not pages:
        return
    listed = etree.SubElement(root, f"{NCX}pageList")
    for number, page in enumerate(pages, 1):
        target = etree.SubElement(listed, f"{NCX}pageTarget", id=f"page-{number}", type="normal")
        label = etree.SubElement(target, f"{NCX}navLabel")
        etree.SubElement(label, f"{NCX}text").text = page.folio
        etree.SubElement(target, f"{NCX}content", src=page.href)


def _depth(place: Any) -> int:
    return max((1 + _depth(point) for point in place.iterfind(f"{NCX}navPoint")), default=0)


_CHANGES: Mapping[str, Callable[[bytes, Contents], bytes]] = {
    "EPUB/content.opf": _package_document,
    "EPUB/toc.ncx": _ncx,
}
