"""Keys of a cluster: their owner's alone, gone with the run, and what is refused before anything is sent."""

import os
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("cryptography", reason="the extra `cluster` is not here")
pytest.importorskip("distributed", reason="the extra `cluster` is not here")

from cryptography import x509

from ipstranscribe.cluster import keys, pool
from ipstranscribe.cluster.opaque import Opaque
from ipstranscribe.cluster.pool import ClusterChoice, opened
from ipstranscribe.errors import ExitCode, UserError
from tests.conftest import ROOT
from tests.studies import TEST_PASSPHRASE


def test_every_run_has_an_authority_of_its_own_that_can_sign_nothing_more(tmp_path: Path) -> None:
    names = ("one", "two")
    for name in names:
        keys.make(tmp_path / name)
        keys.check(tmp_path / name)
        authority, own = (
            x509.load_pem_x509_certificate((tmp_path / name / file).read_bytes())
            for file in (keys.AUTHORITY, keys.CERTIFICATE)
        )
        own.verify_directly_issued_by(authority)
        assert sorted(path.name for path in (tmp_path / name).iterdir()) == sorted(keys.FILES)
        assert (tmp_path / name / keys.KEY).read_text().count("PRIVATE KEY") == 2  # one, begun and ended
    assert len({(tmp_path / name / keys.AUTHORITY).read_bytes() for name in names}) == 2


@pytest.mark.skipif(os.name != "posix", reason="file modes mean nothing elsewhere")
def test_keys_are_their_owners_alone(tmp_path: Path) -> None:
    keys.make(tmp_path / "keys")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    (tmp_path / "keys").chmod(0o750)
    with pytest.raises(UserError, match="read by others"):
        keys.check(tmp_path / "keys")


def test_keys_are_not_written_over_and_missing_ones_are_named(tmp_path: Path) -> None:
    keys.make(tmp_path / "keys")
    with pytest.raises(UserError, match="exists already"):
        keys.make(tmp_path / "keys")
    (tmp_path / "keys" / keys.KEY).unlink()
    with pytest.raises(UserError, match=r"key\.pem"):
        keys.check(tmp_path / "keys")


@pytest.mark.parametrize(("where", "folder"), [("tcp://here:1", "k"), ("here", "k"), ("tls://here:1", None)])
def test_no_cluster_without_encryption_or_keys(where: str, folder: str | None) -> None:
    with pytest.raises(UserError) as refused:
        ClusterChoice(where, Path(folder) if folder else None)
    assert refused.value.code == ExitCode.USAGE


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "find_spec", lambda name: None)
    with pytest.raises(UserError) as refused:
        ClusterChoice("slurm")
    assert "ipstranscribe[cluster]" in refused.value.fix


def test_keys_of_a_run_go_with_it_and_those_that_a_killed_one_left_go_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what talks with the cluster is not given the passphrase."""
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'src'}:{ROOT}")
    left = tmp_path / "cluster" / "keys-0123"
    keys.make(left)
    with pytest.raises(ZeroDivisionError), opened(ClusterChoice("slurm"), tmp_path) as workers:
        (new,) = (tmp_path / "cluster").glob("keys-*")
        assert new != left
        if sys.platform == "linux":
            environment = environment_of(workers._process.pid)
            assert TEST_PASSPHRASE.encode() not in environment
            assert b"PYTHON" in environment
        raise ZeroDivisionError
    assert not list((tmp_path / "cluster").glob("keys-*"))


def environment_of(process: int) -> bytes:
    """The environment of a process (proc(5)); empty for a moment while it is being started."""
    until = time.monotonic() + 60
    while not (read := Path(f"/proc/{process}/environ").read_bytes()) and time.monotonic() < until:
        time.sleep(0.01)
    return read


def test_nobody_sees_what_travels() -> None:
    assert "Zzquist" not in f"{Opaque(b'Zzquist')!r} {Opaque(b'Zzquist')}"
