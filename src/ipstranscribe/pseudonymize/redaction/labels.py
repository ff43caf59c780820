"""Wording of replacements in the language of the study's documents."""

from ipstranscribe.model import Category

_CATEGORY: dict[str, dict[Category, str]] = {
    "en": {
        "person": "person", "organisation": "organisation", "place": "place", "date": "date", "age": "age",
        "phone": "phone number", "email": "e-mail address", "id": "id number", "address": "address",
        "url": "web address", "occupation": "occupation", "fact": "identifying detail", "other": "name",
    },
    "nb": {
        "person": "person", "organisation": "virksomhet", "place": "sted", "date": "dato", "age": "alder",
        "phone": "telefonnummer", "email": "e-postadresse", "id": "id-nummer", "address": "adresse",
        "url": "nettadresse", "occupation": "yrke", "fact": "gjenkjennelig opplysning", "other": "navn",
    },
}  # fmt: skip
_CATEGORY["nn"] = {
    **_CATEGORY["nb"],
    "place": "stad",
    "organisation": "verksemd",
    "fact": "opplysning som kan kjennast att",
    "other": "namn",
}

# Values of the `role` column of people.csv that mean something other than a person. All others are a person's role.
_ROLES: dict[Category, str] = {
    "organisation": "employer workplace company organisation organization school kindergarten clinic hospital "
    "arbeidsgiver arbeidsplass bedrift virksomhet skole barnehage klinikk sykehus arbeidsgjevar",
    "place": "place town city village municipality area sted by bygd kommune bydel område stad",
}
_ROLE_CATEGORIES = {role: category for category, roles in _ROLES.items() for role in roles.split()}
# Columns of participants.csv with identifiers; the others are descriptions (age, gender, diagnosis) and not searched for.
ATTRIBUTE_CATEGORIES: dict[str, Category] = {
    "town": "place", "place": "place", "city": "place", "municipality": "place", "sted": "place", "kommune": "place",
    "employer": "organisation", "workplace": "organisation", "arbeidsgiver": "organisation", "arbeidsplass": "organisation",
    "phone": "phone", "telefon": "phone", "mobile": "phone", "mobil": "phone",
    "email": "email", "e-mail": "email", "e-post": "email", "epost": "email",
    "phone number": "phone", "phone_number": "phone", "tlf": "phone", "e-mail address": "email", "mail": "email",
    "home town": "place", "hometown": "place", "home": "place", "bosted": "place", "by": "place", "poststed": "place",
    "county": "place", "fylke": "place", "country of birth": "place", "school": "organisation", "skole": "organisation",
    "company": "organisation", "former employer": "organisation", "clinic": "organisation", "bedrift": "organisation",
    "surname": "person", "last name": "person", "last_name": "person", "etternavn": "person", "first name": "person",
    "first_name": "person", "fornavn": "person", "given name": "person", "nickname": "person", "kallenavn": "person",
    "maiden name": "person", "street": "address", "case number": "id", "saksnummer": "id", "personnummer": "id",
    "address": "address", "adresse": "address", "national_id": "id", "fødselsnummer": "id",
}  # fmt: skip


def category_of_role(role: str) -> Category:
    """The category of a row of people.csv by its role."""
    return _ROLE_CATEGORIES.get(role.strip().casefold(), "person")


def numbered_replacement(category: Category, number: int, language: str, role: str = "") -> str:
    """A numbered replacement: `[place 2]`, `[employer 1]`. Numbers are unique in the study."""
    return f"[{role or _CATEGORY[language][category]} {number}]"


def role_replacement(role: str, of: str, language: str) -> str:
    """A replacement by role: `[employment specialist]`, `[P1's husband]`, `[P1s ektemann]`."""
    if not of:
        return f"[{role}]"
    return f"[{of}'s {role}]" if language == "en" else f"[{of}s {role}]"
