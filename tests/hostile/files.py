"""Files that are no articles, pictures that are no pictures, links that lead elsewhere, names that are no names."""

from __future__ import annotations

import gzip
import io
import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.builders import MORE_PROSE, PROSE
from tests.hostile.cases import SECRET, Case, Cases, World, dump, page

T = "TOKEN300qx"
LINKS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "java\tscript:alert(1)", " \x01javascript:alert(1)", "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)", "\u200bjavascript:alert(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=", "vbscript:msgbox(1)",
    "file:///etc/passwd", "FILE:/etc/passwd", "file:..%2f..%2fx", "//user:pass@127.0.0.1/", "http://user:pass@127.0.0.1/", "mailto:a@b.c?subject=x&body=%0aBcc:z", "mailto:javascript:alert(1)",
    "tel:123", "sms:1", "intent://x#Intent;end", "about:blank", "blob:http://x/y", "view-source:http://x", "jar:http://x!/y", "chrome://x", "ms-word:ofe|u|http://x", "search-ms:query", "smb://127.0.0.1/x",
    "\\\\127.0.0.1\\share", "ftp://127.0.0.1/x", "gopher://x", "ws://x", "http://[::1", "http://[v1.x]/", "http://", "https:///", "http://a b/", "http://a\x00b/", "http://\u202egpj.exe/", "http://x/\ud800",
    "http://" + "a" * 100_000, "http://x/" + "%" * 1000, "http://1.2.3.4:99999/", "http://x:y/", "#" + "a" * 100_000, "#../x", "#\"><script>alert(1)</script>", "x.html#javascript:alert(1)", "?x", "../../etc/passwd",
    "https://ⓔⓧⓐⓜⓟⓛⓔ.org/", "https://xn--\x00/", "http:/\\x", "http:\\\\x", "https://example.org/\"><script>alert(1)</script>", "https://example.org/' onclick='x", "https://example.org/) /JavaScript (x", "https://example.org/{}[]|^`<>",
)  # fmt: skip


def cases() -> Cases:
    yield from _links()
    yield from _binaries()
    yield from _packages()
    yield from _pictures()
    yield from _names()
    yield from _elsewhere()


def _links() -> Cases:
    for number, link in enumerate(LINKS):
        quoted = link.replace('"', "&quot;")
        word = f"TOKEN3{number:02d}lx"
        yield Case(
            "links",
            f"html-{number:02d}",
            {"x.html": page(f'<p>Before <a href="{quoted}">{word}</a> behind.</p>')},
            (word,),
        )
    together = "".join(
        f'<p><a href="{link.replace(chr(34), "&quot;")}">TOKEN4{number:02d}lx</a></p>'
        for number, link in enumerate(LINKS)
    )
    yield Case(
        "links", "html-all", {"x.html": page(together)}, tuple(f"TOKEN4{number:02d}lx" for number in range(len(LINKS)))
    )
    markdown = "\n\n".join(
        f"[TOKEN5{number:02d}lx](<{link}>)" for number, link in enumerate(LINKS) if not set(link) & set("\n<>\0\ud800")
    )
    words = tuple(f"TOKEN5{number:02d}lx" for number, link in enumerate(LINKS) if not set(link) & set("\n<>\0\ud800"))
    yield Case("links", "md-all", {"x.md": f"# A File\n\n{PROSE}\n\n{markdown}\n".encode()}, words)
    yield Case(
        "links",
        "md-settled",
        {"x.md": f"---\ncleaned-by: publish 1\ntitle: x\n---\n\n{PROSE}\n\n{markdown}\n".encode()},
        words,
    )
    yield Case("links", "bare-txt", {"x.txt": dump("\n".join(LINKS[:30]) + f"\n{T}")}, (T,))
    handlers = "".join(
        f'<p {name}="alert(1)">x</p>' for name in ("onclick", "onload", "ONERROR", "onmouseover", "style", "formaction")
    )
    active = f"<script>alert(1)</script><iframe srcdoc='<script>x</script>'></iframe><object data=x></object><form action=x><input><button>b</button></form><marquee onstart=x>m</marquee><p>{T}</p>"
    for base in ("javascript:alert(1)//", "data:text/html,", "file:///etc/", "http://127.0.0.1/", "//x"):
        yield Case(
            "links",
            f"base-{base[:6]}",
            {"x.html": page(f'<p><a href="passwd">{T}</a></p>', f'<base href="{base}">')},
            (T,),
        )
    yield Case("links", "handlers", {"x.html": page(handlers + active)}, (T,))


def _zip(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def _binaries() -> Cases:
    noise = bytes((number * 7919 + number // 3) % 256 for number in range(200_000))
    for name, data in {
        "noise": noise, "zeros": bytes(1_000_000), "elf": b"\x7fELF" + noise, "png": _png(20, 20), "gzip": gzip.compress(dump(T)), "zip": _zip(a=dump(T)), "pdf": b"%PDF-1.7\n" + noise, "mz": b"MZ\x90\0" + noise,
        "class": b"\xca\xfe\xba\xbe" + noise, "sqlite": b"SQLite format 3\0" + noise, "ole": b"\xd0\xcf\x11\xe0" + noise, "rtf": b"{\\rtf1\\ansi hello}", "jpeg": b"\xff\xd8\xff\xe0" + noise, "gif": b"GIF89a" + noise, "7z": b"7z\xbc\xaf\x27\x1c" + noise,
        "xz": b"\xfd7zXZ\0" + noise, "bz2": b"BZh9" + noise, "tar": bytes(257) + b"ustar" + noise, "mp3": b"ID3" + noise, "mp4": b"\0\0\0\x20ftypisom" + noise, "ogg": b"OggS" + noise, "wasm": b"\0asm\1\0\0\0" + noise, "pickle": b"\x80\x04\x95" + noise,
        "text-then-zeros": dump("x") + bytes(100_000), "text-then-noise": dump("x" * 70_000) + noise, "bmp": b"BM" + noise, "tiff": b"II*\0" + noise, "webp": b"RIFF\0\0\0\0WEBP" + noise, "brotli": noise[:5000], "one-byte": b"\0", "ff": b"\xff" * 10_000, "escape": b"\x1b[2J" * 5000,
    }.items():  # fmt: skip
        for ending in ("txt", "html", "md"):
            yield Case("binaries", f"{name}-{ending}", {f"x.{ending}": data})
    yield Case("binaries", "gif-html", {"x.html": b"GIF89a/*" + page(f"<p>{T}</p>")})
    yield Case("binaries", "html-zip", {"x.html": page(f"<p>{T}</p>") + _zip(a=b"x")}, (T,))


def _packages() -> Cases:
    bomb = _zip(word__document_xml=bytes(50_000_000))
    mimetype = _zip(
        mimetype=b"application/epub+zip",
        META_INF__container_xml=b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><x>&x;</x>',
    )
    slip = _zip(**{"..__..__..__tmp__slip.txt": b"x"})
    for name, data in {
        "a.docx": bomb,
        "b.epub": mimetype,
        "c.odt": slip,
        "d.pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
        "e.zip": slip,
        "f.doc": b"\xd0\xcf\x11\xe0",
        "g.mht": b"MIME-Version: 1.0\n\n<html>",
        "h.webarchive": b"bplist00",
        "i.exe": b"MZ",
        "k.xml": b"<?xml version='1.0'?><x/>",
        "l.toml": b"[clean]",
        "m.py": b"import os",
        "n": b"no ending",
        "o.TXT.exe": b"x",
    }.items():
        yield Case("packages", name, {name: data})
        yield Case("packages", f"{name}.txt", {f"{name}.txt": data})
        yield Case("packages", f"{name}.html", {f"{name}.html": data})


def _png(width: int, height: int, *, data: bytes | None = None) -> bytes:
    """A PNG that says it has this size, whatever its pixels are."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    if data is None:
        data = zlib.compress(b"\0" * (width // 8 + 2) * min(height, 20_000))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _image(kind: str, size: tuple[int, int] = (64, 48), mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, 100 if mode in ("L", "P") else (10, 20, 30)).save(buffer, kind)
    return buffer.getvalue()


def _pictures() -> Cases:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="99999999" height="10"><script>fetch("http://127.0.0.1:{port}/")</script><image href="http://127.0.0.1:{port}/x.png"/><text onclick="x()">t</text></svg>'
    png, jpeg, gif = _image("PNG"), _image("JPEG"), _image("GIF")
    jumping = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x04iTXt" + b"x" * 100
    for name, data in {
        "169-megapixels.png": _png(13_000, 13_000), "claims-much.png": _png(2**31 - 1, 2**31 - 1, data=zlib.compress(b"\0")), "zero.png": _png(0, 10), "39-megapixels.png": _png(6200, 6200),
        "thin.png": _png(30_000_000, 1), "high.png": _png(1, 20_000), "truncated.png": png[: len(png) // 2], "truncated.jpg": jpeg[: len(jpeg) // 2], "truncated.gif": gif[:20], "empty.png": b"", "text.png": dump(T), "html.jpg": page(T),
        "script.svg": svg.encode(), "svg.png": svg.encode(), "svgz.svg": gzip.compress(svg.encode()), "zip.png": png + _zip(a=b"x" * 1000), "html-behind.gif": gif + page("<script>alert(1)</script>"), "gifar.gif": gif + _zip(META_INF__MANIFEST_MF=b"x"), "gif-js.gif": b"GIF89a/*" + gif[8:] + b"*/=1;alert(1)",
        "eps.png": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(%pipe%id) (w) file", "tiff.tif": _image("TIFF"), "bmp.png": _image("BMP"), "ico.ico": _image("ICO"), "chunks.png": jumping, "idat-bomb.png": _png(6000, 6000, data=zlib.compress(bytes(20_000_000), 9)),
        "cmyk.jpg": _image("JPEG", mode="L"), "comment.jpg": jpeg[:2] + b"\xff\xfe\xff\xff" + b"<script>" * 8191 + b"x" * 5 + jpeg[2:], "33MiB.png": png + bytes(33 * 2**20), "frames.gif": _frames(400), "exif.jpg": jpeg[:2] + b"\xff\xe1\x00\x20Exif\0\0MM\0*\xff\xff\xff\xff" + bytes(16) + jpeg[2:], "text-bomb.png": _with_text(png), "icc-bomb.png": _with_icc(png),
    }.items():  # fmt: skip
        body = f'<p>{T} stands before it.</p><figure><img src="x_files/{name}" alt="TOKEN301qx alt"><figcaption>TOKEN302qx caption</figcaption></figure>'
        yield Case("pictures", name, {"x.html": page(body), f"x_files/{name}": data}, (T, "TOKEN302qx"))
    for name, address in {
        "svg": "data:image/svg+xml,<svg onload=x>", "bad-base64": "data:image/png;base64,!!!!", "huge": "data:image/png;base64," + "A" * 5_000_000, "html": "data:text/html,<script>alert(1)</script>", "no-comma": "data:image/png;base64", "params": "data:image/png" + ";a=b" * 5000 + ",x", "long-kind": "data:" + "x" * 100_000 + ",y",
    }.items():  # fmt: skip
        yield Case(
            "pictures",
            f"data-{name}",
            {"x.html": page(f'<p>{T}</p><img src="{address}"><p>TOKEN301qx</p>')},
            (T, "TOKEN301qx"),
        )
    many = "".join(f'<img src="x_files/p.png?{n}">' for n in range(3000))
    yield Case("pictures", "many", {"x.html": page(many + f"<p>{T}</p>"), "x_files/p.png": png}, (T,))
    large = "".join(f'<figure><img src="x_files/{n}.png"></figure>' for n in range(12))
    yield Case(
        "pictures",
        "many-large",
        {"x.html": page(large + f"<p>{T}</p>"), **{f"x_files/{n}.png": _png(6000 + n, 6000) for n in range(12)}},
        (T,),
    )


def _frames(count: int) -> bytes:
    buffer = io.BytesIO()
    frames = [Image.new("P", (300, 300), number % 255) for number in range(count)]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _with_text(png: bytes) -> bytes:
    bomb = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9))
    return png[:33] + bomb + png[33:]


def _with_icc(png: bytes) -> bytes:
    bomb = _chunk(b"iCCP", b"profile\0\0" + zlib.compress(bytes(60_000_000), 9))
    return png[:33] + bomb + png[33:]


NAMES = (
    "-rf.txt", "--help.html", "$(id).txt", "`id`.txt", ";id;.txt", "a b\tc.txt", "new\nline.txt", "esc\x1b[2J\x1b[31m.txt", "bell\x07.html", "rlo\u202etxt.html", "zwsp\u200b.txt", "e\u0301.txt", "é.txt", "<script>alert(1)</script>.html",
    "\"quoted\".txt", "'single'.txt", "percent%s%n.txt", "back\\slash.txt", "a" * 240 + ".txt", "a..txt", "x.html.txt", "X.TXT", "x.HTML", "日本.txt", "{port}.txt", "[red]markup[/red].txt", "%2e%2e%2f.txt", "a;b=c&d.html", "#hash.html", "?query.html", "é" * 110 + ".txt",
)  # fmt: skip


def _names() -> Cases:
    for number, name in enumerate(NAMES):
        word = f"TOKEN6{number:02d}nx"
        data = page(f"<p>{word}</p>") if name.lower().endswith("html") else dump(word)
        yield Case("names", f"name-{number:02d}", {name: data}, (word,))
    yield Case("names", "bytes", arrange=_named_in_bytes)
    yield Case("names", "deep", {"/".join(["d"] * 60) + "/x.txt": dump(T)}, (T,))
    yield Case(
        "names",
        "folders",
        {f"../..{n}/x.txt".replace("../", "up"): dump(f"TOKEN7{n:02d}nx") for n in range(3)},
        ("TOKEN700nx", "TOKEN702nx"),
    )
    yield Case(
        "names",
        "same",
        {
            "x.txt": dump("TOKEN710nx the first of them"),
            "x.html": page("<p>TOKEN711nx</p>"),
            "a/x.txt": dump("TOKEN712nx another of them", "Another Title"),
        },
        ("TOKEN711nx",),
    )
    yield Case(
        "names",
        "part-title",
        {"<img src=x onerror=alert(1)>/x.txt": dump(T), "\x1b[31mred/y.txt": dump("TOKEN720nx", "Another")},
        (T, "TOKEN720nx"),
    )
    yield Case(
        "names",
        "many",
        {
            f"{n:03d}.html": page(
                f"<p>Number {n} of some.</p>" + "".join(f"<p>{n} {w} of it.</p>" for w in range(30)), title=f"Page {n}"
            )
            for n in range(60)
        },
    )


def _named_in_bytes(world: World) -> tuple[str, ...]:
    path = os.fsencode(world.sources) + b"/bad\xff\xfe\x80.txt"
    Path(os.fsdecode(path)).write_bytes(dump(T))
    return ("bad\ufffd\ufffd\ufffd.txt",)


def _made(make: Callable[[World], object], *names: str) -> Callable[[World], tuple[str, ...]]:
    def arrange(world: World) -> tuple[str, ...]:
        make(world)
        return names

    return arrange


def _elsewhere() -> Cases:
    """What is in the folder and no file of it."""

    def link(name: str, target: str) -> Callable[[World], tuple[str, ...]]:
        return _made(lambda world: (world.sources / name).symlink_to(target.format(outside=world.outside)), name)

    for name, target in {
        "secret.txt": "{outside}/secret.txt", "relative.txt": "../outside/secret.txt", "passwd.txt": "/etc/passwd", "zero.txt": "/dev/zero", "stdin.txt": "/dev/stdin", "random.html": "/dev/urandom", "self.txt": "self.txt", "dangling.txt": "nowhere.txt",
        "proc.txt": "/proc/self/environ", "mem.txt": "/proc/self/mem", "kmsg.md": "/proc/kmsg",
    }.items():  # fmt: skip
        yield Case("elsewhere", f"link-{name}", arrange=link(name, target), left_out=True)
    for name, target in {"folder": "{outside}", "root": "/", "parent": "..", "dot": ".", "good": "0-good.txt"}.items():
        yield Case("elsewhere", f"link-folder-{name}", arrange=link(name, target))
    yield Case("elsewhere", "link-inside.txt", arrange=link("inside.txt", "0-good.txt"))
    yield Case(
        "elsewhere",
        "fifo",
        arrange=_made(lambda world: os.mkfifo(world.sources / "fifo.txt"), "fifo.txt"),
        left_out=True,
    )
    yield Case(
        "elsewhere",
        "fifo-companion",
        {"x.html": page(f'<p>{T}</p><img src="x_files/p.png">')},
        (T,),
        _made(_picture_fifo),
    )
    yield Case("elsewhere", "socket", arrange=_made(_socket, "socket.txt"), left_out=True)
    yield Case("elsewhere", "device", arrange=_made(_device, "device.txt"), left_out=True)
    yield Case(
        "elsewhere",
        "sparse-10GB",
        arrange=_made(lambda world: _sparse(world.sources / "sparse.txt", 10 * 2**30), "sparse.txt"),
        left_out=True,
    )
    yield Case(
        "elsewhere",
        "sparse-200MB",
        arrange=_made(lambda world: _sparse(world.sources / "sparse.txt", 200 * 2**20), "sparse.txt"),
        left_out=True,
    )
    yield Case(
        "elsewhere",
        "sparse-html",
        arrange=_made(lambda world: _sparse(world.sources / "sparse.html", 120 * 2**20, page("x")), "sparse.html"),
        left_out=True,
    )
    yield Case(
        "elsewhere",
        "sparse-picture",
        {"x.html": page(f'<p>{T}</p><img src="x_files/p.png">')},
        (T,),
        _made(lambda world: _sparse(world.sources / "x_files/p.png", 2 * 2**30, _png(10, 10))),
    )
    yield Case(
        "elsewhere",
        "picture-link",
        {"x.html": page(f'<p>{T}</p><img src="x_files/p.png"><img src="link.png">')},
        (T,),
        _made(_picture_link),
    )
    yield Case("elsewhere", "unreadable", arrange=_made(_unreadable, "unreadable.txt"))
    yield Case("elsewhere", "folder-named-txt", {"x.txt/y.txt": dump(T)}, (T,))
    yield Case("elsewhere", "large-100MB", {"x.txt": dump(PROSE * 1000 + T) * 800})
    yield Case("elsewhere", "large-html-60MB", {"x.html": page(f"<p>{MORE_PROSE}</p>" * 400_000 + f"<p>{T}</p>")})


def _picture_link(world: World) -> None:
    (world.sources / "x_files").mkdir()
    (world.sources / "x_files" / "p.png").symlink_to(world.outside / "secret.png")
    (world.sources / "link.png").symlink_to("/dev/zero")


def _picture_fifo(world: World) -> None:
    (world.sources / "x_files").mkdir()
    os.mkfifo(world.sources / "x_files" / "p.png")


def _socket(world: World) -> None:
    here = Path.cwd()
    os.chdir(world.sources)  # the name of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket.txt")
    finally:
        os.chdir(here)


def _device(world: World) -> None:
    try:
        os.mknod(world.sources / "device.txt", 0o600 | 0o020000, os.makedev(1, 5))
    except OSError:
        (world.sources / "device.txt").symlink_to("/dev/zero")


def _sparse(path: Path, size: int, start: bytes = b"") -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.write(start)
        file.truncate(size)


def _unreadable(world: World) -> None:
    (world.sources / "unreadable.txt").write_text(SECRET, "utf-8")
    (world.sources / "unreadable.txt").chmod(0)
