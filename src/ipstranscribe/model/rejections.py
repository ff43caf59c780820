"""How far a rejection holds: `hope` is an ordinary word in the whole study, `Kari` stays somebody's name elsewhere.

The search for identifiers and the release gate both ask here, so that neither lets pass or refuses what the other does not.
"""

from ipstranscribe.model.identifiers import Decision, Entity

_PROPER = frozenset({"person", "organisation", "place"})


def is_about_the_word(decision: Decision, entity: Entity | None) -> bool:
    """Whether a rejection of a form of `entity` says something of the word itself, and so holds in every interview.

    It does unless the form is a single word that names a person: another one may have that name elsewhere. What is an
    ordinary word says how far the form carries (`Entity.reach`). A rejection that names no entity is about the word.
    """
    if decision.scope is not None:
        return False
    if entity is None:
        return decision.entity is None
    whole = len(decision.form.split()) > 1
    return decision.form.islower() or whole or not (entity.category == "person" and _names(entity, decision.form))


def rejects(decision: Decision, decided: Entity | None, meant: Entity) -> bool:
    """Whether a rejection on `decided` also holds where the form would mean `meant`.

    Whoever is known by that name, from a table or because it is no word, needs a decision of their own.
    """
    if decision.entity in (None, meant.id):
        return True
    return is_about_the_word(decision, decided) and not (meant.category in _PROPER and _names(meant, decision.form))


def _names(entity: Entity, form: str) -> bool:
    """Whether the form is looked for everywhere as a name of the entity, in whatever case."""
    return form.casefold() in {known.casefold() for known in entity.forms}
