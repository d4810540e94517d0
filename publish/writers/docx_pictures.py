"""Pictures and drawn shapes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

from publish.model import Asset
from publish.writers.docx_xml import NAMESPACES, emu, escape

POINTS_PER_PIXEL = 0.75
TALLEST = 0.8  # of the text area: a caption must fit below
ENDINGS: Mapping[str, str] = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
}
"""The kinds of picture that every Word opens."""

_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    f'<adec:decorative xmlns:adec="{NAMESPACES["adec"]}" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The space in points that a picture may fill."""

    width_pt: float
    height_pt: float


def fitted(asset: Asset, frame: Frame) -> tuple[float, float]:
    """The width and height in points at which a picture is set: its own, or as large as the frame allows."""
    width, height = max(asset.width, 1) * POINTS_PER_PIXEL, max(asset.height, 1) * POINTS_PER_PIXEL
    scale = min(1.0, frame.width_pt / width, frame.height_pt / height)
    return max(width * scale, 1.0), max(height * scale, 1.0)


def picture_run(relation: str, number: int, alt: str, size: tuple[float, float]) -> str:
    """A picture in the line; `number` occurs once in the document."""
    width, height = emu(size[0]), emu(size[1])
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>{_properties(number, alt)}<wp:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>{_picture(relation, number, width, height)}'
        "</wp:inline></w:drawing></w:r>"
    )


def _properties(number: int, alt: str) -> str:
    """What a screen reader hears; a picture without alternative text is marked as decoration."""
    if alt:
        return f'<wp:docPr id="{number}" name="Picture {number}" descr="{escape(alt)}"/>'
    return f'<wp:docPr id="{number}" name="Picture {number}" descr="">{_DECORATIVE}</wp:docPr>'


def _picture(relation: str, number: int, width: int, height: int) -> str:
    return (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle on the page in points from its top left corner, behind the text."""

    left_pt: float
    top_pt: float
    width_pt: float
    height_pt: float


def full_page_picture(relation: str, number: int, alt: str, patch: Patch) -> str:
    """A picture on the page itself, behind the text."""
    width, height = emu(patch.width_pt), emu(patch.height_pt)
    return f"<w:r><w:drawing>{_anchor(patch, number, alt, _picture(relation, number, width, height))}</w:drawing></w:r>"


def shape_run(patch: Patch, number: int, colour: str) -> str:
    """A rectangle of one colour: decoration, which a program that knows no shapes leaves out."""
    shape = (
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(patch.width_pt)}" '
        f'cy="{emu(patch.height_pt)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
        "</a:graphicData></a:graphic>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{_anchor(patch, number, "", shape)}'
        "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _anchor(patch: Patch, number: int, alt: str, graphic: str) -> str:
    return (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{number}" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{emu(patch.left_pt)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{emu(patch.top_pt)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{emu(patch.width_pt)}" cy="{emu(patch.height_pt)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"<wp:wrapNone/>{_properties(number, alt)}<wp:cNvGraphicFramePr/>{graphic}</wp:anchor>"
    )


def word_picture(asset: Asset) -> tuple[str, bytes] | None:
    """The ending and the bytes of a picture in a kind that Word opens; None when it cannot be turned into one."""
    if asset.media_type in ENDINGS:
        return ENDINGS[asset.media_type], asset.data
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(asset.data)) as picture:
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG")
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    return "png", out.getvalue()
