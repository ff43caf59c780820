"""What the study wrote itself (guide questions, branches, titles), judged where it stands and before the work begins.

The same judgement serves the preflight and the release: a name in a question is one finding at that question.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ipstranscribe import guide as guides
from ipstranscribe.errors import UserError
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import Category, Decision, Decisions, Entity, Guide, Key
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.lexicon import vocabulary
from ipstranscribe.release.search.decided import RejectedForms
from ipstranscribe.release.search.known_forms import KnownForms
from ipstranscribe.review.identifiers.scope_column import OWN_TEXTS
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.review_identifiers import decisions_of, roster_of

WHAT_TO_DO = (
    "Word it without the name; or, if it names nobody, reject it for these texts: a row with decision `reject`, the word "
    f"as written_form and `{OWN_TEXTS}` as scope, read with `ipstranscribe import decisions`."
)


@dataclass(frozen=True)
class OwnText:
    """A text that the study wrote: its file, the part of it, and what stands there."""

    file: str
    part: str
    text: str


def own_texts(study: Study) -> list[OwnText]:
    """Every text of the study's own that documents can show; those of a guide that cannot be read are left out."""
    found = [OwnText("study.toml", "title", study.config.title)]
    try:
        guide = guides.load(study.guide)
    except UserError:
        return found
    return found + list(_of_guide(guide))


def _of_guide(guide: Guide) -> Iterator[OwnText]:
    yield OwnText("guide.toml", "title", guide.title)
    for one in guide.questions:
        yield OwnText("guide.toml", f"branch of {one.id}", str(one.branch))
        texts = (one.text, *one.variants, *one.followups, *one.keywords)
        yield from (OwnText("guide.toml", f"question {one.id}", text) for text in texts)


def unnaming(study: Study, key: Key) -> list[OwnText]:
    """The own texts that name nobody. The gate lets them pass wherever documents show them; the others stay findings."""
    named = naming(study, key)
    return [one for one in own_texts(study) if one not in named]


def naming(study: Study, key: Key | None = None) -> list[OwnText]:
    """The own texts that hold a known name which nobody has let be there.

    Known is whom the tables name and what a person added, and, with the `key`, every person found. An ordinary word counts
    with a capital only: `hope` is nobody.
    """
    decided = decisions_of(study).decisions
    if key is None:
        start = Key(study=study.config.id)
        register = Register.start(start, roster_of(study), study.config.document_language)
        key = register.key(start, register.entities)
        decided = tuple(_as_listed(decided, register))
    roster = Register.start(Key(study=study.config.id), roster_of(study), study.config.document_language)
    listed = {(one.category, form.casefold()) for one in roster.entities.values() for form in one.forms}
    told = key.model_copy(update={"entities": tuple(_cautious(one, listed) for one in key.entities)})
    named = Decisions(decisions=tuple(d for d in decided if d.verdict == "reject" or d.entity is None))
    known, covered = KnownForms.of(told, named), RejectedForms.of(told, named).within(None, OWN_TEXTS)
    return [one for one in own_texts(study) if known.occurrences(one.text, covered)]


def _as_listed(decisions: Sequence[Decision], register: Register) -> Iterator[Decision]:
    """The decisions with the ids of a register that was made of the tables alone, as far as their form says whose it is."""
    for one in decisions:
        having = register.having(one.form)
        if one.entity is None or len(having) == 1:
            yield one.model_copy(update={"entity": having[0].id if one.entity else None})


def _cautious(entity: Entity, listed: Collection[tuple[Category, str]]) -> Entity:
    """The entity with the forms by which it is known in a text of the study: those of the tables, and persons' names."""
    forms = [f for f in entity.forms if entity.category == "person" or (entity.category, f.casefold()) in listed]
    words = [form for form in forms if any(vocabulary.is_ordinary(form, language) for language in LANGUAGES)]
    return entity.model_copy(
        update={"forms": tuple(f for f in forms if f not in words), "capital_forms": tuple(words), "found_forms": ()}
    )
