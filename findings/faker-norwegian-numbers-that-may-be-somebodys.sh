#!/usr/bin/env bash
# Faker 40.63.0, `Faker("no_NO").ssn()`: a Norwegian identity number of a day and month that people are born in, with valid check digits: it may
# be somebody's. The numbers that the tax administration keeps for tests (80 is added to the month) are never among 5,000, and python-stdnum
# 2.2 calls such a number wrong: a program that checks with it takes every made number and refuses every one that is safe.
#
# Why: both follow the rule for people's numbers and do not know the one for tests.
# What it does to a study: invented people in examples and tests carry numbers that real people may have.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --no-compile Faker==40.63.0 python-stdnum==2.2
"$place/venv/bin/python" - <<'PY'
from faker import Faker
from stdnum.no import fodselsnummer


def checked(nine):
    """The number with its two check digits, or none if there are none."""
    for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)):
        digit = -sum(weight * int(one) for weight, one in zip(weights, nine)) % 11
        if digit == 10:
            return None
        nine += str(digit)
    return nine


made = Faker("no_NO")
Faker.seed(1)
numbers = [made.ssn() for _ in range(5000)]
tests = [number for serial in range(900, 1000) if (number := checked(f"158390{serial}"))]
print(f"made by Faker: {sum(int(one[2:4]) > 12 for one in numbers)} of {len(numbers)} are for tests")
print(f"python-stdnum: {sum(map(fodselsnummer.is_valid, numbers))} of them are right, of {len(tests)} for tests {sum(map(fodselsnummer.is_valid, tests))}")
assert not any(int(one[2:4]) > 12 for one in numbers) and all(map(fodselsnummer.is_valid, numbers))
assert tests and not any(map(fodselsnummer.is_valid, tests))
assert fodselsnummer.is_valid(checked("150390900")) or checked("150390900") is None
PY
