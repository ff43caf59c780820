"""Further patterns of identifying facts, English and Norwegian: offices, accidents, many children with ages, publicity.

Every pattern runs in linear time: repetitions are bounded, and matches begin at a word.
"""

from ipstranscribe.pseudonymize.recognizers.fact_signs import Sign

_I = r"(?:I|he|she|we|my\s\w+)\s(?:(?:once|also|even|actually|really|used\sto|was|were|had|been)\s){0,2}"
_JEG = (
    r"(?:jeg|eg|han|hun|ho|vi|mannen\smin|kona\smi|faren?\smin|mora?\smi|broren?\smin|søstera\smi)\s"
    r"(?:(?:har|hadde|var|også|òg|en\sgang|faktisk|jo)\s){0,2}"
)
_BOARDS = (
    r"(?:municipal|town|city|county|parish|local|parents['’]?|school|church|student|works|district|community|village)\s"
    r"(?:council|board|committee|assembly)"
)
_HEAD = (
    r"(?:head\s?(?:teacher|master|mistress)|principal|headteacher|chief\s(?:physician|executive|constable)|ceo|managing\sdirector|vicar|"
    r"rector|dean|director|matron|harbou?r\s?master|fire\schief|police\schief|editor|conductor|postmaster|mayor|deputy\smayor)"
)
_ACCIDENT = (
    r"(?:(?:bus|train|car|ferry|boat|plane|helicopter|tram|mining|factory|school|climbing|ski(?:ing)?|gas|oil)\s)"
    r"(?:crash|accident|disaster|fire|explosion|sinking)|landslide|mudslide|avalanche|shipwreck|earthquake|tsunami|flood|fire"
)
_ILLNESS = (
    r"(?:huntington['’]?s|cystic\sfibrosis|als|motor\sneurone\sdisease|haemophilia|hemophilia|sickle\scell|porphyria|marfan\w*|"
    r"ehlers[- ]danlos|wilson['’]?s|narcolepsy|leprosy|tuberculosis|a\sheart\stransplant|a\slung\stransplant|"
    r"conjoined\stwins|"
    r"dwarfism|albinism|progeria)"
)
_MANY = r"(?:five|six|seven|eight|nine|ten|eleven|twelve|[5-9]|1[0-2])"
_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"twenty(?:[- ]\w+)?|\d{1,2})"
)
_MANGE = r"(?:fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|[5-9]|1[0-2])"
_TALL = (
    r"(?:ett|en|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|"
    r"nitten|tjue\w*|\d{1,2})"
)

ENGLISH_TOLD = (
    Sign(r"the one with|the one in", r"(?:I['’]m|he['’]s|she['’]s|known\sas)\s(?:the\sone|her|him)\s(?:with|in)"
        r"\s(?:the|a)\s\w+", 0.4),
    Sign("chair|board|council|committee", rf"{_I}(?:chaired|led|headed|sat\son|served\son|elected\sto|on)\s(?:the"
        rf"\s)?{_BOARDS}", 0.5),
    Sign(
        "head|principal|chief|ceo|director|vicar|rector|dean|matron|master|mayor|editor|conductor",
        rf"(?:I\sused\sto\sbe|(?:I|he|she|who)\s(?:am|is|was|became)|I['’]m|he['’]s|she['’]s)\s(?:the\s)?{_HEAD}\b"
        r"(?:\s(?:at|of|in|for)\s(?:the|our|my)\s\w+)?",
        0.5,
    ),
    Sign(
        "crash|accident|disaster|fire|slide|avalanche|wreck|quake|tsunami|flood|explosion",
        rf"(?:was|were|been|am|is)\s(?:in|on|there\sfor|caught\sin)\s(?:that|the|this)\s(?:\w+\s)?(?:{_ACCIDENT})\b"
        rf"|(?:survived|died\sin|lost\s(?:\w+\s){{1,3}}in|killed\sin|hurt\sin|injured\sin)\s(?:that|the|this|a)\s(?:\w+\s)?(?:{_ACCIDENT})\b",
        0.6,
    ),
    Sign(
        "children|kids|boys|girls|sons|daughters",
        rf"(?:have|['’]ve|got|had|raised)\s(?:got\s)?{_MANY}\s(?:\w+\s)?(?:children|kids|boys|girls|sons|daughters)\b(?!,)",
        0.5,
    ),
    Sign(
        "children|kids|boys|girls|sons|daughters",
        rf"(?:have|['’]ve|got|had)\s(?:got\s)?{_NUMBER}\s(?:\w+\s)?(?:children|kids|boys|girls|sons|daughters),\s(?:aged\s|of\s)?{_NUMBER}"
        rf"(?:,\s{_NUMBER}){{0,8}},?\sand\s{_NUMBER}\b",
        0.5,
        closed=True,
    ),
    Sign(
        "huntington|fibrosis|als|neurone|philia|sickle|porphyria|marfan|danlos|wilson|narcolep|lepro|tubercul|transplant|conjoined|dwarf|"
        "albin|progeria",
        rf"(?:have|has|had|got|with|['’]ve)\s(?:got\s)?{_ILLNESS}\s(?:and|as\swell\sas|while|when|plus)\s\w+",
        0.5,
    ),
    Sign("wrote|article|story|piece|photo|picture", r"(?:wrote|article|story|piece|photo|picture|interview|programme|"
        r"program)\s(?:about|of|with)\s"
         r"(?:me|us|him|her|my\s\w+)\s(?:\w+\s){0,3}?(?:in|on)\s(?:the\s)?(?:\w+\s)?(?:news)?(?:paper|magazine|tv|"
         r"television|radio|news)\b", 0.6),
    Sign(
        "played for|represented|competed|rowed for|ran for|skied for|swam for",
        r"(?:played|represented|competed|rowed|ran|skied|swam|wrestled|boxed|raced)\s(?:for|in|at)?\s?(?:the\snational\steam|norway|sweden|"
        r"denmark|england|scotland|ireland|wales|britain|my\scountry|the\scountry|the\sworld\s(?:cup|championships?)|the\solympics|europe)\b",
        0.6,
    ),
    Sign(
        "gave birth|born in|born on",
        r"(?:gave\sbirth|had\s(?:him|her|them|the\sbaby)|was\sborn|were\sborn)\s(?:in|on)\s(?:the|an?)\s(?:back\sof\s)?(?:ambulance|car|taxi|"
        r"bus|train|plane|ferry|boat|helicopter|lift|elevator|tent|prison|refugee\scamp|toilet|bridge)\b",
        0.6,
    ),
    Sign(
        "first|only",
        r"(?:was|am|were|became|is)\s(?:the|one\sof\sthe)\s(?:very\s)?(?:first|only)\s(?:\w+\s)?(?:patients?|people|person|child(?:ren)?|"
        r"babies|baby|families|family|midwife|doctor|nurse|teacher|priest|farmer)\s(?:\w+\s){0,2}?(?:to|who|in|here|at|ever)\b",
        0.6,
    ),
)  # fmt: skip

NORWEGIAN_TOLD = (
    Sign(r"hun med|han med|ho med|den med", r"(?:er|var|som|kalt)\s(?:hun|han|ho|den)\smed\s(?:den|det|de|dei|en|ei|"
        r"et)\s\w+", 0.4),
    Sign(
        "rådet|styret|utvalget|laget|nemnda",
        rf"{_JEG}(?:ledet|leda|leia|styrte|satt\si|sat\si|sitter\si|var\smed\si|valgt\sinn\si|vald\sinn\si|leder\si|leiar\si|leder\sav|leiar\sav)\s"
        r"(?:kommunestyre\w*|bystyre\w*|fylkesting\w*|formannskap\w*|\w{3,}råd(?:et)?|\w{3,}styre(?:t)?|\w{3,}utvalg(?:et)?|\w{3,}nemnda)\b",
        0.5,
    ),
    Sign(
        "rektor|direktør|prest|prost|ordfør|lensmann|sjef|redaktør|dirigent|overlege|biskop|havnefogd|styrer|bestyrer",
        r"(?:jeg|eg|han|hun|ho|som)\s(?:er|var|ble|blei|vart)\s(?:rektor|sokneprest|sogneprest|prost|lensmann|varaordfører|varaordførar|"
        r"ordfører|ordførar|redaktør|dirigent|biskop|havnefogd|fylkesmann|rådmann|politimester|brannsjef|bestyrer|administrerende\sdirektør|"
        r"daglig\sleder|dagleg\sleiar|skolesjef|kommuneoverlege)\b(?:\s(?:på|i|ved|for|av)\s\w+)?",
        0.5,
    ),
    Sign(
        "ulykk|brann|ras|skred|forlis|jordskjelv|tsunami|flom|eksplosjon",
        r"(?:(?:var|er|vært|vore)\smed\s(?:i|på)|overlev[dt]e|døde\si|omkom\si|dødde\si|skada\si|skadet\si|mista\s(?:\w+\s){1,3}i|mistet\s(?:\w+\s){1,3}i)"
        r"\s(?:den\s|det\s)?(?:\w+\s)?\w*(?:ulykk[ea]n?|ulukka|brannen|raset|skredet|forliset|jordskjelvet|tsunamien|flommen|flaumen|eksplosjonen)\b",
        0.6,
    ),
    Sign(
        "barn|unger|ungar|gutter|jenter",
        rf"(?:har|hadde|fikk|fekk|mor\stil|far\stil)\s{_MANGE}\s(?:barn|unger|ungar|gutter|gutar|jenter|søsken)\b(?!,)",
        0.5,
    ),
    Sign(
        "barn|unger|ungar|gutter|jenter",
        rf"(?:har|hadde|fikk|fekk)\s{_TALL}\s(?:barn|unger|ungar|gutter|gutar|jenter),?\s(?:på\s)?{_TALL}(?:,\s{_TALL}){{0,8}},?\sog\s{_TALL}\b",
        0.5,
        closed=True,
    ),
    Sign(
        "skrev|skreiv|artikkel|reportasje|bilde|sak om",
        r"(?:skrev|skreiv|artikkel|reportasje|sak|bilde|program|innslag)\s(?:om|av|med)\s(?:meg|oss|ham|han|henne|mannen\smin|kona\smi)\s"
        r"(?:\w+\s){0,3}?(?:i|på)\s(?:\w*avis\w*|tv|radio\w*|nrk|ukeblad\w*|magasin\w*|nyhet\w*)\b",
        0.6,
    ),
    Sign(
        "landslag|representerte|spilte for|spelte for|løp for",
        r"(?:spilte|spelte|gikk|løp|svømte|konkurrerte|var)\s(?:på|for|i)\s(?:\w+\s)?landslag\w*|representerte\s(?:norge|noreg|landet|sverige|"
        r"danmark)\b",
        0.6,
    ),
    Sign(
        "først|fyrst|eneste|einaste",
        r"(?:er|var|ble|blei|vart)\s(?:(?:den|en\sav\sde|ein\sav\sdei)\s)(?:aller\s)?(?:første|fyrste|eneste|einaste)\s(?:pasient\w*|jordmor\w*|"
        r"lege\w*|familie\w*|barn\w*|sykepleier\w*|lærer\w*|lærar\w*|prest\w*|bonde\w*)\s(?:\w+\s){0,2}?(?:som|i|til|på|her)\b",
        0.6,
    ),
    Sign(
        "bare|berre|kun",
        r"(?:bare|berre|kun)\s(?:en|ein|to|tre|fire|fem|seks|sju|åtte|ni|ti|\d{1,2})\s(?:\w+\s){0,3}?i\s(?:hele\s|heile\s)?(?:landet|fylket|kommunen|"
        r"bygda|byen|norge|noreg|verden|verda)\b",
        0.6,
    ),
    Sign("fødte|født|fødd", r"(?:fødte|født|fødd|fekk\sbarnet|fikk\sbarnet)\s(?:\w+\s){0,2}?(?:i|på)\s(?:en\s|ei\s|"
        r"ein\s)?(?:ambulanse\w*|taxi\w*|drosje\w*|"
         r"ferj[ea]\w*|ferg[ea]\w*|båt\w*|helikopter\w*|fly(?:et)?|tog(?:et)?|fengsel\w*|flyktningleir\w*)\b", 0.6),
)  # fmt: skip
