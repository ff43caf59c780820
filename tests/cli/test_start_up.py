"""Every command starts without a network and without asking the system who its user is; `models fetch` has the network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipstranscribe.cli.start_up import know_home
from ipstranscribe.errors import UserError

linux = pytest.mark.skipif(sys.platform != "linux", reason="the filter of Linux")

TRIES = {
    "a connection of Python": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "a socket of IPv6": "import socket; socket.socket(socket.AF_INET6)",
    "a datagram": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "a name looked up": "import socket; socket.getaddrinfo('localhost', 80)",
    "an address over the library": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
    "a child": "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', "
    "'import socket; socket.socket()']).returncode)",
}
NATIVE = "import ctypes; s = ctypes.CDLL(None).socket(2, 1, 0); assert s >= 0"
HARMLESS = {
    "a pair of sockets": "import socket; socket.socketpair()",
    "a socket of the machine": "import socket; socket.socket(socket.AF_UNIX)",
    "processes": "import concurrent.futures as c; p = c.ProcessPoolExecutor(1); assert p.submit(abs, -1).result() == 1",
}


def after(words: str, code: str) -> int:
    """The exit code of Python code in a process in which a command has been given."""
    start = (
        f"import sys; sys.argv = ['ipstranscribe', *{words.split()!r}]\n"
        "from ipstranscribe.cli import main\ntry:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
    )
    ran = subprocess.run([sys.executable, "-c", start + code], capture_output=True, check=False, env=os.environ)
    return ran.returncode


def test_no_command_has_the_network() -> None:
    refused = "\n".join(
        f"try:\n    exec({code!r})\nexcept (OSError, AssertionError):\n    pass\nelse:\n    sys.exit({number})"
        for number, code in enumerate([code for name, code in TRIES.items() if name != "a child"], 10)
    )
    assert after("--version", refused) == 0


@linux
def test_neither_has_a_library_nor_what_a_command_starts() -> None:
    """In the kernel: the call itself is refused."""
    native = f"try:\n    exec({NATIVE!r})\nexcept AssertionError:\n    pass\nelse:\n    sys.exit(9)\n"
    assert after("--version", native) == 0
    assert after("--version", TRIES["a child"]) == 1


def test_what_stays_on_the_machine_works() -> None:
    assert after("--version", "\n".join(HARMLESS.values())) == 0


def test_fetching_models_has_the_network() -> None:
    assert after("models fetch --help", f"{NATIVE}\nimport socket; socket.socket()") == 0
    assert after("models list --help", NATIVE) != 0 or sys.platform != "linux"


def test_only_a_run_on_a_cluster_begins_with_the_network() -> None:
    opened = f"{NATIVE}\nimport socket; socket.socket()"
    assert after("run --cluster tls://here:1 --help", opened) == 0
    for words in ("run --help", "transcribe --help", "status --cluster x --help"):
        assert after(words, NATIVE) != 0 or sys.platform != "linux"


@pytest.mark.skipif(os.name != "posix", reason="HOME is a matter of POSIX")
def test_a_missing_home_is_taken_from_the_machine_s_own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking the system's name service could ask another machine who works here."""
    users = tmp_path / "passwd"
    users.write_text(f"other:x:77777:1::/nowhere:/bin/sh\nme:x:{os.getuid()}:1:A,B:{tmp_path}:/bin/sh\n")
    monkeypatch.delenv("HOME")
    know_home(users)
    assert os.environ["HOME"] == str(tmp_path)
    monkeypatch.delenv("HOME")
    users.write_text("other:x:77777:1::/nowhere:/bin/sh\n")
    with pytest.raises(UserError, match="HOME"):
        know_home(users)
    monkeypatch.setenv("HOME", str(tmp_path))
    know_home(users)
    assert os.environ["HOME"] == str(tmp_path)


LISTENING = """
import socket
from ipstranscribe.cli.start_up import forbid_network
server, client = socket.socket(), socket.socket()
server.bind(("127.0.0.1", 0)); server.listen()
forbid_network()
client.connect(server.getsockname())
here, _ = server.accept()
here.sendall(b"x"); assert client.recv(1) == b"x"
class Disguised(socket.socket):
    def __init__(self):
        fileno = 5
        super().__init__()
for make in (socket.socket, Disguised, lambda: socket.socket(fileno=None), lambda: socket.create_server(("127.0.0.1", 0))):
    try:
        make()
    except PermissionError:
        continue
    raise SystemExit(9)
"""


def test_a_socket_that_listened_before_goes_on_and_no_other_is_made() -> None:
    """As `review` does it: what comes to its one socket is answered."""
    ran = subprocess.run([sys.executable, "-c", LISTENING], capture_output=True, check=False, env=os.environ)
    assert ran.returncode == 0, ran.stderr
