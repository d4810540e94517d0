"""What is taken out, in one line of the package each, and the tests that have to notice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Protection:
    """A protection, the line of a file that it hangs on, and what stands there without it."""

    what: str
    file: str
    line: str
    instead: str
    tests: tuple[str, ...]


PROTECTIONS = (
    Protection(
        "the gate on markup that we made",
        "publish/gate.py",
        "    if cleaned(allowed.elements, allowed.attributes, SCHEMES) != cleaned(elements, {",
        "    if False and cleaned(allowed.elements, allowed.attributes, SCHEMES) != cleaned(elements, {",
        ("tests/test_gate.py",),
    ),
    Protection(
        "the gate at the documents of an EPUB",
        "publish/writers/epub_documents.py",
        "return refuse_active(text, document.name).encode()",
        "return text.encode()",
        ("tests/test_gate.py",),
    ),
    Protection(
        "the gate at the report",
        "publish/report.py",
        'refuse_active(piece, "report.html").encode()',
        "piece.encode()",
        ("tests/test_gate.py",),
    ),
    Protection(
        "the record of passages that are taken away",
        "publish/clean/sweep.py",
        'removals.append(_removal(page, decision.whole, passage.text or "[picture]"))',
        "pass",
        ("tests/clean", "tests/properties"),
    ),
    Protection(
        "the record of parts of passages that are taken away",
        "publish/clean/sweep.py",
        "removals.append(_removal(page, part, passage.text[part.span.start : part.span.end]))",
        "pass",
        ("tests/clean", "tests/properties"),
    ),
    Protection(
        "the record of what the model cannot hold",
        "publish/normalise/account.py",
        'self.removals.append(Removal("normalise", reason, self.origin(node), " ".join(text.split())))',
        "pass",
        ("tests/normalise",),
    ),
    Protection(
        "the finding on bytes that cannot be decoded",
        "publish/readers/decode.py",
        '("ENC-002", "a byte could not be decoded and became U+FFFD", bad),',
        "",
        ("tests/readers",),
    ),
    Protection(
        "the check that no word is lost on the way to the model",
        "publish/normalise/conserve.py",
        "    if lost or gained:",
        "    if False:",
        ("tests/normalise",),
    ),
    Protection(
        "the schemes that links may have",
        "publish/normalise/vocabulary.py",
        'LINK_SCHEMES = frozenset(("http", "https", "mailto"))',
        'LINK_SCHEMES = frozenset(("http", "https", "mailto", "javascript", "file", "data"))',
        ("tests/normalise",),
    ),
    Protection(
        "the network that is refused",
        "publish/confinement.py",
        "    sys.addaudithook(_without_network)\n",
        "",
        ("tests/test_workers.py",),
    ),
    Protection(
        "the limit of memory",
        "publish/confinement.py",
        "    resource.setrlimit(resource.RLIMIT_DATA, (wanted if",
        "    0 and resource.setrlimit(resource.RLIMIT_DATA, (wanted if",
        ("tests/test_workers.py",),
    ),
    Protection(
        "the lock of a folder that is written to",
        "publish/staging.py",
        "    except BlockingIOError:\n        return False",
        "    except BlockingIOError:\n        return True",
        ("tests/test_staging.py",),
    ),
    Protection(
        "the journal, by which the next build finishes what was killed",
        "publish/staging.py",
        "            replace_file(self.path / JOURNAL, json.dumps(journal).encode())\n",
        "",
        ("tests/test_staging.py",),
    ),
)
