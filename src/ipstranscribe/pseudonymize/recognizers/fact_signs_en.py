"""English patterns of identifying facts, as they begin a clause.

Every pattern runs in linear time: repetitions are bounded, and matches begin at a word.
"""

from ipstranscribe.pseudonymize.recognizers.fact_signs import Sign

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

ENGLISH = (
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
        r"(?:the\s)?(?:youngest|oldest|eldest|tallest|smallest|shortest|fastest|strongest|richest|heaviest|last|"
        r"second)\s"
        r"(?!(?:time|year|week|day|month|thing|few|couple|one|two|three)\b)"
        rf"(?:[\w'’-]+\s){{1,4}}?{_REGION}",
        0.5,
    ),
    Sign(
        r"\bw[io]n\b|winning|winner",
        r"(?:w[io]n|winning|winner\sof)\s(?:[\w'’-]+,?\s){0,6}?(?:championships?|titles?|medals?|prizes?|awards?|"
        r"cups?|troph(?:y|ies)|"
        r"competitions?|contests?|gold|silver|bronze|lottery|race|marathon|league|election|scholarship)\b",
        0.7,
    ),
    Sign(
        "champion|medal|record|olympi|national team|guinness|knight|lottery",
        r"(?:the\s|an?\s)?(?:(?:world|european|norwegian|nordic|british|swedish|scottish|irish|english|welsh|"
        r"national|county|"
        r"olympic|regional|junior|paralympic|former)\s){1,2}(?:[\w-]+\s){0,2}?(?:champion(?:ship)?s?|"
        r"medal(?:list)?s?|record)\b|"
        r"(?:the\s)?king['’]?s\s(?:gold\s)?medal|the\s(?:para)?olympics|the\snational\steam|the\sguinness\sbook|"
        r"(?:was|been|got)\sknighted",
        0.6,
    ),
    Sign(
        "paper|front page|news|tabloid|headline",
        rf"(?:(?:it|that|this)\s(?:was|were|came|went|ended\sup|even\swas|all\swas)|{_WHO}(?:been\s|was\s|came\s|"
        rf"ended\sup\s|"
        rf"got\s|were\s|appeared\s|made\s)?)\s?(?:(?:in\sall|on|in|all\sover|made)\s){_UP_TO_4}?"
        r"(?:front\spages?(?:\sof\s(?:the|our)\s(?:[\w-]+\s)?(?:news)?papers?)?|(?:news)?papers?|news|headlines|"
        r"tabloids)\b",
        0.6,
        headline=True,
    ),
    Sign(
        "tv|television|telly|radio|documentary|idol|eurovision|interviewed",
        rf"{_WHO}(?:(?:been|was|were|came|went|once|even|actually)\s){{0,2}}(?:on|in)\s(?:[\w'’-]+\s){{0,3}}?"
        r"(?:tv|television|telly|radio|documentary|idol|eurovision)\b|"
        rf"{_WHO}(?:been\s|was\s|got\s)?interviewed\s(?:by|in|on|for)\s(?:[\w'’-]+\s){{0,2}}?(?:tv|paper|newspaper|"
        rf"radio|nrk|bbc)\b|"
        r"(?:made|did|was)\s(?:an?|the)\s(?:tv\s|television\s)?(?:documentary|programme|film)\sabout\s(?:me|us|him|"
        r"her|my|our)\b",
        0.5,
    ),
    Sign(
        "fell|fall|hit|struck|crash|trapped|buried|stabbed|shot|kidnapped|burn|explo|capsiz|run over|drown|collapsed",
        r"(?:fell|fallen|crashed|(?:was|were|got|been)\s(?:hit|struck|trapped|buried|stabbed|shot|run\sover|"
        r"attacked)|kidnapped|"
        rf"burn(?:ed|t)\sdown|exploded|capsized|drowned|collapsed)\s{_UP_TO_8}?"
        r"(?:in\sthe\smiddle\sof|in\sfront\sof|during|while|live\son)\s(?!the\s(?:night|day|week)\b)\w+",
        0.6,
    ),
    Sign(
        "lightning|avalanche|shipwreck|plane crash|air crash|helicopter|terror|hostage|landslide|bear\\b|shark",
        r"(?:hit|struck|taken|caught|buried|survived|survivor\sof|attacked|bitten|held|rescued|picked\sup)\s"
        r"(?:[\w'’-]+\s){0,3}?(?:lightning|avalanche|shipwreck|plane\scrash|air\scrash|helicopter(?:\scrash)?|"
        r"terror\w*(?:\s\w+)?|"
        r"hostage|landslide|bear|shark)\b",
        0.6,
    ),
    Sign(
        "mayor|parliament|councill|minister|bishop|chair|president|captain|founder|founded|head of|leader of|"
        "conductor of|\\bmp\\b",
        rf"(?:{_WHO}|I['’]m\s|I\s|was\s|were\s|became\s|been\s|elected\s|appointed\s)(?:(?:elected|once|also|even|"
        rf"actually|made|now|"
        r"still|to\sbe|been|become|as|the|an?)\s){0,3}(?:(?:former|deputy|vice|first|local|town|city|county|prime)\s)?"
        r"(?:mayor|member\sof\s(?:the\s)?parliament|mp|councill?or|minister\s(?:of|for|in)|bishop|chair(?:man|woman|"
        r"person)?\s(?:of|in|for)|"
        r"president\sof|captain\sof|founder\sof|head\sof\sthe|leader\s(?:of|in)\sthe|conductor\s(?:of|for))\b",
        0.6,
    ),
    Sign(
        "founded|invented|patent|composed|published|released|wrote a|written a",
        r"(?:founded|invented|patented|composed|published|released|wrote|written)\s(?:an?|the|my|our|two|three|four|"
        r"five)\s"
        r"(?:[\w'’-]+\s){0,3}?(?:museum|club|choir|band|party|festival|association|orchestra|machine|method|device|"
        r"tool|opera|symphony|"
        r"anthem|novel|books?|albums?|records?|cookbook|hymns?|play|poems)\b",
        0.5,
    ),
    Sign(
        "call|know|famous",
        r"(?:(?:everybody|everyone|people|they|kids|children|all|papers?)\s(?:here\s|there\s|in\stown\s|still\s|"
        r"always\s|just\s|all\s){0,2}"
        r"(?:calls?|called|knows?|knew)\s(?:me|him|her|us)\s(?:as\s(?:the|that)|the)|(?:known|"
        r"famous)\s(?:\w+\s){0,4}?(?:as\sthe|for)"
        r"(?=\s(?:being|my|our|his|her|the|that|\w+ing|\w+er|\w+)))\b",
        0.6,
    ),
    Sign(
        "triplet|quadrup|quintup",
        r"(?:(?:a|our|my|had|have|the|one\sof)\s){0,4}(?:triplets?|quadruplets?|quintuplets?)\b",
        0.6,
    ),
    Sign(
        "children|kids|siblings|brothers|sisters|mother of|father of|mum of|dad of",
        r"(?:have|had|['’]ve|got|raised|mother\sof|father\sof|mum\sof|dad\sof|one\sof|youngest\sof|oldest\sof|"
        r"eldest\sof|family\sof)\s"
        r"(?:got\s)?(?:seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|[7-9]|1[0-9])(?:\s(?:foster\s|"
        r"step)?"
        r"(?:children|kids|siblings|brothers|sisters)\b|(?=\s*(?:[.,!?]|$)))",
        0.5,
    ),
    Sign(
        "across|around|round|summit|everest|pole|greenland|atlantic",
        r"(?:rowed|sailed|cycled|swam|swum|skied|walked|ran|kayaked|paddled|biked|flew)\s(?:[\w'’-]+\s){0,3}?"
        r"(?:across|around|round|to|over)\s(?:the\s)?(?:whole\s)?(?:world|globe|atlantic|pacific|channel|greenland|"
        r"norway|europe|africa|"
        r"america|country|north\ssea|(?:south|north)\spole)\b|(?:climbed|summit(?:ed)?|been\sup|"
        r"top\sof)\s(?:mount\s)?everest\b",
        0.6,
    ),
    Sign(
        "story|incident|affair|scandal",
        r"the\s(?!(?:whole|same|sad|old|full|true|long|other|real|love|life|first|last|only|short|good|entire|next|"
        r"best|"
        r"usual|happy|work|success|funny|back|bad|right|big)\s)[\w-]{3,}\s(?:story|incident|affair|scandal)\b",
        0.3,
        closed=True,
    ),
    Sign(
        "thing",
        r"the\s(?:wedding|funeral|baptism|christening|fire|flood|rescue|avalanche|crash|boat|horse|lottery|court|"
        r"prison|murder|police|"
        r"newspaper|tv|radio|competition|medal|record|championship|festival|concert|parade|elk|bear|helicopter|"
        r"bomb)\sthing\b",
        0.4,
        closed=True,
    ),
    Sign(
        "who|that",
        r"the\s(?:one|woman|man|guy|girl|boy|lady|bloke|lad|nurse|teacher|farmer)\s(?:who|that)\s(?:got|was|fell|"
        r"won|saved|rescued|"
        r"survived|lost|jumped|crashed|found|shot)\b",
        0.4,
    ),
    Sign(
        "only|first|last|youngest|oldest",
        rf"the\s(?:only|first|last|youngest|oldest)\s(?:[\w-]+\s)?{_PERSON}\s(?:to|ever)\b",
        0.6,
    ),
    Sign(
        "called|named",
        r"an?\s(?:[\w-]+\s){0,3}?(?:dog|cat|horse|pony|parrot|goat|donkey|\w*hound|terrier|retriever|collie|llama|"
        r"sheepdog)\s(?:called|named)\b",
        0.4,
    ),
)
