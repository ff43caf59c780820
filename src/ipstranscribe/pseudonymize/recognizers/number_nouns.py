"""Nouns that introduce a number which was given to somebody: the tables of `introduced`, English and Norwegian."""

from dataclasses import dataclass

from ipstranscribe.model import Category


@dataclass(frozen=True)
class Noun:
    """Words for a kind of number, and what is asked of the number after them.

    `least` digits; at least so many `letters`; `weak` nouns are said of other things as well, so that a year or a round
    number after them is nothing; `far`: words may stand between (`my registration with the council is …`).
    """

    pattern: str
    least: int
    category: Category = "id"
    letters: int = 0
    certain: bool = True
    weak: bool = False
    far: bool = False


_EN_OF = (
    "case|journal|record|patient|hospital|personal|personnel|passport|account|national|insurance|social\\ssecurity|employee|staff|badge|"
    "registration|registry|registered|hpr|hcpc|gmc|nmc|nhs|identity|identification|member(?:ship)?|policy|claim|licen[cs]e|driver['’]?s|"
    "driving|org\\w*|company|vat|tax|utr|reference|ref|order|invoice|booking|customer|client|student|matriculation|ticket|tracking|file|"
    "prescription|serial|card|credit|debit|security|loan|library|benefit|application|docket|incident|crime|report|policyholder|"
    "subscriber|medical|medicare|chart|mrn|doctor['’]?s|nurse['’]?s|professional|pin|plate|frame|chassis|vin|iban|swift|routing|sort|"
    "bank|id|service|army|union|pension|permit|visa|residence|asylum|duf|dufs"
)

ENGLISH = (
    Noun(rf"\b(?:{_EN_OF})(?:\s(?:{_EN_OF}))?[\s-](?:numbers?|no\.?|nr\.?|id|code)\b(?!['’]t)", 3, far=True),
    Noun(
        r"\b(?:ssn|nhs|hpr|hcpc|gmc|nmc|mrn|vin|iban|swift|bic|sort\scode|dufs?|national\sinsurance|social\ssecurity|"
        r"driver['’]?s\slicen[cs]e|driving\slicen[cs]e|passport|membership|member\sid|policyholder|customer\sid)\b",
        4,
        far=True,
    ),
    Noun(
        r"\b(?:policy|case|claim|account|registration|registered|licen[cs]e|reference|ref|order|invoice|booking|ticket|"
        r"file|badge|"
        r"pin|passcode|pass\scode|password|door\scode|code|id|card|token|voucher)\b",
        4,
        weak=True,
        far=True,
    ),
    Noun(
        r"\b(?!(?:phone|telephone|mobile|large|small|great|good|whole|huge|high|lower|certain|total|same|that|this|what|"
        r"other|your|their|with|"
        r"have|which|some|only|lucky|magic|average|opposite|right|wrong|exact|round|first|last|second|"
        r"third)\b)[a-z]{4,}\snumber\b",
        4,
        weak=True,
    ),
    Noun(r"\b(?:last\sfour|ending\sin|ends\sin|ends\swith|last\sfive|last\ssix)(?:\sdigits)?\b", 3),
    Noun(r"\b(?:my|his|her|our|their|whose)\snumber\b|\bthe\snumber(?:['’]s|\s(?:is|was))", 4, weak=True),
    Noun(r"\b(?:extension|extn\.?|ext\.?)(?=[\s:.]|$)", 2),
    Noun(
        r"\b(?:room|bed|ward|bay|cubicle|cell|unit|suite|apartment|apt\.?|flat|block|building)(?:\s(?:number|"
        r"no\.?))?(?=\s)(?!\s(?:for|is|in|"
        r"on|at)\b)",
        1,
        "address",
    ),
    Noun(r"\b(?:p\.?\s?o\.?\sbox|post\soffice\sbox)\b", 1, "address"),
    Noun(r"\b(?:dob|d\.o\.b\.?|date\sof\sbirth|birth\s?date)\b", 4, "date", far=True),
    Noun(r"\bpatient\b", 5, letters=1),
    Noun(r"\b(?:zip(?:\scode)?|post\s?code|postal\scode|plz)\b", 3, "address"),
    Noun(r"\b(?:licen[cs]e\splate|number\splate|plates?|reg(?:istration)?|car|van|truck)\b", 3, letters=1, far=True),
)

_NB_OF = (
    "saks?|journal|person|fødsels|føds[l]?e|pass|konto|hpr|d|duf|organisasjons|org|pasient|ansatt|medlems|id|identitets|kunde|løpe|"
    "referanse|polise|forsikrings|autorisasjons|lisens|registrerings|reg|skilt|bil|kort|kredittkort|bankkort|lånekort|faktura|ordre|"
    "bestillings|billett|sporings|vedtaks|henvisnings|resept|serie|ramme|under|student|kandidat|helsepersonell|tjeneste|skade|"
    "anmeldelses|søknads|bruker|avtale|abonnements?|npr|trygde|lønns|arbeidstaker|arbeidstakar|postens|sikkerhets|fødselsdato|mobil|"
    "kid|swift|bic|iban|legitimasjons|førerkort|vigsels|pensjons|medlemskaps|klient|prøve|rekvisisjons"
)

NORWEGIAN = (
    Noun(rf"\b(?:{_NB_OF})[-\s]?(?:nummer(?:et|a)?|nr\.?|id(?:en)?|koden?)\b", 3, far=True),
    Noun(r"\b(?:hpr|npr|kid|iban|swift|bic|personnummeret|fødselsnummeret)\b", 4, far=True),
    Noun(
        r"\b(?:saka?|saken|konto(?:en)?|polisen?|passet|førerkortet|kortet|lånekortet|bankkortet|fakturaen?|ordren?|"
        r"billetten|"
        r"referansen?|pin(?:koden?)?|koden?|kodeordet|passordet|legitimasjonen)\b",
        4,
        weak=True,
        far=True,
    ),
    Noun(
        r"\b(?!telefon|mobil|hus|rom|side|sko|bane|vei|linje|start|års|uke|post|bolig)[a-zæøå]{4,}nummer(?:et|a)?\b",
        4,
        weak=True,
        far=True,
    ),
    Noun(r"\bde\ssiste\s(?:fire|fem|seks|sifrene|sifra)(?:\s(?:sifrene|sifra|siffer))?\b|\b(?:slutter|ender)\spå\b", 3),
    Noun(r"\b(?:nummeret\smitt|nummeret|nummer|nr\.?)\b", 4, weak=True),
    Noun(r"\b(?:internnummer|intern\w*|sentralbord\w*\spå\slinje|linjenummer|på\slinje|over\slinje)\b", 2),
    Noun(r"\blinje\b", 3),
    Noun(
        r"\b(?:rom|seng|celle|sengepost|(?:på|til|fra|frå|ved)\spost|leilighet|leilegheit|bolignummer|bustadnummer|blokk|"
        r"oppgang)"
        r"(?:\s(?:nummer|nr\.?))?(?=\s)(?!\s(?:i|på|er|til|for)\b)",
        1,
        "address",
    ),
    Noun(r"\b(?:postboks|pb\.?)(?=\s)", 1, "address"),
    Noun(r"\bfødsels?dato(?:en)?\b|\bfødd?selsdag(?:en)?\b", 4, "date", far=True),
    Noun(r"\bpasient\b", 5),
    Noun(r"\b(?:postnummer(?:et)?|postnr\.?)\b", 4, "address"),
    Noun(r"\b(?:skilt(?:et|a)?|bilskilt(?:et)?|regnr\.?|reg\.?\s?nr\.?|bil(?:en)?)\b", 3, letters=1, far=True),
)

NOUNS = {"en": ENGLISH, "nb": NORWEGIAN}

NUMBER_OF_SOMEBODY = rf"\b(?:{_EN_OF})\snumbers?\b|\b(?:{_NB_OF})-?(?:nummer(?:et|a)?|nr)\b"
"""A pattern for nouns that say whose or what number it is: `card number`, `medlemsnummeret`; to be read without case."""
