"""The record of Danish, with its lists in `data/da.toml`: its own words and patterns, beside those of Norwegian."""

from ipstranscribe.languages.record import (
    DateWords,
    Language,
    LanguageData,
    NamesModels,
    NumberWords,
    ReplacementWords,
    listed,
)

_DATA = LanguageData("da")

LANGUAGE = Language(
    code="da",
    name="Danish",
    builds_on="",
    rules="da",
    documents=True,
    whisper="da",
    spelling="da-DK",
    numbers=NumberWords(
        units=listed("nul en to tre fire fem seks syv otte ni"),
        teens=listed("ti elleve tolv tretten fjorten femten seksten sytten atten nitten"),
        tens=listed("tyve tredive fyrre halvtreds tres halvfjerds firs halvfems"),
        also={
            "et": 1, "ét": 1, "én": 1, "tredve": 30, "fyrretyve": 40, "halvtredsindstyve": 50, "tresindstyve": 60,
            "halvfjerdsindstyve": 70, "firsindstyve": 80, "halvfemsindstyve": 90,
        },
        joints=("og", " og ", "-og-"),
        close_units={},
        recognized=frozenset(_DATA.table("numbers")["recognized"]),
        units_first=True,
        hundreds=("hundrede", "hundred"),
        thousands=("tusind", "tusinde"),
    ),
    dates=DateWords(
        months=listed("januar februar marts april maj juni juli august september oktober november december"),
        ordinals=listed(
            "første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende fjortende "
            "femtende sekstende syttende attende nittende tyvende"
        ),
        tens={"tyve": 20, "tredive": 30},
        also={
            "enogtyvende": 21, "toogtyvende": 22, "treogtyvende": 23, "fireogtyvende": 24, "femogtyvende": 25,
            "seksogtyvende": 26, "syvogtyvende": 27, "otteogtyvende": 28, "niogtyvende": 29, "tredivte": 30,
            "enogtredivte": 31,
        },
        day_sign=".",
        day_first=True,
    ),
    replacements=ReplacementWords(
        labels={
            "person": "person", "organisation": "virksomhed", "place": "sted", "date": "dato", "age": "alder",
            "phone": "telefonnummer", "email": "e-mailadresse", "id": "id-nummer", "address": "adresse",
            "url": "webadresse", "occupation": "stilling", "fact": "genkendelig oplysning", "other": "navn",
        },
        owned="{of}s {role}",
        roles={
            "organisation": listed(
                "arbejdsgiver arbejdsplads virksomhed firma skole børnehave klinik sygehus hospital plejehjem"
            ),
            "place": listed("sted by landsby kommune bydel område"),
        },
        columns={
            "sted": "place", "kommune": "place", "bopæl": "place", "by": "place", "postdistrikt": "place", "region": "place",
            "arbejdsgiver": "organisation", "arbejdsplads": "organisation", "skole": "organisation",
            "virksomhed": "organisation", "telefon": "phone", "mobil": "phone", "tlf": "phone", "e-mail": "email",
            "efternavn": "person", "fornavn": "person", "kaldenavn": "person", "adresse": "address",
            "sagsnummer": "id", "personnummer": "id", "cpr": "id", "cpr-nummer": "id",
        },
        worded={
            "employer": "arbejdsgiver", "former employer": "tidligere arbejdsgiver", "workplace": "arbejdsplads",
            "company": "virksomhed", "school": "skole", "kindergarten": "børnehave", "clinic": "klinik",
            "hospital": "sygehus", "town": "by", "municipality": "kommune", "interviewer": "interviewer",
            "participant": "deltager", "social worker": "socialrådgiver", "occupational therapist": "ergoterapeut",
        },
    ),
    names_models=NamesModels(
        packages=("da_core_news_trf", "da_core_news_lg", "da_core_news_md", "da_core_news_sm"),
        weights="",
        bundled="norwegian_names",
        fix="Install one with `python -m spacy download da_core_news_lg`, or go on without one with --rules-only.",
    ),
    kinship=_DATA.table("kinship"),
    verdicts={
        "accept": ("godkend", "ja"), "change": ("ændr", "ret"), "reject": ("afvis", "nej"), "merge": ("slå sammen",),
        "split": ("del",), "add": ("tilføj",), "withdraw": ("fortryd",),
    },
    everywhere="overalt",
    sounds=_DATA.sounds(),
    disfluencies=_DATA.table("disfluencies"),
    cues=_DATA.table("cues"),
    guide=_DATA.table("guide"),
    spelled=_DATA.table("spelled"),
    columns=_DATA.table("columns"),
    consent=_DATA.table("consent"),
    possessives=_DATA.table("possessives"),
    owner_first=True,
    floor=_DATA.table("floor"),
    concepts=_DATA.table("concepts"),
    like="nb",
    country="DK",
    compounds=True,
    bare_genitive=True,
    surname_ends=_DATA.text("names", "surname_ends"),
    patterns=_DATA.patterns(),
)  # fmt: skip
