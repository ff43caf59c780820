"""Damaged files are kept under a name of their own and said; nobody is told to delete what may be somebody's work."""

import json
import re
from pathlib import Path

import pytest

import ipstranscribe
from ipstranscribe import model
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import storage

SECRET = "Solveig Aas"


def test_a_damaged_file_is_set_aside_and_said(tmp_path: Path) -> None:
    path = tmp_path / "approvals.json"
    path.write_bytes(b'{"kind": ')
    with pytest.raises(UserError) as caught:
        storage.read(path, model.Approvals)
    (kept,) = tmp_path.iterdir()
    assert re.fullmatch(r"approvals_damaged_[0-9a-f]{8}\.json", kept.name)
    assert kept.read_bytes() == b'{"kind": '
    assert (caught.value.code, kept.name in caught.value.what, "backup" in caught.value.fix) == (
        ExitCode.WRONG_FILE,
        True,
        True,
    )


@pytest.mark.parametrize("kind", [model.Decisions, model.Withdrawals, model.Deposit])
def test_what_must_not_be_missing_stays_beside_its_copy(tmp_path: Path, kind: type[model.Value]) -> None:
    """Without it, whoever has withdrawn would be worked on again, and names that people pointed out would stand."""
    path = tmp_path / "it.json"
    path.write_bytes(b"{")
    for _ in range(2):
        with pytest.raises(UserError):
            storage.read(path, kind)
    assert path.read_bytes() == b"{"
    assert len(list(tmp_path.glob("it_damaged_*.json"))) == 1


def test_a_folder_that_cannot_be_written_keeps_the_file_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "approvals.json"
    path.write_bytes(b"{")

    def refuse(self: Path, to: Path) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError, match="damaged") as caught:
        storage.read(path, model.Approvals)
    assert "kept" not in caught.value.what
    assert path.exists()


def envelope(**changes: object) -> bytes:
    data = {"approvals": [{"interview": "P1", "what": "units", "by": "x", "when": "now", "content": "1"}]}
    return json.dumps({"kind": "approvals", "version": 1, "data": data, **changes}).encode()


WRONG = {
    "a kind that there is not": (envelope(kind=SECRET), "something else"),
    "another kind": (envelope(kind="units"), "holds a units"),
    "another version": (envelope(version=SECRET), "format version"),
    "an entry that there is not": (envelope(data={SECRET: 1}), "does not know"),
    "a value of the wrong kind": (
        envelope(data={"approvals": [{"interview": 1, SECRET: 2}]}),
        "damaged at approvals.0.interview",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_nothing_of_the_file_is_told(what: str) -> None:
    raw, said = WRONG[what]
    with pytest.raises(UserError) as caught:
        storage.from_bytes(raw, model.Approvals, "approvals.json")
    assert said in caught.value.what
    assert SECRET not in caught.value.what + caught.value.fix


def test_no_message_says_to_delete_and_run_again() -> None:
    root = Path(ipstranscribe.__file__).parent
    told = [
        path.name for path in root.rglob("*.py") if re.search(r'"[^"\n]*[Dd]elete it', path.read_text(encoding="utf-8"))
    ]
    assert told == []


@pytest.mark.parametrize(
    "change", [{"version": storage.FORMAT_VERSION + 1}, {"data": {"approvals": [], "colours": []}}]
)
def test_what_a_newer_version_wrote_is_refused_and_stays_where_it_is(tmp_path: Path, change: dict[str, object]) -> None:
    """Set aside as damaged, it would be missing when the newer version comes back to it."""
    path = tmp_path / "approvals.json"
    written = json.loads(storage.to_bytes(model.Approvals())) | change
    path.write_text(json.dumps(written), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(UserError, match=r"format version|newer ipstranscribe") as caught:
        storage.read(path, model.Approvals)
    assert caught.value.code == ExitCode.WRONG_FILE
    assert "Update ipstranscribe" in caught.value.fix
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"approvals.json": before}
