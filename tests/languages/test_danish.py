"""Danish by its record alone: numbers in twenties, dates, own patterns, relatives, guides, and a whole study."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ipstranscribe import languages
from ipstranscribe.guide.question_signs import language_of
from ipstranscribe.model import MadeBy, Speaker, Transcript, Turn
from ipstranscribe.pseudonymize.lexicon import places, vocabulary
from ipstranscribe.pseudonymize.recognizers import kinship, patterns, spoken_numbers
from ipstranscribe.pseudonymize.recognizers.own_patterns import OwnPatterns
from ipstranscribe.pseudonymize.redaction import spoken_dates
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.transcribe.asr.number_words import is_number_word
from ipstranscribe.workflow.init import create_study
from ipstranscribe.workflow.run import run

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "cases" / "danish.toml").read_text(encoding="utf-8"))
FOUND = [(kind, text, wanted) for kind, rows in CASES["found"].items() for text, wanted in rows]


@pytest.mark.parametrize(("said", "value"), CASES["numbers"])
def test_numbers_count_in_twenties_and_say_the_unit_first(said: str, value: int) -> None:
    assert spoken_numbers.number_value(said, "da") == value


@pytest.mark.parametrize("said", CASES["no_numbers"])
def test_what_is_no_number_has_no_value(said: str) -> None:
    assert spoken_numbers.number_value(said, "da") is None


@pytest.mark.parametrize(("said", "day", "month", "year"), CASES["dates"])
def test_dates_are_read_day_first_and_in_words(said: str, day: int, month: int, year: int) -> None:
    assert spoken_dates.parse_date(said, "da") == spoken_dates.PartialDate(day or None, month, year or None)


def test_a_date_is_worded_in_danish() -> None:
    assert spoken_dates.PartialDate(3, 3, 2018).worded("da") == "3. marts 2018"


@pytest.mark.parametrize(("kind", "text", "wanted"), FOUND)
def test_the_patterns_of_the_record_find_and_leave_alone(kind: str, text: str, wanted: list[str]) -> None:
    spans = {(f.char_start, f.char_end) for f in OwnPatterns("da").find(text) if f.category == kind}
    widest = [one for one in spans if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in spans)]
    assert [text[slice(*one)] for one in sorted(widest)] == wanted


def test_only_a_language_with_patterns_of_its_own_has_their_recognizer() -> None:
    names = {code: [one.name for one in patterns(code)] for code in languages.LANGUAGES}
    assert names["da"] == [*names["nb"], OwnPatterns.name]
    assert OwnPatterns.name not in names["en"] + names["nb"] + names["nn"]


@pytest.mark.parametrize(("before", "role", "owner"), CASES["kinship"]["known"])
def test_whose_relative_it_is_stands_before_the_word(before: str, role: str, owner: str) -> None:
    text = f"{before}Torben."
    found = kinship.relation(text, len(before), len(text) - 1, "da", "da")
    assert found is not None
    assert (found.role, found.owner) == (role, owner)


@pytest.mark.parametrize("before", CASES["kinship"]["unknown"])
def test_nobody_is_a_relative_without_a_word_for_whose(before: str) -> None:
    text = f"{before}Torben."
    assert kinship.relation(text, len(before), len(text) - 1, "da", "da") is None


@pytest.mark.parametrize(
    ("word", "danish", "norwegian"),
    [
        *(("sygemeldt", True, False), ("hvordan", True, True), ("jobkonsulenten", True, False)),
        *(("arbejdspladsen", True, False), ("sykepleier", False, True), ("thygesen", False, False)),
    ],
)
def test_danish_has_a_vocabulary_of_its_own(word: str, danish: bool, norwegian: bool) -> None:
    assert (vocabulary.is_ordinary(word, "da"), vocabulary.is_ordinary(word, "nb")) == (danish, norwegian)


def test_a_danish_surname_is_told_by_its_end() -> None:
    assert vocabulary.is_name_like("Bækkegaard", "da")
    assert not vocabulary.is_name_like("hovedgård", "da")


def test_places_are_looked_for_at_home_first() -> None:
    at_home, elsewhere = places.lookup("Horsens", "da"), places.lookup("Tromsø", "da")
    assert at_home is not None
    assert elsewhere is not None
    assert (at_home.country, elsewhere.country) == ("DK", "NO")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hvad har det betydet for dig, og hvordan er det blevet?", "da"),
        ("Hva har det betydd for deg, og hvordan er det blitt?", "nb"),
        ("Kva har det hatt å seie for deg, og korleis er det no?", "nn"),
        ("Fortæl noget om det, der er svært for dig.", "da"),
        ("Fortell noe om det som er vanskelig for deg.", "nb"),
        ("Hvordan har du det på jobben?", "nb"),  # the same in both: the language that was there first
    ],
)
def test_a_guide_is_told_from_a_norwegian_one(text: str, code: str) -> None:
    assert language_of([text]) == code


@pytest.mark.parametrize(("word", "is_one"), [("femoghalvtreds", True), ("halvfjerds", True), ("sygemeldt", False)])
def test_a_recognizer_is_known_to_be_unsure_of_number_words(word: str, is_one: bool) -> None:
    assert is_number_word(word, "da") is is_one


# --- a study ---------------------------------------------------------------------------------------------------------------

ASKED = "Hvordan har det været at komme tilbage til arbejdet?"
SAID = (
    "Øh, min mand, Torben, kørte mig til Kolding Sygehus den 3. marts 2019, og jeg var tooghalvtreds dengang. "
    "Bagefter boede vi på Møllegade 14, 2. th., og jobcentret i Esbjerg skrev til mig. "
    "Jeg kunne ikke sove, og jeg kunne ikke spise. Det var en svær tid."
)


def told(interview: str, language: str, question: str, answer: str) -> Transcript:
    return Transcript(
        interview=interview,
        language=language,
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label=interview, role="participant")),
        turns=(
            Turn(id=f"{interview}-001", speaker="I", text=question),
            Turn(id=f"{interview}-002", speaker=interview, text=answer),
        ),
        made_by=MadeBy(program="a test", inputs=""),
    )


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Norwegian study with a Danish interview in it, and one with Danish documents."""
    root = tmp_path_factory.mktemp("danish")
    for language in ("da", "nb"):
        create_study(root / language, "Tilbage", language)
        path = root / language / "study.toml"
        settings = path.read_text(encoding="utf-8").replace('formats = ["docx", "xlsx", "csv"]', 'formats = ["txt"]')
        path.write_text(f'key = "../{language}.key.age"\n{settings}', encoding="utf-8")
        restricted = root / language / "restricted"
        (restricted / "participants.csv").write_text("id,name\nP1,Birthe Skovmand\nP2,Kari Lie\n", encoding="utf-8")
        rows = "id,participant,recordings,language\nP1,P1,,da\nP2,P2,,nb\n"
        (restricted / "interviews.csv").write_text(rows, encoding="utf-8")
        study = Study.open(root / language)
        norwegian = told("P2", "nb", "Hvordan var det?", "Jeg flyttet til Kolding, og mannen min, Nils, var sykmeldt.")
        for one in (told("P1", "da", ASKED, SAID), norwegian):
            storage.write(study.transcript(one.interview), one, private=True)
        assert not run(study, rules_only=True, lexical=True).failures
    return root


def shown(root: Path, language: str, interview: str) -> str:
    return (root / language / "exports" / f"{interview}_transcript.txt").read_text(encoding="utf-8")


def test_a_danish_study_is_pseudonymized_split_and_exported_in_danish(exported: Path) -> None:
    text = shown(exported, "da", "P1")
    assert "[P1s mand]" in text
    assert "[virksomhed 1]" in text
    assert "[adresse 1]" in text
    assert "[alder 1]" in text
    assert "UDKAST – ikke gennemgået" in text
    for original in ("Torben", "Kolding", "Møllegade", "tooghalvtreds", "Esbjerg", "2019"):
        assert original not in text


def test_a_danish_interview_in_a_norwegian_study_is_read_as_danish_and_labelled_in_norwegian(exported: Path) -> None:
    danish, norwegian = shown(exported, "nb", "P1"), shown(exported, "nb", "P2")
    assert "[P1s ektemann]" in danish
    assert "[P2s ektemann]" in norwegian
    assert "UTKAST" in danish
    for original in ("Torben", "Møllegade", "tooghalvtreds", "Esbjerg"):
        assert original not in danish
    assert "sygemeldt" not in norwegian
    assert "sykmeldt" in norwegian
