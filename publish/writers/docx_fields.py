"""Fields, bookmarks and links: what Word computes or jumps to."""

from __future__ import annotations

from publish.writers.docx_xml import escape, run


def field_start(instruction: str) -> str:
    """The beginning of a field whose result runs over paragraphs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field(instruction: str, result: str) -> str:
    """A field with its cached result, runs of text; "" for a field that stands empty until Word fills it."""
    return field_start(instruction) + result + FIELD_END


def page_reference(mark: str, folio: str) -> str:
    """The number of the page where a bookmark is, by the PDF's count until Word counts itself."""
    return field(f"PAGEREF {mark} \\h", run(folio))


HIDDEN_STYLE = "CaptionNumber"


def counted(kind: str) -> str:
    """A number for a caption, "Figure" or "Table", by which Word makes lists of them.

    It is hidden, since the words of an article are its own: many captions say already which figure they are of. The
    switch hides it in Word, the style from programs that do not know the switch.
    """
    return field(f"SEQ {kind} \\h", "").replace("<w:r>", f'<w:r><w:rPr><w:rStyle w:val="{HIDDEN_STYLE}"/></w:rPr>')


def bookmark(name: str, number: int, content: str) -> str:
    """Content under a name; `number` occurs once in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link_inside(mark: str, content: str) -> str:
    return f'<w:hyperlink w:anchor="{mark}" w:history="1">{content}</w:hyperlink>'


def link_outside(relation: str, content: str) -> str:
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'
