"""Tables of web pages, well made and otherwise."""

from __future__ import annotations

import time

from publish.model import Block, Cell, Table
from publish.normalise import normalise
from tests.builders import PROSE, h, p, strong, web
from tests.normalise.fragments import OTHER_PROSE, blocks


def cell(*content: str | Block, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell(tuple(p(each) if isinstance(each, str) else each for each in content), colspan, rowspan)


def table(markup: str) -> Table:
    (found,) = blocks(f"<table>{markup}</table>")
    assert isinstance(found, Table)
    return found


def test_rows_are_headed_by_strong_words() -> None:
    found = table("<tr><td><th>Depth<tr><th>Bay<td>9<tr><th>Sound<td>12")
    assert found.head == ((cell(), cell("Depth")),)
    assert found.body == ((Cell((p(strong("Bay")),)), cell("9")), (Cell((p(strong("Sound")),)), cell("12")))


def test_a_first_row_in_bold_is_the_head() -> None:
    found = table("<tr><td><b>Place</b><td><b>m</b><tr><td>Bay<td>9<tr><td>Sound<td>12")
    assert found.head == ((Cell((p(strong("Place")),)), Cell((p(strong("m")),))),)


def test_the_foot_of_a_table_comes_last() -> None:
    found = table("<thead><tr><th>a<th>b</thead><tfoot><tr><td>sum<td>3</tfoot><tbody><tr><td>1<td>2</tbody>")
    assert found.body == ((cell("1"), cell("2")), (cell("sum"), cell("3")))


def test_ragged_rows_are_filled_and_spans_kept() -> None:
    found = table("<tr><th>a<th>b<th>c<tr><td rowspan=2>1<td colspan=2>2<tr><td>3")
    assert found.body == ((cell("1", rowspan=2), cell("2", colspan=2)), (cell("3"), cell()))


def test_rows_without_words_go() -> None:
    assert table("<tr><th>a<th>b<tr><td>1<td>2<tr><td><td>").body == ((cell("1"), cell("2")),)


def test_columns_without_words_go_and_a_table_of_one_column_is_its_content() -> None:
    assert table("<tr><th>a<th><th>b<tr><td>1<td><td>2").columns == 2
    assert blocks("<table><tr><td>one<td><tr><td>two<td></table>") == (p("one"), p("two"))


def test_a_table_around_a_table_only_places_it() -> None:
    inner = "<table><tr><th>a<th>b<tr><td>1<td>2</table>"
    (found,) = blocks(f"<table><tr><td>{inner}<td></table>")
    assert isinstance(found, Table) and found.columns == 2


def test_prose_in_columns_is_no_table() -> None:
    found = blocks(f"<table><tr><td><h2>The ferry</h2><p>{OTHER_PROSE}</p><td>{PROSE}</table>")
    assert found == (h(2, "The ferry", ident="the-ferry"), p(OTHER_PROSE), p(PROSE))


def test_what_is_beyond_the_bounds_of_a_table_is_accounted_for() -> None:
    row = "".join(f"<td>w{number}" for number in range(203))
    outcome = normalise(web(f"<table><tr>{row}<tr>{row}</table>"))
    (found,) = outcome.value.blocks
    assert isinstance(found, Table) and found.columns == 200
    assert [removal.text for removal in outcome.removals] == ["w200", "w201", "w202"] * 2


def test_ten_thousand_cells_take_no_time() -> None:
    rows = "".join(f"<tr>{''.join(f'<td>cell {row} {column}' for column in range(10))}" for row in range(1000))
    markup = f"<table>{rows}</table>"
    start = time.process_time()
    assert isinstance(blocks(markup)[0], Table)
    assert time.process_time() - start < 10  # the whole road, on any machine
