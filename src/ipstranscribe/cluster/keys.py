"""The keys of a cluster: one authority a run, one certificate for all who take part, and the settings that they must have.

Whoever holds these files can join the cluster and run code on it. They lie in a folder of their owner alone, and are removed
with it. `python -m ipstranscribe.cluster.keys FOLDER` makes one for a scheduler that is started by hand.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ipstranscribe import system
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import storage

AUTHORITY, CERTIFICATE, KEY, SETTINGS = "ca.pem", "certificate.pem", "key.pem", "dask.yaml"
FILES = (AUTHORITY, CERTIFICATE, KEY, SETTINGS)

_VALID = timedelta(days=30)


def make(folder: Path) -> None:
    """Write keys and settings into `folder`, which must not exist; raises UserError if it does or cannot be made.

    The authority's own key is in no file: nobody can add a certificate later.
    """
    if folder.exists():
        raise UserError(f"{folder.name} exists already.", "Name a new folder.", ExitCode.CANNOT_WRITE)
    storage.make_folder(folder, private=True)
    for name, content in zip((AUTHORITY, CERTIFICATE, KEY), _certified(), strict=True):
        storage.write_bytes(folder / name, content, private=True)
    settings = json.dumps(settings_of(folder.absolute()), indent=1)  # JSON is YAML
    storage.write_bytes(folder / SETTINGS, settings.encode(), private=True)


def check(folder: Path) -> None:
    """Raise UserError if `folder` does not hold the keys of a cluster, or somebody else may read them."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise UserError(
            f"{folder.name} does not hold the keys of a cluster: {', '.join(missing)}.",
            "Make them with `python -m ipstranscribe.cluster.keys FOLDER` (docs/cluster.md).",
            ExitCode.KEY,
        )
    if system.keeps_modes() and any((folder / name).stat().st_mode & 0o077 for name in (".", *FILES)):
        raise UserError(f"{folder.name} can be read by others.", f"Close it: chmod -R go= {folder.name}", ExitCode.KEY)


def settings_of(folder: Path) -> dict[str, Any]:
    """The settings of Dask for all who take part: TLS alone, nothing on a disk, nothing on a page."""
    pair = {"cert": str(folder / CERTIFICATE), "key": str(folder / KEY)}
    certificates = {"ca-file": str(folder / AUTHORITY)} | dict.fromkeys(("scheduler", "worker", "client"), pair)
    quiet: dict[str, Any] = {"http": {"routes": []}}
    return {
        "distributed": {
            "comm": {"require-encryption": True, "tls": certificates},
            "scheduler": {**quiet, "allowed-failures": 0, "worker-saturation": 1.0},
            "worker": {
                **quiet,
                "memory": {"target": False, "spill": False, "pause": False},
                "profile": {"enabled": False},
            },
            "diagnostics": {"nvml": False},
        }
    }


def _certified() -> tuple[bytes, bytes, bytes]:
    """A new authority's certificate, a certificate that it has signed, and that one's key, as PEM."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    authority, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    top = _signed("ipstranscribe cluster authority", authority, "", authority)
    leaf = _signed("ipstranscribe cluster", own, "ipstranscribe cluster authority", authority)
    secret = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return top, leaf, secret


def _signed(subject: str, key: Any, issuer: str, authority: Any) -> bytes:
    """A certificate for `key`, signed by `authority`; that of the authority itself where no issuer is named."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding

    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer or subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _VALID)
        .add_extension(x509.BasicConstraints(ca=not issuer, path_length=None), critical=True)
    )
    return built.sign(authority, hashes.SHA256()).public_bytes(Encoding.PEM)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
