"""English patterns of identifying facts by how they are told: who is the only or first one, what was in the news, what befell
a family, what somebody is known for. They are written by construction, for any field and place.

Every pattern runs in linear time: repetitions are bounded, and matches begin at a word.
"""

from ipstranscribe.pseudonymize.recognizers.fact_signs import Sign, words

_OH = r"(?:(?:actually|also|still|probably|really|always|just|once|even|like|um|uh|er|erm|basically|apparently|now|then),?\s){0,2}"
_KIN = (
    r"(?:mum|mam|mom|mother|dad|father|brother|sister|son|daughter|boy|girl|husband|wife|partner|uncle|aunt(?:ie|y)?|cousin|nan|nana|"
    r"gran|granny|grandma|grandad|grandpa|grandfather|grandmother|nephew|niece|lad|friend|neighbour|neighbor|boss)"
)
_SOMEBODY = rf"(?:I|he|she|we|they|who|(?:my|our|his|her|me)\s(?:\w+\s)?{_KIN})"
_IS = (
    rf"(?:(?:I['’]?m|(?:he|she|who)['’]?s|(?:we|they|you)['’]re|{_SOMEBODY}\s(?:am|is|was|are|were|been|became|"
    rf"(?:have|has|had|must\shave)\sbeen)|"
    rf"(?:I|we|they|he|she)['’](?:ve|d|s)\sbeen|being|to\sbe(?:come)?)\s{_OH})"
)
_HAS = rf"(?:(?:have|has|had|['’]ve|got|having)\s{_OH}(?:got\s)?)"
_IN = r"(?:in|on|at|from|of|for|within|round|around|with|who|that|left|there|here|to|doing|between|near)"
_SET = r"(?:school|class|year|course|team|crew|ward|shift|street|road|village|town|island|valley|family|county|parish|district|area|world|country)"
_FEW = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|\d{1,2})"
_MANY = r"(?:five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|[5-9]|1\d)"
_NTH = r"(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth)"
_PLACE_OF_NEWS = (
    r"(?:(?:news)?papers?|rag|telly|tv|television|news|radio|gazette|herald|echo|courier|chronicle|advertiser|examiner|tribune|"
    r"front\spage|front\scover|magazine|headlines|documentary|podcast|youtube|tik\s?tok)"
)
_OF_NEWS = r"(?:story|piece|article|film|documentary|programme|program|podcast|book|song|feature|interview|thing|bit|report|show|play)"
_SHOW = (
    r"(?:bake\soff|mastermind|countdown|the\sx\sfactor|x\sfactor|the\svoice|strictly|big\sbrother|love\sisland|got\stalent|survivor|"
    r"american\sidol|pop\sidol|jeopardy|question\stime|songs\sof\spraise|crimewatch|eurovision|masterchef|come\sdine|the\sapprentice|"
    r"university\schallenge|blind\sdate|antiques\sroadshow|a\s(?:quiz|game|talent|reality|chat|talk)\s(?:show|programme))"
)
_OFFICE = (
    r"(?:mayor(?:ess)?|deputy\smayor|magistrate|j\.?p\.?|vicar|curate|priest|pastor|rabbi|imam|bishop|canon|churchwarden|organist|"
    r"bell[\s-]?ringer|verger|councill?or|alderman|sheriff|coroner|harbou?r\s?master|lighthouse\skeeper|lifeboat\w*|cox(?:swain)?|"
    r"postmistress|postmaster|headmistress|headmaster|head\s?teacher|town\scrier|lollipop\s(?:lady|man)|scout\sleader|"
    r"church\swarden|fire\schief|police\schief|landlord|landlady|drum\smajor|bandmaster|consul|ambassador|conductor|"
    r"grand\smaster|worshipful\smaster|shop\ssteward|convenor|postie|ferryman|ghillie|gamekeeper)"
)
_THE_ONE = (
    r"(?:vet|doctor|gp|nurse|midwife|dentist|teacher|minister|blacksmith|farrier|butcher|baker|undertaker|chemist|policeman|"
    r"postman|taxi\sdriver|plumber|electrician|hairdresser|barber|solicitor|lawyer|librarian|caretaker|janitor|fisherman|farmer|shepherd|"
    r"shop|pub|school|farm|surgery|hotel|garage|bakery|caf[eé]|church|mosque|family|couple|woman|man|girl|boy|person|lad|lass|"
    r"\w{3,}(?:er|or|ist|ian|man|woman))"
)
_BEAST = (
    r"(?:alpacas?|llamas?|goats?|donkeys?|mules?|ostrich(?:es)?|emus?|peacocks?|owls?|falcons?|hawks?|eagles?|ferrets?|snakes?|pythons?|"
    r"tarantulas?|lizards?|iguanas?|tortoises?|parrots?|macaws?|bees|shire\shorses?|reindeer|huskies|sled\sdogs?|wolfhounds?|"
    r"greyhounds?|pigeons?|deer|bison|buffalo|camels?|monkeys?|sugar\sgliders?|hedgehogs?|pot[\s-]bellied\s\w+)"
)
_SOUNDED = (
    r"(?:harp|bagpipes|pipes|accordion|squeezebox|concertina|tuba|euphonium|cornet|trombone|bassoon|oboe|cello|banjo|mandolin|ukulele|sitar|"
    r"hurdy[\s-]gurdy|organ|didgeridoo|theremin|fiddle|double\sbass|french\shorn|steel\spans?|church\sbells|bodhr[aá]n)"
)
_WHERE_RAISED = (
    r"(?:lighthouse|circus|convent|monastery|commune|vicarage|manse|rectory|caravan|houseboat|canal\sboat|barge|children['’]?s\shome|"
    r"orphanage|kids['’]?\shome|care\shome|refugee\scamp|pub|castle|fairground|mission|reservation|kibbutz|cult|foster\s\w+|army\s\w+|"
    r"military\sbase|fishing\sboat|hotel|boarding\sschool|croft|workhouse)"
)
_HARM = (
    r"(?:tractor|combine|baler|bus|train|tram|lorry|truck|horse|bull|cow|ram|boar|bear|shark|forklift|crane|snowplough|lawnmower|digger|"
    r"boat|propeller|pony|stag|moose|swan|bolt|avalanche|landslide|wave|tree|police\scar|ambulance|fire\sengine|quad\w*)"
)
_FROM_WHAT = (
    r"(?:roof|ladder|scaffold(?:ing)?|horse|tractor|cliff|bridge|pier|quay|harbour\s\w+|hayloft|loft|tree|balcony|window|mast|boat|"
    r"train|lorry|truck|silo|well|shaft|slurry\s\w+|pit|ice|hatch|trapdoor|stage|steeple|chairlift|ski\slift|mountain|crevasse|crane)"
)
_MAIMED = r"(?:fingers?|thumbs?|toes?|hands?|arms?|legs?|feet|foot|eyes?|ears?|kidneys?|nose)"
_CRAFT = (
    r"(?:horse|horses|ponies|sheep|cattle|dogs?|rare\s\w+|vintage\s\w+|steam\s\w+|old\s(?:tractors|cars|clocks|radios|motorbikes)|clocks|"
    r"violins|fiddles|boats|kites|model\s\w+|stamps|coins|beetles|butterflies|moths|orchids|dahlias|leeks|chillies|roses|fossils)"
)
_NATION = (
    r"(?:england|scotland|wales|ireland|britain|great\sbritain|canada|australia|america|the\sstates|norway|sweden|denmark|my\scountry|"
    r"(?:the|our|his|her)\s(?:county|country|region|state|district|province|national\s\w+|academy))"
)

ENGLISH_LIVES = (
    Sign(words("only"), rf"{_IS}(?:the|his|her|our)\sonly\s(?!thing|way|reason|problem|question|child\b|one\s(?:who|that|to|of)\b)"
         rf"(?:[\w'’-]+\s){{1,4}}?{_IN}\s\w+", 0.5),
    Sign(words("only"), rf"{_IS}the\sonly\sone\s(?:of\sus\s)?(?:in|on|at|from|of|round|around|here|there)\s(?!that|this\b)\w+", 0.5),
    Sign(words("only"), rf"the\sonly\s(?:[\w'’-]+\s){{0,2}}?{_THE_ONE}s?\s(?:in|on|at|for|within|between|round|around|left|from|who|near)\b", 0.5),
    Sign(words("anoth", "nobod", "anyon", "anybo", "no"), rf"(?:is|was|are)(?:n['’]t|\snot|\snever)\s(?:another|any\sother)\s(?:[\w-]+\s){{1,4}}?"
         r"(?:in|on|at|for|around|round|near|anywhere|here)\b|(?:never|not)\s(?:met|known|seen|heard\sof)\s(?:another|any\s?one\selse|anybody\selse)"
         rf"\s(?:with|who|like|that)\b|no(?:\s|-)?(?:body|one|\sother\s\w+)\s(?:else\s)?(?:in|on|at)\s(?:the|my|our|this)\s(?:whole\s)?{_SET}\b", 0.5),
    Sign(words("first"), rf"{_IS}the\s(?:very\s)?first\s(?!time|thing|day|year|week|month|step|place|job|few|question|point|line|choice)"
         rf"(?:[\w'’-]+\s){{0,4}}?(?:in|on|at|from|ever|to|who|of)\s\w+", 0.5),
    Sign(words("last"), rf"{_IS}the\s(?:very\s)?last\s(?!time|thing|day|year|week|month|straw|one\sto|person\sto|to\s(?:leave|know|go|come))"
         rf"(?:[\w'’-]+\s){{0,4}}?(?:in|on|at|to|who|left|of|born|alive)\b", 0.5),
    Sign(words("young", "oldes", "eldes", "longe", "talle", "small", "bigge", "faste", "heavi", "large"),
         rf"(?:{_IS}|as\s)(?:the|their|[\w-]+['’]s)\s(?:second\s)?(?:youngest|oldest|longest[\s-]\w+|tallest|smallest|biggest|largest|fastest|heaviest)"
         r"\s(?:[\w'’-]+\s){0,4}?(?:in|on|at|ever|to|there|they|round|around|they['’]ve)\b|"
         r"the\s(?:youngest|oldest|longest[\s-]serving)\s(?:[\w-]+\s){1,3}?(?:in|on|at|ever|they)\b", 0.45),
    # In the news, on a screen, in a book.
    Sign(words("paper", "newsp", "telly", "tv", "telev", "news", "radio", "gazet", "heral", "echo", "couri", "chron", "adver",
               "exami", "tribu", "front", "magaz", "headl", "docum", "podca", "youtu", "tikt"),
         r"(?:(?:it|that|this|I|he|she|we|they|which|face|name|picture|photo|pictures|story|me|us|him|her)(?:['’](?:s|d|ve|m|re))?\s(?:was\s|were\s|"
         r"is\s|been\s|got\s|ended\sup\s|came\s|come\s|went\s|had\sbeen\s|all\s|even\s|made\s|seen\s\w+\s){0,3})"
         rf"(?:in|on|all\sover)\s(?:(?:the|all\sthe|a|our|every|that|some|national|local|front\sof\sthe|front\scover\sof\sthe)\s){{0,2}}"
         rf"(?:[\w-]+\s){{0,2}}?{_PLACE_OF_NEWS}\b(?!\sall\b)", 0.45, headline=True),
    Sign(words("story", "piece", "artic", "film", "docum", "progr", "podca", "book", "song", "featu", "inter", "thing", "bit", "repor", "play"),
         rf"(?:did|made|wrote|written|made|doing|filmed|ran|shot|was|is|were)\s(?:(?:a|an|this|that|some|whole|big|little)\s){{1,2}}"
         rf"(?:\w+\s)?{_OF_NEWS}\s(?:(?:about|on|of|with)\s(?:me|us|him|her|my)|(?:about|on)\s(?:our|the|this)\s\w+)\b", 0.45),
    Sign(words("bake", "maste", "count", "facto", "voice", "stric", "broth", "islan", "talen", "survi", "idol", "jeopa", "quest", "prais",
               "crime", "eurov", "dine", "appre", "chall", "date", "antiq", "show", "progr"), rf"on\s(?:that\s|the\s)?{_SHOW}\b", 0.5),
    Sign(words("viral", "googl", "repor", "journ", "camer", "heard", "read", "seen", "video"),
         r"(?:it|video|clip|post|picture|photo)\s(?:\w+\s){0,4}?went\sviral|(?:if|when)\s(?:you|anyone|they)\sgoogle\s\w+|"
         r"you\s(?:might|may|could|will|['’]ll|probably)\s(?:\w+\s)?(?:have\s)?(?:seen|heard|read)\s(?:me|us|about|of|it|him|her|my|our)\b|"
         r"(?:reporters?|journalists?|cameras?|camera\screws?|a\sfilm\screw|the\spress|the\sbbc|the\stelevision)\s(?:\w+\s){0,2}?"
         r"(?:at|outside|came|come|round|rang|turned|wanted)\b", 0.45),
    # Honours and records.
    Sign(words("mbe", "obe", "cbe", "knigh", "medal", "award", "troph", "prize", "best", "year", "recor", "third", "secon", "first", "honor", "honou",
               "schol", "nomin", "champ", "final", "natio"),
         r"(?:got|given|awarded|received|has|have|won|collected)\s(?:an?|his|her|my|the)\s(?:m\.?b\.?e|o\.?b\.?e|c\.?b\.?e|knighthood|damehood|"
         r"(?:[\w'’-]+\s){0,3}?(?:medal|award|trophy|prize|scholarship|cup|title)s?)\b|best\sin\sshow|(?:nominated|shortlisted)\sfor\s\w+|"
         r"[\w-]+\s(?!that|this|last|next|first|second|final|the|each|every|a|one|other|whole|half|end|time|times|rest|quarter|most|part|all|"
         r"all|bit|couple|days|months|middle|start|beginning)[\w-]+\sof\sthe\syear\b|(?:hold|holds|held|broke|set|beat|have|had)\s(?:the|a|an|my)\s"
         r"(?:[\w'’-]+\s){0,3}?record\s(?:for|in|at|of|on|over)|"
         r"(?:came|finished|placed|got)\s(?:first|second|third|fourth|runner[\s-]up)\s(?:in|at|with)\s(?:the|a|an)\s"
         r"(?:[\w-]+\s){0,3}?(?:nationals?|championships?|finals?|race|competition|show|games|marathon|contest|cup|county\w*|regionals?)\b", 0.5),
    Sign(words("plays", "playe", "boxed", "rowed", "ran", "skied", "swam", "fence", "wrest", "sang", "dance", "captai", "train", "play"),
         rf"(?:plays?|played|boxed|rowed|ran|skied|swam|fenced|wrestled|sang|danced|raced|shot|rode|threw|jumped|capped|trials?|triallist)\s"
         rf"(?:[\w-]+\s){{0,2}}?for\s{_NATION}\b", 0.5),
    # What happened to somebody.
    Sign(words("fell", "falle", "fall"), rf"(?:fell|fallen)\s(?:\w+\s)?(?:off|from|through|down|into|out\sof|over|under)\s(?:(?:the|a|an|my|his|her|our|one)\s)?"
         rf"(?:[\w'’-]+\s){{0,3}}?{_FROM_WHAT}\b", 0.5),
    Sign(words("run", "hit", "struc", "kicke", "gored", "tramp", "bitte", "attac", "crush", "thrown", "drag", "knock", "mauled", "throw"),
         r"(?:was|were|got|been|being|getting)\s(?:\w+\s)?(?:run\sover|hit|struck|kicked|gored|trampled|bitten|attacked|crushed|thrown|dragged|knocked\s\w+|"
         rf"mauled|butted)\s(?:in\sthe\s\w+\s)?(?:by|off|under)\s(?:(?:a|an|the|my|his|her|our|own)\s){{0,2}}(?:[\w-]+\s){{0,2}}?{_HARM}\b", 0.55),
    Sign(words("lost", "lose", "took", "cut", "cho", "sever", "glass", "woode", "prost"),
         rf"(?:lost|lose|cut\soff|chopped\soff|severed|sliced\soff|took\soff|missing)\s(?:(?:half|part|most|all|the\s\w+)\sof\s)?"
         rf"(?:(?:an?|my|his|her|one|two|three|four|both|the|their)\s){{1,2}}(?:\w+\s)?{_MAIMED}\b(?!\son\sthe\sground)|"
         r"(?:a|my|his|her)\s(?:glass\seye|wooden\sleg|false\s(?:leg|arm|hand)|prosthetic\s\w+|artificial\s(?:leg|arm|hand|limb))\b", 0.5),
    Sign(words("burne", "burnt", "fire", "sank", "sunk", "went", "capsi", "collap", "explo", "flood"),
         r"(?:house|home|barn|farm|shop|pub|school|flat|church|factory|mill|place|hotel|boat|shed|caravan|workshop)\s(?:\w+\s)?"
         r"(?:burn(?:ed|t)|went\sup|caught\sfire|exploded|collapsed|blew\sup|was\sgutted|got\sflooded|was\sflooded)\b|"
         r"(?:boat|ferry|ship|trawler|plane|helicopter|rig|platform|coach|bus|train)\s(?:that\s|which\s|she\s)?(?:sank|went\sdown|capsized|crashed|"
         r"turned\sover|came\soff)\b|(?:on|in)\sthe\s(?:boat|ferry|ship|trawler|plane|helicopter|rig|coach|bus|train)\s(?:that|which|when\sit)\s(?:\w+)", 0.55),
    Sign(words("airli", "lifeb", "coast", "helic", "rescu", "moun", "winch", "missi", "searc", "drown", "murde", "kille", "shot", "stabb", "kidna",
               "hosta", "arres", "priso", "jail", "suici", "hange", "court", "colla", "passe", "faint"),
         r"(?:airlift\w*|winched|rescued\sby|pulled\sout\sof)\s(?:[\w'’-]+\s){0,3}?\w+|(?:lifeboat|coast\s?guard|mountain\srescue|air\sambulance)\s(?:\w+\s)?(?:came|had|took|got|was|went)\b|"
         rf"{_SOMEBODY}\s(?:\w+\s)?went\smissing\b|drowned\s(?:in|off|at|on|when|under)\b|(?:was|were|got|been)\s(?:murdered|shot\b|stabbed|kidnapped|taken\shostage|executed|"
         r"killed\s(?:(?:in|by|on|at)\s(?:a|an|the|his|her|that)|when))|(?:in|to|out\sof)\s(?:prison|jail)\sfor\s\w+|(?:collapsed|passed\sout|fainted)\s(?:in|at|on|during|while|in\sfront\sof)"
         r"\s(?:the|a|my|his|her)\s(?:\w+\s){0,2}?(?:church|stage|altar|wedding|funeral|race|match|shop|aisle|assembly|ceremony|platform|pitch)\b", 0.5),
    Sign(words("stuck", "trapp", "lock", "locke", "snowe", "cut"),
         r"(?:stuck|trapped|locked|snowed\sin|cut\soff|stranded)\s(?:\w+\s)?(?:in|on|under|down|inside)\s(?:(?:a|an|the|our|my)\s)?(?:[\w-]+\s){0,2}?"
         r"(?:lift|elevator|well|mine|cave|chairlift|ski\slift|toilet|freezer|tunnel|train|boat|island|attic|cellar|cable\scar|silo|crane)\b", 0.5),
    # Family.
    Sign(words("twin", "twins", "tripl", "quads", "quadr"),
         r"(?:(?:an?|my|our|his|her|the|identical|two\s(?:sets|pairs)\sof|set\sof|pair\sof|have|had|got|were|are|with|me|one\sof)\s){1,4}"
         r"(?:identical\s|unidentical\s|non[\s-]identical\s|conjoined\s)?(?:twins?(?:\s(?:brother|sister|boys|girls|sons|daughters))?|triplets?|quads)\b", 0.5, closed=True),
    Sign(words("seven", "eight", "ninth", "fifth", "sixth", "tenth", "eleve", "twelf", "thirt", "fourt", "third", "young", "oldes", "eldes", "middl", "one", "numbe"),
         rf"(?:the\s)?(?:{_NTH}|youngest|oldest|eldest|middle|middle\sone|one|number\s\w+)\s(?:child\s|one\s|girl\s|boy\s)?(?:out\s)?of\s{_MANY}\b"
         r"(?!\s(?:hundred|thousand|percent|per|or\s\w+\sper|minutes|days|weeks|months|years|people))", 0.5),
    Sign(words("all", "both", "every"),
         rf"(?:all|both)\s(?:{_FEW}\s)?(?:of\s)?(?:my|our|his|her|their)\s(?:\w+\s)?(?:boys|girls|sons|daughters|kids|children|brothers|sisters|husbands|wives|parents)\s"
         r"(?:are|were|have|had|died|has|became|got|work\w*|went|drowned)\s\w+", 0.4),
    Sign(words("marri", "wed", "widow", "divor", "cousi", "adopt", "orpha", "surro", "donor", "bigam", "foun"),
         rf"married\s(?:\w+\s)?(?:(?:three|four|five|six)\stimes|(?:my|his|her)\s(?:\w+['’]s?\s|[\w-]+\s){{0,2}}?(?:cousin|brother|sister|teacher|boss|doctor|stepbrother|uncle)\b)|"
         r"(?:widowed|divorced)\s(?:twice|three\stimes|four\stimes|at)\b|(?:parents|mum\sand\sdad|grandparents)\s(?:are|were)\s(?:\w+\s)?cousins|"
         r"adopted\s(?:\w+\s)?(?:from|at|as\sa|out\sof|when|by|a|two|three|four)\b|(?:surrogate|sperm\sdonor|egg\sdonor|foundling)\b|"
         r"(?:turned\sout|found\sout)\s(?:\w+\s){0,3}?(?:wasn['’]t|was\snot|isn['’]t)\s(?:my|his|her)\s(?:real\s|actual\s)?(?:dad|father|mum|mother)\b", 0.55),
    Sign(words("lost", "burie", "lose"),
         rf"(?:lost|buried|losing)\s(?:both\s|all\s)?(?:my\s|our\s|his\s|her\s)?(?:{_FEW}|both|another|all)\s(?:of\s)?(?:my\s|our\s|his\s|her\s)?(?:\w+\s)?"
         r"(?:sons?|daughters?|boys|girls|kids|children|bab(?:y|ies)|brothers?|sisters?|husbands|wives|parents)\b", 0.5),
    Sign(words("raise", "broug", "grew", "born", "grown", "child"),
         rf"(?:raised|brought\sup|grew\sup|grown\sup|childhood|born)\s(?:\w+\s)?(?:in|on|by|at|above|over|behind|inside)\s(?:(?:a|an|the|one\sof\sthe)\s)"
         rf"(?:[\w'’-]+\s){{0,3}}?(?:{_WHERE_RAISED}|kitchen\sfloor|back\sof\sa\s\w+|back\sseat\w*|ship|taxi|cab|ambulance|lay-?by|barn|stable|field|tent)\b", 0.55),
    # What somebody is, has or is known for.
    Sign(words("mayor", "deput", "magis", "jp", "j", "vicar", "curat", "pries", "pasto", "rabbi", "imam", "bisho", "canon", "churc", "organ", "bell", "verge",
               "counc", "alder", "sheri", "coron", "harbo", "light", "lifeb", "cox", "coxsw", "postm", "headm", "head", "town", "lolli", "scout", "fire",
               "polic", "landl", "drum", "bandm", "consu", "ambas", "condu", "grand", "worsh", "shop", "conve", "posti", "ferry", "ghill", "gamek"),
         rf"(?:{_IS}|as\s|elected\s|made\s)(?:(?:the|a|an|our|their|once|local|first|former|last|only|village|parish|town|head|youngest|retired)\s){{0,3}}{_OFFICE}\b", 0.45),
    Sign(words("capta", "chair", "presi", "secre", "treas", "found", "leade", "membe", "coach", "volun"),
         rf"(?:{_IS}|as\s|elected\s|made\s)(?:(?:the|a|an|our|vice|once|first)\s){{0,2}}(?:captain|chair(?:man|woman|person)?|president|secretary|treasurer|founder|founding\smember|"
         r"leader|skipper|coach|lead\s(?:singer|guitarist))\s(?:of|for|in|at)\s(?:the|our|a|my)\s\w+", 0.45),
    Sign(words("play", "plays", "playe", "sing", "sings", "sang", "condu", "drum", "drums", "ring", "rings", "rang", "dance", "perfo"),
         rf"(?:plays?|played|playing)\s(?:the\s)?{_SOUNDED}\b|(?:ring|rings|rang|ringing)\sthe\s(?:church\s)?bells\b|conducts?\s(?:the|a|our)\s(?:[\w-]+\s){0,2}?(?:band|choir|orchestra|chorus|singers|ensemble)\b|"
         rf"{_SOMEBODY}(?:\s(?:used\sto|also|still))?\s(?:plays?|played|sings?|sang|drums?|drummed|danced?)\s(?:\w+\s){{0,3}}?(?:in|with|for)\s(?:the|a|our|an|this)\s(?:[\w-]+\s){{0,3}}?"
         r"(?:band|choir|orchestra|quartet|ensemble|ceilidh\s\w+|troupe|group|theatre|panto(?:mime)?|musical|operatic\w*)\b", 0.45),
    Sign(words("keep", "keeps", "kept", "breed", "breeds", "bred", "raise", "train", "race", "races", "fly", "colle", "resto", "build", "built", "carve", "goat", "show", "shows"),
         rf"{_SOMEBODY}(?:['’]ve|\shave)?(?:\s(?:used\sto|also|still|always|even))?\s(?:keeps?|kept|breeds?|bred|raises?|raised|trains?|trained|races?|raced|flies|flew|shows?|showed)\s"
         rf"(?:(?:the|a|an|two|three|some|my|our|pet|rescue|racing|show)\s){{0,2}}{_BEAST}\b|"
         rf"{_SOMEBODY}(?:['’]ve|\shave)?(?:\s(?:used\sto|also|still|always|even))?\s(?:collects?|collected|restores?|restored|breeds?|bred|carves?|carved|builds?|built|shows?)\s(?:(?:the|my|our|own|these|those|little|old|wooden)\s){{0,2}}{_CRAFT}\b", 0.45),
    Sign(words("gener", "great", "ances", "desce", "relat", "named", "bench", "plaqu", "statu", "buil"),
         rf"(?:for|back|down|through)\s{_FEW}\sgenerations|(?:{_FEW}|\w+th)\sgeneration\s(?:of\s)?\w+|(?:great[\s-]){{1,3}}(?:grand\w+|uncle|aunt)\s(?:\w+\s)?(?:built|founded|started|opened|wrote|invented|discovered|planted|was)\b|"
         r"(?:is|was|were|are|been|it)\snamed\safter\s(?:my|his|her|our|me|him|us)\b|(?:named|called)\s(?:the|a|that)\s\w+\safter\s(?:me|him|her|my|his|our|us)\b|"
         r"(?:bench|plaque|statue|memorial|stone|street|road|room|window|cup|trophy)\s(?:\w+\s){0,2}?(?:with\s(?:his|her|their|my)\sname|to\s(?:him|her|them)|for\s(?:him|her))\b|"
         r"descended\sfrom\s\w+|related\sto\s(?:the\s)?(?:royal\w*|king|queen|prime\s\w+|poet|author|composer|explorer|admiral|president|lord|duke)\b", 0.45),
    Sign(words("every", "known", "know", "call", "calle", "calls", "nickn", "famou", "folk"),
         r"(?:everybody|everyone|people|they|folk|folks|kids|the\skids|the\slads|locals)\s(?:\w+\s)?(?:know|knows|knew|call|calls|called)\s(?:me|him|her|us|my\s\w+)\s(?:as\s)?(?:the|that|old|big|little|mad|mister|mrs)\s\w+|"
         r"(?:well\s)?(?:known|famous|notorious)\s(?:\w+\s){0,3}?(?:for|as)\s(?!example|sure|long|short)(?:my|his|her|our|the|being|having|that)\b|my\snickname\b", 0.45),
    Sign(words("six", "seven", "foot", "feet", "born", "dwarf", "albin"),
         r"(?:six|seven|6|7)\s?(?:foot|feet|ft)\s(?:[3-9]|three|four|five|six|seven|eight|nine|ten|eleven|\d{2})\b|four\s(?:foot|feet)\s\w+\b|"
         r"born\swith(?:out)?\s(?:an?|my|his|her|one|two|six|only|no|the)\s\w+", 0.45, closed=True),
    Sign(words("came", "escap", "fled", "walke", "crosse", "boat", "born"),
         r"(?:came|escaped|fled|crossed|walked|got\shere|arrived)\s(?:\w+\s){0,4}?(?:on|in|by|across|under|inside)\s(?:a|an|the)\s(?:small\s|fishing\s|rubber\s|back\sof\sa\s)*"
         r"(?:boat|dinghy|lorry|truck|raft|container|mountains?|border|desert|kindertransport|ship)\b", 0.5),
)  # fmt: skip
