"""Who signs: roles, and nobody's name."""

from pathlib import Path

import pytest

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.roles import check_role, is_role
from tests.cli.test_cli import commands, run
from tests.studies import founded

ROLES = (
    "investigator", "principal investigator", "PI", "transcriber", "research assistant", "coder", "coder-1",
    "coder A", "coderB", "Coder 2", "x", "data protection officer", "DPO", "key custodian", "author",
    "second author", "PhD student", "supervisor", "nurse", "night nurse", "interviewer 2", "head of the project",
    "forsker", "Prosjektleder", "transkribent", "koder 3", "personvernombud", "veileder", "stipendiat", "sykepleier",
    "nøkkelansvarlig", "rettleiar", "forskningsassistent", "a test", "the team",
)  # fmt: skip
NAMES = (
    "Kari", "kari", "Kari Nordmann", "kari nordmann", "K. Nordmann", "coder Kari", "investigator (Nora)",
    "nora.winther", "Winther", "Dr. Hansen", "Nguyen", "Østby", "NW", "kn", "kari@nordmann.no", "nora@x.no",
    "Anne-Berit", "O'Brien", "Bjørn", "bjørn", "Grace", "Li", "van der Berg", "Solveig, coder",
    "Kari Nordmann (coder)", "Łukasz", "Мария", "koder Bakke",
)  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A study in which somebody has a name that is a word."""
    rows = {
        "interviews": "id,participant,recordings,interviewer\nP1,P1,,Unni Team\n",
        "participants": "id,name\nP1,Student Lærum\n",
        "people": "name,aliases,role,of\n",
    }
    return founded(tmp_path_factory.mktemp("roles") / "study", rows)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_sign(role: str) -> None:
    assert is_role(role)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_like_a_name_may_not(name: str) -> None:
    assert not is_role(name)


@pytest.mark.parametrize("name", ["unni", "the team", "student", "P1 LÆRUM", "Student L"])
def test_who_stands_in_the_tables_may_not_whatever_the_word(study: Study, name: str) -> None:
    with pytest.raises(UserError) as caught:
        check_role(study, name)
    assert caught.value.code is ExitCode.USAGE
    assert name not in caught.value.what + caught.value.fix


SIGNED = [name for name in commands() if any("--by" in parameter.opts for parameter in commands()[name].params)]


MORE = {"approve": ["P1", "units"], "listened": ["--all"]}


def given(command: str) -> list[str]:
    """Something for every argument that the command needs."""
    asked = [one for one in commands()[command].params if not one.opts[0].startswith("-")]
    first = {"interview": "P1", "participant": "P1"}
    return [first.get(str(one.name), "x.csv") for one in asked if one.required]


@pytest.mark.parametrize("command", SIGNED)
def test_every_command_that_is_signed_refuses_a_name_before_anything_else(study: Study, command: str) -> None:
    code, shown = run(
        *command.split(), *given(command), *MORE.get(command, []), "--by", "Solveig Aas", "--study", study.root
    )
    assert (code, "--by investigator" in shown, "Solveig" in shown) == (ExitCode.USAGE, True, False), shown


def test_a_table_signed_by_a_name_is_refused_by_its_row(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    rows = [{"decision": "accept", "written_form": "Kvistebo", "by": by} for by in ("coder-1", "Solveig Aas")]
    path.write_bytes(tables.to_csv(("decision", "written_form", "by"), rows))
    code, shown = run("import", "decisions", path, "--by", "coder", "--study", study.root)
    assert (code, "mine.csv, row 3, column by" in shown, "Solveig" in shown) == (ExitCode.BAD_INPUT, True, False)
