"""The law of conservation notices a passage that went without a line in the audit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.clean import CleanRules, clean
from publish.errors import ConservationError
from publish.normalise import normalise
from publish.passages import Source
from publish.readers.text import read_text
from tests.builders import MORE_PROSE, PROSE


def test_a_passage_that_the_sweep_loses_is_noticed() -> None:
    text = f"The Wall\n\n{PROSE}\n\n{MORE_PROSE}\n".encode()
    swept = clean(read_text(Source("a.txt", text)).value, CleanRules()).value
    with pytest.raises(ConservationError):
        normalise(replace(swept, passages=swept.passages[:-1]))
