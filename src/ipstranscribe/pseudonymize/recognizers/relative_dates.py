"""Recognizer of named days and dates relative to them: `the day before Christmas Eve 2019`, `langfredag i fjor`."""

import re
from collections.abc import Iterable

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.dates import year_pattern
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern

_DAYS = {
    "en": (
        r"christmas\s(?:eve|day)|boxing\sday|new\syear['’]?s\s(?:eve|day)|good\sfriday|maundy\sthursday|ash\swednesday|"
        r"palm\ssunday|easter\s(?:sunday|monday|saturday|eve)|whit(?:sun)?\s(?:sunday|monday)|ascension\sday|"
        r"midsummer['’]?s?\s(?:eve|day)|hallowe['’]?en|all\ssaints['’]?\sday|mother['’]?s\sday|father['’]?s\sday|"
        r"(?:the\s)?(?:17th|seventeenth)\sof\smay|constitution\sday|valentine['’]?s\sday|advent(?:\ssunday)?|"
        r"all\ssouls(?:['’]?\sday)?|"
        r"(?:st\.?|saint)\s\w+['’]?s?\sday|shrove\stuesday|pancake\stuesday|martinmas|candlemas|bonfire\snight|"
        r"remembrance\s(?:day|sunday)|"
        r"(?:bank\sholiday|may\sday|thanksgiving|eid|ramadan|diwali|hanukkah|passover|yom\skippur|orthodox\seaster)"
    ),
    "nb": (
        r"(?:lille\s|veslle\s|vesle)?jul(?:e)?aft(?:en|a|an)|"
        r"(?:første|fyrste|andre|annen|tredje|fjerde)\s(?:jule|påske|pinse)dag|"
        r"nyttårs(?:aften|afta|aftan|kveld\w*|dag\w*)|palmesøndag|palmesundag|skjærtorsdag|langfredag|påskeaft(?:en|"
        r"a|an)|"
        r"kristi\shimmelfart\w*|pinseaft(?:en|a|an)|sankthans(?:aften|afta|aftan)?|sankt\shans|allehelgens\w*|"
        r"morsdag\w*|"
        r"farsdag\w*|grunnlovsdag\w*|(?:første|andre|tredje|fjerde)\s(?:søndag|sundag)\si\sadvent|luciadagen|olsok|"
        r"id|ramadan\w*|"
        r"(?:17\.?|syttende|syttande)\smai"
    ),
}
_TIMES = {
    "en": r"christmas|easter|whitsun|pentecost|midsummer|new\syear|palm\ssunday\sweekend|half[\s-]term",
    "nb": r"jula|julen|jol|påska|påsken|pinsa|pinsen|romjul\w*|"
    r"palmehelg\w*|påskehelg\w*|pinsehelg\w*|vinterferi\w*|høstferi\w*",
}
_DISTANCE = {
    "en": (
        r"(?:the\s)?(?:(?:{n})\s(?:days?|weeks?)|(?:day|eve|week|night|evening|weekend|morning|"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day))\s(?:before|after|of)\s"
    ),
    "nb": (
        r"(?:(?:{n})\s(?:dag(?:er|ar)?|uker?|vek[ae]r?|veker)|dagen|kvelden|"
        r"uka|uken|veka|helga|helgen|morgenen|"
        r"(?:man|måndag|tirs|tys|ons|tors|fre|lør|laur|søn|sun)(?:dag)?en)\s(?:før|etter|føre)\s"
    ),
}
_HINT = {
    "en": r"christmas|boxing|new year|good fri|maundy|ash wed|palm sun|easter|whit|ascen|midsummer|hallow|saints|"
    r"er['’]?s day|of may|may day|constitution|valent|pentecost|half[\s-]term|"
    r"advent|souls|st\.? \w+['’]?s? day|saint|shrove|pancake|"
    r"tinmas|dlemas|bonfire|remembrance|bank holi|thanksg|\beid\b|ramadan|diwali|hanuk|passover|kippur",
    "nb": r"jul|nyttår|palme|skjær|langfre|påsk|advent|lucia|olsok|ramadan|himmelf|pins|sankt|helgen|morsd|farsd|grunnlov|"
    r"(?:17\.?|syttende|syttande) mai|jol|ferie",
}
_EVE_BEFORE = re.compile(r"(?:lille|vesle|veslle)\s", re.IGNORECASE)
_WHEN = {"en": r"last\syear|this\syear|the\syear\sbefore", "nb": r"i\sfjor|i\sår|året\sfør|forrige\sår"}


class RelativeDates:
    """Named days, with their distance and year."""

    name = "relative date"

    def __init__(self, language: str) -> None:
        spoken = patterns_of(language)
        distance = _DISTANCE[spoken].format(n=rf"\d{{1,2}}|a|an|en|ei|{number_pattern(language)}")
        self._hint = re.compile(_HINT[spoken])
        self._days = re.compile(
            rf"\b(?P<distance>{distance})?(?:(?P<day>{_DAYS[spoken]})|(?:{_TIMES[spoken]}))\b"
            rf"(?:,?\s(?:(?:in|of|i)\s)?(?P<year>{year_pattern(language)})|,?\s(?P<when>{_WHEN[spoken]})\b)?",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterable[Found]:
        """Find named days: certain with a day and a year, a suggestion with a distance or a year; alone they tell none."""
        if not self._hint.search(text.casefold()):
            return
        for match in self._days.finditer(text):
            if (match["day"] or match["distance"]) and match["year"]:
                yield Found(*match.span(), "date", self.name, 0.95, certain=True)
            elif match["distance"] or match["when"] or match["year"] or _EVE_BEFORE.match(match.group()):
                yield Found(*match.span(), "date", self.name, 0.6, certain=False)
