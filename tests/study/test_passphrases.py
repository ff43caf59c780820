"""Passphrases: hard to guess, proposed to those who want none of their own, never lost to a way of writing letters."""

import sys
import unicodedata
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ipstranscribe import events
from ipstranscribe.cli import app, terminal
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key
from ipstranscribe.study import key as keys
from ipstranscribe.study import passphrases, storage
from ipstranscribe.study.folder import Study
from tests.lanes import examples
from tests.listening import Collector
from tests.study import age_file
from tests.study.keyring_stand_in import Keyring

GOOD = "seven blue teapots"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study with tables, whose words nobody should take for a passphrase."""
    root = tmp_path / "study"
    (root / "restricted").mkdir(parents=True)
    config = 'id = "smerter-og-arbeid-1a2b3c"\ntitle = "Smerter og arbeid i Vestbygd"\nkey = "../k.key.age"\n'
    (root / "study.toml").write_text(config, encoding="utf-8")
    people = "id,name,aliases,branch\nP1,Solfrid Myrestuen,Solla,working\n"
    (root / "restricted" / "participants.csv").write_text(people, encoding="utf-8")
    (root / "restricted" / "interviews.csv").write_text("id,participant,recordings\nP1,P1,\n", encoding="utf-8")
    return Study.open(root)


# --- what is refused ----------------------------------------------------------------------------------------------------

EASY = {
    "short": "k7#Rq!z",
    "nothing": "",
    "one letter": "aaaaaaaaaaaaaaaa",
    "a row of keys": "qwertyuiop123",
    "a known password": "password1234",
    "the program": "ipstranscribe",
    "the title": "Smerter og arbeid",
    "the study's id": "smerter-og-arbeid-1a2b3c",
    "a participant": "solfrid myrestuen",
    "a participant and a year": "Myrestuen2026",
    "digits in a row": "123456789012345",
    "the same word twice": "teapotteapot",
}
HARD = [
    GOOD,
    "kemu-rafo-tilo-bedu-gani-pora",
    "tre blå tekanner på rad",
    "Xk9#vLq2!mZt7w",
    "ÆØÅ-fjorden sover aldri om natta",
]


@pytest.mark.parametrize("given", EASY.values(), ids=EASY.keys())
def test_what_others_would_try_first_is_refused(study: Study, given: str) -> None:
    with pytest.raises(UserError, match="easy to guess") as caught:
        passphrases.accepted(given, study)
    assert caught.value.code is ExitCode.KEY
    assert not given or given not in f"{caught.value.what}{caught.value.fix}"


@pytest.mark.parametrize("given", HARD)
def test_what_is_hard_to_guess_is_taken(study: Study, given: str) -> None:
    assert passphrases.accepted(given, study) == given


def test_a_passphrase_of_the_environment_is_judged_like_any_other(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(passphrases.PASSPHRASE, "password1234")
    with pytest.raises(UserError, match="easy to guess"):
        passphrases.new(study)
    assert passphrases.of_study(study) == "password1234", "a key that there is opens with what it was sealed with"


# --- proposed and asked for ---------------------------------------------------------------------------------------------


def test_every_proposal_is_another_and_would_be_taken(study: Study) -> None:
    proposals = [passphrases.proposed() for _ in range(20)]
    assert len(set(proposals)) == len(proposals)
    for one in proposals:
        assert passphrases.accepted(one, study) == one
        assert [len(word) for word in one.split("-")] == [4] * 6


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No passphrase in the environment, and no terminal."""
    monkeypatch.delenv(passphrases.PASSPHRASE, raising=False)
    monkeypatch.setattr(terminal, "can_ask", lambda: False)


@pytest.mark.usefixtures("nobody")
def test_before_one_is_chosen_it_is_said_how_long_and_that_nobody_recovers_it(study: Study) -> None:
    person = Collector(answers=["short", GOOD])
    with events.listening(person):
        assert passphrases.new(study) == GOOD
    told = person.notices[0].text
    assert "12 characters" in told
    assert "Nobody can recover it" in told
    question = person.questions[0]
    assert question.empty in told, "what an empty answer takes is shown"
    assert (question.secret, question.twice) == (True, True)
    assert ["fewer than 12" in failure.error.what for failure in person.failures] == [True]


@pytest.mark.usefixtures("nobody")
def test_after_three_easy_ones_it_gives_up(study: Study) -> None:
    person = Collector(answers=["short"] * 9)
    with events.listening(person), pytest.raises(UserError, match="easy to guess"):
        passphrases.new(study)
    assert len(person.questions) == 3


@pytest.mark.usefixtures("nobody")
def test_a_key_that_there_is_asks_once_and_judges_nothing(study: Study) -> None:
    person = Collector(answers=["old"])
    with events.listening(person):
        assert passphrases.of_study(study) == "old"
    assert not person.questions[0].twice
    assert not person.notices


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("ask", [passphrases.of_study, passphrases.new])
def test_without_a_terminal_and_without_a_passphrase_the_error_says_how(study: Study, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(UserError) as caught:
        ask(study)
    assert caught.value.code is ExitCode.KEY
    assert passphrases.PASSPHRASE in caught.value.fix


# --- ways to write letters ----------------------------------------------------------------------------------------------

SPELT = "blåbær på sæter ved Ångström"


@pytest.mark.parametrize("sealed_as", ["NFC", "NFD"])
@pytest.mark.parametrize("typed_as", ["NFC", "NFD"])
def test_a_key_opens_on_a_keyboard_that_writes_letters_another_way(study: Study, sealed_as: str, typed_as: str) -> None:
    """Keys of earlier versions were sealed with what was typed."""
    assert sealed_as in ("NFC", "NFD") and typed_as in ("NFC", "NFD")
    sealed, typed = (unicodedata.normalize(one, SPELT) for one in (sealed_as, typed_as))  # type: ignore[arg-type]
    key = Key(study=study.config.id)
    assert keys.unseal(age_file.sealed(storage.to_bytes(key), sealed), study, typed) == key


@examples(50)
@given(st.text(min_size=1, max_size=30))
def test_the_form_in_which_keys_are_sealed_is_always_tried_first(given: str) -> None:
    ways = passphrases.ways_to_write(given)
    assert ways[0] == unicodedata.normalize("NFC", given)
    assert given in ways
    assert len(set(ways)) == len(ways)


# --- the system's keyring -----------------------------------------------------------------------------------------------


@pytest.fixture
def with_key(study: Study) -> Study:
    """The study with a key that opens quickly."""
    keys.path(study).write_bytes(age_file.sealed(storage.to_bytes(Key(study=study.config.id)), GOOD))
    return study


def run(study: Study, *words: str, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*words, "--study", str(study.root)], env=environment)
    return result.exit_code, result.output


def test_the_keyring_remembers_what_opens_the_key_and_forgets_it(with_key: Study, keyring: Keyring) -> None:
    assert run(with_key, "key", "remember", **{passphrases.PASSPHRASE: "another horse"})[0] == ExitCode.KEY
    assert not keyring.held
    assert run(with_key, "key", "remember", **{passphrases.PASSPHRASE: GOOD})[0] == 0
    assert keyring.held == {("ipstranscribe", with_key.config.id): GOOD}
    assert "not hold the passphrase any more" in run(with_key, "key", "forget")[1]
    assert "does not hold it" in run(with_key, "key", "forget")[1]


def test_a_keyring_that_is_locked_or_not_there_is_an_error_only_where_it_is_needed(
    with_key: Study, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.locked = True
    assert passphrases.from_keyring(with_key) is None
    for command in ("remember", "forget"):
        assert run(with_key, "key", command, **{passphrases.PASSPHRASE: GOOD})[0] == ExitCode.KEY
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert passphrases.from_keyring(with_key) is None
    code, shown = run(with_key, "key", "remember", **{passphrases.PASSPHRASE: GOOD})
    assert (code, "ipstranscribe[keyring]" in shown) == (ExitCode.KEY, True)


def refusing(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """A busy machine: the library refuses to open so many times; returns a list that grows by each attempt."""
    real, tried = pyrage.passphrase.decrypt, list[int]()

    def decrypt(content: bytes, secret: str) -> bytes:
        tried.append(1)
        if len(tried) <= times:
            raise pyrage.DecryptError(
                "Excessive work parameter for passphrase.\nDecryption would take around 32 seconds."
            )
        opened: bytes = real(content, secret)
        return opened

    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)
    monkeypatch.setattr(passphrases, "_AGAIN", 0.0)
    return tried


def test_a_busy_machine_is_not_taken_for_a_wrong_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = passphrases.sealed(b"the key", "seven blue teapots")
    tried = refusing(monkeypatch, 3)
    assert passphrases.opened(sealed, "seven blue teapots") == b"the key"
    assert len(tried) == 4


def test_a_machine_that_stays_busy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = passphrases.sealed(b"the key", "seven blue teapots")
    refusing(monkeypatch, 10_000_000)
    monkeypatch.setattr(passphrases, "_BUSY_SECONDS", 0.05)
    with pytest.raises(UserError, match="too busy") as error:
        passphrases.opened(sealed, "seven blue teapots")
    assert error.value.code == ExitCode.KEY
    assert "wrong" not in error.value.what


def test_a_wrong_passphrase_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = passphrases.sealed(b"the key", "seven blue teapots")
    tried = refusing(monkeypatch, 0)
    assert passphrases.opened(sealed, "seven red teapots") is None
    assert len(tried) == 1
