"""What a PDF says of itself: metadata that claims PDF/A and PDF/UA, page labels, the files that it carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

import pydyf

from publish.model import BookMeta
from publish.outputs import Attachment
from publish.writers.identifier import identifier
from publish.writers.pdf_attachments import attached
from publish.writers.pdf_file import PdfFile

PRODUCER = "publish"
# PDF/A knows no pdfuaid property, so the file has to describe it (ISO 19005-3, 6.6.2.3.3).
_EXTENSION = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{properties}
{extension}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def finished(
    file: PdfFile,
    catalog: Mapping[str, bytes],
    meta: BookMeta,
    *,
    front_pages: int,
    attachments: Iterable[Attachment],
) -> bytes:
    """A whole file, with page labels (roman for `front_pages` pages, then arabic), metadata and attachments.

    `catalog` are the entries of its catalog so far.
    """
    roman = b"0<</S/r>>" if front_pages else b""
    names = catalog["Names"]
    files = attached(file, attachments)
    if files:
        names = names[:-2] + b"/EmbeddedFiles<</Names[%b]>>>>" % b"".join(files.values())
    xmp = _xmp(meta).encode("utf-8")
    entries = {
        "Type": b"/Catalog",
        **catalog,
        "Names": names,
        "PageLabels": b"<</Nums[%b%d<</S/D/St 1>>]>>" % (roman, front_pages),
        "PageMode": b"/UseOutlines",
        "ViewerPreferences": b"<</DisplayDocTitle true>>",
        "Lang": pydyf.String(meta.language),
        "Metadata": b"%d 0 R" % file.put_stream(b"<</Type/Metadata/Subtype/XML/Length %d>>" % len(xmp), xmp),
    }
    if files:
        entries["AF"] = b"[%b]" % b" ".join(files)
    root = file.put(pydyf.Dictionary(entries).data)
    return file.written(root, file.put(_info(meta)))


def _info(meta: BookMeta) -> bytes:
    stamp = pydyf.String("D:" + "".join(c for c in meta.date if c.isdigit())[:14].ljust(8, "0")[:8] + "000000Z")
    info = {
        "Title": pydyf.String(meta.title),
        "Producer": pydyf.String(PRODUCER),
        "CreationDate": stamp,
        "ModDate": stamp,
    }
    if meta.authors:
        info["Author"] = pydyf.String(", ".join(meta.authors))
    if meta.description:
        info["Subject"] = pydyf.String(meta.description)
    return pydyf.Dictionary(info).data  # type: ignore[no-any-return]


def _xmp(meta: BookMeta) -> str:
    stamp = f"{meta.date[:10]}T00:00:00Z"
    parts = [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(meta.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<dc:identifier>{escape(identifier(meta))}</dc:identifier>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(meta.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>",
    ]
    if meta.authors:  # one entry: the Info dictionary holds one text, and both must agree
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(', '.join(meta.authors))}</rdf:li></rdf:Seq></dc:creator>")
    if meta.description:
        text = escape(meta.description)
        parts.append(
            f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></dc:description>'
        )
    if meta.rights:
        text = escape(meta.rights)
        parts.append(f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></dc:rights>')
    return _XMP.format(properties="\n".join(parts), extension=_EXTENSION)
