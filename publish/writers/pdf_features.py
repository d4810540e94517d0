"""Features of fonts, such as old-style figures, without the memory that WeasyPrint loses with each line that has them.

It never frees a list of features, since it takes each feature into many lists. Here each list has its own, and goes
with its line.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def features_freed() -> Iterator[None]:
    """Have WeasyPrint make lines so."""
    from weasyprint.text import line_break
    from weasyprint.text.ffi import ffi, pango

    features_of, setup = line_break.font_features, line_break.Layout.setup
    known: dict[int, tuple[Any, bytes]] = {}  # styles, which are to live as long as this, and what they ask for

    def set_up(line: Any, style: Any) -> None:
        setup(line, style)
        if id(style) not in known:
            asked = features_of(*(style[name] for name in _PROPERTIES))
            known[id(style)] = style, ",".join(f"{name} {value}" for name, value in asked.items()).encode()
        _, features = known[id(style)]
        if features:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(features))
            pango.pango_layout_set_attributes(line.layout, attributes)

    line_break.font_features, line_break.Layout.setup = lambda *_: {}, set_up
    try:
        yield
    finally:
        line_break.font_features, line_break.Layout.setup = features_of, setup


_PROPERTIES = (  # that `font_features` takes, in its order
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
