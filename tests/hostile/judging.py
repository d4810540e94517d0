"""A build of one case beside the good articles, and what is wrong with how it ended."""

from __future__ import annotations

import contextlib
import html.parser
import io
import json
import os
import resource
import shutil
import socketserver
import subprocess
import sys
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree
from PIL import Image

from tests.hostile.cases import GOOD, GOOD_TOKENS, SECRET, Case, World

HANGS_AFTER = 240  # seconds
OUTPUTS = ("book.pdf", "book.epub", "book.docx", "book-docx.zip")
CPU_SECONDS, MEMORY_BYTES = 20, 2**30
SCHEMES = ("http:", "https:", "mailto:")


class Canary(socketserver.ThreadingTCPServer):
    """Listens on the loopback, and counts whoever comes."""

    daemon_threads = True

    def __init__(self) -> None:
        self.visits = 0
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ARG002  # as socketserver calls it
        self.visits += 1
        self.shutdown_request(request)


@contextlib.contextmanager
def canary() -> Iterator[Canary]:
    with Canary() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        yield server
        server.shutdown()


@dataclass(frozen=True, slots=True)
class Ran:
    """How a build ended: what it printed, its cost, what it made; CPU of all its processes, memory of the largest."""

    code: int
    err: str
    cpu_seconds: float
    memory_bytes: int
    wall_seconds: float
    out: Path


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with a run, under the name of each target that was missed, with a word on it."""

    case: Case
    ran: Ran
    faults: tuple[tuple[str, str], ...] = ()
    articles: int = 0
    left_out: tuple[tuple[str, str], ...] = field(default=())


def lay(case: Case, place: Path, port: int) -> tuple[World, tuple[str, ...]]:
    """The case and the good articles put into `place`: (where it is, the names of its files that are no companions)."""
    world = World(place / "sources", place / "outside", port)
    world.sources.mkdir(parents=True)
    world.outside.mkdir()
    secret = world.outside / "secret.txt"
    secret.write_text(f"A secret\n\n{SECRET} is nobody's business, and stands in no book.\n", "utf-8")
    Image.new("RGB", (40, 30), (1, 2, 3)).save(world.outside / "secret.png")
    shutil.copy(world.outside / "secret.png", f"{secret}.png")
    for name, text in GOOD.items():
        (world.sources / name).write_text(text, "utf-8")
    names = []
    for name, data in case.files.items():
        path = world.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.replace(b"{port}", str(port).encode()).replace(b"{secret}", str(secret).encode()))
        if "_files/" not in name:
            names.append(name)
    if case.arrange is not None:
        names += case.arrange(world)
    return world, tuple(names)


def run(world: World, *, formats: str = "pdf,epub,docx", arguments: tuple[str, ...] = ()) -> Ran:
    """Build the book as a process of its own."""
    place = world.sources.parent
    out, err = place / "out", place / "err"
    environment = {**os.environ, "XDG_CACHE_HOME": str(place / "cache"), "COLUMNS": "100"}
    command = (
        sys.executable,
        "-m",
        "publish",
        "build",
        str(world.sources),
        "-o",
        str(out),
        "--title",
        "Book",
        "-f",
        formats,
    )
    begun = time.monotonic()
    with err.open("wb") as stream:
        process = subprocess.Popen(
            (*command, *arguments),
            cwd=place,
            env=environment,
            stdout=stream,
            stderr=stream,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        timer = threading.Timer(HANGS_AFTER, lambda: os.killpg(process.pid, 9))
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - begun
    cost = _cpu(used)
    return Ran(process.returncode, err.read_text("utf-8", "replace"), cost, used.ru_maxrss * 1024, wall, out)


def _cpu(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime


def judge(
    case: Case, place: Path, server: Canary, *, baseline: float = 0.0, formats: str = "pdf,epub,docx"
) -> Judgement:
    """Build the case, and hold what was made against every target; `baseline` is the CPU that the good ones cost."""
    before = server.visits
    world, names = lay(case, place, server.port)
    ran = run(world, formats=formats)
    faults = [*_ended(ran, baseline)]
    if server.visits > before:
        faults.append(("requests", f"{server.visits - before}"))
    report: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError):
        report = json.loads((ran.out / "report.json").read_text("utf-8"))
    faults += _accounted(report, (*GOOD, *names), case)
    faults += _words(report, case)
    wanted = [name for name, kind in zip(OUTPUTS, ("pdf", "epub", "docx", "docx"), strict=True) if kind in formats]
    faults += [("good articles", f"{name} is missing") for name in wanted if not (ran.out / name).is_file()]
    names_it = any(name.endswith((".md", ".txt")) and b"{secret}" in data for name, data in case.files.items())
    told = "" if names_it else str(place)  # a path that stands in plain text is words like others
    for path in sorted(ran.out.rglob("*")) if ran.out.is_dir() else ():
        if path.is_file():
            faults += _looked_into(path.name, path.read_bytes(), told)
    left = tuple((item["source"], item["reason"]) for item in report.get("left_out", ()))
    return Judgement(case, ran, tuple(dict.fromkeys(faults)), len(report.get("articles", ())), left)


def _ended(ran: Ran, baseline: float) -> Iterator[tuple[str, str]]:
    if "Traceback" in ran.err or "a bug in publish" in ran.err:
        yield "tracebacks", next((line for line in ran.err.splitlines() if "bug" in line or "Error" in line), "")[:300]
    if ran.code < 0:
        yield ("hangs" if ran.wall_seconds >= HANGS_AFTER else "killed"), f"signal {-ran.code}"
    elif ran.code not in (0, 1):
        yield "good articles", f"exit {ran.code}: {ran.err.strip()[-300:]}"
    if "\x1b" in ran.err or "\u202e" in ran.err:
        yield "terminal", "a control character was printed"
    if ran.cpu_seconds - baseline > CPU_SECONDS:
        yield "cost", f"{ran.cpu_seconds - baseline:.0f} s CPU"
    if ran.memory_bytes > MEMORY_BYTES:
        yield "cost", f"{ran.memory_bytes / 2**20:.0f} MiB"


def _accounted(report: Mapping[str, Any], names: tuple[str, ...], case: Case) -> Iterator[tuple[str, str]]:
    """Whether each file stands in the report once: as an article, as left out, or in a finding on the book."""
    told = Counter(each["source"] for each in (*report.get("articles", ()), *report.get("left_out", ())))
    others = Counter(each["source"] for each in report.get("findings", ()) if each.get("source"))
    for name in names:
        shown = _shown(name)
        count = told[f"sources/{shown}"] or min(1, others[f"sources/{shown}"])
        if count != 1 and not _is_known_folder(name, told):
            yield "accounted for", f"{ascii(name)[:80]}: {count} times"
        if (
            case.left_out is True
            and name not in GOOD
            and any(each["source"] == f"sources/{shown}" for each in report.get("articles", ()))
        ):
            yield "accounted for", f"{ascii(name)[:80]} became an article"


def _is_known_folder(name: str, told: Counter[str]) -> bool:
    return name.endswith(".svg") or any(each.startswith(f"sources/{name}/") for each in told)


def _shown(name: str) -> str:
    from publish.characters import xml_safe

    return xml_safe(os.fsencode(name).decode("utf-8", "surrogateescape"))


def _words(report: Mapping[str, Any], case: Case) -> Iterator[tuple[str, str]]:
    articles = [each for each in report.get("articles", ()) if not each["source"].endswith(tuple(GOOD))]
    good = json.dumps([each for each in report.get("articles", ()) if each not in articles], ensure_ascii=False)
    for word in GOOD_TOKENS:
        if word not in good:
            yield "good articles", f"{word} is nowhere"
    if articles:
        told = json.dumps([*articles, *report.get("left_out", ())], ensure_ascii=False)
        lost = [word for word in case.tokens if word not in told]
        if lost and not report.get("left_out"):
            yield "words", f"{', '.join(lost[:5])} of {len(case.tokens)}"


# ---- what was made ----


def _looked_into(name: str, data: bytes, place: str) -> Iterator[tuple[str, str]]:
    yield from _secrets(name, data, place)
    if name.endswith((".epub", ".docx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                if inner.startswith("/") or ".." in inner.split("/"):
                    yield "active content", f"{name} has a file {inner!r}"
                yield from _looked_into(inner.rpartition("/")[2] or inner, archive.read(inner), place)
    elif name.endswith((".html", ".xhtml")):
        yield from ((("active content"), f"{name}: {what}") for what in _active(data, is_xml=name.endswith(".xhtml")))
    elif name.endswith(".rels"):
        yield from (("schemes", f"{name}: {what}") for what in _relations(data))
    elif name.endswith((".xml", ".opf", ".ncx")):
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    elif name.endswith(".svg"):
        yield from (("active content", f"{name}: {what}") for what in _active(data, is_xml=True))
    elif name.endswith(".pdf"):
        yield from _pdf(name, data)


def _secrets(name: str, data: bytes, place: str) -> Iterator[tuple[str, str]]:
    if SECRET.encode() in data or b"root:x:0" in data:
        yield "secrets", name
    for path in (place, str(Path.home())):
        if len(path) > 6 and path.encode() in data:
            yield "machine paths", f"{name}: {path}"


class _Active(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (
            "script",
            "iframe",
            "frame",
            "object",
            "embed",
            "applet",
            "form",
            "base",
            "foreignobject",
            "audio",
            "video",
        ):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            given = "".join((value or "").split()).lower()
            if name.startswith("on") or name in ("srcdoc", "ping", "formaction"):
                self.found.append(f"{tag} {name}")
            if (
                name in ("href", "xlink:href")
                and tag == "a"
                and ":" in given.split("/")[0].split("#")[0]
                and not given.startswith(SCHEMES)
            ):
                self.found.append(f"link to {given[:30]}")
            if (
                name in ("src", "srcset", "poster", "data") or (tag in ("link", "image", "use") and "href" in name)
            ) and (":" in given.split("/")[0] or given.startswith("//")):
                self.found.append(f"{tag} from {given[:30]}")
            if tag == "meta" and name == "http-equiv" and given == "refresh":
                self.found.append("refresh")


def _active(data: bytes, *, is_xml: bool) -> list[str]:
    if is_xml:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    parser = _Active()
    parser.feed(data.decode("utf-8"))
    return parser.found


def _relations(data: bytes) -> Iterator[str]:
    for each in etree.fromstring(data, etree.XMLParser(resolve_entities=False)):
        target = each.get("Target", "")
        if each.get("TargetMode") == "External" and not target.lower().startswith(SCHEMES):
            yield target[:40]


def _pdf(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for value in pdf.objects:
            if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                continue
            action = value.get("/S")
            uri = value.get("/URI")
            if (
                action in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE")
                or "/JS" in value
                or "/AA" in value
            ):
                yield "active content", f"{name}: {action}"
            if uri is not None and not str(uri).lower().startswith(SCHEMES):
                yield "schemes", f"{name}: {str(uri)[:40]}"
