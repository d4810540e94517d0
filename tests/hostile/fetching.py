"""Whatever could make a library open a connection or a file: in markup, in styles, in pictures, in entities."""

from __future__ import annotations

from tests.hostile.cases import Case, Cases, page, token

HTTP = "http://127.0.0.1:{port}/leak"
FILE = "file://{secret}"
VECTORS = (
    '<img src="{url}">', '<img srcset="{url} 2x, {url} 3x">', '<picture><source srcset="{url}"><img src="{url}"></picture>',
    '<link rel=stylesheet href="{url}">', '<link rel=attachment href="{url}">', '<a rel=attachment href="{url}">att</a>',
    '<style>@import "{url}";</style>', "<style>@import url({url});</style>",
    "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style>",
    "<style>p {{ background: url({url}) }}</style>", '<p style="background-image: url({url})">styled</p>',
    '<p style="content: url({url})">styled</p>', "<style>p::before {{ content: url({url}) }}</style>",
    "<style>li {{ list-style-image: url({url}) }}</style><ul><li>item</ul>", "<style>@page {{ background: url({url}) }}</style>",
    "<style>@color-profile --x {{ src: url({url}) }}</style>", "<style>p {{ cursor: url({url}); border-image: url({url}) 3 }}</style>",
    "<style>p {{ background: image-set('{url}' 1x) }}</style>", "<style>@namespace url({url});</style>",
    '<object data="{url}"></object>', '<embed src="{url}">', '<iframe src="{url}"></iframe>', '<frame src="{url}">',
    '<video src="{url}" poster="{url}"></video>', '<audio src="{url}"></audio>', '<source src="{url}">', '<track src="{url}">',
    '<svg><image href="{url}"/></svg>', '<svg><image xlink:href="{url}"/></svg>', '<svg><use href="{url}#x"/></svg>',
    '<svg><style>@import "{url}"</style></svg>', '<svg><filter><feImage href="{url}"/></filter></svg>',
    "<svg><foreignObject><img src='{url}'></foreignObject></svg>", '<math><mglyph src="{url}"/></math>',
    '<body background="{url}">', '<table background="{url}"><tr><td background="{url}">cell<td>b</table>',
    '<input type=image src="{url}">', '<meta http-equiv=refresh content="0;url={url}">', '<base href="{url}"><img src="x.png">',
    '<script src="{url}"></script>', '<applet codebase="{url}" code=x>', '<bgsound src="{url}">', '<link rel=icon href="{url}">',
    '<link rel=preload as=image href="{url}">', '<form action="{url}"><button formaction="{url}">b</button></form>',
    '<blockquote cite="{url}">quoted</blockquote>', '<a href="{url}" ping="{url}">linked</a>', '<img src="x" onerror="fetch(\'{url}\')">',
    '<img longdesc="{url}" src="//127.0.0.1:{{port}}/leak">', '<img src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'><image href=\'{url}\'/></svg>">',
    '<noscript><img src="{url}"></noscript>', '<img data-src="{url}" data-original="{url}" loading=lazy>', '<xml:include href="{url}"/>',
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}" parse="text"/>', "<template><img src='{url}'></template>",
    "<image src='{url}'>", '<img src="{url}" alt="<img src={url}>">', '<meta property=og:image content="{url}">', '<link rel=canonical href="{url}">',
)  # fmt: skip


def cases() -> Cases:
    for number, vector in enumerate(VECTORS):
        for kind, url in (("http", HTTP), ("file", FILE)):
            word = token(number)
            body = f"<p>Before it {word}a.</p>{vector.format(url=url)}<p>Behind it {word}b.</p>"
            yield Case("fetch", f"{kind}-{number:02d}", {"x.html": page(body)}, (word + "a", word + "b"))
    yield from _entities()
    yield from _pictures()
    for ending, text in (
        ("md", "![a]({url})\n\n<img src='{url}'>\n\n[b]: {url}\n\n![b]\n\n{{{{#include {url}}}}}\n"),
        ("txt", "{url}\n\n.. include:: {url}\n\n[[{url}]]\n"),
    ):
        for kind, url in (("http", HTTP), ("file", FILE)):
            source = (
                f"# A File\n\nTOKEN900qx and its words, of which there are a few.\n\n{text.format(url=url)}\n".encode()
            )
            yield Case("fetch", f"{ending}-{kind}", {f"x.{ending}": source}, ("TOKEN900qx",))


def _entities() -> Cases:
    for number, url in enumerate((HTTP, FILE)):
        for ending in ("html", "xhtml"):
            doctype = (
                f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{url}"><!ENTITY % y SYSTEM "{url}"> %y;]>'
            )
            body = "<p>TOKEN901qx an entity: &x; and so on, with some words.</p>"
            data = doctype.encode() + page(body).removeprefix(b"<!DOCTYPE html>\n")
            yield Case("fetch", f"entity-{ending}-{number}", {f"x.{ending}": data}, ("TOKEN901qx",))
        yield Case(
            "fetch", f"dtd-{number}", {"x.html": f'<!DOCTYPE html SYSTEM "{url}">'.encode() + page("<p>TOKEN902qx</p>")}
        )


def _pictures() -> Cases:
    """Addresses of pictures that leave the folder of the source."""
    addresses = (
        "../outside/secret.png", "..%2foutside%2fsecret.png", "./../outside/./secret.png", "{secret}.png", "..\\outside\\secret.png",
        "x/../../outside/secret.png", "file:../outside/secret.png", "FILE://{secret}.png", "\x01../outside/secret.png", "%00../outside/secret.png",
        "..%252foutside/secret.png", "/dev/zero", "/dev/stdin", "/proc/self/environ", "link.png", ".", "", "\x00", "a" * 5000, "ftp://127.0.0.1:{port}/x",
        "http:127.0.0.1:{port}/x.png", "//[::1/x.png", "http://[", "\\\\127.0.0.1\\x.png",
    )  # fmt: skip
    for number, address in enumerate(addresses):
        body = f'<p>TOKEN903qx stands before it.</p><figure><img src="{address}"><figcaption>TOKEN904qx caption</figcaption></figure>'
        yield Case("fetch", f"picture-{number:02d}", {"x.html": page(body)}, ("TOKEN903qx", "TOKEN904qx"))
