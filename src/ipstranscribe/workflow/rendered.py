"""What a release writes, as values: the texts in the wording of its readers, the documents, and the files made of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import get_args

from ipstranscribe.choices import ProfileName
from ipstranscribe.documents.lazy_rows import LazyRows
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export import Document, coder_packs
from ipstranscribe.export.content.running_text import shown_lines
from ipstranscribe.model import Interview, Key, PseudonymizedTranscript, Units
from ipstranscribe.pseudonymize.redaction.reword import (
    ReplacementWordings,
    WordingChange,
    reword_replacements,
    wording_changes,
)
from ipstranscribe.pseudonymize.results import MadeWhenAsked
from ipstranscribe.release.search.rejected_places import ShownText
from ipstranscribe.settings import HeaderFact
from ipstranscribe.study import consent, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import sound_export
from ipstranscribe.workflow.agreed_coding import AgreedStudy
from ipstranscribe.workflow.built_documents import (
    RenderedInterview,
    RenderOptions,
    document_of,
    render,
    render_whole,
    stored_text,
)
from ipstranscribe.workflow.export import refuse_ids_of_interviews
from ipstranscribe.workflow.interview_readings import readiness

Texts = Mapping[str, RenderedInterview]
"""Interview → its text and units."""


def texts_of(study: Study, readers: ProfileName) -> dict[str, RenderedInterview]:
    """The texts and units of all interviews that these readers may have; raises UserError if one has none yet."""
    without = consent.without(study, consent.OF_PROFILE[readers])
    return {
        interview.id: stored_text(study, interview) for interview in study.interviews if interview.id not in without
    }


def texts_so_far(study: Study) -> Texts:
    """The texts of the interviews that are pseudonymized, whatever is approved; units where they fit the text of now.

    Each is read when it is asked for: with the times of words a large study does not fit into memory.
    """
    there = (one for one in study.interviews if study.pseudonymized(one.id).exists())
    return MadeWhenAsked({one.id: partial(_so_far, study, one) for one in there})


def _so_far(study: Study, interview: Interview) -> RenderedInterview:
    text = storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    none = Units(interview=interview.id, branch=text.branch, asked=(), units=(), made_by=text.made_by)
    if not study.units(interview.id).exists():
        return RenderedInterview(text, none)
    found = RenderedInterview(text, storage.read(study.units(interview.id), Units))
    try:
        document_of(study, found, _manner(study, study.config.profile))
    except UserError:  # of an earlier text or guide: a run makes them anew
        document_of(study, RenderedInterview(text, none), _manner(study, study.config.profile))  # else it is the guide
        return RenderedInterview(text, none)
    return found


def worded(study: Study, key: Key, readers: ProfileName) -> tuple[dict[str, RenderedInterview], list[WordingChange]]:
    """The texts in the wording of the profile `readers`, by interview, and the changes to approved replacements."""
    levels = study.config.profiles.named(readers).levels
    if levels.date == "shifted" and _unshifted(study, key):
        raise UserError(
            f"The profile {readers} shifts dates, and no shift was drawn yet.",
            f'Write profile = "{readers}" into study.toml, and run `ipstranscribe run`.',
            ExitCode.REFUSED,
        )
    scopes = {interview.id: interview.scope for interview in study.interviews}
    wordings = ReplacementWordings(key, levels, study.config.document_language)
    texts = texts_of(study, readers)
    of_interview = {interview: wordings.of(text.transcript, scopes[interview]) for interview, text in texts.items()}
    changed = wording_changes([(text.transcript, of_interview[i]) for i, text in texts.items()])
    return {i: RenderedInterview(*reword_replacements(*text, of_interview[i])) for i, text in texts.items()}, changed


def _unshifted(study: Study, key: Key) -> bool:
    return any(one not in key.shifts for interview in study.interviews for one in interview.participants)


def files_of_release(study: Study, texts: Texts, readers: ProfileName) -> dict[str, bytes]:
    """The files that a release of these texts writes, without its log and manifest: name → content.

    Interviews whose participants have not consented to these readers are left out.
    """
    files: dict[str, bytes] = {}
    manner = _manner(study, readers)
    refuse_ids_of_interviews(study, manner.settings.coders)
    for interview, text in texts.items():
        if interview not in manner.left_out:
            files |= render(study, text, manner)
    files |= render_whole(study, texts, manner)
    files |= agreed_study(study, texts, readers).files(texts, manner)
    return files | coder_packs.manifests(storage.checksums(files), manner.settings.coders)


def agreed_study(study: Study, texts: Texts, readers: ProfileName) -> AgreedStudy:
    """What people agreed on in those of the interviews `texts` whose participants have consented to these readers."""
    return AgreedStudy(study, readers, set(texts) - consent.without(study, consent.OF_PROFILE[readers]))


def _manner(study: Study, readers: ProfileName) -> RenderOptions:
    facts, left_out = study.config.profiles.named(readers).header, consent.without(study, consent.OF_PROFILE[readers])
    sound = sound_export.handed_on(study, study.interviews, readers)
    return RenderOptions("released", facts, study.export_settings(), left_out, sound)


def documents_of(study: Study, texts: Texts, facts: tuple[HeaderFact, ...] = ()) -> Sequence[Document]:
    """The documents of the interviews that have a text, in the order of the study, with these facts in their header.

    Each is made when it is asked for.
    """
    manner = RenderOptions("released", facts, study.export_settings())
    there = [one.id for one in study.interviews if one.id in texts]
    return LazyRows(there, lambda interview: document_of(study, texts[interview], manner))


def shown(documents: Iterable[Document]) -> Iterator[ShownText]:
    """The texts (ids, turns, units) that documents of each interview show, for attribution."""
    for document in documents:
        for turn, line in shown_lines(document):
            yield ShownText(document.transcript.interview, turn, line)


def shown_to_anybody(study: Study, key: Key) -> Iterator[ShownText]:
    """The same in the wording of every profile, over the ready interviews: a folder may have been made for any of them.

    Interview by interview; what several profiles word alike is told once.
    """
    if not all(readiness(study, interview) == "ready" for interview in study.interviews):
        return
    known: list[tuple[frozenset[str], ReplacementWordings]] = []
    for readers in get_args(ProfileName):
        levels = study.config.profiles.named(readers).levels
        if levels.date != "shifted" or not _unshifted(study, key):
            wordings = ReplacementWordings(key, levels, study.config.document_language)
            known.append((consent.without(study, consent.OF_PROFILE[readers]), wordings))
    manner = RenderOptions("released", (), study.export_settings())
    for interview in study.interviews:
        stored = stored_text(study, interview)
        told: dict[ShownText, None] = {}
        for without, wordings in known:
            if interview.id not in without:
                text = reword_replacements(*stored, wordings.of(stored.transcript, interview.scope))
                told |= dict.fromkeys(shown([document_of(study, RenderedInterview(*text), manner)]))
        yield from told
