"""What installs the program agrees with itself: the lean list, the tested versions, and the usual model."""

import re
import subprocess
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ipstranscribe.settings import TranscribeSettings
from tests.conftest import ROOT

LIST = (ROOT / "requirements-lean.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LEFT_OUT = {"openai-whisper"}
HOSTS = re.compile(r"(?:pypi|pythonhosted|download\.pytorch|npmjs)\.(?:org|com)", re.IGNORECASE)


def pinned(text: str) -> dict[str, str]:
    """Package → version, of a list or of constraints."""
    return {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.+]+)", text, re.MULTILINE)
    }


def test_the_lean_list_holds_all_that_is_needed_but_the_other_engine() -> None:
    extras = PROJECT["optional-dependencies"]
    needed = [Requirement(line) for line in (*PROJECT["dependencies"], *extras["review"], *extras["meaning"])]
    here = pinned(LIST)
    assert {one.name for one in needed if canonicalize_name(one.name) not in here} == LEFT_OUT
    assert [one.name for one in needed if one.name not in LEFT_OUT and not one.specifier.contains(here[one.name])] == []
    assert not {"torch", "triton", "numba", "hf-xet"} & set(here)


def test_the_lean_list_has_the_versions_that_are_tested() -> None:
    tested = pinned((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    here = pinned(LIST)
    assert len(here) > 60
    assert {name: version for name, version in here.items() if tested.get(name, version) != version} == {}


def test_every_package_of_the_lean_list_has_checksums() -> None:
    entries = re.split(
        r"^(?=\w)", "\n".join(one for one in LIST.splitlines() if not one.startswith("#")), flags=re.MULTILINE
    )
    assert [entry.split()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    texts = [ROOT / name for name in files if name.endswith((".py", ".md", ".txt", ".toml", ".sh", "Makefile", "run"))]
    assert len(texts) > 500
    assert [path.name for path in texts if HOSTS.search(path.read_text(encoding="utf-8", errors="replace"))] == []


def test_one_model_is_used_unless_another_is_named() -> None:
    """The settings, the study that `init` writes, the readme and the model that `make` fetches say the same."""
    usual = TranscribeSettings().model
    template = (ROOT / "src/ipstranscribe/study/templates/study.toml").read_text(encoding="utf-8")
    assert tomllib.loads(template.replace("{", "").replace("}", ""))["transcribe"]["model"] == usual
    assert f"If you change nothing, `{usual}` is used" in (ROOT / "README.md").read_text(encoding="utf-8")
    for place in ("README.md", "docs/install.md"):
        page = (ROOT / place).read_text(encoding="utf-8")
        assert re.search(rf"^    ipstranscribe models fetch {usual}(?: |$)", page, re.MULTILINE)
    assert re.search(rf"^MODELS := {usual}\b", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
