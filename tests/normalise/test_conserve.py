import pytest

from publish.errors import ConservationError
from publish.model import Block
from publish.normalise.conserve import check_carried
from publish.normalise.draft import Draft
from tests.builders import article, p, page


def carried(*blocks: Block, markup: str = "") -> None:
    """Check what is carried of a page of two lines."""
    check_carried(page("The tide is in.", "- The bell rings."), Draft(blocks, markup=markup), article(*blocks))


def test_words_may_move_from_line_to_line_and_marks_may_become_structure() -> None:
    carried(p("The tide is in."), p("The bell rings."), markup="-")
    carried(p("The tide"), p("is in. The bell rings."), markup="-")


def test_characters_too_many_and_too_few_are_named() -> None:
    with pytest.raises(ConservationError, match=r"lost 'ell', gained 'oat' while"):
        carried(p("The tide is in."), p("The boat rings."), markup="-")
