"""Kinship roles of named people from the words next to the name: `my husband, Dag` makes `[P1's husband]`."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipstranscribe.model import Transcript
from ipstranscribe.model.scopes import owners
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.recognizers.kinship import Relation, relation
from ipstranscribe.pseudonymize.redaction import labels


@dataclass(frozen=True)
class KinRoles:
    """Finds whose relative or friend a named person is, worded in the document language."""

    document_language: str
    languages: dict[str, str]
    """Interview → the language by whose rules it is searched."""
    asked: frozenset[tuple[str, str]]
    """Speakers (interview, label) who are participants."""

    @classmethod
    def of(cls, transcripts: Sequence[Transcript], document_language: str, languages: Sequence[str] = ()) -> "KinRoles":
        """Build it for the speakers of `transcripts`; `languages` are those of the rules, where not those spoken."""
        by_interview = zip(transcripts, languages or [t.language for t in transcripts], strict=True)
        asked = ((t.interview, s.label) for t in transcripts for s in t.speakers if s.role == "participant")
        return cls(document_language, {t.interview: language for t, language in by_interview}, frozenset(asked))

    def is_someone_close(self, mention: Mention) -> bool:
        """Whether the text calls the person a relative or friend of the speaker or listener."""
        said = self._said(mention)
        return said is not None and said.owner is not None and said.close

    def is_owned(self, mention: Mention) -> bool:
        """Whether the text calls the person somebody's: `my boss`, not `the physio`."""
        said = self._said(mention)
        return said is not None and said.owner is not None

    def __call__(self, mention: Mention) -> str:
        """The role of the person: `P1's husband` or `employment specialist`; empty if the text does not say it, or whose."""
        said = self._said(mention)
        if said is None:
            return ""
        by_participant = (mention.interview, mention.turn.speaker) in self.asked
        if said.owner is None:
            return said.role
        if said.owner == ("speaker" if by_participant else "listener"):
            owner = mention.scope
            if len(owners(owner)) > 1:  # of several who are asked together it is the one who speaks
                owner = mention.turn.speaker if by_participant else ""
            if owner:
                return labels.role_replacement(said.role, owner, self.document_language).strip("[]")
        return ""

    def _said(self, mention: Mention) -> Relation | None:
        found, spoken = mention.found, self.languages[mention.interview]
        return relation(mention.turn.text, found.char_start, found.char_end, spoken, self.document_language)
