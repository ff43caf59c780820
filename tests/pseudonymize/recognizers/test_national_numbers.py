"""Norwegian national numbers by date and check digits.

Numbers written down are synthetic (month + 80); others are computed for births in 1885, so that they are nobody's now.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.pseudonymize.recognizers import national_numbers


def with_check_digits(nine: str, remainder: int = 0) -> str | None:
    """The eleven digits whose first check digit leaves `remainder`; None if there are none."""
    for first in range(10):
        for second in range(10):
            number = f"{nine}{first}{second}"
            one = sum(int(d) * w for d, w in zip(number, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), strict=False)) % 11
            two = sum(int(d) * w for d, w in zip(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=False)) % 11
            if (one, two) == (remainder, 0):
                return number
    return None


@pytest.mark.parametrize(
    ("day", "month", "kind"),
    [
        (4, 87, "synthetic"),
        (44, 87, "synthetic"),
        (31, 92, "synthetic"),
        (4, 72, "synthetic"),
        (31, 44, None),
        (4, 47, "H number"),
        (44, 7, "D number"),
        (71, 12, "D number"),
        (4, 7, "birth number"),
        (32, 7, None),
        (0, 7, None),
        (4, 13, None),
        (4, 93, None),
        (30, 82, None),
        (29, 82, None),
    ],
)
def test_the_date_says_the_kind(day: int, month: int, kind: str | None) -> None:
    numbers = filter(None, (with_check_digits(f"{day:02d}{month:02d}85{tail:03d}") for tail in range(500, 599)))
    assert {national_numbers.kind(number) for number in numbers} == {kind}


@pytest.mark.parametrize(("remainder", "known"), [(0, True), (1, True), (2, True), (3, True), (4, False), (10, False)])
def test_from_2032_the_first_check_digit_may_leave_up_to_three(remainder: int, known: bool) -> None:
    numbers = filter(None, (with_check_digits(f"048784{tail:03d}", remainder) for tail in range(100)))
    assert {national_numbers.kind(number) is not None for number in numbers} == {known}


@given(st.integers(0, 999), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_noticed_by_the_second_check_digit(tail: int, place: int, more: int) -> None:
    number = with_check_digits(f"048784{tail:03d}")
    if number is None:
        return
    wrong = f"{number[:place]}{(int(number[place]) + more) % 10}{number[place + 1 :]}"
    assert national_numbers.kind(wrong) is None


@pytest.mark.parametrize("text", ["", "0487844132", "048784413271", "0487844132x", "٠٤٨٧٨٤٤١٣٢٧"])
def test_what_is_not_eleven_digits_is_none(text: str) -> None:
    assert national_numbers.kind(text) is None


def test_ibans_have_check_digits() -> None:
    assert national_numbers.is_iban("NO9386011117947")
    assert not national_numbers.is_iban("NO9386011117948")
