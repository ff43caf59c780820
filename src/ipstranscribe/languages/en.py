"""The record of English, with its lists in `data/en.toml`."""

from ipstranscribe.languages.record import (
    DateWords,
    Language,
    LanguageData,
    NamesModels,
    NumberWords,
    ReplacementWords,
    listed,
)

_DATA = LanguageData("en")

LANGUAGE = Language(
    code="en",
    name="English",
    builds_on="",
    rules="en",
    documents=True,
    whisper="en",
    spelling="en-GB",
    numbers=NumberWords(
        units=listed("zero one two three four five six seven eight nine"),
        teens=listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
        tens=listed("twenty thirty forty fifty sixty seventy eighty ninety"),
        also={"oh": 0, "o": 0, "nought": 0},
        joints=("-", " "),
        close_units={},
        recognized=frozenset(_DATA.table("numbers")["recognized"]),
        hundreds=("hundred",),
        thousands=("thousand",),
    ),
    dates=DateWords(
        months=listed(
            "January February March April May June July August September October November December"
        ),
        ordinals=listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        tens={"twenty": 20, "thirty": 30},
        also={"thirtieth": 30},
        day_sign="",
    ),
    replacements=ReplacementWords(
        labels={
            "person": "person", "organisation": "organisation", "place": "place", "date": "date", "age": "age",
            "phone": "phone number", "email": "e-mail address", "id": "id number", "address": "address",
            "url": "web address", "occupation": "occupation", "fact": "identifying detail", "other": "name",
        },
        owned="{of}'s {role}",
        roles={
            "organisation": listed(
                "employer workplace company organisation organization school kindergarten clinic hospital"
            ),
            "place": listed("place town city village municipality area"),
        },
        columns={
            "town": "place", "place": "place", "city": "place", "municipality": "place", "home town": "place",
            "hometown": "place", "home": "place", "county": "place", "country of birth": "place",
            "employer": "organisation", "former employer": "organisation", "workplace": "organisation",
            "school": "organisation", "company": "organisation", "clinic": "organisation",
            "phone": "phone", "phone number": "phone", "phone_number": "phone", "mobile": "phone",
            "email": "email", "e-mail": "email", "e-mail address": "email", "mail": "email",
            "surname": "person", "last name": "person", "last_name": "person", "first name": "person",
            "first_name": "person", "given name": "person", "nickname": "person", "maiden name": "person",
            "address": "address", "street": "address", "case number": "id", "national_id": "id",
        },
        worded={
            role: role for role in (
                "employer", "former employer", "workplace", "company", "school", "kindergarten", "clinic", "hospital", "town",
                "municipality", "interviewer", "participant", "social worker", "occupational therapist",
            )
        },
    ),
    names_models=NamesModels(
        packages=("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm"),
        weights="spacy-en-sm",
        bundled="",
        fix="Fetch one with `ipstranscribe models fetch spacy-en-sm`, or go on without one with --rules-only.",
    ),
    kinship=_DATA.table("kinship"),
    verdicts={
        "accept": ("accept", "yes"), "change": ("change",), "reject": ("reject", "no", "keep"), "merge": ("merge",),
        "split": ("split",), "add": ("add",), "withdraw": ("withdraw",),
    },
    everywhere="everywhere",
    sounds=_DATA.sounds(),
    disfluencies=_DATA.table("disfluencies"),
    cues=_DATA.table("cues"),
    guide=_DATA.table("guide"),
    spelled=_DATA.table("spelled"),
    columns=_DATA.table("columns"),
    consent=_DATA.table("consent"),
    dialect=_DATA.table("dialect"),
    sometimes=_DATA.table("sometimes"),
    possessives=_DATA.table("possessives"),
    owner_first=True,
    floor=_DATA.table("floor"),
)  # fmt: skip
