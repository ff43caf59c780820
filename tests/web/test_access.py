"""The token opens the page once and for a minute; cookie and secret are both needed; tickets hold while they are renewed."""

from pathlib import Path

import pytest

from ipstranscribe.web.access import TICKET_SECONDS, TOKEN_SECONDS, Access, NotAllowed, Tickets, TokenUsedTwice
from tests.web.desk import Time

COPY = Path("P1.m4a")


def test_the_token_is_changed_for_a_cookie_and_a_secret() -> None:
    access = Access(Time())
    given = access.enter(access.token)
    assert access.knows(given.cookie, given.secret)
    assert len({access.token, given.cookie, given.secret}) == 3
    assert min(map(len, (access.token, given.cookie, given.secret))) >= 43  # 256 bits


@pytest.mark.parametrize("token", ["", "x", "æ", "\ud800", "x" * 43])
def test_another_token_opens_nothing_and_ends_nothing(token: str) -> None:
    access = Access(Time())
    with pytest.raises(NotAllowed) as raised:
        access.enter(token)
    assert not isinstance(raised.value, TokenUsedTwice)
    assert not access.is_entered
    access.enter(access.token)
    with pytest.raises(NotAllowed) as raised:
        access.enter(token)
    assert not isinstance(raised.value, TokenUsedTwice)


@pytest.mark.parametrize(("seconds", "opens"), [(0, True), (TOKEN_SECONDS, True), (TOKEN_SECONDS + 0.1, False)])
def test_the_token_holds_for_a_minute(seconds: float, opens: bool) -> None:
    time = Time()
    access = Access(time)
    time.now += seconds
    if opens:
        access.enter(access.token)
    else:
        with pytest.raises(NotAllowed):
            access.enter(access.token)
        assert access.is_over and not access.is_entered


@pytest.mark.parametrize("later", [0, TOKEN_SECONDS + 1, 100_000])
def test_a_second_use_is_known_whenever_it_comes(later: float) -> None:
    time = Time()
    access = Access(time)
    access.enter(access.token)
    time.now += later
    with pytest.raises(TokenUsedTwice):
        access.enter(access.token)


def test_neither_cookie_nor_secret_suffices() -> None:
    access = Access(Time())
    assert not access.knows("", "")
    given = access.enter(access.token)
    for cookie, secret in [
        (given.cookie, ""), ("", given.secret), ("", ""), (given.secret, given.cookie), (given.cookie, given.cookie),
        (access.token, access.token), (given.cookie, given.secret[:-1]), (given.cookie + " ", given.secret),
    ]:  # fmt: skip
        assert not access.knows(cookie, secret)


def test_a_ticket_is_for_one_file_and_holds_while_it_is_renewed() -> None:
    time = Time()
    tickets = Tickets(time)
    ticket = tickets.give("P1", COPY)
    assert tickets.path(ticket) == COPY
    assert tickets.path("") is None
    time.now += TICKET_SECONDS - 1
    assert tickets.give("P1", COPY) == ticket  # the player goes on under the same address
    time.now += TICKET_SECONDS - 1
    tickets.renew()
    time.now += TICKET_SECONDS - 1
    assert tickets.path(ticket) == COPY
    time.now += 2
    tickets.renew()
    assert tickets.path(ticket) is None
    assert tickets.give("P1", COPY) != ticket


def test_tickets_of_an_interview_are_taken_back() -> None:
    tickets = Tickets(Time())
    mine, other = tickets.give("P1", COPY), tickets.give("P2", Path("P2.m4a"))
    changed = tickets.give("P1", Path("P1_other.m4a"))
    tickets.take_back("P1")
    assert [tickets.path(one) for one in (mine, changed, other)] == [None, None, Path("P2.m4a")]
