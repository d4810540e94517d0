"""The rules of one style file, read with care: errors are told, what crashes or misleads a format is taken out.

What is taken out leaves its line ends behind, so that every line of the text keeps its number.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import cssselect2
import tinycss2

from publish.errors import ThemeError
from publish.findings import Finding, warning
from publish.theme.fonts import REGULAR, Face, own_face
from publish.theme.values import Token, Tokens, keyword, tokens_of

MEDIA = ("print", "epub", "docx", "all")
MARGIN_BOXES = frozenset(
    {
        *(f"{edge}-{place}" for edge in ("top", "bottom") for place in ("left", "center", "right")),
        *(f"{edge}-{place}" for edge in ("left", "right") for place in ("top", "middle", "bottom")),
        *("top-left-corner", "top-right-corner", "bottom-left-corner", "bottom-right-corner", "footnote"),
    }
)
KNOWN_RULES = ("media", "page", "font-face", "import", "charset", "counter-style")
INSTEAD: Mapping[str, str] = {
    "supports": "write its rules without it",
    "container": "write its rules without it, or under @media print, epub or docx",
    "layer": "write its rules without it: EPUB and Word know no layers; what stands later wins",
    "scope": "begin each selector with the element that they are about",
    "keyframes": "leave it out: a book does not move",
    "property": "set the custom property under :root",
    "namespace": "leave it out: all elements are those of HTML",
    "color-profile": "leave it out: the PDF has sRGB",
}
"""Rules that one format or the other does not know, with what to do."""

FONT_ENDINGS = (".ttf", ".otf")
PICTURES: Mapping[bytes, str] = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}
RANGE_WEIGHTS = (400, 700)  # cut from a variable font whose rule names a range of weights
_PAGES = re.compile(r"(?:[\w-]+)?(?::(?:left|right|first|blank|nth\([^()]*\)))*")


@dataclass(slots=True)
class Proof:
    """What was noticed in a file. `folder` is where its paths start, `root` the folder they may not leave.

    Without a folder, for a style that is no file, paths lead nowhere. `pictures` are by the addresses that now stand
    in the style.
    """

    file: str
    folder: Path | None = None
    root: Path | None = None
    read: Callable[[Path], bytes] = Path.read_bytes
    errors: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def wrong(self, line: int, what: str) -> None:
        """Note an error, which stops the build when the whole style is read."""
        self.errors.append(f"{self.file}, line {line}: {what}")

    def doubtful(self, line: int, what: str) -> None:
        """Note what is taken out, and what to write in its place."""
        self.findings.append(warning("THEME-005", f"{self.file}, line {line}: {what}"))

    def path(self, address: str, line: int) -> Path | None:
        """The file that an address means; None, with an error noted, where it may or does not lead to one."""
        if re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", address, re.I):
            self.wrong(line, f"{address} is not in the style: nothing is fetched; put the file beside the style")
        elif self.folder is None:
            self.wrong(line, f"there is no file {address!r}: this style is none itself")
        elif not (path := (self.folder / address).resolve()).is_relative_to((self.root or self.folder).resolve()):
            self.wrong(line, f"{address} is outside the project; put the file beside the style")
        elif not path.is_file():
            self.wrong(line, f"there is no file {address!r}; paths start in the folder of the style")
        else:
            return path
        return None


def proofread(rules: Iterable[Token], proof: Proof) -> Iterator[str]:
    """The text of each rule, as it can be used."""
    for rule in rules:
        match rule.type:
            case "error":
                proof.wrong(rule.source_line, f"{_plain(rule.message)}; mend the rule there")
            case "qualified-rule":
                yield _style_rule(rule, proof)
            case "at-rule":
                yield AT_RULES.get(rule.lower_at_keyword, _unknown)(rule, proof)
            case _:
                yield str(rule.serialize())


def blank(rule: Token) -> str:
    """The line ends of a rule."""
    return "\n" * str(rule.serialize()).count("\n")


def _plain(message: str) -> str:
    """What the parser says, where it can be said plainer."""
    if message.startswith("EOF reached before {}"):
        return "a { is missing after this, or a } before it"
    return message


# ---- rules ----


def _style_rule(rule: Token, proof: Proof) -> str:
    selector = str(tinycss2.serialize(rule.prelude))
    try:
        cssselect2.compile_selector_list(selector)
    except cssselect2.SelectorError as error:
        what = next((each for each in error.args if isinstance(each, str)), "it is no selector")
        proof.doubtful(rule.source_line, f"`{selector.strip()}` selects nothing ({what}); mend the selector")
        return blank(rule)
    if "--" in str(tinycss2.serialize(rule.content)) and selector.strip() != ":root":
        _only_under_root(rule, proof)
    return f"{selector}{{{_body(rule.content, proof, selector=selector)}}}"


def _only_under_root(rule: Token, proof: Proof) -> None:
    for item in tinycss2.parse_blocks_contents(rule.content, True, True):
        if item.type == "declaration" and item.name.startswith("--"):
            proof.doubtful(item.source_line, f"`{item.name}` is not under :root: EPUB and Word do not see it; move it")


def _unknown(rule: Token, proof: Proof) -> str:
    name = rule.lower_at_keyword
    near = difflib.get_close_matches(name, (*KNOWN_RULES, *INSTEAD), n=1)
    instead = INSTEAD.get(
        (near or [name])[0], f"did you mean @{near[0]}?" if near else f"there are @{', @'.join(KNOWN_RULES[:3])}"
    )
    proof.doubtful(rule.source_line, f"@{rule.at_keyword} is not known to all formats and left out; {instead}")
    return blank(rule)


def _charset(rule: Token, _proof: Proof) -> str:
    return blank(rule)


def _import(rule: Token, proof: Proof) -> str:
    proof.wrong(rule.source_line, "@import comes after other rules; move it to the top of the file")
    return blank(rule)


def _media(rule: Token, proof: Proof) -> str:
    queries = str(tinycss2.serialize(rule.prelude))
    if rule.content is None or not applies_somewhere(queries):
        what = f"`@media {queries.strip()}` holds for no format and is left out; write print, epub or docx"
        proof.doubtful(rule.source_line, what)
        return blank(rule)
    inner = tinycss2.parse_rule_list(rule.content)
    return f"@{rule.at_keyword}{queries}{{{''.join(proofread(inner, proof))}}}"


def applies_somewhere(queries: str) -> bool:
    """Whether a list of media queries names the media that we have, alone."""
    return all(query.strip().removeprefix("only ").strip() in MEDIA for query in queries.lower().split(","))


def _page(rule: Token, proof: Proof) -> str:
    pages = str(tinycss2.serialize(rule.prelude))
    bad = [page.strip() for page in pages.split(",") if not _PAGES.fullmatch(page.strip())]
    if bad or rule.content is None:
        what = f"`@page {bad[0] if bad else ''}` means no page and is left out; write @page NAME:left {{ … }}"
        proof.doubtful(rule.source_line, what)
        return blank(rule)
    return f"@{rule.at_keyword}{pages}{{{_body(rule.content, proof, selector='@page')}}}"


def _counter_style(rule: Token, proof: Proof) -> str:
    if rule.content is None:
        return _unknown(rule, proof)
    proof.doubtful(rule.source_line, "EPUB and Word do not know @counter-style; use list-style-type with a text")
    return str(rule.serialize())


AT_RULES: Mapping[str, Callable[[Token, Proof], str]] = {
    "charset": _charset,
    "import": _import,
    "media": _media,
    "page": _page,
    "font-face": lambda rule, proof: _font_face(rule, proof),
    "counter-style": _counter_style,
}


# ---- declarations ----


def _body(content: Tokens, proof: Proof, *, selector: str) -> str:
    """The content of a rule without the declarations and rules that do not pass."""
    items = {
        (item.source_line, item.source_column): item
        for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    }
    text = "".join(_piece(piece, items, proof, selector) for piece in _pieces(content))
    for item in items.values():
        if item.type == "error":
            proof.wrong(item.source_line, "this is no declaration; write `name: value;`")
    return text


def _pieces(content: Tokens) -> Iterator[list[Token]]:
    """The tokens of each declaration, and of each rule within, with what stands before it."""
    piece: list[Token] = []
    for token in content:
        piece.append(token)
        if token == ";" or token.type == "{} block":
            yield piece
            piece = []
    yield piece


def _piece(piece: list[Token], items: Mapping[tuple[int, int], Token], proof: Proof, selector: str) -> str:
    text = str(tinycss2.serialize(piece))
    inked = [token for token in piece if token.type not in ("whitespace", "comment")]
    item = items.get((inked[0].source_line, inked[0].source_column)) if inked else None
    if item is None:
        return text
    match item.type:
        case "declaration" if _passes(item, proof, selector):
            return _with_addresses(text, item, proof)
        case "at-rule" if selector == "@page" and item.content and item.lower_at_keyword in MARGIN_BOXES:
            before = str(tinycss2.serialize(piece[: piece.index(inked[0])]))
            return f"{before}@{item.at_keyword} {{{_body(item.content, proof, selector='margin box')}}}"
        case "at-rule":
            near = difflib.get_close_matches(item.lower_at_keyword, MARGIN_BOXES, n=1) or ["top-left"]
            proof.doubtful(item.source_line, f"@{item.at_keyword} is no margin of a page; did you mean @{near[0]}?")
        case "qualified-rule":
            what = "a rule stands inside a rule, which EPUB and Word do not know; write it after this one"
            proof.doubtful(item.source_line, f"{what} (or is a }} missing above?)")
    return "\n" * text.count("\n")


def _passes(item: Token, proof: Proof, selector: str) -> bool:
    broken = next(_errors(item.value), None)
    if broken is not None:
        proof.wrong(broken.source_line, f"{broken.message} in `{item.name}`; close the quotes and brackets")
        return False
    name, value = item.lower_name, keyword(tokens_of(tinycss2.serialize(item.value)))
    if name == "content" and "::marker" in selector:
        what = '`content` of ::marker would stop WeasyPrint; write `list-style-type: "– "` for the list'
    elif name == "position" and value in ("fixed", "sticky"):
        what = f"`position: {value}` would stand on every page or none; use a margin box such as @page {{ @top-left }}"
    elif name == "display" and value in ("flex", "grid") and selector.strip().rpartition(" ")[2] == "*":
        what = f"`display: {value}` of everything would keep WeasyPrint busy for ever; name the elements that it is for"
    else:
        return True
    proof.doubtful(item.source_line, what)
    return False


def _errors(tokens: Tokens) -> Iterator[Token]:
    for token in tokens:
        if token.type == "error":
            yield token
        yield from _errors(getattr(token, "arguments", None) or getattr(token, "content", None) or ())


def _with_addresses(text: str, item: Token, proof: Proof) -> str:
    """A declaration with the pictures that it names taken along."""
    for address in addresses_in(item.value):
        if address.startswith("#"):  # a place in the book
            continue
        path = proof.path(address, item.source_line)
        if path is None:
            continue
        data = proof.read(path)
        kind = next((kind for start, kind in PICTURES.items() if data.startswith(start)), None)
        if kind is None:
            proof.wrong(item.source_line, f"{address} is no picture that all can show; save it as PNG or JPEG")
            continue
        name = f"theme/{len(proof.pictures) + 1}-{path.stem.encode('ascii', 'ignore').decode()}.{kind}"
        name = re.sub(r"[^\w./-]", "", name)
        proof.pictures[name] = data
        text = re.sub(rf"url\(\s*[\"']?{re.escape(address)}[\"']?\s*\)", f'url("{name}")', text)
    return text


def addresses_in(value: Tokens) -> Iterator[str]:
    """The addresses of `url()` in a value, those inside functions too."""
    for token in value:
        if token.type == "url":
            yield str(token.value)
        elif token.type == "function" and token.lower_name == "url":
            yield from (str(each.value) for each in token.arguments if each.type == "string")
        elif token.type == "function":
            yield from addresses_in(token.arguments)


# ---- fonts ----


def _font_face(rule: Token, proof: Proof) -> str:
    """Note the faces of a rule, which every format loads in its own way."""
    said = {
        item.lower_name: item
        for item in tinycss2.parse_blocks_contents(rule.content or (), True, True)
        if item.type == "declaration"
    }
    for name in ("font-family", "src"):
        if name not in said:
            proof.wrong(rule.source_line, f"@font-face has no `{name}`; add it")
            return blank(rule)
    if "unicode-range" in said:
        line = said["unicode-range"].source_line
        proof.doubtful(line, "`unicode-range` has no effect; name the font last in the stacks that may need it")
    family = " ".join(str(token.value) for token in said["font-family"].value if token.type in ("string", "ident"))
    path = _font_file(said["src"], proof)
    if path is not None:
        italic = keyword(tokens_of(_text(said.get("font-style")))) in ("italic", "oblique")
        _note_faces(family, path, _weights(said.get("font-weight"), proof), rule.source_line, proof, italic=italic)
    return blank(rule)


def _text(item: Token | None) -> str:
    return str(tinycss2.serialize(item.value)) if item is not None else ""


def _font_file(source: Token, proof: Proof) -> Path | None:
    addresses = tuple(addresses_in(source.value))
    if not addresses:
        proof.wrong(source.source_line, '`src` names no file; write src: url("name.ttf")')
        return None
    usable = [address for address in addresses if address.lower().endswith(FONT_ENDINGS)]
    if not usable and not re.match(r"[a-z]+:", addresses[0]):
        proof.wrong(source.source_line, f"{addresses[0]} is no font that all formats take; convert it to .ttf or .otf")
        return None
    return proof.path((usable or addresses)[0], source.source_line)


def _weights(item: Token | None, proof: Proof) -> tuple[int, ...]:
    tokens = tokens_of(_text(item))
    numbers = [int(token.value) for token in tokens if token.type == "number"]
    if item is not None and len(tokens) > 1:
        what = f"`font-weight: {_text(item).strip()}` is a range, which WeasyPrint drops; {RANGE_WEIGHTS[0]} and"
        proof.doubtful(
            item.source_line,
            f"{what} {RANGE_WEIGHTS[1]} are cut from the file; write one @font-face with one weight for each you use",
        )
        return RANGE_WEIGHTS
    return (numbers[0],) if numbers else (700,) if keyword(tokens) == "bold" else (REGULAR,)


def _note_faces(family: str, path: Path, weights: Iterable[int], line: int, proof: Proof, *, italic: bool) -> None:
    for weight in weights:
        try:
            proof.faces.append(own_face(family, weight, path, italic=italic))
        except ThemeError as error:
            proof.wrong(line, str(error))
