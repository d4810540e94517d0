"""Markup bombs: what is small or plain in a file and without bounds in what is made of it."""

from __future__ import annotations

from tests.builders import PROSE
from tests.hostile.cases import Case, Cases, dump, page

T = "TOKEN100qx"
WORDS = "wall tide stone harbour light keeper boat rope sand gull "
CODE = "line of code\n"


def _nested(depth: int, open_: str, close: str, inner: str = f"<p>{T} is at the bottom of it all.</p>") -> str:
    return open_ * depth + inner + close * depth


NESTED = (
    "div",
    "blockquote",
    "ul><li",
    "ol><li",
    "span",
    "b",
    "em",
    "table><tr><td",
    "section",
    "dl><dd",
    "a href=#x",
    "font",
    "details",
    "q",
    "sup",
    "figure",
    "aside",
)
"""What nests as deep as it likes."""


def cases() -> Cases:
    for tag in NESTED:
        close = "".join(f"</{part.split()[0]}>" for part in reversed(tag.split("><")))
        for depth in (130, 1000, 20_000):
            body = _nested(depth, f"<{tag}>", close)
            yield Case("markup", f"nested-{tag.split()[0].replace('><', '-')}-{depth}", {"x.html": page(body)}, (T,))
    yield from _tables()
    yield from _long()
    yield from _expanding()
    yield from _styles()
    yield from _broken()


def _tables() -> Cases:
    row = "<tr><td>a<td>b</tr>"
    for name, body in {
        "colspan": f"<table>{row}<tr><td colspan=1000000>{T}<td>x</table>",
        "rowspan": f"<table>{row}<tr><td rowspan=1000000>{T}<td>x</table>",
        "both-spans": f"<table>{row}<tr><td rowspan=65534 colspan=1000>{T}<td>x</table>",
        "many-spans": f"<table>{'<tr>' + '<td colspan=1000 rowspan=1000>x' * 100}<td>{T}</table>",
        "growing-spans": "<table>"
        + "".join(f"<tr><td colspan={n}>c{n}<td rowspan={n}>r" for n in range(1, 300))
        + f"<tr><td>{T}</table>",
        "col-span": f"<table><col span=1000000><colgroup span=1000000>{row}<tr><td>{T}<td>b</table>",
        "wide": f"<table><tr>{'<td>c' * 5000}<tr><td>{T}<td>d</table>",
        "tall": f"<table>{row * 30000}<tr><td>{T}<td>d</table>",
        "square": f"<table>{('<tr>' + '<td>c' * 200) * 400}<tr><td>{T}<td>d</table>",
        "large": f"<table>{('<tr>' + '<td>cell of words' * 12) * 4000}<tr><td>{T}<td>d</table>",
        "nested": "<table><tr><td>a<td>" * 400 + T,
        "negative": f"<table>{row}<tr><td colspan=-5 rowspan=-1>{T}<td colspan=0 rowspan=0>x<td colspan=1e9>y<td colspan=٣>z</table>",
        "cell-of-words": f"<table>{row}<tr><td>{WORDS * 3000} {T}<td>x</table>",
        "many-tables": f"<table>{row}{row}</table>" * 4000 + f"<p>{T}</p>",
    }.items():
        yield Case("markup", f"table-{name}", {"x.html": page(body)}, (T,))


def _long() -> Cases:
    many = "word " * 200_000
    for name, body in {
        "paragraph-200k-words": f"<p>{many}{T}</p>",
        "paragraph-of-links": f"<p>{'<a href=https://example.org/x>linked</a> ' * 20_000}{T}</p>",
        "paragraph-of-marks": f"<p>{'<b>bold</b> <i>it</i> ' * 20_000}{T}</p>",
        "paragraph-of-breaks": f"<p>{'x<br>' * 40_000}{T}</p>",
        "text-node-10MB": f"<p>{WORDS * 200_000}{T}</p>",
        "word-1MB": f"<p>{'x' * 1_000_000} {T}</p>",
        "word-5MB-cjk": f"<p>{'港' * 300_000} {T}</p>",
        "combining": f"<p>a{chr(0x301) * 100_000} {T}</p>",
        "heading-1MB": f"<h2>{WORDS * 20_000}{T}</h2>",
        "pre-1MB": f"<pre>{'x' * 1_000_000}\n{T}</pre>",
        "pre-lines": f"<pre>{CODE * 60_000}{T}</pre>",
        "code-inline": f"<p><code>{'x' * 300_000}</code> {T}</p>",
        "list-50k": f"<ul>{'<li>item' * 50_000}<li>{T}</ul>",
        "headings-20k": "<h2>Heading</h2>" * 20_000 + f"<p>{T}</p>",
        "paragraphs-20k": "<p>Some words of it.</p>" * 20_000 + f"<p>{T}</p>",
        "rules-20k": "<hr>" * 20_000 + f"<p>{T}</p>",
        "footnotes-3k": "".join(f'<p>x<a href="#n{n}" id="r{n}"><sup>{n}</sup></a></p>' for n in range(3000))
        + "<ol class=footnotes>" + "".join(f'<li id="n{n}">note {n} <a href="#r{n}">↩</a>' for n in range(3000)) + f"</ol><p>{T}</p>",
        "attribute-5MB": f'<p title="{"x" * 5_000_000}">{T}</p>',
        "attributes-50k": f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>{T}</p>",
        "classes-50k": f'<p class="{WORDS * 5000}">{T}</p>',
        "alt-1MB": f'<p>{T}</p><img src="data:image/png;base64,iVBORw0KGgo=" alt="{"x" * 1_000_000}">',
        "start-huge": f"<ol start=999999><li>{T}<li>b</ol><ol start=99999999999999999999><li>c<li>d</ol><ol start=-5><li>c<li>d</ol>",
        "href-1MB": f'<p><a href="https://example.org/{"x" * 1_000_000}">{T}</a></p>',
        "same-ids": f"<h2 id=a>a</h2><p><a href=#a>{T}</a></p>" * 3000,
        "comment-5MB": f"<!--{'x-' * 2_500_000}--><p>{T}</p>",
        "tags-unclosed": "<p><b><i><u>" * 30_000 + T,
        "formatting-adopted": "<b><p>" * 3000 + T,
        "a-in-a": "<a href=https://example.org/>" * 5000 + T,
        "open-brackets": f"<p>{'<' * 300_000}</p><p>{T}</p>",
        "ends-only": "</div></p></b>" * 50_000 + f"<p>{T}</p>",
        "select": f"<select>{'<option>o' * 30_000}</select><p>{T}</p>",
        "svg-deep": "<svg>" + "<g>" * 5000 + f"<text>{T}</text>" + "</g>" * 5000 + "</svg>",
        "math-deep": "<math>" + "<mrow>" * 3000 + f"<mi>{T}</mi>" + "</mrow>" * 3000 + "</math>",
        "ruby": f"<p>{'<ruby>字<rt>ji</rt></ruby>' * 20_000}{T}</p>",
        "spaces-10MB": f"<p>{' ' * 10_000_000}{T}</p>",
        "blank-lines": f"<p>{T}</p>" + "\n" * 2_000_000,
        "tabs": "\t" * 2_000_000 + f"<p>{T}</p>",
    }.items():  # fmt: skip
        yield Case("bombs", name, {"x.html": page(body)}, (T,))
    for name, text in {
        "dump-paragraph": many + T,
        "dump-line-10MB": WORDS * 200_000 + T,
        "dump-word-1MB": "x" * 1_000_000 + " " + T,
        "dump-lines-100k": "A line of words.\n" * 100_000 + T,
        "dump-short-lines": "x\n" * 300_000 + T,
        "dump-blank-lines": "\n" * 3_000_000 + T,
        "dump-bullets": "- an item\n" * 50_000 + T,
        "dump-deep-bullets": "".join(f"{' ' * n}- an item\n" for n in range(2000)) + T,
        "dump-tabs": "a\tb\tc\n" * 20_000 + T,
        "dump-wide-tabs": "a\t" * 50_000 + "\n" + T,
        "dump-pipes": "|a|b|c|\n|--|--|--|\n" + "|a|b|c|\n" * 20_000 + T,
        "dump-dashes": "-" * 500_000 + "\n" + "=" * 500_000 + "\n" + T,
        "dump-colons": "a: " * 200_000 + T,
        "dump-quotes": "> " * 200_000 + T,
        "dump-brackets": "[" * 200_000 + "(" * 200_000 + T,
        "dump-stars": "*" * 300_000 + T + "*" * 300_000,
        "dump-numbers": "".join(f"{n}. item\n" for n in range(30_000)) + T,
        "dump-capitals": "Chapter One\n" * 30_000 + T,
        "dump-urls": "https://example.org/a " * 50_000 + T,
        "dump-digits": "1" * 500_000 + " " + T,
        "dump-spaces": "a" + " " * 1_000_000 + "b " + T,
        "dump-space-lines": (" " * 3000 + "\n") * 1000 + T,
        "dump-code": "def f(x):\n    return x;\n" * 20_000 + T,
        "dump-dots": "." * 500_000 + T,
        "dump-mojibake": "Ã©â€™" * 100_000 + T,
    }.items():
        yield Case("bombs", name, {"x.txt": dump(text)}, (T,))


def _expanding() -> Cases:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    yield Case("markup", "billion-laughs", {"x.xhtml": (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "lol">{laughs}]>'.encode()
        + page(f"<p>&l11; {T} and some words more.</p>").removeprefix(b"<!DOCTYPE html>\n")
    )}, (T,))  # fmt: skip
    yield Case("markup", "references", {"x.html": page(f"<p>{'&#x41;&amp;' * 100_000}{T}</p>")}, (T,))
    yield Case(
        "markup",
        "references-wrong",
        {"x.html": page(f"<p>&#xFFFFFFFF; &#0; &#xD800; &#x1FFFFF; &#99999999999999; {T}</p>")},
        (T,),
    )


def _styles() -> Cases:
    flex = _nested(60, '<div style="display:flex;flex-wrap:wrap">', "</div>")
    for name, body in {
        "flex": flex,
        "grid": _nested(60, '<div style="display:grid;grid-template-columns:repeat(9999,1fr)">', "</div>"),
        "float": '<div style="float:left;width:1%">x</div>' * 5000 + f"<p>{T}</p>",
        "content": f"<style>p::after {{ content: '{'x' * 1_000_000}' }} *::before {{ content: counter(x) }}</style><p>{T}</p>",
        "size": f'<p style="font-size:1e9px;width:1e20px;margin:-1e9px;line-height:0">{T}</p>',
        "columns": f'<div style="columns:100000">{T}</div>',
        "hidden": f'<div style="display:none">{T}</div><p hidden>TOKEN101qx</p>',
        "break": '<div style="break-before:page">x</div>' * 5000 + f"<p>{T}</p>",
        "running": f'<style>p {{ position: running(x); float: footnote; string-set: a content() }}</style><p class="footnote cover">{T}</p>',
        "css-bomb": f"<style>{'a{' * 100_000}</style><style>{'@media x{' * 50_000}</style><p>{T}</p>",
        "class-of-ours": f'<section class="cover"><nav class="contents" id="sources"><p class="article title-page">{T}</p></nav></section>',
    }.items():
        yield Case(
            "markup", f"style-{name}", {"x.html": page(body)}, (T, *(("TOKEN101qx",) if name == "hidden" else ()))
        )


def _broken() -> Cases:
    for name, markup in {
        "no-end": f"<html><body><p>{PROSE}<p>{T}<table><tr><td><div",
        "no-body": f"<p>{PROSE}</p><p>{T}</p>",
        "frameset": f"<html><frameset><frame src=x></frameset><noframes><p>{PROSE} {T}</p></noframes></html>",
        "two-bodies": f"<html><body><p>{PROSE}</p></body><body onload=x()><p>{T}</p></body></html><p>TOKEN102qx</p>",
        "plaintext": f"<p>{PROSE}</p><plaintext><p>{T}</p></plaintext>",
        "xmp": f"<p>{PROSE}</p><xmp><p>{T}</p><script>x</script></xmp><listing>TOKEN102qx</listing>",
        "comment-open": f"<p>{PROSE}</p><p>{T}</p><!-- open",
        "script-open": f"<p>{PROSE}</p><p>{T}</p><script>open",
        "title-open": f"<title>open<p>{PROSE}</p><p>{T}</p>",
        "style-in-p": f"<p>{PROSE}<style>x</style>{T}</p>",
        "template": f"<template><p>{PROSE}</p><p>{T}</p></template>",
        "noscript": f"<noscript><p>{PROSE}</p><p>{T}</p></noscript>",
        "textarea": f"<p>{PROSE}</p><textarea><p>{T}</textarea>",
        "in-select": f"<p>{PROSE}</p><select><p>{T}<table><tr><td>x</select>",
        "table-foster": f"<p>{PROSE}</p><table>{T}<tr>TOKEN102qx<td>x</table>",
        "svg-html": f"<p>{PROSE}</p><svg><desc><p>{T}</p></desc><title><b>TOKEN102qx</b></title></svg>",
        "math-html": f"<p>{PROSE}</p><math><annotation-xml encoding=text/html><p>{T}</p></annotation-xml></math>",
        "cdata": f"<p>{PROSE}</p><![CDATA[<p>{T}</p>]]>",
        "nul-tags": f"<p>{PROSE}</p><scr\0ipt>alert(1)</scr\0ipt><p>{T}</p>",
        "empty-tags": f"<p>{PROSE}</p><><//></ ></p ><p/>{T}",
    }.items():
        tokens = (T, *(("TOKEN102qx",) if "TOKEN102qx" in markup else ()))
        yield Case(
            "broken", name, {"x.html": markup.encode()}, () if name in ("comment-open", "script-open") else tokens
        )
