"""Streets as other countries write them, with their numbers; flats, floors and the addresses of armies."""

import re

from ipstranscribe.pseudonymize.recognizers.postcodes import CAPITAL, WORD

_SMALL = (
    r"(?:de|la|le|les|du|des|di|del|della|dei|von|van|der|den|het|of|the|u|nad|na|op|aan|am|an|im|zu|zum|zur|los|"
    r"las|do|da|dos|et|y|e|i)"
)
_HOUSE = r"\d{1,5}(?:\s?[A-Fa-f](?!\w))?(?:[-/]\d{1,4}[A-Fa-f]?)?(?!\w|[.,:]\d)"
_ENDING = (
    r"(?:stra(?:ss|ß)e|str\.|weg|gasse|gässli|platz|allee|damm|ufer|graben|markt|"  # German
    r"straat|laan|plein|kade|gracht|dijk|singel|steeg|pad|dreef|"  # Dutch
    r"gatan|gata|vägen|väg|gränd|torget|stigen|backen|"  # Swedish
    r"vej|vejen|gade|gaden|vænget|stræde|toften|"  # Danish
    r"katu|kuja|polku|väylä|aukio|rinne|tie|kaari|"  # Finnish
    r"gata|vegur|stígur|braut|götu|"  # Icelandic
    r"utca|útja|tere|körút)"  # Hungarian
)
_FRONT = (
    r"(?:rue|avenue|boulevard|chemin|all[ée]e|impasse|quai|route|place|cours|"  # French
    r"via|viale|piazza|piazzale|corso|vicolo|strada|largo|"  # Italian
    r"calle|avenida|avda\.?|plaza|paseo|carretera|camino|c/|ronda|"  # Spanish
    r"rua|pra[çc]a|travessa|estrada|alameda|"  # Portuguese
    r"ul\.|ulica|aleja|al\.|plac|pl\.|os\.|"  # Polish
    r"str\.|strada|bulevardul|cesta|trg|nábřeží|náměstí|ulice)"
)
_BEHIND = (
    r"(?:utca|út|tér|ulica|ulice|cesta|trg|tee|tänav|tn|maantee|pst|street|st|road|rd|lane|ln|drive|dr|avenue|"
    r"ave|blvd)\.?"
)
ABROAD = re.compile(
    rf"(?<![\w.-])(?:{_HOUSE}\s)?(?:{WORD}\s){{0,2}}{CAPITAL}[\w'’-]{{0,25}}?(?i:{_ENDING}),?\s{_HOUSE}"
    rf"|(?<![\w.-])(?:{_HOUSE},?\s(?:bis\s|ter\s)?)?(?i:{_FRONT})\s(?:{_SMALL}\s|d['’]|l['’]){{0,2}}{WORD}(?:\s(?:{_SMALL}\s){{0,2}}{WORD})"
    rf"{{0,3}}(?:,?\s{_HOUSE})?"
    rf"|(?<![\w.-])(?:{_HOUSE}\s)?{WORD}(?:\s{WORD}){{0,2}}\s(?i:{_BEHIND})\s{_HOUSE}"
)
UNIT = re.compile(
    r"(?<!\w)(?:Apt|Apartment|Suite|Ste|Unit|Flat|Building|Bldg|Floor|Level|Block|Entrance|Leilighet|Oppgang|Etasje|Whg|Top|Lot)\.?"
    r"\s(?:No\.?\s|nr\.?\s)?#?(?:\d{1,5}[A-Za-z]?|[A-Z]\d{0,4}|H0\d{3})(?!\w)"
)
BOX = re.compile(r"\b(?:P\.?\s?O\.?\s?Box\s\d{1,6}|Postboks\s\d{1,5})(?!\w)", re.IGNORECASE)
LETTER = re.compile(r"\b(?i:block|bay|wing|building|oppgang|blokk)\s[A-H](?![\w'’])")
ARMY = re.compile(
    r"(?<!\w)(?i:(?:(?:PSC|CMR|Unit)\s\d{1,5},?\s(?:Box\s\d{1,5})?|(?:USNV|USNS|USS|USCGC)\s\w+)[\s,]{1,3}(?:[AFD]PO\s(?:AA|AE|AP)\s\d{5}"
    r"(?:-\d{4})?)|[AFD]PO\s(?:AA|AE|AP)\s\d{5}(?:-\d{4})?)(?!\w)"
)
ROUTE = re.compile(
    r"(?<![\w.-])\d{1,5}\s(?:U\.?S\.?\s|State\s|County\s|Old\s)?(?:Route|Highway|Hwy\.?|Rte\.?|County\sRoad|Interstate|RR)\s\d{1,4}(?!\w)"
)
TWO_NUMBERS = re.compile(
    rf"(?<![\w.-])\d{{1,5}}\s(?:{WORD}\s(?:{_SMALL}\s){{0,2}}){{1,4}}\d{{1,5}}(?=["
    rf"\s,]{{1,3}}(?:Apt|Suite|Unit|{WORD}))"
)
"""Number, name and number, as before a flat or a town: `6750 Koskikatu 25 Apt. 864`."""
