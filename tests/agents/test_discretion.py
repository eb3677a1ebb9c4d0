"""What an agent knows for itself only is not said, and what merely looks like it is."""

import pytest

from agents.discretion import discreet
from agents.prompts import KnownField


def said(text: str, *, secret: str, known: tuple[str, ...] = ()) -> str:
    return discreet(text, fields=[KnownField("lead.x", "Note", secret, may_tell=False)], known_to_all=known)


@pytest.mark.parametrize(
    ("secret", "text", "left"),
    [
        (
            "Owes us money. Do not give credit.",
            "Hello! Our note: Owes us money. Do not give credit. Bye!",
            "Hello! Bye!",
        ),
        ("Owes us money.\nNo credit", "Owes us money.\n\nNo credit! Bye.", "Bye."),
        ("+79001234567", "Hello. His phone is +7 900\n123-45-67", "Hello."),
        ("+79001234567", "Call +7 (900) 123-45-67. Bye!", "Bye!"),
        ("1200", "Your limit is 1 200. Bye!", "Bye!"),
        ("1200", "Your limit is 1.200. Bye!", "Bye!"),
        ("1200", "Your limit is 1\u00a0200. Bye!", "Bye!"),
        ("1200", "Your limit is ١٢٠٠. Bye!", "Bye!"),
        ("1200", "Your limit is 1200\n50 people wait.", "50 people wait."),
        ("VIP client", "You are a V\u200bIP client. Bye!", "Bye!"),
        ("VIP client", "You are a \uff36IP Client. Bye!", "Bye!"),
    ],
)
def test_a_value_is_withheld_however_it_is_laid_out(secret: str, text: str, left: str) -> None:
    assert said(text, secret=secret) == left


@pytest.mark.parametrize(
    "text", ["We open at 1, delivery in 20 days, 0 cost", "It has 51200 points.", "We have 12 of them. 00 is no size."]
)
def test_digits_of_several_numbers_are_not_the_value(text: str) -> None:
    assert said(text, secret="1200") == text


@pytest.mark.parametrize("known", ["I want 1 of them for 20 roubles", "9912003", "9 1 2 0 0 3", "1, 200"])
def test_figures_in_a_row_open_no_number(known: str) -> None:
    assert said("Your limit is 1200. Bye!", secret="1200", known=(known,)) == "Bye!"


@pytest.mark.parametrize("known", ["1200?", "is it 1 200 or 2", "3 1200", "1.200"])
def test_what_the_customer_said_is_no_secret(known: str) -> None:
    assert said("Your limit is 1200. Bye!", secret="1200", known=(known,)).startswith("Your limit")


def test_a_phone_is_known_with_and_without_its_code() -> None:
    assert said("Is it 900 123-45-67?", secret="9001234567", known=("+7 900 123 45 67",)) == "Is it 900 123-45-67?"
