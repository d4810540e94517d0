from __future__ import annotations

import pytest

from tests.builders import dump, dump_end, kept, rules_for


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter",
        "Sign up for our weekly newsletter and never miss a story.",
        "Get the latest news delivered straight to your inbox",
        "Join 20,000 readers and receive our monthly digest by email alerts.",
        "Enter your email address",
        "By signing up, you agree to our terms and consent to receive e-mail.",
    ],
)
def test_an_offer_of_a_newsletter_goes(line: str) -> None:
    assert rules_for(dump_end(line), line) == {"newsletter"}


@pytest.mark.parametrize(
    "line",
    [
        "Newsletters have returned, and with them the habit of reading what one has asked for at a fixed hour of the week.",
        "Subscribe to a newsletter and you may find, as the editor of one said, that it subscribes to you.",
        "The newsletter of the harbour board was printed every month from 1921 and is kept in the town archive today.",
        "• Sign up for the newsletter",
    ],
)
def test_prose_and_items_about_newsletters_stay(line: str) -> None:
    assert line in kept(dump(line))


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to improve your experience.",
        "This website uses cookies.",
        "By continuing to browse this site you agree to our use of cookies.",
        "Accept all cookies",
        "Cookie settings",
        "We value your privacy",
    ],
)
def test_a_consent_banner_goes(line: str) -> None:
    assert rules_for(dump_end(line), line) == {"cookie-notice"}


@pytest.mark.parametrize(
    "line",
    [
        "Cookies were baked on the quay for the crews, and the smell of them could be told from a mile out at sea.",
        "The regulator found that this site uses cookies without consent, the report said.",
    ],
)
def test_prose_about_cookies_stays(line: str) -> None:
    assert line in kept(dump(line))
