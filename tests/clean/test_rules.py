from __future__ import annotations

import re
from pathlib import Path

import publish.clean
from publish.clean import RULES, CleanRules
from tests.builders import dump, removed


def test_keep_beats_every_rule() -> None:
    rules = CleanRules(keep=(re.compile("share this", re.I),))
    assert ("share-bar", "Share this:") not in removed(dump("Share this:"), rules=rules)


def test_remove_takes_what_no_rule_would() -> None:
    rules = CleanRules(remove=(re.compile("^sponsored by"),))
    assert ("remove", "sponsored by the harbour board") in removed(dump("sponsored by the harbour board"), rules=rules)


def test_a_disabled_rule_says_nothing() -> None:
    rules = CleanRules(disable=frozenset(("share-bar",)))
    assert ("share-bar", "Share this:") not in removed(dump("Share this:"), rules=rules)


def test_the_table_of_rules_is_that_of_the_detectors_and_of_the_readme() -> None:
    folder = Path(publish.clean.__file__).parent
    code = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    named = set(re.findall(r'rule="([a-z-]+)"', code)) | set(re.findall(r'\("([a-z]+-[a-z]+)", f?"', code))
    assert named | {"metadata"} == RULES
    readme = (folder.parents[1] / "README.md").read_text("utf-8")
    assert all(f"`{rule}`" in readme for rule in RULES - {"end-matter", "remove"})
