"""The record of Norwegian bokmål, with what nynorsk shares."""

from ipstranscribe.languages.record import (
    DateWords,
    Language,
    LanguageData,
    NamesModels,
    NumberWords,
    ReplacementWords,
    listed,
)

_DATA = LanguageData("nb")

LANGUAGE = Language(
    code="nb",
    name="Norwegian bokmål",
    builds_on="",
    rules="nb",
    documents=True,
    whisper="no",
    spelling="nb-NO",
    numbers=NumberWords(
        units=listed("null en to tre fire fem seks sju åtte ni"),
        teens=listed("ti elleve tolv tretten fjorten femten seksten sytten atten nitten"),
        tens=listed("tjue tretti førti femti seksti sytti åtti nitti"),
        also={
            "ett": 1, "én": 1, "ein": 1, "eitt": 1, "syv": 7, "tyve": 20, "tredve": 30,
            "elleve": 11, "tolv": 12, "tri": 3, "fir": 4, "fæm": 5, "sjau": 7, "åtta": 8, "ellev": 11, "tretta": 13,
            "fjorta": 14, "femta": 15, "seksta": 16, "søtten": 17, "sjutten": 17, "syttan": 17, "nittan": 19, "trædve": 30,
            "søtti": 70, "fyrti": 40, "trætti": 30, "tjuge": 20, "halvtreds": 50, "halvfjerds": 70, "halvfems": 90,
        },
        joints=("", "-", " "),
        older_joints=("og", " og ", "-og-", "å", " å "),
        close_units={
            "syv": 7, "sjau": 7, "ein": 1, "én": 1, "ett": 1, "eitt": 1, "eit": 1, "tri": 3, "fir": 4, "fæm": 5, "åtta": 8,
        },
        recognized=frozenset(_DATA.table("numbers")["recognized"]),
        hundreds=("hundre",),
        thousands=("tusen",),
    ),
    dates=DateWords(
        months=listed("januar februar mars april mai juni juli august september oktober november desember"),
        ordinals=listed(
            "første andre tredje fjerde femte sjette sjuende åttende niende tiende ellevte tolvte trettende fjortende "
            "femtende sekstende syttende attende nittende tjuende"
        ),
        tens={"tjue": 20, "tyve": 20, "tretti": 30, "tredve": 30},
        also={"trettiende": 30, "tredevte": 30, "tyvende": 20},
        day_sign=".",
        day_first=True,
    ),
    replacements=ReplacementWords(
        labels={
            "person": "person", "organisation": "virksomhet", "place": "sted", "date": "dato", "age": "alder",
            "phone": "telefonnummer", "email": "e-postadresse", "id": "id-nummer", "address": "adresse",
            "url": "nettadresse", "occupation": "yrke", "fact": "gjenkjennelig opplysning", "other": "navn",
        },
        owned="{of}s {role}",
        roles={
            "organisation": listed(
                "arbeidsgiver arbeidsplass bedrift virksomhet skole barnehage klinikk sykehus arbeidsgjevar"
            ),
            "place": listed("sted by bygd kommune bydel område stad"),
        },
        columns={
            "sted": "place", "kommune": "place", "bosted": "place", "by": "place", "poststed": "place", "fylke": "place",
            "arbeidsgiver": "organisation", "arbeidsplass": "organisation", "skole": "organisation",
            "bedrift": "organisation", "telefon": "phone", "mobil": "phone", "tlf": "phone", "e-post": "email",
            "epost": "email", "etternavn": "person", "fornavn": "person", "kallenavn": "person", "adresse": "address",
            "saksnummer": "id", "personnummer": "id", "fødselsnummer": "id",
        },
        worded={
            "employer": "arbeidsgiver", "former employer": "tidligere arbeidsgiver", "workplace": "arbeidsplass",
            "company": "bedrift", "school": "skole", "kindergarten": "barnehage", "clinic": "klinikk", "hospital": "sykehus",
            "town": "by", "municipality": "kommune", "interviewer": "intervjuer", "participant": "deltaker",
            "social worker": "sosionom", "occupational therapist": "ergoterapeut",
        },
    ),
    names_models=NamesModels(
        packages=("nb_core_news_lg", "nb_core_news_md", "nb_core_news_sm"),
        weights="",
        bundled="norwegian_names",
        fix="Install one with `python -m spacy download nb_core_news_lg`, or go on without one with --rules-only.",
    ),
    kinship=_DATA.table("kinship"),
    verdicts={
        "accept": ("godta", "ja"), "change": ("endre",), "reject": ("avvis", "nei"), "merge": ("slå sammen",),
        "split": ("skill",), "add": ("legg til",), "withdraw": ("angre",),
    },
    everywhere="overalt",
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
    floor=_DATA.table("floor"),
    country="NO",
    compounds=True,
    bare_genitive=True,
    surname_ends=_DATA.text("names", "surname_ends"),
)  # fmt: skip
