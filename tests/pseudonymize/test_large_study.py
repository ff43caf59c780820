"""What keeps a large study flat: nothing is asked of everybody for one row, and what can be made later is not held."""

import gc
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Decisions, Entity, Identifier, Key
from ipstranscribe.model.scopes import meets
from ipstranscribe.pseudonymize.entities.known_forms import _Meant
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.overlaps import _overlap, resolve_overlaps
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.inputs import Finds, PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.recognizers import Found, patterns
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.settings import PseudonymizeSettings
from tests.lanes import examples
from tests.pseudonymize.conftest import Pseudonymize, transcript

SAID = "My sister Siri Berg came with Tom, and Siri Lie called 22 33 44 55."
SCOPES = ["P1", "P2", "P3", "P1 P2", "P2 P3", None]


class Everybody(dict[str, Entity]):
    """The entities of a register, which may be looked up and not gone through."""

    def values(self) -> Iterator[Entity]:  # type: ignore[override]
        raise AssertionError("all entities were gone through")

    items = __iter__ = values  # type: ignore[assignment]


def test_no_row_of_the_table_asks_all_entities() -> None:
    register = Register.start(Key(study="s"), Roster.of((), (), ()), "en")
    for one in ("P1", "P2", "P3"):
        register.add("person", "Kari Nordmo", one)
        register.namesake("siri", one, "2")
    entities, register.entities = register.entities, Everybody(register.entities)
    assert register.is_shared("Siri", "P2")
    assert not register.is_shared("Kari", "P2")
    assert register.with_word("k", "P2") == {one.id for one in entities.values() if one.forms and one.scope == "P2"}
    assert register.with_word("x", "P2") == set()


@examples(200)
@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(SCOPES))), st.sampled_from(["P1", "P2", "P4", "P1 P2"]))
def test_whom_a_form_means_is_looked_up_as_if_all_were_asked(added: list[tuple[int, str | None]], scope: str) -> None:
    meant, by_scope = _Meant(), dict[str | None, list[str]]()
    scopes = dict(added)
    for number, of in scopes.items():
        meant.add(Entity(id=f"E{number}", category="person", replacement="[x]", scope=of))
        by_scope.setdefault(of, []).append(f"E{number}")
    near = [one for one in by_scope if one is not None and meets(one, scope)]
    assert [*meant.inside(scope)] == [*by_scope.get(None, ()), *(i for one in near for i in by_scope[one])]
    assert meant.firsts == [ids[0] for ids in by_scope.values()]


FOUND = st.builds(
    lambda start, length, certain, found_by: Found(start, start + length, "person", found_by, 0.5, certain),
    st.integers(0, 12), st.integers(1, 6), st.booleans(), st.sampled_from(["known form", "list"]),
)  # fmt: skip


@examples(200)
@given(st.lists(st.tuples(st.integers(0, 3), FOUND), max_size=14))
def test_overlaps_are_resolved_turn_by_turn_as_they_were_all_at_once(found: list[tuple[int, Found]]) -> None:
    turns = transcript("P1", *["Siri Berg and Tom Lie"] * 4).turns
    mentions = [Mention("P1", "P1", turns[number], one, f"E{at}") for at, (number, one) in enumerate(found)]

    def rank(one: Mention) -> tuple[object, ...]:
        f = one.found
        known = f.certain and f.found_by == "known form" and " " in one.written
        length = f.char_end - f.char_start - one.written.endswith("s")
        return not known, -length, not f.certain, f.char_start, -f.confidence, f.found_by

    chosen: dict[str, list[Mention]] = {}
    for one in sorted(mentions, key=rank):
        here = chosen.setdefault(one.turn.id, [])
        if not any(_overlap(one.found, other.found) for other in here):
            here.append(one)
    at_once = [m for here in chosen.values() for m in sorted(here, key=lambda m: m.found.char_start)]
    assert resolve_overlaps(mentions) == at_once


def held() -> int:
    """How many identifiers there are in memory."""
    return sum(isinstance(one, Identifier) for one in gc.get_objects())


def test_spans_are_made_when_they_are_asked_for(by_rules: Pseudonymize) -> None:
    before = held()
    result = by_rules([transcript(f"P{number}", SAID) for number in range(1, 9)])
    assert held() == before
    assert len(result.identifiers["P8"].identifiers) > 3
    assert result.identifiers["P8"] == result.identifiers["P8"]


@dataclass(frozen=True)
class Watched:
    """A recognizer that notes the texts it is given."""

    name: str
    steps: list[str]

    def find(self, text: str) -> list[Found]:
        self.steps.append(f"search {text[:2]}")
        return []


def test_what_was_found_in_an_interview_is_handed_on_before_the_next_is_searched() -> None:
    steps: list[str] = []

    def keeping(one: SourceInterview) -> SourceInterview:
        def keep(finds: Finds) -> None:
            steps.append(f"keep {one.participant}: {len(finds)}")

        def recall() -> Mapping[str, tuple[Found, ...]]:
            steps.append(f"recall {one.participant}")
            return {}

        return replace(one, keep=keep, recall=recall)

    finders = (*patterns("en")[:1], Watched("watched", steps))
    sources = [SourceInterview(transcript(one, f"{one} came."), one, None, finders) for one in ("P1", "P2")]
    known = PriorKnowledge(Roster.of((), (), ()), Key(study="s"), Decisions())
    settings = PseudonymizeSettings(rules_only=True)
    pseudonymize([keeping(one) for one in sources], known, settings, "", lambda share: None)
    assert steps == ["recall P1", "search P1", "keep P1: 1", "recall P2", "search P2", "keep P2: 1"]
