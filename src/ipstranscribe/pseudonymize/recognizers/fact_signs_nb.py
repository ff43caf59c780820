"""Norwegian patterns (bokmål and nynorsk) of identifying facts, as they begin a clause.

Every pattern runs in linear time: repetitions are bounded, and matches begin at a word.
"""

from ipstranscribe.pseudonymize.recognizers.fact_signs import Sign

_ORD_4 = r"(?:[\w-]+,?\s){0,4}"
_HVOR_MANGE = (
    r"(?:\d{1,3}|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|femten|tjue|tretti|tredve|førti|femti|seksti|"
    r"et\sdusin|eit\sdusin|en\shåndfull|ei\shandfull|et\spar|eit\spar|hundre|få|noen\sfå|nokre\sfå)"
)
_STED = (
    r"(?:i|på|fra|frå)\s(?:(?:hele|heile|dette|denne|vår)\s)?(?:landet|fylket|kommunen|bygda|byen|dalen|øya|øyen|"
    r"regionen|distriktet|"
    r"verden|verda|sognet|soknet|fjorden|grenda|norge|noreg|norden|skandinavia|europa|sverige|danmark|finland|"
    r"(?:nord|sør|vest|øst|aust|midt)-?(?:norge|noreg|landet)|nordland|vestlandet|sørlandet|østlandet|austlandet|"
    r"trøndelag|finnmark|troms)\b"
    r"(?:\svår|\svårt)?"
)
_HVEM = (
    r"(?:jeg|eg|han|hun|ho|vi|de|dei|som|mannen\smin|kona\smi|faren?\smin|far\smin|mora?\smi|broren?\smin|"
    r"sønnen\smin|dattera\smi)\s"
    r"(?:(?:har|hadde|er|var|ble|blei|vart|kom|havna|havnet|stod|sto|fikk|fekk|vært|vore|òg|også|faktisk|jo|"
    r"til\sog\smed)\s){0,4}"
)
_HVEM_BAK = (
    r"(?:var|er|har\svært|har\svore|ble|blei|vart|kom)\s(?:jeg|eg|han|hun|ho|vi)\s(?:faktisk\s|jo\s|også\s|òg\s)?"
)
_MENNESKE = (
    r"(?:kvinn[ea]n?|mann(?:en)?|jent[ea]n?|gutt?en|guten|dam[ea]n?|fyren|utlending\w*|innvandrer\w*|same[nr]?|dama)"
)

NORWEGIAN = (
    Sign(
        "eneste|einaste",
        rf"(?:den|dei|de)\s(?:eneste|einaste)\s(?:[\w-]+\s){{0,2}}?{_MENNESKE}\s(?:som|i|på|med|der|igjen)\b",
        0.7,
    ),
    Sign(
        "eneste|einaste",
        r"(?:den|dei|de|det|som)\s(?:eneste|einaste)\s(?!(?:grunnen|måten|problemet|gangen|gongen|tingen|stedet|"
        r"staden|forskjellen|jobben|"
        rf"hjelpa)\b){_ORD_4}{_STED}",
        0.7,
    ),
    Sign("først|fyrst", rf"(?:den|dei|de|som)\s(?:aller\s)?(?:første|fyrste)\s{_ORD_4}{_STED}\s(?:som|til|med)\b", 0.7),
    Sign(
        "først|fyrst",
        rf"(?:den|som)\s(?:aller\s)?(?:første|fyrste)\s(?:[\w-]+\s)?{_MENNESKE}\s(?:[\w-]+\s)?(?:som|til|i|på)\b",
        0.6,
    ),
    Sign(
        "av oss|stykker|stykk|personer|personar|kvinner|menn|mennesker|menneske|igjen|familier|som",
        rf"(?:(?:bare|berre|kun|kanskje|omtrent|cirka|rundt|knapt|sånn)\s){{0,2}}{_HVOR_MANGE}\s(?:[\w-]+\s)?"
        r"(?:av\soss|av\sdem|av\sdei|stykker|stykk|personer|personar|kvinner|menn|mennesker?|familier?|igjen|att|som)\s"
        rf"{_ORD_4}{_STED}",
        0.7,
    ),
    Sign(
        "en av|ein av|ei av",
        rf"(?:en|ein|ei)\sav\s(?:(?:bare|berre|kun|de|dei|kanskje|siste)\s){{0,3}}(?:{_HVOR_MANGE})\s"
        rf"{_ORD_4}(?:{_STED}|som\b|igjen\b|att\b)",
        0.6,
    ),
    Sign(
        r"andre|anna|annen",
        rf"(?:ingen|ikke\snoen|ikkje\snokon|ikkje\snoken)\s(?:andre|annen|anna|annan)\s(?:[\w-]+\s){{0,2}}{_STED}",
        0.7,
    ),
    Sign(
        "este |aste |sist",
        r"(?:(?:den|landets|fylkets|verdens|norges|noregs|bygdas|kommunens|byens)\s)(?:yngste|eldste|minste|høyeste|"
        r"høgste|raskeste|"
        r"sterkeste|siste)\s(?!(?:tida|tiden|uka|året|gangen|gongen|tid|perioden|måneden|månaden|delen)\b)"
        rf"(?:[\w-]+\s){{1,3}}?{_STED}|(?:landets|fylkets|verdens|norges|noregs|bygdas|kommunens)\s(?:yngste|eldste|"
        rf"minste|"
        r"høyeste|høgste|raskeste|første|fyrste|eneste|einaste)\s\w+",
        0.6,
    ),
    Sign(
        r"\bv[ai]nt|\bvunn|vann|tok gull|tok sølv|tok bronse|vinner|vinnar",
        r"(?:vant|vann|vunnet|vunne|tok|vinner\sav|vinnar\sav)\s(?!(?:over|til|fram|"
        r"frem)\b)(?:[\w-]+\s){0,5}?(?:[\w-]*mesterskap\w*|"
        r"[\w-]*meisterskap\w*|nm|em|vm|ol|[\w-]*medalje\w*|[\w-]*pris(?:en)?|[\w-]*konkurranse\w*|[\w-]*tevling\w*|"
        r"gull|sølv|bronse|"
        r"lotto\w*|pokal\w*|[\w-]*cup(?:en)?|kongepokal\w*|valget|valet)\b",
        0.7,
    ),
    Sign(
        "mester|meister|medalj|rekord|landslag|olymp|kongepokal|\\bnm\\b|\\bvm\\b|\\bol\\b|\\bem\\b",
        r"(?:(?:har|hadde|fikk|fekk|ble|blei|vart|er|var|satte|sette)\s(?:[\w-]+\s){0,2}?)?(?:(?:norges|noregs|"
        r"verdens|europa|nordisk|"
        r"krets|fylkes|junior|olympisk)-?\s?(?:mester(?:skap)?\w*|meister(?:skap)?\w*|rekord\w*)|norsk\srekord|"
        r"kongens\s\w*medalje\w*|"
        r"(?:nm|vm|ol|em)-?\s?(?:gull|sølv|bronse|medalje)\w*|deltok\s(?:i|på)\s(?:nm|vm|ol|em)\b|"
        r"på\s(?:[\w-]+\s)?landslag\w*|"
        r"kongepokal\w*|guinness\srekord\w*)",
        0.6,
    ),
    Sign(
        "avis|forsid|førsteside|nyhet|nyheit|overskrift|løssalg",
        r"(?:(?:(?:det|eg|jeg|vi|han|hun|ho|saken|saka|bilde[t]?)\s)?(?:sto|stod|var|kom|havna|havnet|hamna|ble|"
        r"blei|vart|vært|vore|skrev|skreiv)\s"
        r"(?:(?:det|jeg|eg|han|hun|ho|vi|jo|også|òg|til\sog\smed|om\s(?:meg|oss|det)|bilde\s\w+\s\w+)\s){0,3}"
        r"(?:(?:på|i)\s)(?:(?:hele|heile|alle|den|forsida|forsiden|framsida)\s){0,2}(?:(?:av|på|til)\s)?"
        r"(?:[\w-]*avis\w*|forsid\w*|framsid\w*|førsteside\w*|nyhet\w*|nyheit\w*|overskrift\w*))\b",
        0.6,
        headline=True,
    ),
    Sign(
        r"\btv|fjernsyn|radio|nrk|dokumentar|idol|melodi grand|grand prix|intervju",
        rf"(?:{_HVEM}|{_HVEM_BAK})(?:med\s)?(?:på|i)\s(?:[\w-]+\s){{0,2}}?(?:tv\w*|fjernsyn\w*|radio\w*|nrk|"
        rf"dokumentar\w*|idol|"
        rf"(?:melodi\s)?grand\sprix)\b|(?:{_HVEM}|{_HVEM_BAK})intervju[ae]t?\s(?:av|i|på)\s(?:nrk|tv|avis\w*|"
        rf"lokalavis\w*|radio\w*)|"
        r"(?:lagde|laga|lagd|lagt|spilte\sinn)\s(?:[\w-]+\s){0,2}(?:film|dokumentar|program|"
        r"tv-serie)\w*\som\s(?:meg|oss|han|henne)\b",
        0.5,
    ),
    Sign(
        "falt|fall|datt|ramla|krasj|kjørt|køyrt|truffet|treft|fanga|begravd|stukke|skutt|brant|brann|eksplo|kantra|"
        "kollaps|besvim|svimt",
        r"(?:falt|fall|datt|ramla|ramlet|krasja|krasjet|kollapsa|kollapset|besvimte|svimte|kantra|kantret|eksploderte|"
        r"(?:ble|blei|vart)\s(?:kjørt|køyrt|truffet|treft|fanga|begravd|stukket|skutt|tatt|teken|påkjørt|påkøyrt|"
        r"angrepet|bitt))\s"
        r"(?:[\w-]+,?\s){0,6}?(?:midt\s(?:i|på|under)|under\s(?!lett)|foran|framfor|på\sdirekten)\s?\w*",
        0.6,
    ),
    Sign(
        "lyn|snøskred|skred|forlis|flystyrt|helikopter|terror|gissel|bjørn|flyulykk",
        r"(?:truffet|treft|ramma|rammet|tatt|teken|tatt|overlevde|overlevd|angrepet|bitt|henta|hentet|redda|reddet|"
        r"holdt)\s"
        r"(?:[\w-]+\s){0,3}?(?:lyn\w*|snøskred\w*|skred\w*|ras|forlis\w*|flystyrt\w*|flyulykk\w*|helikopter\w*|"
        r"terror\w*|gissel|bjørn)\b",
        0.6,
    ),
    Sign(
        "ordfør|storting|minister|biskop|prost|leder|leiar|formann|president|kaptein|grunnla|stifta|stiftet|"
        "dirigent|statsråd|fylkes|styre",
        rf"(?:{_HVEM}|{_HVEM_BAK}|vært\s|vore\s|ble\s|blei\s|vart\s|som\s|valgt\s(?:til|inn)\s|valt\s(?:til|"
        rf"inn)\s)(?:(?:valgt|valt|til|inn|lenge|"
        r"en\sgang|tidligere|også|òg)\s){0,2}(?:vara)?(?:ordfører\w*|ordførar\w*|(?:inn\s)?(?:på|i)\sstortinget|"
        r"stortings\w+|statsråd|"
        r"\w*minister|biskop|(?:leder|leiar|formann|dirigent|president|kaptein|styreleder|styreleiar|nestleder|"
        r"nestleiar)\s(?:i|for|av|på)\s"
        r"\w*(?:laget|lag|forening\w*|foreining\w*|klubb\w*|koret|kor|korps\w*|partiet|forbund\w*|museum\w*|"
        r"menighet\w*|råd\w*|"
        r"[A-ZÆØÅ]\w+))",
        0.6,
    ),
    Sign(
        "grunnla|stifta|stiftet|oppfant|patent|komponer|ga ut|gav ut|gitt ut|skrev|skreiv|skrive",
        r"(?:grunnla|stifta|stiftet|oppfant|komponerte|ga\sut|gav\sut|gitt\sut|gjeve\sut|skrev|skreiv|skrevet)\s"
        r"(?:en|ei|et|eit|ein|to|tre|fire|fem|den|det)?\s?(?:[\w-]+\s){0,2}?(?:\w*museum|\w*klubb\w*|\w*kor(?:et)?|"
        r"\w*parti|\w*festival\w*|"
        r"\w*forening\w*|\w*bok|\w*bøker|\w*roman\w*|plate|plater|\w*album|diktsamling\w*|\w*metode\w*)\b|(?:har|"
        r"fikk|fekk|tok)\spatent\b",
        0.5,
    ),
    Sign(
        "kalle|kaller|kallar|kalte|kjenner|kjent|kjend",
        r"(?:de|dei|alle|folk|unga\w*|barna|borna|avisa)\s(?:her\s|der\s|i\sbygda\s|bare\s|berre\s)?(?:kaller|"
        r"kallar|kalte|kjenner|kjente)\s"
        r"(?:meg|han|henne|oss)\s(?:som\s)?(?:bare\s|for\s)?(?:den\s|hun\s|han\s|ho\s|\w+(?:en|a|dama|mannen|"
        r"kjerringa)\b)|"
        r"(?:er|var|ble|blei|vart)\s(?:\w+\s)?(?:kjent|kjend)\s(?:\w+\s){0,3}?(?:som|for)\s(?:den|han|hun|ho|at|å)\b",
        0.6,
    ),
    Sign(
        "trilling|firling|femling",
        r"(?:(?:har|hadde|fikk|fekk|er|en|av)\s){0,3}(?:trilling\w*|firling\w*|femling\w*)",
        0.6,
    ),
    Sign(
        "barn|born|unger|ungar|søsken|sysken|brødre|brør",
        r"(?:har|hadde|fikk|fekk|mor\stil|far\stil|mamma\stil|pappa\stil|av|er)\s(?:sju|syv|åtte|ni|ti|elleve|tolv|"
        r"tretten|fjorten|femten|"
        r"[7-9]|1[0-9])\s(?:barn|born|unger|ungar|søsken|sysken|brødre|brør|søstre|systrer)\b(?!hage)",
        0.5,
    ),
    Sign(
        "rundt|over|jorda|jorden|kryss|everest|grønland|atlanter|norge på",
        r"(?:rodde|rodd|seilte|seglte|seilt|segla|sykla|syklet|svømte|sumde|gikk|gjekk|padla|padlet|krysset|kryssa|"
        r"gått)\s"
        r"(?:[\w-]+\s){0,3}?(?:rundt\sjord[ae]n?|jorda?\srundt|over\s(?:atlanter\w*|grønland|nordsjøen)|atlanter\w*|"
        r"grønland|nordsjøen|"
        r"norge\spå\slangs|noreg\spå\slangs|til\s(?:sydpolen|nordpolen|sørpolen))\b|(?:besteg|besteget|toppen\sav|"
        r"opp\spå)\smount\severest",
        0.6,
    ),
    Sign(
        "historia|historien|soga|saka|saken|greia|greiene|ulykka|skandalen|hendels",
        r"(?:den\sder\s|det\sder\s|den\s)(?:[\w]{3,})-?(?:historia|historien|soga|saka|saken|greia|greiene|ulykka|"
        r"ulykken|skandalen|hendelsen)\b",
        0.4,
        closed=True,
    ),
    Sign(
        "bryllup|gravferd|begravel|dåp|brann|ulykk|redning|rettssak|avis",
        r"(?:bryllups|begravelses|gravferds|dåps|brann|rednings|retts|avis|ras|flom|skred|båt|hest[e]?|konkurranse|"
        r"rekord)-?"
        r"(?:historia|historien|greia|greiene)\b",
        0.4,
        closed=True,
    ),
    Sign(
        " som ",
        r"(?:han|hun|ho|\w{3,20}(?:dama|damen|mannen|jenta|gutten|guten|kona|bonden)|bonden|dama|damen|mannen|jenta|"
        r"gutten|guten|de\sto)"
        r"\ssom\s(?:ble|blei|vart|fikk|fekk|falt|datt|vant|redda|reddet|overlevde|fant|skøyt|skaut)\b",
        0.4,
    ),
    Sign(
        "eneste|einaste|første|fyrste|yngste|eldste|siste",
        rf"(?:den|dei|de)\s(?:eneste|einaste|første|fyrste|yngste|eldste|siste)\s(?:{_MENNESKE}\s)?som\s(?:har|"
        rf"hadde|kan|kunne|vant|ble|blei|vart)\b",
        0.6,
    ),
    Sign("diplom|medalje", r"(?:fikk|fekk|mottok|fått)\s(?:[\w-]+\s){0,2}?(?:diplom|medalje)\w*\b", 0.5),
)
