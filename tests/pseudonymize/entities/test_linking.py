"""Misheard, split, shared and merged names: who is meant, and when a person is asked."""

from copy import deepcopy

import pytest

from ipstranscribe.model import Category, Decision, Decisions, Key, KnownPerson, Participant
from ipstranscribe.pseudonymize.entities.known_forms import Confirmed, SearchedTurn, find_hits, resolve_hits
from ipstranscribe.pseudonymize.entities.linking import LinkedMentions, Mention, link_mentions
from ipstranscribe.pseudonymize.entities.misheard_forms import MisheardNames
from ipstranscribe.pseudonymize.entities.phonetics import PhoneticIndex
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.recognizers import Found
from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript

HANNE = Participant(id="P1", name="Hanne Nordmo", aliases=("Hanne",))
SPECIALIST = KnownPerson(name="Ingvild Tvetersund", role="employment specialist")
CODE = "[employment specialist]"


MISHEARD = [
    ("then tvetersun called me", f"then {CODE} called me"),
    ("then tveter sund called me", f"then {CODE} called me"),
    ("then ingvild tvetersunn called me", f"then {CODE} called me"),
    ("then ingvild tveter sund called me", f"then {CODE} called me"),
    ("it was invild's idea", f"it was {CODE}'s idea"),
    ("we went invading and the tether sank", "we went invading and the tether sank"),
]


@pytest.mark.parametrize(("said", "written"), MISHEARD)
def test_a_misspelt_name_of_the_tables_is_found_in_text_without_capitals(
    by_rules: Pseudonymize, said: str, written: str
) -> None:
    assert text_of(by_rules([transcript("P1", said)], [HANNE], [SPECIALIST])) == written


def test_a_mishearing_of_a_split_name_does_not_make_its_pieces_names(by_rules: Pseudonymize) -> None:
    said = transcript("P1", "then tveter sund called me, and the sund was frozen")
    first = by_rules([said], [HANNE], [SPECIALIST])
    again = by_rules([said], [HANNE], [SPECIALIST], key=first.key)
    assert text_of(again).endswith("was frozen")
    assert f"and the {CODE}" not in text_of(again)


def likeness(word: str, name: str) -> float:
    """How much two words sound alike, 0 for the shortest, which are not compared."""
    known = PhoneticIndex()
    known.add([name], "E0001")
    return known.like(word, least=0.01).get("E0001", 0.0)


SOUNDS = [
    ("ingvild", "ingvil", 1.0),  # a d nobody says
    ("thorbjørn", "torbjørn", 1.0),
    ("erik", "eric", 1.0),
    ("marit", "marita", 0.84),
    ("hanne", "hanna", 0.84),
    ("kari", "jens", 0.3),
    ("kari", "ole", 0.3),
]


@pytest.mark.parametrize(("one", "other", "most"), SOUNDS)
def test_how_much_two_names_sound_alike(one: str, other: str, most: float) -> None:
    assert likeness(one, other) == likeness(other, one) <= most
    assert (likeness(one, other) == 1.0) == (most == 1.0)


def test_a_name_that_others_have_is_never_merged_by_its_sound_alone(by_rules: Pseudonymize) -> None:
    sister = KnownPerson(name="Marit", role="sister", of="P1")
    result = by_rules([transcript("P1", "I asked Marit and then I asked Marita.")], [HANNE], [sister])
    assert "[P1's sister] and then I asked [P1's sister]" not in text_of(result)
    assert "Marita" not in text_of(result)


def of(form: str, verdict: str, entity: str | None = None, replacement: str | None = None) -> Decisions:
    given = {"form": form, "verdict": verdict, "entity": entity, "replacement": replacement, "by": "pi", "when": "now"}
    return Decisions(decisions=(Decision.model_validate(given),))


def test_a_person_merges_a_nickname_into_somebody(by_rules: Pseudonymize) -> None:
    said = [transcript("P1", "I saw Bjørnis there. So Bjørnis and Ingvild talked.")]
    first = by_rules(said, [HANNE], [SPECIALIST])
    nickname = next(s for s in first.suggestions if s.form == "Bjørnis")
    merged = of("Bjørnis", "merge", nickname.entity, "employment specialist")
    for key in (first.key, by_rules(said, [HANNE], [SPECIALIST], merged, first.key).key):
        again = by_rules(said, [HANNE], [SPECIALIST], merged, key)
        assert text_of(again) == f"I saw {CODE} there. So {CODE} and {CODE} talked."
        assert again.transcripts["P1"].pending == 0


def test_a_person_splits_off_somebody_of_the_same_name(by_rules: Pseudonymize) -> None:
    said = [transcript("P1", "I saw Ingvild. Then Tvetersund said no.")]
    first = by_rules(said, [HANNE], [SPECIALIST])
    assert text_of(first).count(CODE) == 2
    entity = next(s for s in first.suggestions if s.form == "Tvetersund").entity
    split = of("Tvetersund", "split", entity)
    once = by_rules(said, [HANNE], [SPECIALIST], split, first.key)
    assert text_of(once).count(CODE) == 1
    assert "Tvetersund" not in text_of(once)
    twice = by_rules(said, [HANNE], [SPECIALIST], split, once.key)
    assert text_of(twice) == text_of(once)
    assert twice.key == once.key


def test_a_merge_into_nobody_masks_the_form(by_rules: Pseudonymize) -> None:
    result = by_rules([transcript("P1", "then zorblatt came")], decisions=of("zorblatt", "merge", None, "[nobody]"))
    assert "zorblatt" not in text_of(result)


def test_a_form_that_no_mention_was_chosen_for_stays_out_of_the_key(by_rules: Pseudonymize) -> None:
    result = by_rules([transcript("P1", "then tveter sund called me")], [HANNE], [SPECIALIST])
    known = {form.casefold() for entity in result.key.entities for form in entity.forms}
    assert not known & {"tveter", "sund"}


ROLES = [
    ("My husband Torvald left.", "My husband [P1's husband] left."),
    ("It was my boss, Grete, who said so.", "It was my boss, [P1's boss], who said so."),
    ("Marit, the physio, was kind.", "[physio], the physio, was kind."),
    ("His husband Torvald left.", "His husband [person 1] left."),
]


@pytest.mark.parametrize(("said", "written"), ROLES)
def test_somebody_is_called_what_the_talk_calls_them(by_rules: Pseudonymize, said: str, written: str) -> None:
    assert text_of(by_rules([transcript("P1", said)], [HANNE])) == written


def test_a_relative_of_the_same_name_as_somebody_all_know_is_asked_about(by_rules: Pseudonymize) -> None:
    said = [transcript("P1", "I asked my sister Ingvild."), transcript("P2", "I asked Ingvild.")]
    people = [HANNE, Participant(id="P2", name="Simen Lie")]
    first = by_rules(said, people, [SPECIALIST])
    assert text_of(first, "P1") == "I asked my sister [P1's sister]."
    assert text_of(first, "P2") == "I asked [employment specialist]."
    assert {(s.form, s.interviews) for s in first.suggestions if s.state == "suggested"} == {("Ingvild", ("P1",))}
    assert by_rules(said, people, [SPECIALIST], key=first.key).key == first.key


# --- values in, values out -------------------------------------------------------------------------------------------------


def register() -> Register:
    """Hanne is a participant, Ingvild is known to all."""
    return Register.start(Key(study="test-study"), Roster.of((), (HANNE,), (SPECIALIST,)), "en")


def mentions(interview: str, text: str, *forms: tuple[str, Category]) -> list[Mention]:
    """What recognizers found: these forms in a text."""
    turn = transcript(interview, text).turns[0]
    spans = ((text.index(form), category, form) for form, category in forms)
    found = (Found(at, at + len(form), category, "a test", 0.9, certain=True) for at, category, form in spans)
    return [Mention(interview, interview, turn, one) for one in found]


def places(interview: str, *texts: str) -> list[SearchedTurn]:
    return [SearchedTurn(interview, interview, "en", turn) for turn in transcript(interview, *texts).turns]


SAID = "Then Ingvild met Tor Aune at Falkberg. Tor rang twice, and Hanne Nordmoe did."
FORMS: list[tuple[str, Category]] = [
    ("Ingvild", "person"), ("Tor Aune", "person"), ("Falkberg", "organisation"), ("Tor", "person"),
    ("Hanne Nordmoe", "person"),
]  # fmt: skip


def state(known: Register) -> tuple[object, ...]:
    return deepcopy(known.entities), known.forms_known, known.key(Key(study="s"), known.entities)


def test_linking_reads_a_register_and_returns_the_changes_to_it() -> None:
    known = register()
    before = state(known)
    linked = link_mentions(mentions("P2", SAID, *FORMS), known)
    assert link_mentions(mentions("P2", SAID, *FORMS), known) == linked
    assert state(known) == before
    meant = {mention.entity for mention in linked.mentions}
    assert not meant <= set(known.entities)
    known.apply(linked.changes)
    assert meant <= set(known.entities)
    assert known.forms_known > register().forms_known
    assert link_mentions(mentions("P2", SAID, *FORMS), known) == LinkedMentions(linked.mentions, ())


def test_searching_known_forms_returns_whom_it_met_anew() -> None:
    """A first name that is known from P2 alone is somebody else in P3."""
    known = register()
    known.add("person", "Siv", "P2")
    before = state(known)
    hits = find_hits(places("P3", "and Siv saw Siv there"), known)
    found = resolve_hits(hits, known, Confirmed())
    assert state(known) == before
    (new,) = {mention.entity for mention in found.mentions}
    assert [change.entity.id for change in found.changes] == [new]
    known.apply(found.changes)
    assert known.entities[new].scope == "P3"


def test_a_register_with_the_changes_is_the_draft_that_they_were_worked_out_on() -> None:
    known = register()
    draft = known.draft()
    tor = draft.add("person", "Tor Aune", "P2", "P2's brother")
    draft.widen(draft.add_form(tor, "Toralf"))
    draft.replace_by(draft.add("place", "Moss", "P2").id, "[a town]")
    draft.add_decided("Falk")
    assert known.entities == register().entities
    known.apply(draft.changes)
    assert (known.entities, known.forms_known) == (draft.entities, draft.forms_known)
    for form in ("Tor", "Toralf", "Moss", "Falk"):
        assert known.having(form) == draft.having(form)
    assert known.sounding_like("toralv", "P9") == draft.sounding_like("toralv", "P9") != {}
    assert known.add("place", "Ås", "P2") == draft.add("place", "Ås", "P2")  # the same id and number follow


def test_searching_by_sound_changes_nothing() -> None:
    known = register()
    before = deepcopy(known.entities)
    heard = MisheardNames(known, frozenset(known.entities)).search(places("P3", "then tvetersun called me"), ())
    assert [mention.written for mention in heard] == ["tvetersun"]
    assert (known.entities, known.forms_known) == (before, register().forms_known)
