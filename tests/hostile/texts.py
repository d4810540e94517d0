"""Encodings, characters and metadata: what is wrong with the letters of a source, or with what it says of itself."""

from __future__ import annotations

import json

from tests.builders import MORE_PROSE, PROSE
from tests.hostile.cases import Case, Cases, dump, page
from tests.hostile.languages import MARKED, TEXTS, UNDECLARED, sample

T = "TOKEN200qx"
ODD = {
    "c0": "".join(map(chr, range(1, 32))), "c1": "".join(map(chr, range(0x80, 0xA0))), "nul": "\0", "del": "\x7f",
    "fffe": "\ufffe\uffff", "noncharacters": "\ufdd0\ufdef\U0001ffff\U0010fffe", "bidi": "\u202e\u202d\u202a\u2066\u2067\u2068",
    "bidi-many": "\u202e" * 3000, "private": "\ue000\U000f0000", "tags": "\U000e0041\U000e007f", "zero-width": "\u200b\u200c\u200d\u2060\ufeff",
    "separators": "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e", "combining": "e" + "\u0301" * 400, "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "surrogate-references": "&#xD83D;&#xDE00;", "replacement": "\ufffd" * 500, "escapes": "\x1b[2J\x1b]0;owned\x07\x1b[31m", "soft": "\xad" * 1000,
    "variation": "a\ufe0f\ufe0e" * 500, "interlinear": "\ufff9a\ufffab\ufffb", "hangul-fill": "\u3164\u115f\u1160", "unassigned": "\u0378\U000e0fff",
    "digits": "١٢٣٤٥", "ligature": "ﷺ" * 300, "cuneiform": "𒐫" * 200, "ogham": "\u1680" * 200,
}  # fmt: skip


def cases() -> Cases:
    yield from _encodings()
    for name, odd in ODD.items():
        word = f"<p>Before {odd} behind {T}.</p>"
        yield Case("characters", f"{name}-html", {"x.html": page(word)}, (T,))
        yield Case("characters", f"{name}-txt", {"x.txt": dump(f"Before {odd} behind {T}.")}, (T,))
        yield Case("characters", f"{name}-md", {"x.md": b"# A Heading\n\n" + dump(f"Before {odd} behind {T}.")}, (T,))
        yield Case("characters", f"{name}-title", {"x.html": page(f"<p>{T}</p>", title=f"A Title {odd} End")}, (T,))
    yield from _metadata()
    yield from _front_matter()
    yield from _markdown()


def _encodings() -> Cases:
    for charset, language in {**MARKED, **UNDECLARED}.items():
        text, data = sample(charset, language)
        word = max(text.split("\n")[2].split(), key=len)[:12]
        yield Case("encodings", f"{charset}-txt", {"x.txt": data}, (word,) if charset.startswith("utf") else ())
    html = '<!DOCTYPE html><html><head><meta charset="{}"><title>x</title></head><body><h1>{}</h1><p>{}</p><p>{}</p></body></html>'
    for charset, language in {
        "cp1251": "ru",
        "shift_jis": "ja",
        "iso-8859-2": "cs",
        "gb18030": "zh-Hans",
        "big5": "zh-Hant",
    }.items():
        title, _, one, _, two, _ = TEXTS[language].split("\n")
        if charset == "iso-8859-2":
            one = one.replace("“", '"')
        word = max(one.split(), key=len)[:12]
        yield Case(
            "encodings",
            f"{charset}-declared",
            {"x.html": html.format(charset, title, one, two).encode(charset)},
            (word,),
        )
        yield Case(
            "encodings", f"{charset}-as-utf-8", {"x.html": html.format("utf-8", title, one, two).encode(charset)}
        )
        yield Case(
            "encodings", f"utf-8-as-{charset}", {"x.html": html.format(charset, title, one, two).encode()}, (word,)
        )
        yield Case(
            "encodings", f"{charset}-unknown", {"x.html": html.format("x-nonsense", title, one, two).encode(charset)}
        )
    mixed = f"{T}\n\n{TEXTS['fr']}\n\n".encode() + TEXTS["de"].encode("cp1252") + b"\n\nTOKEN201qx\n\n"
    yield Case("encodings", "mixed", {"x.txt": mixed}, (T, "TOKEN201qx"))
    yield Case(
        "encodings",
        "mixed-html",
        {"x.html": page(f"<p>{T}</p><p>#</p><p>TOKEN201qx</p>").replace(b"#", TEXTS["ru"].encode("cp1251"))},
        (T, "TOKEN201qx"),
    )
    for name, bad in {
        "lone-continuation": b"\x80\xbf",
        "overlong": b"\xc0\xaf\xe0\x80\xaf",
        "surrogate": b"\xed\xa0\x80\xed\xbf\xbf",
        "beyond": b"\xf7\xbf\xbf\xbf",
        "cut": b"\xe2\x82",
        "ff": b"\xff\xfe\xff",
    }.items():
        yield Case("encodings", f"bytes-{name}", {"x.txt": dump(f"Before # behind {T}.").replace(b"#", bad)}, (T,))
        yield Case(
            "encodings", f"bytes-{name}-html", {"x.html": page(f"<p>Before # behind {T}.</p>").replace(b"#", bad)}, (T,)
        )
    yield Case("encodings", "utf-16-odd", {"x.txt": b"\xff\xfe" + dump(T).decode().encode("utf-16-le") + b"\x00"}, (T,))
    yield Case(
        "encodings",
        "utf-16-surrogates",
        {"x.txt": b"\xff\xfe" + dump(T).decode().encode("utf-16-le") + b"\x00\xd8\x41\x00"},
        (T,),
    )
    yield Case(
        "encodings",
        "utf-7",
        {"x.html": page(f"<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4- {T}</p>").replace(b"utf-8", b"utf-7")},
        (T,),
    )
    yield Case("encodings", "two-marks", {"x.txt": b"\xef\xbb\xbf\xef\xbb\xbf" + dump(T)}, (T,))
    yield Case("encodings", "wrong-mark", {"x.txt": b"\xff\xfe" + dump(T)})
    yield Case("encodings", "only-mark", {"x.txt": b"\xef\xbb\xbf"})
    yield Case("encodings", "empty", {"x.txt": b"", "y.html": b"", "w.md": b"   \n"}, left_out=True)


def _metadata() -> Cases:
    long = "word " * 40_000
    ld = '<script type="application/ld+json">{}</script>'
    for name, head in {
        "ld-deep-list": ld.format("[" * 10_000 + "]" * 10_000),
        "ld-deep-object": ld.format('{"@graph":' * 10_000 + "1" + "}" * 10_000),
        "ld-deep-author": ld.format('{"@type":"Article","author":' + "[" * 900 + '"A. N."' + "]" * 900 + "}"),
        "ld-huge": ld.format('{"@type":"Article","headline":"' + long + '"}'),
        "ld-many": ld.format('{"@type":"Article"}') * 5000,
        "ld-number": ld.format('{"@type":"Article","headline":' + "9" * 10_000 + ',"datePublished":1e999}'),
        "ld-types": ld.format('{"@type":["Article",5,null,{}],"headline":["a",{}],"author":{"name":{"a":1}},"image":[[1]],"url":7}'),
        "ld-cycle": ld.format('{"@type":"Article","@id":"a","author":{"@id":"a"},"publisher":{"@id":"a"}}'),
        "ld-body": ld.format('{"@type":"Article","articleBody":"' + "<p>" * 5000 + '<script>alert(1)</script>' + T + '"}'),
        "ld-script": ld.format('{"@type":"Article","headline":"</title><script>alert(1)</script>","url":"javascript:alert(1)"}'),
        "authors": "".join(f'<meta name=author content="Person Number{n}">' for n in range(3000)),
        "author-huge": f'<meta name=author content="{long}">',
        "dates": '<meta property="article:published_time" content="99999-99-99T99:99"><meta name=date content="0000-00-00"><time datetime="-1-1-1">',
        "date-digits": f'<meta name=date content="{"1" * 10_000}"><time datetime="{"9" * 5000}">x</time>',
        "language": f'<meta property="og:locale" content="{"x" * 5000}"><meta http-equiv=content-language content="../../etc">',
        "canonical": '<link rel=canonical href="javascript:alert(1)"><meta property=og:url content="file:///etc/passwd"><meta property=og:image content="javascript:x">',
        "description": f'<meta name=description content="{long}"><meta property=og:site_name content="{long}">',
        "markup": '<meta name=author content="<script>alert(1)</script><img src=x onerror=alert(1)>"><meta property=og:title content="&lt;svg onload=x&gt;">',
        "metas-20k": "<meta name=a content=b>" * 20_000,
    }.items():  # fmt: skip
        yield Case("metadata", name, {"x.html": page(f"<p>{T}</p>", head)}, (T,))
    for name, title in {
        "huge": long, "word": "x" * 20_000, "newlines": "a\n\n\n" * 500, "slashes": "../../../etc/passwd", "empty": "", "spaces": "\xa0\u3000 ",
        "percent": "%s%n{0}{{}}${HOME}`id`", "markup": "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;", "pdf": ") /JavaScript (app.alert(1)) (\\", "field": '" \\* MERGEFORMAT HYPERLINK "file:///etc/passwd',
        "rtl": "\u202egnp.exe", "con": "CON", "dots": "...", "cdata": "]]>&lt;![CDATA[", "quote": "'\"><", "toml": "''' \n[clean]",
    }.items():  # fmt: skip
        yield Case("metadata", f"title-{name}", {"x.html": page(f"<p>{T}</p>", title=title)}, (T,))
        yield Case("metadata", f"first-line-{name}", {"x.txt": dump(T, title=title)}, (T,))
    for root in (
        'lang="x"',
        f'lang="{"a" * 5000}" dir=sideways',
        'lang="en-><" dir="rtl onload=x"',
        'lang=""',
        'lang="zxx-Zzzz-ZZ-x-y"',
        "lang=ar dir=rtl",
        "lang=zh",
        "lang=qqq",
    ):
        yield Case("metadata", f"root-{root[:14]}", {"x.html": page(f"<p>{T}</p>", root=root)}, (T,))


def _front_matter() -> Cases:
    body = f"\n---\n\n# A File\n\n{PROSE}\n\n{T} stands here.\n\n{MORE_PROSE}\n"
    laughs = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    for name, matter in {
        "laughs": laughs, "laughs-title": f"{laughs}title: *a11", "deep-flow": "title: " + "[" * 5000 + "]" * 5000, "deep-map": "title: " + "{a: " * 3000 + "}" * 3000,
        "deep-block": "".join("  " * n + "a:\n" for n in range(500)), "python": "title: !!python/object/apply:os.system ['touch /tmp/owned']", "tag": "title: !!binary aGk=\nauthor: !!set {a, b}",
        "merge": "a: &a {title: x}\n<<: *a\ntitle: y", "self": "title: &x [*x]", "many-keys": "".join(f"k{n}: v\n" for n in range(20_000)), "same-keys": "title: x\n" * 3000,
        "huge-value": "title: " + "word " * 100_000, "open": "title: 'never closed", "nul": "title: a\0b", "dates": "date: 99999-13-45\nupdated: 2024-02-31T99:99", "int": "title: 0x" + "f" * 50_000,
        "float": "title: .inf\nauthor: .nan\ndate: 1e999", "int-60": "date: " + ":".join(["59"] * 3000), "directive": "%YAML 9.9\n%TAG ! tag:x,2000:", "marker": "cleaned-by: publish 99999999999999999999", "anchors": "&a " * 3000,
        "authors": "authors:\n" + "".join(f"  - Name Number{n}\n" for n in range(5000)), "url": "url: javascript:alert(1)\nimage: file:///etc/passwd\nsource: ../../x", "settled": "cleaned-by: publish 1\ntitle: ''\nlanguage: '../../x'\ndirection: up",
        "question": "? " * 3000 + "a", "stars": "title: " + "*a " * 3000, "block-text": "title: |\n" + "  line\n" * 20_000, "complex-key": "? [a, b]\n: c\n? {d: e}\n: f",
    }.items():  # fmt: skip
        yield Case("front-matter", name, {"x.md": f"---\n{matter}{body}".encode("utf-8", "surrogatepass")})
    yield Case("front-matter", "endless", {"x.md": f"---\ntitle: x\n\n{PROSE}\n\n{T}\n".encode()})
    yield Case("front-matter", "dashes", {"x.md": b"---\n" * 50_000 + T.encode()})


def _markdown() -> Cases:
    for name, text in {
        "quotes": "> " * 2000 + T, "quotes-lines": "".join(">" * n + " x\n" for n in range(300)) + f"\n{T}", "lists": "".join("  " * n + "- x\n" for n in range(600)) + f"\n{T}",
        "list-markers": "- " * 3000 + T, "brackets": "[" * 20_000 + T, "images": "![" * 10_000 + T, "emphasis": "*a **a " * 10_000 + T, "stars": "*" * 20_000 + T, "underscores": "_a" * 20_000 + T,
        "backticks": "".join("`" * n + " " for n in range(1, 400)) + T, "links": "[a](" * 10_000 + T, "references": "".join(f"[{n}]: x{n}\n" for n in range(20_000)) + T,
        "same-references": "[a]: <b>\n" * 10_000 + "\n[a] " * 1000 + T, "reference-bomb": f"[a]: {'x' * 5000}\n\n" + "[a]" * 20_000 + T, "angle": "<" * 20_000 + T, "entities": "&" * 20_000 + T, "html": "<div>" * 5000 + T,
        "html-comment": "<!--" * 5000 + T, "html-open": "<a <a " * 5000 + T, "table": "|" * 5000 + "\n" + "|-" * 5000 + "|\n" + T, "table-rows": "|a|b|\n|-|-|\n" + "|c|d|\n" * 20_000 + f"\n{T}",
        "table-wide": "|" + "a|" * 2000 + "\n|" + "-|" * 2000 + "\n" + ("|" + "b|" * 2000 + "\n") * 50 + f"\n{T}", "footnotes": "".join(f"x[^{n}] " for n in range(3000)) + "\n\n" + "".join(f"[^{n}]: note\n\n" for n in range(3000)) + T,
        "footnote-self": f"x[^1]\n\n[^1]: y[^1] z[^2]\n\n[^2]: w[^1] {T}", "footnote-nested": "^[" * 1000 + T + "]" * 1000, "definitions": "term\n: meaning\n\n" * 5000 + T, "fences": "~~~\n" * 20_001 + T, "fence-open": f"```\n{T}\n",
        "setext": "a\n=\n" * 20_000 + T, "escapes": "\\" * 100_000 + T, "autolinks": "<http://a>" * 20_000 + T, "urls": "http://a.b/" * 20_000 + T, "tabs": "\t" * 50_000 + T, "spaces": (" " * 3 + "\n") * 50_000 + T,
        "span": '<span lang="' * 3000 + T, "classes": f"# A {{#x onclick=y .a style=z}}\n\npara {{.standfirst}} {{.lead}} {T}", "callouts": "> [!note] x\n" * 1000 + T, "rows": "<table><tr><td colspan=1000000>x</td></tr></table>\n\n" + T,
        "comment": "<!-- end matter -->\n" * 1000 + T, "strike": "~~" * 20_000 + T, "smart": "\"'" * 20_000 + T, "line-5MB": "word " * 1_000_000 + T, "paragraphs": "Some words.\n\n" * 20_000 + T,
    }.items():  # fmt: skip
        for settled in (False, True):
            front = b"---\ncleaned-by: publish 1\ntitle: A Settled File\n---\n\n" if settled else b""
            data = front + f"# A File\n\n{PROSE}\n\n{text}\n\n{MORE_PROSE}\n".encode()
            yield Case("markdown", f"{name}{'-settled' if settled else ''}", {"x.md": data}, (T,))
    yield Case("metadata", "json", {"x.txt": json.dumps({"a": [T] * 1000}).encode()})
