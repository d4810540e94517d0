"""What Pango is told of a style, made once for each instead of with each line that is tried.

WeasyPrint also never frees a list of features of fonts, such as old-style figures, since it takes each feature into
many lists. Here each list has its own, and goes with its line.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any


@contextlib.contextmanager
def styles_kept() -> Iterator[None]:
    """Have WeasyPrint make lines so; styles are not to change what is asked here while this lasts."""
    from weasyprint.text import line_break
    from weasyprint.text.ffi import ffi, pango

    features_of, setup = line_break.font_features, line_break.Layout.setup
    description_of, key_of = line_break.get_font_description, line_break._font_style_cache_key
    features = _once_for_each_style(lambda style: _written(features_of(*(style[name] for name in _PROPERTIES))))

    def set_up(line: Any, style: Any) -> None:
        setup(line, style)
        if asked := features(style):
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(asked))
            pango.pango_layout_set_attributes(line.layout, attributes)

    line_break.font_features, line_break.Layout.setup = lambda *_: {}, set_up
    line_break.get_font_description = _once_for_each_style(description_of)
    line_break._font_style_cache_key = _once_for_each_style(key_of)
    try:
        yield
    finally:
        line_break.font_features, line_break.Layout.setup = features_of, setup
        line_break.get_font_description, line_break._font_style_cache_key = description_of, key_of


def _once_for_each_style(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of a style, and of what is asked of it, that is called once for each."""
    known: dict[tuple[object, ...], tuple[Any, Any]] = {}  # with the styles, which are to live as long as this

    def found(style: Any, *asked: object, **options: object) -> Any:
        key = id(style), *asked, *options.items()
        if key not in known:
            known[key] = style, function(style, *asked, **options)
        return known[key][1]

    return found


def _written(features: dict[str, int]) -> bytes:
    return ",".join(f"{name} {value}" for name, value in features.items()).encode()


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
