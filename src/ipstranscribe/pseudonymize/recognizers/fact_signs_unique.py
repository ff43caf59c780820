"""Further patterns of identifying facts, English and Norwegian: who is the only, first or last one; what was in the
news, with what it was about; what came through a window.

Every pattern runs in linear time: repetitions are bounded, and matches begin at a word.
"""

from ipstranscribe.pseudonymize.recognizers.fact_signs import Sign, words

_OH = r"(?:(?:actually|also|still|probably|really|always|just|even|like|um|uh|er|erm|now|then),?\s){0,2}"
_SOMEBODY = (
    r"(?:I|he|she|we|they|who|(?:my|our|his|her|me)\s(?:\w+\s)?(?:mum|mam|mom|mother|dad|father|brother|sister|son|"
    r"daughter|boy|girl|"
    r"husband|wife|partner|uncle|aunt(?:ie|y)?|cousin|gran|grandma|grandad|grandfather|grandmother|nephew|niece))"
)
_IS = (
    rf"(?:(?:I['’]?m|(?:he|she|who)['’]?s|(?:we|they)['’]re|{_SOMEBODY}\s(?:am|is|was|are|were|became|(?:have|has|"
    rf"had)\sbeen)|"
    rf"(?:I|we|they|he|she)['’](?:ve|d|s)\sbeen|being)\s{_OH})"
)
_IN = r"(?:in|on|at|from|of|for|within|round|around|with|who|that|left|there|here|to|doing|between|near)"
_NO_EVENT = (
    r"(?!time|thing|day|year|week|month|step|place|job|few|question|point|line|choice|straw|one\sto\b|to\s(?:leave|"
    r"know|go))"
)
_FEW = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_NEWS = (
    r"(?:(?:news)?papers?|telly|tv|television|news|radio|gazette|herald|echo|courier|chronicle|advertiser|front\spage|"
    r"magazine|headlines|"
    r"youtube|show)"
)
_OPENING = (
    r"(?:window|floor|roof|ice|ceiling|wall|trapdoor|hatch|windscreen|skylight|hedge|fence|greenhouse|stage|gate|"
    r"chimney|letterbox|cat\s?flap)"
)
_RAISED = (
    r"(?:lighthouse|circus|convent|monastery|commune|vicarage|caravan|houseboat|barge|children['’]?s\shome|orphanage|"
    r"refugee\scamp|pub|"
    r"castle|fairground|mission|kibbutz|cult|ship|boat|ferry|train|plane|lorry|taxi|cab|barn|field|tent|kitchen\sfloor)"
)

_JO = r"(?:(?:jo|også|òg|bare|berre|faktisk|fortsatt|framleis|nok|visst|da|då|nå|no|liksom|eh|øh|altså),?\s){0,2}"
_NOEN = (
    r"(?:jeg|eg|æ|han|hun|ho|vi|de|dei|som|(?:mor|mora|moren|far|faren|bror|broren|søster|søstera|syster|systera|sønnen|"
    r"sonen|dattera|dotter|"
    r"mannen|kona|onkelen|tanta|fetteren|kusina|bestefar|bestemor|farfar|mormor)(?:\s(?:min|mi|hans|hennes|vår))?)"
)
_ER = (
    rf"(?:{_NOEN}\s(?:er|var|ble|blei|vart|har\svært|har\svore|har\sblitt)\s{_JO}|(?:er|var|ble|blei|vart)\s(?:jeg|eg|"
    rf"han|hun|ho|vi)\s{_JO})"
)
_I = r"(?:i|på|ved|hos|fra|frå|av|som|med|her|der|igjen|att|til|blant|mellom|rundt)"
_INGEN_HENDING = (
    r"(?!gang|gong|timen|dagen|året|uka|veka|tida|steget|jobben|ting|som\s(?:gikk|gjekk|dro|drog|kom|visste))"
)
_MEDIER = (
    r"(?:\w*avis[ae]?n?|\w*avisene|\w*avisane|tv|tv-en|fjernsyn\w*|nyhet\w*|nyheit\w*|radio\w*|nrk|forsid\w*|"
    r"framsid\w*|dagsrevyen|\w{3,}bladet)"
)
_HULL = (
    r"(?:vindu\w*|vindauge\w*|golv\w*|gulv\w*|tak(?:et)?|is(?:en)?|vegg\w*|luk[ae]\w*|frontrut\w*|gjerd\w*|hekk\w*|"
    r"scenegolv\w*|pipa|drivhus\w*)"
)
_OPPVEKST = (
    r"(?:fyr(?:et|stasjon\w*)?|sirkus\w*|kloster\w*|kollektiv\w*|prestegård\w*|campingvogn\w*|husbåt\w*|barnehjem\w*|"
    r"barneheim\w*|flyktningleir\w*|"
    r"hotell\w*|slott\w*|tivoli|misjon\w*|sekt\w*|fosterhjem\w*|drosje\w*|taxi\w*|ambulanse\w*|skip\w*|båt\w*|ferje\w*|"
    r"tog\w*|låve\w*|telt\w*|seter\w*)"
)

ENGLISH_UNIQUE = (
    Sign(words("only"),
        rf"{_IS}(?:the|his|her|our)\sonly\s(?!thing|way|reason|problem|question|child\b|one\s(?:who|that|to|of)\b)"
         rf"(?:[\w'’-]+\s){{1,4}}?{_IN}\s\w+", 0.5),
    Sign(words("only", "just"),
        rf"(?:only|just)\s(?:the\s)?(?:{_FEW}|a\sfew|a\shandful)\s(?:of\s)?(?:us|them|women|men|people|families|farms|"
        rf"boats|houses|left)?\s?"
         r"(?:[\w'’-]+\s){0,4}?(?:this\sside\sof|in\sthe\swhole|north\sof|south\sof|left\sin|in\sall\sof)\b", 0.6),
    Sign(words("first"), rf"{_IS}the\s(?:very\s)?first\s{_NO_EVENT}(?:[\w'’-]+\s){{0,4}}?{_IN}\s\w+", 0.5),
    Sign(words("last"),
        rf"(?:{_IS}|(?:did|made|showed|ran|built|drove|played|sang|taught|caught|baked|shot|"
        rf"cut)\s)the\s(?:very\s)?last\s{_NO_EVENT}"
         rf"(?:[\w'’-]+\s){{0,4}}?(?:ever|in|on|at|to|who|left|alive)\b", 0.5),
    Sign(words("paper", "news", "telly", "tv", "telev", "radio", "gazet", "heral", "echo", "couri", "chron", "adver",
        "front", "magaz", "headl", "youtu", "show"),
         rf"(?:it|that|this|I|we|he|she|they)(?:['’]s)?\s(?:(?:was|were|even|all|made|got|came|ended\sup|"
         rf"been)\s){{1,3}}(?:in|on|all\sover)\s"
         rf"(?:(?:the|all\sthe|all|our|every|that|some|national|"
         rf"local)\s){{0,2}}(?:[\w-]+\s)?{_NEWS}\b", 0.5, about=True),
    Sign(words("won"), r"won\s(?:the|a)\s(?-i:[A-ZÆØÅ])[\w'’-]+", 0.6),
    Sign(words("through"),
        rf"(?:came|comes|come|went|gone|fell|fallen|falls|drove|driven|crashed|jumped|climbed|walked|burst|flew|"
        rf"put\smy\s\w+)\s(?:\w+\s){{0,2}}?"
         rf"(?:right\s|straight\s|clean\s)?through\s(?:the|a|my|our|his|her|their)\s(?:[\w-]+\s)?{_OPENING}\b", 0.5),
    Sign(words("raise", "broug", "grew", "born", "grown"),
        rf"(?:raised|brought\sup|grew\sup|grown\sup|born)\s(?:\w+\s)?(?:in|on|above|over|behind|inside)\s"
         rf"(?:a|an|the|one\sof\sthe)\s(?:back\sof\sa\s)?(?:[\w'’-]+\s)?{_RAISED}\b", 0.55),
    Sign(words("same"),
        r"(?:broke|broken|lost|hurt|had|done|crashed|married|did)\s(?:\w+\s){0,2}?the\s(?:very\s)?same\s\w+\s(?:twice|"
        r"two\stimes|three\stimes)\b", 0.5),
    Sign(words("triplet", "twins", "twin"),
        r"(?:(?:my|our|his|her|identical|two\s(?:sets|pairs)\sof|set\sof|have|had|got|a|the)\s){1,3}"
         r"(?:twins?(?:\s(?:brother|sister|boys|girls|sons|daughters))?|triplets?)\b", 0.5, closed=True),
)  # fmt: skip

NORWEGIAN_UNIQUE = (
    Sign(words("eneste", "einaste"),
        rf"{_ER}(?:den|det|dei|de)\s(?:eneste|einaste)\s(?!grunnen|måten|problemet|gangen|gongen|tingen|som\b)"
         rf"(?:[\w-]+\s){{0,3}}?{_I}\s\w+", 0.5),
    Sign(words("bare", "berre", "kun"),
        r"(?:bare|berre|kun)\s(?:jeg|eg|han|hun|ho|vi|oss|én|en|ein|to|tre|fire|fem)\s(?:[\w-]+,?\s){1,8}?"
         r"i\s(?:hele|heile)\s\w+", 0.6),
    Sign(words("første", "fyrste"),
        rf"{_ER}(?:(?:den|de|dei)\s)?(?:aller\s)?(?:første|fyrste)\s{_INGEN_HENDING}(?:[\w-]+\s){{0,3}}?{_I}\s\w+", 0.5),
    Sign(words("siste"), rf"{_ER}(?:den|de|dei)\s(?:aller\s)?siste\s{_INGEN_HENDING}(?:[\w-]+\s){{0,3}}?{_I}\b", 0.5),
    Sign(words("avis", "lokalavis", "tv", "fjernsyn", "nyhet", "nyheit", "radio", "nrk", "forside", "framside",
        "dagsrevyen", "lokalbladet"),
         rf"(?:det|jeg|eg|vi|han|hun|ho|de|dei)\s(?:(?:sto|stod|kom|var|har\svært|har\svore|havna|havnet|hamna|ble|blei|"
         rf"vart|til\sog\smed|òg|også|jo)\s){{1,3}}"
         rf"(?:i|på)\s(?:(?:hele|alle|den|forsida\sav)\s){{0,2}}{_MEDIER}\b", 0.5, about=True),
    Sign(words("gjennom", "igjennom"),
        rf"(?:kom|gikk|gjekk|falt|fall|datt|kjørte|køyrte|hoppa|hoppet|klatra|ramla|braste|rett)\s(?:\w+\s){{0,2}}?"
         rf"(?:gjennom|igjennom)\s{_HULL}\b", 0.5),
    Sign(words("stansa", "stanset", "stoppet", "stoppa", "sovna", "sovnet", "brast"),
        r"(?:stansa|stanset|stoppet|stoppa|sovna|sovnet|brast)\s(?:\w+\s)?midt\s(?:i|på|under)\b", 0.5),
    Sign(words("vokste", "voks", "vaks", "oppvokst", "født", "fødd"),
        rf"(?:vokste\sopp|voks\sopp|vaks\sopp|oppvokst|født|fødd)\s(?:\w+\s)?"
         rf"(?:i|på|ved|over|bak)\s(?:(?:en|et|ei|eit|ein)\s)?(?:\w+\s)?{_OPPVEKST}\b", 0.55),
    Sign(words("samme", "same"),
        r"(?:brukket|brakk|brekt|mista|mistet|gifta|gift|kjørte|køyrde|knust\w*)\s(?:\w+\s){0,2}?(?:den|det|de|"
        r"dei)?\s?(?:samme|same)\s\w+\s(?:to|tre|fire)\sgang\w*", 0.5),
    Sign("hun med|han med|ho med", r"(?:er|var|som|kalt)\s(?:hun|han|ho)\smed\s\w{3,}(?:en|a|et|ene|ane|osten)\b", 0.4),
    Sign("hun som|han som|ho som",
        r"(?:hun|han|ho)\s(?:\w+\s)?som\s(?:stans|stopp|falt|fall|datt|vant|vann|redd|overlev|brann|brant|sprang|svømte|"
        r"sumde|mist|miste)\w*", 0.5),
    Sign("ulykka|ulukka|ulykken|brannen|forliset|raset|skredet",
        r"(?!trafikk|bil|arbeids|skog|snø)\w{3,}(?:ulykka|ulukka|ulykken|brannen|forliset|skredet)\b", 0.5, closed=True),
    Sign(words("trilling", "tvilling"),
        r"(?:(?:en|ei|ein|min|mi|de|dei|to\spar|har|hadde|fikk|fekk)\s){1,3}(?:tvilling|trilling)\w*(?:\s(?:min|mi|mine|"
        r"våre))?", 0.5, closed=True),
)  # fmt: skip
