"""The data model: the types of all values that pass between stages.

Everything is frozen and validated when it is created. Text is in Unicode form NFC; `char_start` and `char_end` count
its code points, end exclusive; times are seconds from the start of the interview. Validation errors never quote the
offending text (`hide_input_in_errors`), because it may be what a participant said.
"""

from ipstranscribe.model.basics import Branch, FileBelow, Id, Progress, Span, Text, Value, check_spans
from ipstranscribe.model.identifiers import (
    DIRECT,
    Category,
    Decision,
    Decisions,
    Entity,
    Identifier,
    Identifiers,
    Key,
    PseudonymizedTranscript,
    PseudonymizedTurn,
    Replacement,
)
from ipstranscribe.model.people import Approval, Approvals, Interview, KnownPerson, Participant, Withdrawal, Withdrawals
from ipstranscribe.model.transcript import (
    Concern,
    ConcernKind,
    MadeBy,
    RecognitionFacts,
    Recording,
    Speaker,
    SpeechCoverage,
    Transcript,
    Turn,
    Word,
    check_turns,
)
from ipstranscribe.model.units import Asked, Guide, Question, Unit, UnitDecision, UnitDecisions, Units

__all__ = [
    "DIRECT",
    "Approval",
    "Approvals",
    "Asked",
    "Branch",
    "Category",
    "Concern",
    "ConcernKind",
    "Decision",
    "Decisions",
    "Entity",
    "FileBelow",
    "Guide",
    "Id",
    "Identifier",
    "Identifiers",
    "Interview",
    "Key",
    "KnownPerson",
    "MadeBy",
    "Participant",
    "Progress",
    "PseudonymizedTranscript",
    "PseudonymizedTurn",
    "Question",
    "RecognitionFacts",
    "Recording",
    "Replacement",
    "Span",
    "Speaker",
    "SpeechCoverage",
    "Text",
    "Transcript",
    "Turn",
    "Unit",
    "UnitDecision",
    "UnitDecisions",
    "Units",
    "Value",
    "Withdrawal",
    "Withdrawals",
    "Word",
    "check_spans",
    "check_turns",
]
