"""Validation of Norwegian national identity numbers and of account, organisation and IBAN numbers. Pure functions.

Rules as published by the Norwegian Tax Administration: a D number adds 40 to the day, an H number 40 to the month, a
synthetic number 80 to the month (65 in one public test population). From 2032 the first check digit may leave a
remainder of 0 to 3, and the digits say neither century nor gender any more.
"""

from datetime import date
from typing import Literal

NationalNumberKind = Literal["birth number", "D number", "H number", "synthetic"]

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_CENTURY = 2000  # the digits say the century no more; this one has a 29 February in the year 00
_KINDS: tuple[tuple[int, int, NationalNumberKind], ...] = (
    (80, 0, "synthetic"),
    (80, 40, "synthetic"),
    (65, 0, "synthetic"),
    (65, 40, "synthetic"),
    (40, 0, "H number"),
    (0, 40, "D number"),
    (0, 0, "birth number"),
)
"""Number added to the month, number added to the day, and the kind with these."""


def kind(digits: str) -> NationalNumberKind | None:
    """The kind of an eleven-digit identity number, None if its date or check digits are not valid."""
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return None
    if _remainder(digits, _FIRST) > 3 or _remainder(digits, _SECOND):
        return None
    return _kind_by_date(int(digits[:2]), int(digits[2:4]), int(digits[4:6]))


def is_iban(written: str) -> bool:
    """Whether letters and digits without spaces are an IBAN (ISO 13616, modulus 97)."""
    turned = written[4:] + written[:4]
    return turned.isascii() and turned.isalnum() and int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def is_card(digits: str) -> bool:
    """Whether the digits are the number of a payment card (ISO/IEC 7812: 13 to 19 digits, Luhn's check digit)."""
    if not 13 <= len(digits) <= 19 or digits[0] not in "3456":
        return False
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    return (sum(int(digit) for digit in digits[-1::-2]) + sum(n - 9 * (n > 9) for n in doubled)) % 10 == 0


def _remainder(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11


def _kind_by_date(day: int, month: int, year: int) -> NationalNumberKind | None:
    for added, more, what in _KINDS:
        if _is_day(day - more, month - added, year):
            return what
    return None


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        date(_CENTURY + year, month, day)
    except ValueError:
        return False
    return True
