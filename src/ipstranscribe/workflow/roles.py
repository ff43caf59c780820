"""Roles that sign what people do: the one check of `--by`, and of the column `by` of tables. Logs and approvals name roles.

A word counts as part of a role if it is one of those in `roles.toml`, or an ordinary word that is nobody's name. Anything
else (a name of the tables or of the lists, initials, an address, a word that no vocabulary has) is refused.
"""

import re
import tomllib
from functools import cache
from importlib import resources

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.study.folder import Study

_WORD = re.compile(r"[^\W\d_]+")
_EXAMPLE = "Give your role, for example --by investigator or --by coder-1."


@cache
def role_words() -> frozenset[str]:
    """The words of roles in all languages, in small letters (`roles.toml`)."""
    text = resources.files(__package__).joinpath("roles.toml").read_text(encoding="utf-8")
    return frozenset(word for words in tomllib.loads(text).values() for word in words.split())


def check_role(study: Study, by: str) -> str:
    """The role that signs an action; raises UserError (USAGE) for none, and for what is or may be somebody's name."""
    role = " ".join(by.split())
    try:
        names = known_names(study)
    except UserError:  # at the end of a study the tables are gone
        names = set()
    if names & words_of(role):
        raise UserError(
            "--by: that is the name of somebody in the tables; logs and approvals name roles.", _EXAMPLE, ExitCode.USAGE
        )
    return check_role_words(role)


def check_role_words(by: str) -> str:
    """The role that signs an action where there is no study yet; raises UserError (USAGE) for none or a likely name."""
    role = " ".join(by.split())
    if not role:
        raise UserError("--by is empty.", "Give your role, for example --by investigator.", ExitCode.USAGE)
    if not is_role(role):
        raise UserError(
            "--by: that may be a name, and logs and approvals name roles.",
            f"{_EXAMPLE} Other roles: transcriber, researcher, supervisor, data protection officer, key custodian.",
            ExitCode.USAGE,
        )
    return role


def is_role(text: str) -> bool:
    """Whether every word of a text may stand in a role, and none is like a name."""
    if "@" in text:
        return False
    return all(map(_may_be_of_a_role, _WORD.findall(text)))


def _may_be_of_a_role(word: str) -> bool:
    plain = word.casefold()
    if len(word) == 1 or plain in role_words():  # coder A
        return True
    if word[-1].isupper() and word[:-1].casefold() in role_words():  # coderA
        return True
    return word.islower() and _is_ordinary(word)


def _is_ordinary(word: str) -> bool:
    """Whether a word is one of the language, and no given name or surname. The lists are read where they are needed."""
    from ipstranscribe.pseudonymize.lexicon import vocabulary

    if word in vocabulary.given_names() or word in vocabulary.surnames():
        return False
    return len(word) > 2 and any(vocabulary.is_ordinary(word, language) for language in LANGUAGES)


def known_names(study: Study) -> set[str]:
    """The words of names in the tables, in small letters; raises UserError where the tables cannot be read."""
    told = [name for one in study.participants for name in (one.name, *one.aliases)]
    told += [name for other in study.people for name in (other.name, *other.aliases)]
    return {word for text in (*told, *(one.interviewer for one in study.listed)) for word in words_of(text)}


def words_of(text: str) -> set[str]:
    """The words of two letters and more in a text, in small letters."""
    return set(re.findall(r"[^\W\d_]{2,}", text.casefold()))
