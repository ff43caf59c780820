"""The system's keyring, as the library `keyring` shows it, in a dictionary."""

import types


class Keyring(types.ModuleType):
    """A system's keyring that lives in a dictionary, as the library `keyring` shows it."""

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__("keyring")
        self.held: dict[tuple[str, str], str] = {}
        self.locked = locked
        self.errors = types.ModuleType("keyring.errors")
        self.errors.KeyringError = type("KeyringError", (Exception,), {})
        self.errors.PasswordDeleteError = type("PasswordDeleteError", (self.errors.KeyringError,), {})

    def _open(self) -> None:
        if self.locked:
            raise self.errors.KeyringError("locked")

    def get_password(self, service: str, user: str) -> str | None:
        self._open()
        return self.held.get((service, user))

    def set_password(self, service: str, user: str, secret: str) -> None:
        self._open()
        self.held[service, user] = secret

    def delete_password(self, service: str, user: str) -> None:
        self._open()
        if self.held.pop((service, user), None) is None:
            raise self.errors.PasswordDeleteError("not found")
