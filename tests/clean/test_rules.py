from __future__ import annotations

import re

from publish.clean import CleanRules
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
