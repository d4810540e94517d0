"""The protections that are taken out are there: `python -m tests.mutations` sees whether tests miss them."""

from __future__ import annotations

import pytest

from tests.mutations.protections import PROTECTIONS, ROOT, Protection


@pytest.mark.parametrize("protection", PROTECTIONS, ids=lambda each: each.what)
def test_each_protection_hangs_on_one_line(protection: Protection) -> None:
    assert (ROOT / protection.file).read_text("utf-8").count(protection.line) == 1
    assert all((ROOT / each).exists() for each in protection.tests)
