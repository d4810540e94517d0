from tests.builders import MORE_PROSE, PROSE, dump, removed, web

COMMENTS = [
    "2 Comments", "Moira says:", "May 3, 2021 at 4:12 pm", "My grandfather rang it on the night of the gale.", "Reply",
    "Old Tom says:", "May 4, 2021 at 9:30 am", "It cracked in the frost.", "Reply", "Leave a Reply",
]  # fmt: skip


def test_a_thread_goes_from_its_heading_to_the_last_sign_of_a_comment() -> None:
    gone = [text for _, text in removed(dump(PROSE, "", MORE_PROSE, "", *COMMENTS))]
    assert set(COMMENTS) <= set(gone)
    assert ("comment-thread", "It cracked in the frost.") in removed(dump(PROSE, "", MORE_PROSE, "", *COMMENTS))


def test_times_in_an_article_about_comments_are_no_thread() -> None:
    source = dump(PROSE, "", "The bell rang at 9:30.", "", "It rang again at 10:15.", "", MORE_PROSE)
    assert all(rule != "comment-thread" for rule, _ in removed(source))


def test_comments_on_a_web_page_go_by_the_name_of_their_element() -> None:
    thread = "".join(f"<li class='comment'><p>{MORE_PROSE}</p></li>" for _ in range(9))
    page = f"<title>A</title><article><h1>A</h1>{f'<p>{PROSE}</p>' * 6}</article><ol class='commentlist'>{thread}</ol>"
    assert removed(web(page)).count(("comment-thread", MORE_PROSE)) == 9


def test_a_page_of_comments_alone_keeps_them() -> None:
    page = f"<title>A</title><h1>A</h1><ol class='comments'><li>{PROSE}</li><li>{MORE_PROSE}</li></ol>"
    assert all(rule != "comment-thread" for rule, _ in removed(web(page)))
