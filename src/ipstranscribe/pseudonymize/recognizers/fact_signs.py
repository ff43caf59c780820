"""How a fact that singles somebody out begins, in English and in Norwegian (bokmål and nynorsk).

Every pattern is linear: what may be repeated is bounded, and a word never begins inside another.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """`pattern` opens the clause; it is tried only where `hint` is found in the casefolded text.

    `closed`: the sign is the whole fact. `headline`: what follows one comma may be the words that were printed.
    """

    hint: str
    pattern: str
    confidence: float
    closed: bool = False
    headline: bool = False


_UP_TO_4 = r"(?:[\w'’-]+,?\s){0,4}"
_UP_TO_8 = r"(?:[\w'’-]+,?\s){0,8}"
_HOW_MANY = (
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"a\sdozen|a\shandful|a\shundred|a\scouple|very\sfew|a\sfew)"
)
_REGION = (
    r"(?:in|on|of|around|from|for)\s(?:(?:the|this|our|that|all\sof|all)\s){0,2}(?:whole\s|entire\s)?"
    r"(?:country|county|municipality|town|village|city|valley|island|region|parish|district|world|nation|fjord|"
    r"norway|sweden|denmark|finland|scandinavia|britain|england|scotland|wales|ireland|europe|"
    r"(?:northern|southern|western|eastern|central|mid)\s\w+)\b"
)
_WHO = r"(?:I|he|she|we|they|my\s\w+|who|that)(?:['’](?:d|ve|s|m|re)|\s(?:have|had|has|am|was|is|are|were))?\s"
_PERSON = r"(?:woman|man|girl|boy|female|male|lady|guy|foreigner|immigrant|refugee|norwegian|pole|swede|sami|muslim)"

_ENGLISH = (
    Sign("only", rf"the\sonly\s(?:[\w'’-]+\s){{0,3}}?{_PERSON}\s(?:who|that|in|on|at|with|left|there)\b(?!\sI\b)", 0.7),
    Sign(
        "only",
        r"the\sonly\s(?!(?:thing|way|problem|reason|place|time|difference|question|help|job|good|bad|point)\b)"
        rf"{_UP_TO_4}{_REGION}",
        0.7,
    ),
    Sign("first", rf"the\s(?:very\s)?first\s(?:ever\s)?{_UP_TO_4}{_REGION}\s(?:to|who|that|with)\b", 0.7),
    Sign("first", rf"the\s(?:very\s)?first\s(?:[\w-]+\s)?{_PERSON}\s(?:[\w'’-]+\s)?(?:to|who|in|on|at)\b", 0.6),
    Sign(
        "of us|people|persons|women|men|left|families|cases",
        rf"(?:(?:only|just|about|maybe|perhaps|some|around|like|barely)\s){{0,2}}{_HOW_MANY}\s(?:or\s\w+\s)?"
        rf"(?:of\sus|of\sthem|people|persons|women|men|families|cases|left)\s{_UP_TO_4}{_REGION}",
        0.7,
    ),
    Sign(
        "one of",
        rf"one\sof\s(?:the\s)?(?:(?:only|just|about|maybe|perhaps|last|very)\s){{0,2}}(?:{_HOW_MANY}|few)\s"
        rf"{_UP_TO_4}(?:{_REGION}|who\b|left\b|with\b)",
        0.6,
    ),
    Sign("else", rf"(?:nobody|no[\s-]one|hardly\sany(?:one|body))\selse\s(?:[\w'’-]+\s){{0,2}}{_REGION}", 0.7),
    Sign(
        "est |last",
        r"(?:the\s)?(?:youngest|oldest|eldest|tallest|smallest|shortest|fastest|strongest|richest|heaviest|last|second)\s"
        r"(?!(?:time|year|week|day|month|thing|few|couple|one|two|three)\b)"
        rf"(?:[\w'’-]+\s){{1,4}}?{_REGION}",
        0.5,
    ),
    Sign(
        r"\bw[io]n\b|winning|winner",
        r"(?:w[io]n|winning|winner\sof)\s(?:[\w'’-]+,?\s){0,6}?(?:championships?|titles?|medals?|prizes?|awards?|cups?|troph(?:y|ies)|"
        r"competitions?|contests?|gold|silver|bronze|lottery|race|marathon|league|election|scholarship)\b",
        0.7,
    ),
    Sign(
        "champion|medal|record|olympi|national team|guinness|knight|lottery",
        r"(?:the\s|an?\s)?(?:(?:world|european|norwegian|nordic|british|swedish|scottish|irish|english|welsh|national|county|"
        r"olympic|regional|junior|paralympic|former)\s){1,2}(?:[\w-]+\s){0,2}?(?:champion(?:ship)?s?|medal(?:list)?s?|record)\b|"
        r"(?:the\s)?king['’]?s\s(?:gold\s)?medal|the\s(?:para)?olympics|the\snational\steam|the\sguinness\sbook|"
        r"(?:was|been|got)\sknighted",
        0.6,
    ),
    Sign(
        "paper|front page|news|tabloid|headline",
        rf"(?:(?:it|that|this)\s(?:was|were|came|went|ended\sup|even\swas|all\swas)|{_WHO}(?:been\s|was\s|came\s|ended\sup\s|"
        rf"got\s|were\s|appeared\s|made\s)?)\s?(?:(?:in\sall|on|in|all\sover|made)\s){_UP_TO_4}?"
        r"(?:front\spages?(?:\sof\s(?:the|our)\s(?:[\w-]+\s)?(?:news)?papers?)?|(?:news)?papers?|news|headlines|tabloids)\b",
        0.6,
        headline=True,
    ),
    Sign(
        "tv|television|telly|radio|documentary|idol|eurovision|interviewed",
        rf"{_WHO}(?:(?:been|was|were|came|went|once|even|actually)\s){{0,2}}(?:on|in)\s(?:[\w'’-]+\s){{0,3}}?"
        r"(?:tv|television|telly|radio|documentary|idol|eurovision)\b|"
        rf"{_WHO}(?:been\s|was\s|got\s)?interviewed\s(?:by|in|on|for)\s(?:[\w'’-]+\s){{0,2}}?(?:tv|paper|newspaper|radio|nrk|bbc)\b|"
        r"(?:made|did|was)\s(?:an?|the)\s(?:tv\s|television\s)?(?:documentary|programme|film)\sabout\s(?:me|us|him|her|my|our)\b",
        0.5,
    ),
    Sign(
        "fell|fall|hit|struck|crash|trapped|buried|stabbed|shot|kidnapped|burn|explo|capsiz|run over|drown|collapsed",
        r"(?:fell|fallen|crashed|(?:was|were|got|been)\s(?:hit|struck|trapped|buried|stabbed|shot|run\sover|attacked)|kidnapped|"
        rf"burn(?:ed|t)\sdown|exploded|capsized|drowned|collapsed)\s{_UP_TO_8}?"
        r"(?:in\sthe\smiddle\sof|in\sfront\sof|during|while|live\son)\s(?!the\s(?:night|day|week)\b)\w+",
        0.6,
    ),
    Sign(
        "lightning|avalanche|shipwreck|plane crash|air crash|helicopter|terror|hostage|landslide|bear\\b|shark",
        r"(?:hit|struck|taken|caught|buried|survived|survivor\sof|attacked|bitten|held|rescued|picked\sup)\s"
        r"(?:[\w'’-]+\s){0,3}?(?:lightning|avalanche|shipwreck|plane\scrash|air\scrash|helicopter(?:\scrash)?|terror\w*(?:\s\w+)?|"
        r"hostage|landslide|bear|shark)\b",
        0.6,
    ),
    Sign(
        "mayor|parliament|councill|minister|bishop|chair|president|captain|founder|founded|head of|leader of|conductor of|\\bmp\\b",
        rf"(?:{_WHO}|I['’]m\s|I\s|was\s|were\s|became\s|been\s|elected\s|appointed\s)(?:(?:elected|once|also|even|actually|made|now|"
        r"still|to\sbe|been|become|as|the|an?)\s){0,3}(?:(?:former|deputy|vice|first|local|town|city|county|prime)\s)?"
        r"(?:mayor|member\sof\s(?:the\s)?parliament|mp|councill?or|minister\s(?:of|for|in)|bishop|chair(?:man|woman|person)?\s(?:of|in|for)|"
        r"president\sof|captain\sof|founder\sof|head\sof\sthe|leader\s(?:of|in)\sthe|conductor\s(?:of|for))\b",
        0.6,
    ),
    Sign(
        "founded|invented|patent|composed|published|released|wrote a|written a",
        r"(?:founded|invented|patented|composed|published|released|wrote|written)\s(?:an?|the|my|our|two|three|four|five)\s"
        r"(?:[\w'’-]+\s){0,3}?(?:museum|club|choir|band|party|festival|association|orchestra|machine|method|device|tool|opera|symphony|"
        r"anthem|novel|books?|albums?|records?|cookbook|hymns?|play|poems)\b",
        0.5,
    ),
    Sign(
        "call|know|famous",
        r"(?:(?:everybody|everyone|people|they|kids|children|all|papers?)\s(?:here\s|there\s|in\stown\s|still\s|always\s|just\s|all\s){0,2}"
        r"(?:calls?|called|knows?|knew)\s(?:me|him|her|us)\s(?:as\s(?:the|that)|the)|(?:known|famous)\s(?:\w+\s){0,4}?(?:as\sthe|for)"
        r"(?=\s(?:being|my|our|his|her|the|that|\w+ing|\w+er|\w+)))\b",
        0.6,
    ),
    Sign(
        "triplet|quadrup|quintup",
        r"(?:(?:a|our|my|had|have|the|one\sof)\s)*(?:triplets?|quadruplets?|quintuplets?)\b",
        0.6,
    ),
    Sign(
        "children|kids|siblings|brothers|sisters|mother of|father of|mum of|dad of",
        r"(?:have|had|['’]ve|got|raised|mother\sof|father\sof|mum\sof|dad\sof|one\sof|youngest\sof|oldest\sof|eldest\sof|family\sof)\s"
        r"(?:got\s)?(?:seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|[7-9]|1[0-9])(?:\s(?:foster\s|step)?"
        r"(?:children|kids|siblings|brothers|sisters)\b|(?=\s*(?:[.,!?]|$)))",
        0.5,
    ),
    Sign(
        "across|around|round|summit|everest|pole|greenland|atlantic",
        r"(?:rowed|sailed|cycled|swam|swum|skied|walked|ran|kayaked|paddled|biked|flew)\s(?:[\w'’-]+\s){0,3}?"
        r"(?:across|around|round|to|over)\s(?:the\s)?(?:whole\s)?(?:world|globe|atlantic|pacific|channel|greenland|norway|europe|africa|"
        r"america|country|north\ssea|(?:south|north)\spole)\b|(?:climbed|summit(?:ed)?|been\sup|top\sof)\s(?:mount\s)?everest\b",
        0.6,
    ),
    Sign(
        "story|incident|affair|scandal",
        r"the\s(?!(?:whole|same|sad|old|full|true|long|other|real|love|life|first|last|only|short|good|entire|next|best|"
        r"usual|happy|work|success|funny|back|bad|right|big)\s)[\w-]{3,}\s(?:story|incident|affair|scandal)\b",
        0.3,
        closed=True,
    ),
    Sign(
        "thing",
        r"the\s(?:wedding|funeral|baptism|christening|fire|flood|rescue|avalanche|crash|boat|horse|lottery|court|prison|murder|police|"
        r"newspaper|tv|radio|competition|medal|record|championship|festival|concert|parade|elk|bear|helicopter|bomb)\sthing\b",
        0.4,
        closed=True,
    ),
)

_ORD_4 = r"(?:[\w-]+,?\s){0,4}"
_HVOR_MANGE = (
    r"(?:\d{1,3}|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|femten|tjue|tretti|tredve|førti|femti|seksti|"
    r"et\sdusin|eit\sdusin|en\shåndfull|ei\shandfull|et\spar|eit\spar|hundre|få|noen\sfå|nokre\sfå)"
)
_STED = (
    r"(?:i|på|fra|frå)\s(?:(?:hele|heile|dette|denne|vår)\s)?(?:landet|fylket|kommunen|bygda|byen|dalen|øya|øyen|regionen|distriktet|"
    r"verden|verda|sognet|soknet|fjorden|grenda|norge|noreg|norden|skandinavia|europa|sverige|danmark|finland|"
    r"(?:nord|sør|vest|øst|aust|midt)-?(?:norge|noreg|landet)|nordland|vestlandet|sørlandet|østlandet|austlandet|trøndelag|finnmark|troms)\b"
    r"(?:\svår|\svårt)?"
)
_HVEM = (
    r"(?:jeg|eg|han|hun|ho|vi|de|dei|som|mannen\smin|kona\smi|faren?\smin|far\smin|mora?\smi|broren?\smin|sønnen\smin|dattera\smi)\s"
    r"(?:(?:har|hadde|er|var|ble|blei|vart|kom|havna|havnet|stod|sto|fikk|fekk|vært|vore|òg|også|faktisk|jo|til\sog\smed)\s){0,4}"
)
_HVEM_BAK = (
    r"(?:var|er|har\svært|har\svore|ble|blei|vart|kom)\s(?:jeg|eg|han|hun|ho|vi)\s(?:faktisk\s|jo\s|også\s|òg\s)?"
)
_MENNESKE = (
    r"(?:kvinn[ea]n?|mann(?:en)?|jent[ea]n?|gutt?en|guten|dam[ea]n?|fyren|utlending\w*|innvandrer\w*|same[nr]?|dama)"
)

_NORWEGIAN = (
    Sign(
        "eneste|einaste",
        rf"(?:den|dei|de)\s(?:eneste|einaste)\s(?:[\w-]+\s){{0,2}}?{_MENNESKE}\s(?:som|i|på|med|der|igjen)\b",
        0.7,
    ),
    Sign(
        "eneste|einaste",
        r"(?:den|dei|de|det|som)\s(?:eneste|einaste)\s(?!(?:grunnen|måten|problemet|gangen|gongen|tingen|stedet|staden|forskjellen|jobben|"
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
        r"(?:(?:den|landets|fylkets|verdens|norges|noregs|bygdas|kommunens|byens)\s)(?:yngste|eldste|minste|høyeste|høgste|raskeste|"
        r"sterkeste|siste)\s(?!(?:tida|tiden|uka|året|gangen|gongen|tid|perioden|måneden|månaden|delen)\b)"
        rf"(?:[\w-]+\s){{1,3}}?{_STED}|(?:landets|fylkets|verdens|norges|noregs|bygdas|kommunens)\s(?:yngste|eldste|minste|"
        r"høyeste|høgste|raskeste|første|fyrste|eneste|einaste)\s\w+",
        0.6,
    ),
    Sign(
        r"\bv[ai]nt|\bvunn|vann|tok gull|tok sølv|tok bronse|vinner|vinnar",
        r"(?:vant|vann|vunnet|vunne|tok|vinner\sav|vinnar\sav)\s(?!(?:over|til|fram|frem)\b)(?:[\w-]+\s){0,5}?(?:[\w-]*mesterskap\w*|"
        r"[\w-]*meisterskap\w*|nm|em|vm|ol|[\w-]*medalje\w*|[\w-]*pris(?:en)?|[\w-]*konkurranse\w*|[\w-]*tevling\w*|gull|sølv|bronse|"
        r"lotto\w*|pokal\w*|[\w-]*cup(?:en)?|kongepokal\w*|valget|valet)\b",
        0.7,
    ),
    Sign(
        "mester|meister|medalj|rekord|landslag|olymp|kongepokal|\\bnm\\b|\\bvm\\b|\\bol\\b|\\bem\\b",
        r"(?:(?:har|hadde|fikk|fekk|ble|blei|vart|er|var|satte|sette)\s(?:[\w-]+\s){0,2}?)?(?:(?:norges|noregs|verdens|europa|nordisk|"
        r"krets|fylkes|junior|olympisk)-?\s?(?:mester(?:skap)?\w*|meister(?:skap)?\w*|rekord\w*)|norsk\srekord|kongens\s\w*medalje\w*|"
        r"(?:nm|vm|ol|em)-?\s?(?:gull|sølv|bronse|medalje)\w*|deltok\s(?:i|på)\s(?:nm|vm|ol|em)\b|på\s(?:[\w-]+\s)?landslag\w*|"
        r"kongepokal\w*|guinness\srekord\w*)",
        0.6,
    ),
    Sign(
        "avis|forsid|førsteside|nyhet|nyheit|overskrift|løssalg",
        r"(?:(?:(?:det|eg|jeg|vi|han|hun|ho|saken|saka|bilde[t]?)\s)?(?:sto|stod|var|kom|havna|havnet|hamna|ble|blei|vart|vært|vore|skrev|skreiv)\s"
        r"(?:(?:det|jeg|eg|han|hun|ho|vi|jo|også|òg|til\sog\smed|om\s(?:meg|oss|det)|bilde\s\w+\s\w+)\s){0,3}"
        r"(?:(?:på|i)\s)(?:(?:hele|heile|alle|den|forsida|forsiden|framsida)\s){0,2}(?:(?:av|på|til)\s)?"
        r"(?:[\w-]*avis\w*|forsid\w*|framsid\w*|førsteside\w*|nyhet\w*|nyheit\w*|overskrift\w*))\b",
        0.6,
        headline=True,
    ),
    Sign(
        r"\btv|fjernsyn|radio|nrk|dokumentar|idol|melodi grand|grand prix|intervju",
        rf"(?:{_HVEM}|{_HVEM_BAK})(?:med\s)?(?:på|i)\s(?:[\w-]+\s){{0,2}}?(?:tv\w*|fjernsyn\w*|radio\w*|nrk|dokumentar\w*|idol|"
        rf"(?:melodi\s)?grand\sprix)\b|(?:{_HVEM}|{_HVEM_BAK})intervju[ae]t?\s(?:av|i|på)\s(?:nrk|tv|avis\w*|lokalavis\w*|radio\w*)|"
        r"(?:lagde|laga|lagd|lagt|spilte\sinn)\s(?:[\w-]+\s){0,2}(?:film|dokumentar|program|tv-serie)\w*\som\s(?:meg|oss|han|henne)\b",
        0.5,
    ),
    Sign(
        "falt|fall|datt|ramla|krasj|kjørt|køyrt|truffet|treft|fanga|begravd|stukke|skutt|brant|brann|eksplo|kantra|kollaps|besvim|svimt",
        r"(?:falt|fall|datt|ramla|ramlet|krasja|krasjet|kollapsa|kollapset|besvimte|svimte|kantra|kantret|eksploderte|"
        r"(?:ble|blei|vart)\s(?:kjørt|køyrt|truffet|treft|fanga|begravd|stukket|skutt|tatt|teken|påkjørt|påkøyrt|angrepet|bitt))\s"
        r"(?:[\w-]+,?\s){0,6}?(?:midt\s(?:i|på|under)|under\s(?!lett)|foran|framfor|på\sdirekten)\s?\w*",
        0.6,
    ),
    Sign(
        "lyn|snøskred|skred|forlis|flystyrt|helikopter|terror|gissel|bjørn|flyulykk",
        r"(?:truffet|treft|ramma|rammet|tatt|teken|tatt|overlevde|overlevd|angrepet|bitt|henta|hentet|redda|reddet|holdt)\s"
        r"(?:[\w-]+\s){0,3}?(?:lyn\w*|snøskred\w*|skred\w*|ras|forlis\w*|flystyrt\w*|flyulykk\w*|helikopter\w*|terror\w*|gissel|bjørn)\b",
        0.6,
    ),
    Sign(
        "ordfør|storting|minister|biskop|prost|leder|leiar|formann|president|kaptein|grunnla|stifta|stiftet|dirigent|statsråd|fylkes|styre",
        rf"(?:{_HVEM}|{_HVEM_BAK}|vært\s|vore\s|ble\s|blei\s|vart\s|som\s|valgt\s(?:til|inn)\s|valt\s(?:til|inn)\s)(?:(?:valgt|valt|til|inn|lenge|"
        r"en\sgang|tidligere|også|òg)\s){0,2}(?:vara)?(?:ordfører\w*|ordførar\w*|(?:inn\s)?(?:på|i)\sstortinget|stortings\w+|statsråd|"
        r"\w*minister|biskop|(?:leder|leiar|formann|dirigent|president|kaptein|styreleder|styreleiar|nestleder|nestleiar)\s(?:i|for|av|på)\s"
        r"\w*(?:laget|lag|forening\w*|foreining\w*|klubb\w*|koret|kor|korps\w*|partiet|forbund\w*|museum\w*|menighet\w*|råd\w*|"
        r"[A-ZÆØÅ]\w+))",
        0.6,
    ),
    Sign(
        "grunnla|stifta|stiftet|oppfant|patent|komponer|ga ut|gav ut|gitt ut|skrev|skreiv|skrive",
        r"(?:grunnla|stifta|stiftet|oppfant|komponerte|ga\sut|gav\sut|gitt\sut|gjeve\sut|skrev|skreiv|skrevet)\s"
        r"(?:en|ei|et|eit|ein|to|tre|fire|fem|den|det)?\s?(?:[\w-]+\s){0,2}?(?:\w*museum|\w*klubb\w*|\w*kor(?:et)?|\w*parti|\w*festival\w*|"
        r"\w*forening\w*|\w*bok|\w*bøker|\w*roman\w*|plate|plater|\w*album|diktsamling\w*|\w*metode\w*)\b|(?:har|fikk|fekk|tok)\spatent\b",
        0.5,
    ),
    Sign(
        "kalle|kaller|kallar|kalte|kjenner|kjent|kjend",
        r"(?:de|dei|alle|folk|unga\w*|barna|borna|avisa)\s(?:her\s|der\s|i\sbygda\s|bare\s|berre\s)?(?:kaller|kallar|kalte|kjenner|kjente)\s"
        r"(?:meg|han|henne|oss)\s(?:som\s)?(?:bare\s|for\s)?(?:den\s|hun\s|han\s|ho\s|\w+(?:en|a|dama|mannen|kjerringa)\b)|"
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
        r"(?:har|hadde|fikk|fekk|mor\stil|far\stil|mamma\stil|pappa\stil|av|er)\s(?:sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|"
        r"[7-9]|1[0-9])\s(?:barn|born|unger|ungar|søsken|sysken|brødre|brør|søstre|systrer)\b(?!hage)",
        0.5,
    ),
    Sign(
        "rundt|over|jorda|jorden|kryss|everest|grønland|atlanter|norge på",
        r"(?:rodde|rodd|seilte|seglte|seilt|segla|sykla|syklet|svømte|sumde|gikk|gjekk|padla|padlet|krysset|kryssa|gått)\s"
        r"(?:[\w-]+\s){0,3}?(?:rundt\sjord[ae]n?|jorda?\srundt|over\s(?:atlanter\w*|grønland|nordsjøen)|atlanter\w*|grønland|nordsjøen|"
        r"norge\spå\slangs|noreg\spå\slangs|til\s(?:sydpolen|nordpolen|sørpolen))\b|(?:besteg|besteget|toppen\sav|opp\spå)\smount\severest",
        0.6,
    ),
    Sign(
        "historia|historien|soga|saka|saken|greia|greiene|ulykka|skandalen|hendels",
        r"(?:den\sder\s|det\sder\s|den\s)(?:[\w]{3,})-?(?:historia|historien|soga|saka|saken|greia|greiene|ulykka|ulykken|skandalen|hendelsen)\b",
        0.4,
        closed=True,
    ),
    Sign(
        "bryllup|gravferd|begravel|dåp|brann|ulykk|redning|rettssak|avis",
        r"(?:bryllups|begravelses|gravferds|dåps|brann|rednings|retts|avis|ras|flom|skred|båt|hest[e]?|konkurranse|rekord)-?"
        r"(?:historia|historien|greia|greiene)\b",
        0.4,
        closed=True,
    ),
)

SIGNS = {"en": _ENGLISH, "nb": _NORWEGIAN}
