"""The reference pages that are made from the code: options of every command, settings, documents."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import typer.main

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode
from ipstranscribe.export import FORMATS, PROGRAMS


def write(folder: Path) -> None:
    """Write the pages into a folder; pages that are the same already are left alone, so that a second build does nothing."""
    folder.mkdir(exist_ok=True)
    for name, text in {"options.md": options(), "settings.md": settings(), "formats.md": formats()}.items():
        page = folder / name
        if not page.is_file() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


def options() -> str:
    """Every command with its arguments, options and their help, as `--help` shows them."""
    parts = [
        "# Every option\n",
        "What `--help` says, of all commands. What they do in full: [commands](../commands.md).\n",
    ]
    for name, command in commands():
        parts += [f"\n## {name}\n", f"{_line(command.help)}\n", "| | |", "|---|---|"]
        parts += [f"| {_spelled(one)} | {_line(one.help)} |" for one in command.params if one.name != "help"]
    codes = ", ".join(str(code.value) for code in ExitCode)
    return "\n".join([*parts, f"\n[Exit codes](../exit-codes.md): {codes}.", ""])


def commands() -> Iterator[tuple[str, Any]]:
    """Every command by its full name, groups gone through."""

    def walk(prefix: str, group: Any) -> Iterator[tuple[str, Any]]:
        for name, command in sorted(group.commands.items()):
            if hasattr(command, "commands"):
                yield from walk(f"{prefix} {name}", command)
            else:
                yield f"{prefix} {name}", command

    return walk("ipstranscribe", typer.main.get_command(app))


def settings() -> str:
    """The commented `study.toml` and `guide.toml` that `init` writes: every entry, with what it takes."""
    templates = files("ipstranscribe.study") / "templates"
    parts = [
        "# Every setting\n",
        "The two files that `ipstranscribe init` writes into a study. A line that begins with `#` explains, or shows",
        "an entry that is not needed.",
    ]
    for name in ("study.toml", "guide.toml"):
        parts += [f"\n## {name}\n", "```toml", (templates / name).read_text(encoding="utf-8").rstrip(), "```"]
    return "\n".join([*parts, ""])


def formats() -> str:
    """Every format and program that `export` knows, with the names of the files."""
    parts = ["# Every document\n", "| format | files |", "|---|---|"]
    parts += [f"| `{name}` | {_files(made)} |" for name, made in FORMATS.items()]
    parts += [
        "\n| program | files |",
        "|---|---|",
        *(f"| `{name}` | {_files(made)} |" for name, made in PROGRAMS.items()),
    ]
    return "\n".join([*parts, ""])


def _files(made: Any) -> str:
    return ", ".join(f"`{one.name.replace('{id}', 'P1')}`" for one in made)


def _spelled(parameter: Any) -> str:
    is_option = parameter.opts[0].startswith("-")
    return (
        ", ".join(f"`{name}`" for name in parameter.opts)
        if is_option
        else f"`{parameter.metavar or parameter.name.upper()}`"
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").replace("\b", "").replace("|", "\\|").split())
