"""Norwegian patterns (bokmål and nynorsk) of identifying facts by how they are told: who is the only or first one, what was in
the news, what befell a family, what somebody is known for. They are written by construction, for any field and place.

Every pattern runs in linear time: repetitions are bounded, and matches begin at a word.
"""

from ipstranscribe.pseudonymize.recognizers.fact_signs import Sign, words

_JO = r"(?:(?:jo|også|òg|bare|berre|faktisk|fortsatt|framleis|nok|visst|da|då|nå|no|liksom|eh|øh|altså|en\sgang|ein\sgong|også),?\s){0,2}"
_SLEKT = (
    r"(?:mor|mora|moren|mamma|far|faren|pappa|bror|broren|søster|søstera|søsteren|syster|systera|sønn|sønnen|son|sonen|datter|dattera|datteren|"
    r"dotter|dottera|gutt(?:en)?|gut(?:en)?|jenta|mann(?:en)?|kone|kona|samboer(?:en)?|onkel(?:en)?|tante|tanta|fetter(?:en)?|kusine|kusina|"
    r"bestefar(?:en)?|bestemor(?:a)?|farfar|farmor|morfar|mormor|oldefar(?:en)?|oldemor(?:a)?|tippoldefar(?:en)?|nevø(?:en)?|niese|niesa|venn(?:en)?|"
    r"venninna|naboen|sjefen)"
)
_NOEN = rf"(?:jeg|eg|æ|han|hun|ho|vi|de|dei|som|{_SLEKT}(?:\s(?:min|mi|hans|hennes|vår))?)"
_ER = (
    rf"(?:{_NOEN}\s(?:er|var|ble|blei|vart|blir|har\svært|har\svore|har\sblitt|hadde\svært|har\svorte)\s{_JO}|"
    rf"(?:er|var|ble|blei|vart)\s(?:jeg|eg|han|hun|ho|vi)\s{_JO}|(?:bli|være|vere|vært|vore|som)\s)"
)
_HAR = rf"(?:{_NOEN}\s(?:har|hadde|fikk|fekk|eier|eig)\s{_JO}|(?:har|hadde|fikk|fekk)\s(?:jeg|eg|han|hun|ho|vi)\s{_JO})"
_I = r"(?:i|på|ved|hos|fra|frå|av|som|med|her|der|igjen|att|til|blant|mellom|rundt)"
_NOEN_FÅ = r"(?:to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|\d{1,2})"
_MANGE = r"(?:fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|[5-9]|1\d)"
_NR = r"(?:tredje|fjerde|femte|sjette|sjuende|sjuande|syvende|åttende|åttande|niende|niande|tiende|tiande|ellevte|tolvte|tolvande)"
_MEDIER = r"(?:\w*avis[ae]?n?|\w*avisene|\w*avisane|tv|tv-en|fjernsyn\w*|nyhet\w*|nyheit\w*|radio\w*|nrk|forsid\w*|framsid\w*|dokumentar\w*|podcast\w*|youtube|dagsrevyen|\w*bladet|overskrift\w*)"
_INNSLAG = r"(?:sak|reportasje|artikkel|film|dokumentar|program|innslag|podcast|bok|sang|song|vise|intervju|stykke|serie)"
_PROGRAM = (
    r"(?:farmen|idol|mesternes\smester|skal\svi\sdanse|paradise\shotel|big\sbrother|norske\stalenter|the\svoice|kvitt\seller\sdobbelt|"
    r"bakemesterskapet|hele\snorge\sbaker|sofa|melodi\sgrand\sprix|mgp|jakten\spå\skjærligheten|robinson\w*|ekspedisjon\srobinson|camp\skulinaris|"
    r"alt\sfor\snorge|tore\spå\ssporet|torp|beat\sfor\sbeat|kompani\slauritzen|71\sgrader|lingo|lykkehjulet|jeopardy)"
)
_VERV = (
    r"(?:(?:vara)?ordfører\w*|(?:vara)?ordførar\w*|meddommer\w*|meddommar\w*|lagrettemedlem|prest(?:en)?|sokneprest\w*|kapellan|prost|biskop|imam(?:en)?|pastor(?:en)?|"
    r"klokker(?:en)?|klokkar(?:en)?|ringer(?:en)?|kirketjener\w*|kyrkjetenar\w*|organist(?:en)?|kantor(?:en)?|dirigent(?:en)?|forsanger\w*|"
    r"lensmann(?:en)?|fyrvokter\w*|fyrvaktar\w*|los(?:en)?|havnefogd\w*|brannsjef\w*|kommunelege\w*|distriktslege\w*|jordmor(?:a)?\si\s\w+|rektor(?:en)?|"
    r"kommunestyrerepresentant|lagleder|speiderleder|korpsleder|konsul|sysselmann|reindriftssjef|sameting\w*|kjentmann|toastmaster|spelemann|forlover|"
    r"losbåtfører|ferjemann|oppsynsmann|skogvokter|jaktoppsyn\w*|bestyrer(?:en)?|vertshusholder)"
)
_DEN_ENE = (
    r"(?:\w*lege[n]?|\w*lækjar|jordmor\w*|tannlege\w*|\w*lærer\w*|\w*lærar\w*|\w*prest\w*|smed\w*|hovslager\w*|slakter\w*|baker\w*|\w*butikk\w*|pub\w*|\w*skole\w*|\w*skule\w*|"
    r"gård\w*|gard\w*|bensinstasjon\w*|hotell\w*|kaf[eé]\w*|kirke\w*|moske\w*|familie\w*|par(?:et)?|kvinn[ea]\w*|mann\w*|jent[ea]\w*|gutt\w*|gut\w*|dam[ea]\w*|person\w*|"
    r"bonde\w*|fisker\w*|veterinær\w*|politi\w*|frisør\w*|drosjesjåfør\w*|rørlegger\w*|elektriker\w*|\w{3,}(?:eren|aren|isten|ologen))"
)
_DYR = (
    r"(?:alpakka\w*|lama\w*|geit\w*|esel\w*|muldyr|struts\w*|emu\w*|påfugl\w*|ugle\w*|falk\w*|hauk\w*|ørn\w*|ilder\w*|slange\w*|python\w*|øgle\w*|iguan\w*|"
    r"skilpadde\w*|papegøye\w*|papegøya|bier|bikuber|dølahest\w*|fjording\w*|travhest\w*|rein(?:en|sdyr\w*)?|sledehund\w*|husky\w*|huskyer|slædehund\w*|ulvehund\w*|brevdue\w*|"
    r"hjort\w*|bison|bøffel|kameler|villsau\w*|kaniner|moskus\w*)"
)
_INSTRUMENT = (
    r"(?:harpe|hardingfele|fele|sekkepipe|trekkspill|trekkspel|torader|tuba|eufonium|kornett|trombone|fagott|obo|cello|banjo|mandolin|sitar|"
    r"orgel|langeleik|munnharpe|bukkehorn|lur|kontrabass|valthorn|nyckelharpa|klokkespill|waldhorn)"
)
_OPPVEKST = (
    r"(?:fyr(?:et|stasjon\w*)?|sirkus\w*|kloster\w*|kollektiv\w*|prestegård\w*|prestegard\w*|campingvogn\w*|husbåt\w*|lekter|barnehjem\w*|barneheim\w*|spesialskole\w*|"
    r"flyktningleir\w*|hotell\w*|slott\w*|tivoli|misjon\w*|kibbutz|sekt\w*|fosterhjem\w*|fosterheim\w*|militærleir\w*|internat\w*|husmannsplass\w*|stavkirke\w*|seter\w*|fengsel\w*)"
)
_SKADER = (
    r"(?:traktor\w*|skurtresk\w*|rundballe\w*|buss\w*|tog(?:et)?|trikk\w*|lastebil\w*|hest\w*|okse\w*|ku(?:a)?|vær(?:en)?|bjørn\w*|hai\w*|truck\w*|kran\w*|snøskuter\w*|scooter\w*|"
    r"gressklipper\w*|gravemaskin\w*|båt\w*|propell\w*|elg\w*|hjort\w*|svane\w*|lyn\w*|snøras\w*|ras(?:et)?|bølge\w*|tre(?:et)?|stein(?:en)?|politibil\w*|sykebil\w*|firhjuling\w*|vinsj\w*|sag\w*|flishogger\w*)"
)
_FRA_HVA = (
    r"(?:\w*tak(?:et)?|\w*stige\w*|\w*stillas\w*|hest\w*|traktor\w*|stup\w*|\w*bru(?:a)?|\w*bro(?:en|a)?|\w*brygg\w*|kai(?:a|en)?|høyloft\w*|låve\w*|\w*tre(?:et)?|altan\w*|balkong\w*|vindu\w*|vindauge\w*|mast\w*|"
    r"båt\w*|tog\w*|lasteplan\w*|silo\w*|brønn\w*|brunn\w*|sjakt\w*|gjødselkjeller\w*|is(?:en)?|luke\w*|scene\w*|tårn\w*|kirketårn\w*|skiheis\w*|fjell(?:et|side\w*|vegg\w*)?|bresprekk\w*|kran\w*)"
)
_LEM = r"(?:finger\w*|fingr\w*|tommel\w*|tå(?:a|en)?|tær(?:ne)?|hånd(?:a|en)?|hand(?:a)?|arm(?:en)?|bein(?:et)?|fot(?:en)?|øye(?:t)?|auge(?:t)?|øre(?:t)?|nyre)"
_NASJON = r"(?:norge|noreg|sverige|danmark|landet|landslaget|kretsen|kretslaget|fylket|regionlaget|distriktet|finland|russland|polen|somalia|syria|eritrea)"

NORWEGIAN_LIVES = (
    Sign(words("eneste", "einaste"), rf"{_ER}(?:den|det|dei|de)\s(?:eneste|einaste)\s(?!grunnen|måten|problemet|gangen|gongen|tingen|som\b)(?:[\w-]+\s){{0,3}}?{_I}\s\w+", 0.5),
    Sign(words("eneste", "einaste"), rf"(?:den|det|de|dei)\s(?:eneste|einaste)\s(?:[\w-]+\s)?{_DEN_ENE}\s{_I}\b", 0.5),
    Sign(words("ingen", "andre", "anna", "annen", "annan"), r"(?:ingen|ikke\snoen|ikkje\snokon|aldri\s(?:\w+\s){0,2}?(?:noen|nokon))\s(?:andre|annen|anna|annan)\s(?:[\w-]+\s){0,3}?"
         r"(?:i\s(?:bygda|byen|familien|slekta|klassen|gata|dalen|kommunen|landet)|på\s(?:øya|skolen|skulen|jobben|laget)|her|med|som)\b", 0.45),
    Sign(words("første", "fyrste"), rf"(?:{_ER})(?:(?:den|de|dei)\s)?(?:aller\s)?(?:første|fyrste)\s(?!gang|gong|timen|dagen|året|uka|veka|tida|steget|jobben|ting)(?:[\w-]+\s){{0,3}}?{_I}\s\w+", 0.5),
    Sign(words("siste"), rf"{_ER}(?:den|de|dei)\s(?:aller\s)?siste\s(?!gang|gong|timen|dagen|året|uka|veka|tida|som\s(?:gikk|gjekk|dro|drog|kom|fikk|fekk|visste))(?:[\w-]+\s){{0,3}}?{_I}\b", 0.5),
    Sign(words("yngst", "yngste", "eldst", "eldste", "høgst", "høyest", "minst", "størst", "raskest", "lengst", "tyngst"),
         rf"{_ER}(?:(?:den|de|dei|\w+s)\s)?(?:yngste?|eldste?|høgste?|høyeste?|minste?|største?|raskeste?|tyngste?)\s(?!av\s(?:to|tre|oss\b|dem\b))(?:[\w-]+\s){{0,3}}?(?:i|på|av|de\shar|dei\shar|som|noen|noensinne|til)\b|"
         r"lengst\sav\s(?:alle|dem|dei|oss)\b", 0.45),
    # I avisa, på skjermen, i en bok.
    Sign(words("avis", "lokalavis", "tv", "fjernsyn", "nyhet", "nyheit", "radio", "nrk", "forside", "framside", "førsteside", "dokumentar", "podcast", "youtube", "dagsrevyen", "overskrift", "bladet", "ukeblad"),
         rf"(?:(?:det|jeg|eg|han|hun|ho|vi|de|dei|saken|saka|bildet|biletet|navnet|namnet|meg|oss|{_SLEKT})\s)?(?:sto|stod|kom|kommet|var|vært|vore|havna|havnet|hamna|ble|blei|vart|sett|vist|omtalt|avbilda|intervjua|intervjuet|med|bilde)\s"
         rf"(?:(?:det|jeg|eg|han|hun|ho|vi|jo|også|òg|av|om|meg|oss|\w+\s\w+|vist|med|omtalt|bilde)\s){{0,3}}(?:i|på)\s(?:(?:hele|alle|den|forsida\sav|forsiden\sav|framsida\spå|noen)\s){{0,2}}{_MEDIER}\b", 0.45, headline=True),
    Sign(words("sak", "reportasje", "artikkel", "film", "dokumentar", "program", "innslag", "podcast", "bok", "sang", "song", "vise", "intervju", "stykke", "serie"),
         rf"(?:lagde|laga|lagd|laget|skrev|skreiv|skrevet|skrive|kom|ble|blei|vart|var|filma|spilte\sinn)\s(?:(?:en|ei|et|eit|ein|det|de|dei|laget|laga|skrevet|skrive)\s){{0,3}}(?:\w+\s)?{_INNSLAG}\s(?:om|av|med)\s(?:meg|oss|han|ho|henne|ham|{_SLEKT}|bygda|gata|gården|garden|\w+a\svår)\b", 0.45),
    Sign(words("farmen", "idol", "mesternes", "skal", "paradise", "big", "norske", "voice", "kvitt", "bake", "hele", "melodi", "mgp", "jakten", "robinson", "ekspedisjon", "camp", "tore", "beat",
               "kompani", "lingo", "lykkehjulet", "jeopardy"), rf"(?:i|på|med\si|med\spå|vunnet|vant)\s{_PROGRAM}\b", 0.5),
    Sign(words("viralt", "googler", "googlar", "journalist", "kamera", "pressa", "pressen", "kanskje", "sikkert", "sett", "hørt"),
         r"(?:gikk|gjekk)\sviralt|(?:hvis|om|når)\s(?:du|man|noen|nokon|dei|de)\s(?:googler|googlar)\s\w+|du\s(?:har|kan\sha)\s(?:kanskje|sikkert|nok)\s(?:sett|hørt|høyrt|lest|lese)\s(?:meg|oss|om|det|han|ho|henne)\b|"
         r"(?:journalist\w*|pressa|pressen|kamerateam\w*|fotograf\w*)\s(?:\w+\s){0,2}?(?:utenfor|utanfor|kom|ringte|stod|sto|hjem|på\sdøra)\b", 0.45),
    # Utmerkelser og rekorder.
    Sign(words("medalje", "fortjenst", "pris", "årets", "plass", "rekord", "nominert", "stipend", "diplom", "mester", "meister", "premie", "plassen", "tredjeplass", "andreplass", "førsteplass", "førstepremie", "klubbrekord", "kretsrekord", "hederspris", "kulturpris"),
         r"(?:fikk|fekk|fått|mottok|vant|vann|vunnet|tildelt)\s(?:(?:kongens|den|en|et|eit|ein|ei|denne|sin)\s)?(?:[\w-]+\s){0,2}?\w*(?:medalje\w*|pris(?:en)?|stipend\w*|diplom\w*|pokal\w*|premie\w*)\b(?!\spå\s\w+\skroner)|"
         r"årets\s(?!slutt|første|siste|jul|sommer|gang)\w+|(?:første|andre|tredje|fjerde|1\.?|2\.?|3\.?)[\s-]?plass(?:en)?\s(?:i|på)\s(?:et|eit|en|nm|vm|em|\w*mesterskap\w*|\w*meisterskap\w*|\w*konkurranse\w*|\w*rennet|\w*løpet|kretsen)|"
         r"(?:har|hadde|satte|sette|slo|holder|innehar)\s(?:[\w-]+\s){0,2}?\w*rekord\w*\b|nominert\stil\s\w+|(?:norgesmester|noregsmeister|kretsmester|kretsmeister|fylkesmester|verdensmester|verdsmeister|europamester|nordisk\smester)\w*", 0.5),
    Sign(words("spilte", "spelte", "spiller", "spelar", "bokset", "boksa", "svømte", "sumde", "løp", "sprang", "konkurrerte", "sang", "song", "dansa", "danset", "kjører", "kjørte", "hoppa", "gikk", "gjekk"),
         rf"(?:spilte|spelte|spiller|spelar|bokset|boksa|svømte|sumde|løp|sprang|konkurrerte|sang|song|dansa|danset|kjørte|hoppa|hoppet|gikk|gjekk)\s(?:\w+\s){{0,2}}?(?:for|på)\s{_NASJON}\b", 0.5),
    # Ulykker og hendelser.
    Sign(words("falt", "fall", "falle", "datt", "ramla", "ramlet", "gikk", "gjekk", "styrta", "styrtet"), rf"(?:falt|fall|falle|datt|ramla|ramlet|gikk|gjekk|styrta|styrtet)\s(?:\w+\s)?(?:ned|av|gjennom|utfor|ut|i|fra|frå|nedi|igjennom)\s(?:(?:fra|frå|i|av|på|gjennom|utfor|en|et|ei|eit|ein)\s){{0,2}}{_FRA_HVA}\b", 0.5),
    Sign(words("påkjørt", "påkøyrt", "truffet", "treft", "sparka", "sparket", "stanga", "stanget", "trampa", "bitt", "angrepet", "angripe", "klemt", "knust", "kasta", "dratt", "tatt", "teken", "overkjørt", "overkøyrt", "most", "kjørt", "køyrt"),
         rf"(?:påkjørt|påkøyrt|truffet|treft|sparka|sparket|stanga|stanget|trampa|trampet|bitt|angrepet|angripe|klemt|knust|kasta|kastet|dratt|tatt|teken|overkjørt|overkøyrt|most|kjørt\s(?:ned|over)|køyrt\s(?:ned|over))"
         rf"\s(?:\w+\s)?(?:av|under|mellom)\s(?:(?:en|et|ei|eit|ein|min|mi|sin|egen|eigen|egne|vår)\s){{0,3}}(?:\w+\s)?{_SKADER}\b", 0.55),
    Sign(words("mista", "mistet", "mister", "miste", "kutta", "kuttet", "kappa", "kappet", "mangler", "manglar", "glassøye", "glasauge", "protese", "trebein", "sagde", "saga"),
         rf"(?:mista|mistet|miste|kutta\sav|kuttet\sav|kappa\sav|kappet\sav|mangler|manglar|saga\sav|sagde\sav|klipte\sav)\s(?:(?:meg|seg|av|den|det|en|ei|ein|et|eit|to|tre|fire|halve|begge|høyre|høgre|venstre|hele)\s){{0,3}}{_LEM}\b|glassøye|glasauge|trebein|(?:fot|bein|arm|hånd|hand)protese", 0.5),
    Sign(words("brant", "brann", "sank", "kantra", "kantret", "forliste", "eksploderte", "raste", "gikk", "gjekk", "velta", "styrta"),
         r"(?:huset|heimen|hjemmet|låven|fjøset|gården|garden|butikken|skolen|skulen|leiligheten|leilegheita|kirka|kyrkja|fabrikken|hotellet|båten|hytta|verkstedet|naustet|\w*huset)\s(?:\w+\s){0,2}?(?:brant|brann|eksploderte|raste|tok\sfyr)\b|"
         r"(?:båten|ferja|ferga|fergen|skipet|tråleren|flyet|helikopteret|plattformen|bussen|toget|\w+båten)\s(?:\w+\s){0,2}?(?:sank|gikk\sned|gjekk\sned|kantra|kantret|forliste|styrta|styrtet|velta|krasja|krasjet|sporet\sav|gikk\sav)\b|"
         r"om\sbord\s(?:i|på|da|då)\s\w+", 0.55),
    Sign(words("helikopter", "luftambulanse", "redningsskøyte", "redningsskøyta", "redda", "reddet", "savna", "savnet", "leteaksjon", "leita", "lette", "leitte", "drukna", "druknet", "drept", "drepen", "drap", "myrda", "myrdet", "skutt", "knivstukket",
               "kidnappa", "gissel", "fengsel", "henta", "hentet", "besvimte", "kollapsa", "svimte"),
         r"(?:redningsskøyt\w*|luftambulanse\w*|sea\s?king|røde\skors)\s(?:\w+\s){0,2}?(?:kom|måtte|henta|hentet|tok|fløy|leita|lette)\b|(?:henta|hentet|hente|fløyet|flydd)\s(?:\w+\s){0,2}?(?:med|i|av)\s(?:helikopter\w*|redningsskøyt\w*|luftambulanse\w*)|"
         rf"{_NOEN}\s(?:var|ble|blei|vart)\s(?:meldt\s)?sav[nk]\w*|(?:lette|leita|leitte)\setter\s(?:meg|han|henne|ho|ham|dem|oss)\b|drukna|druknet|(?:ble|blei|vart|var|er)\s(?:\w+\s)?(?:drept|drepen|myrda|myrdet|skutt|skoten|knivstukket|kidnappa|kidnappet|tatt\ssom\sgissel)\b|"
         r"(?:satt|sat|sitter|sit)\s(?:\w+\s)?i\sfengsel|(?:besvimte|kollapsa|kollapset|svimte\sav)\s(?:i|på|under|foran|midt)\s\w+", 0.5),
    Sign(words("fast", "innesperra", "innestengt", "fanga", "fanget", "sperra", "isolert", "innsnødd"),
         r"(?:fast|innesperra|innesperret|innestengt|fanga|fanget|strandet|innsnødd)\s(?:\w+\s)?(?:i|på|under|nede\si|oppe\si)\s(?:(?:en|et|ei|eit|ein|den)\s)?\w*(?:heis\w*|brønn\w*|brunn\w*|gruv\w*|grotte\w*|hule\w*|skiheis\w*|stolheis\w*|do(?:en)?|fryser\w*|tunnel\w*|tog\w*|øy(?:a)?|loft\w*|kjeller\w*|silo\w*|kran\w*|gondol\w*|fjellet|fjellhylle\w*)\b", 0.5),
    # Familie.
    Sign(words("tvilling", "trilling", "firling"), r"(?:(?:en|ei|ein|min|mi|de|dei|to\spar|tre\spar|et\spar|har|hadde|fikk|fekk|er|var|av|med|eneggede|eineggja|toeggede|toeggja|siamesiske)\s){1,4}(?:tvilling|trilling|firling)\w*(?:\s(?:min|mi|mine|våre))?", 0.5, closed=True),
    Sign(words("nummer", "tredje", "fjerde", "femte", "sjette", "sjuende", "sjuande", "syvende", "åttende", "niende", "tiende", "yngst", "yngste", "eldst", "eldste", "mellomste"),
         rf"(?:nummer\s\w+|(?:den\s)?(?:{_NR}|yngste?n?|eldste?n?|mellomste))\s(?:(?:barnet|jenta|gutten|guten)\s)?av\s{_MANGE}\b(?!\s(?:prosent|dager|uker|måneder|år))(?:\s(?:søsken|sysken|barn|unger))?", 0.5),
    Sign(words("alle", "begge"), rf"(?:alle|begge)\s(?:de\s|dei\s)?(?:{_NOEN_FÅ}\s)?(?:\w+\s)?(?:guttene|gutane|jentene|sønnene|sønene|døtrene|ungene|ungane|barna|borna|brødrene|brørne|søstrene|systrene|foreldrene|mennene)\s(?:mine|våre|hans|hennes)\s(?:er|var|har|døde|fikk|fekk|ble|blei|vart|drukna)\s\w+", 0.4),
    Sign(words("gift", "gifta", "giftet", "enke", "enkje", "enkemann", "skilt", "søskenbarn", "syskenbarn", "adoptert", "foreldreløs", "surrogat", "sæddonor", "eggdonor"),
         rf"gift\s(?:\w+\s)?{_NOEN_FÅ}\sgang\w*|gift\s(?:{_NOEN_FÅ}\sgang\w*)|(?:gifta|giftet|gifte)\s(?:meg|seg|oss)\s(?:\w+\s)?med\s(?:broren|bror|søstera|søsteren|syster|fetteren|kusina|læreren|lærarken|sjefen|onkelen|legen|presten|svogeren|stebroren|søskenbarnet)\b|"
         r"(?:enke|enkje|enkemann|skilt)\s(?:to|tre|fire)\sgang\w*|(?:foreldrene|besteforeldrene|mora\sog\sfaren)\s(?:\w+\s){0,2}?(?:var|er)\s(?:søskenbarn|syskenbarn)|adoptert\s(?:\w+\s)?(?:fra|frå|som|av|da|då|ut|bort|to|tre)\b|(?:surrogat\w*|sæddonor\w*|eggdonor\w*)|(?:er|var)\sikk(?:e|je)\s(?:den\s)?(?:ordentlige|biologiske|ekte|rette)\s(?:faren|far|mora|mor)\b", 0.55),
    Sign(words("mista", "mistet", "begravde", "gravla", "miste"), rf"(?:mista|mistet|miste|begravde|gravla)\s(?:både\s)?(?:{_NOEN_FÅ}|begge|alle|både)\s(?:\w+\s)?(?:sønn\w*|søner|sønene|døtr\w*|gutt\w*|gut\w*|jent\w*|barn\w*|born\w*|unger|ungene|brødre\w*|brør\w*|søstr\w*|systr\w*|menn\w*|koner|foreldre\w*|mor|far)\b", 0.5),
    Sign(words("vokste", "voks", "vaks", "oppvokst", "oppvaksen", "født", "fødd", "fødte", "barndom"), rf"(?:vokste\sopp|voks\sopp|vaks\sopp|oppvokst|oppvaksen|født|fødd|fødte|barndom\w*)\s(?:\w+\s)?(?:i|på|ved|over|bak)\s(?:(?:en|et|ei|eit|ein|det|den)\s)?(?:\w+\s)?\w*(?:{_OPPVEKST}|kjøkkengolv\w*|kjøkkengulv\w*|baksete\w*|drosje\w*|taxi\w*|ambulanse\w*|skip\w*|låve\w*|fjøs\w*|åker\w*|telt\w*|båt\w*|ferje\w*)\b", 0.55),
    # Hva noen er, har og er kjent for.
    Sign(words("ordfører", "ordførar", "varaordfører", "varaordførar", "meddommer", "meddommar", "lagrette", "prest", "presten", "sokneprest", "kapellan", "prost", "biskop", "imam", "pastor", "klokker", "klokkar", "ringer", "kirke", "kyrkje", "organist", "kantor", "dirigent",
               "forsanger", "lensmann", "fyrvokter", "fyrvaktar", "los", "losen", "havnefogd", "brannsjef", "kommunelege", "distriktslege", "jordmor", "rektor", "kommunestyre", "lagleder", "speider", "korps", "konsul", "sysselmann", "reindrift", "sameting", "kjentmann",
               "spelemann", "ferjemann", "oppsyn", "skogvokter", "bestyrer"), rf"{_ER}(?:(?:den|en|ei|ein|tidligere|lokal|første|siste)\s){{0,2}}{_VERV}\b(?:\s(?:i|på)\s\w+)?", 0.45),
    Sign(words("kaptein", "leder", "leiar", "leiaren", "formann", "president", "kasserer", "grunnlegger", "nestleder", "nestleiar", "styreleder", "styreleiar", "trener", "trenar", "vokalist", "forsanger"),
         rf"{_ER}(?:(?:den|en|ei|ein|valgt\still|tidligere)\s)?(?:kaptein|leder|leiar|formann|president|kasserer|grunnlegger|nestleder|nestleiar|styreleder|styreleiar|trener|trenar|vokalist)\s(?:i|på|for|av)\s\w*(?:lag(?:et)?|klubb\w*|forening\w*|foreining\w*|kor(?:et)?|korps\w*|band\w*|råd(?:et)?|parti\w*|utvalg\w*|menighet\w*|orkester\w*|kretsen)\b", 0.45),
    Sign(words("spiller", "spilte", "spelar", "spelte", "spille", "spele", "dirigerer", "synger", "syng", "sang", "danser", "ringer"),
         rf"(?:spiller|spilte|spelar|spelte|spille|spele)\s(?:\w+\s)?{_INSTRUMENT}\b|dirigerer\s\w+|(?:spiller|spilte|spelar|spelte|synger|syng|sang|song|danser|dansa)\s(?:\w+\s){{0,2}}?(?:i|med)\s(?:(?:et|eit|en|ei|ein|det)\s)?\w*(?:band\w*|kor(?:et)?|korps\w*|orkester\w*|spelemannslag\w*|spillemannslag\w*|kvartett\w*|revy\w*|teater\w*|dansegruppe\w*)\b", 0.45),
    Sign(words("driver", "driv", "holder", "held", "avler", "alar", "har", "oppdretter", "temmer", "kjører", "samler", "samlar", "restaurerer", "bygger", "byggjer", "bygde", "skjærer"),
         rf"(?:driver|driv|holder|held|avler|oppdretter|temmer|tamme|kjører|har|hadde)\s(?:(?:jeg|eg|vi|han|ho|hun|med|på|egne|eigne|noen|nokre|to|tre|fire|fem|mange|et\spar)\s){{0,3}}{_DYR}\b|"
         rf"(?:samler|samlar|samla|restaurerer|restaurerte|avler)\s(?:(?:på|opp|gamle|egne)\s){{0,2}}\w{{4,}}|(?:bygger|byggjer|bygde)\s(?:(?:egne|mine|gamle)\s)?(?:feler|fioliner|båter|båtar|orgler|drager|modell\w*|veteran\w*)\b", 0.4),
    Sign(words("generasjon", "generasjonar", "generasjoner", "tippolde", "oldefar", "oldemor", "oppkalt", "benk", "benken", "plakett", "statue", "bauta", "minnestein", "bestefar", "farfar", "morfar", "slekt", "beslektet"),
         rf"(?:i|gjennom|tilbake)\s{_NOEN_FÅ}\sgenerasjon\w*|{_NR}\sgenerasjon\w*|(?:tipp\w*|oldefar\w*|oldemor\w*|bestefar\w*|bestemor\w*|farfar|morfar)(?:\smin|\shans|\shennes|\svår)?\s(?:som\s)?(?:bygde|bygget|grunnla|starta|startet|åpna|åpnet|opna|skrev|skreiv|oppfant|var\s(?:med|den|en\sav))\b|"
         r"oppkalt\setter\s\w+|(?:benk\w*|plakett\w*|statue\w*|bauta\w*|minnestein\w*|gate|vei|veg|pokal)\s(?:\w+\s){0,3}?(?:med\s(?:navnet|namnet)|over|etter|til\sminne)\b|(?:slekt(?:a)?|i\sslekt|beslektet|beslekta)\smed\s(?:den|det|han|kongen|statsministeren|[A-ZÆØÅ]\w+)", 0.45),
    Sign(words("alle", "folk", "kaller", "kallar", "kalt", "kjenner", "kjent", "kjend", "oppnavn", "klengenavn", "tilnavn", "utnamn"),
         r"(?:alle|folk|de|dei|ungene|ungane|gutta)\s(?:\w+\s)?(?:kjenner|kallar|kaller|kalte|kjende|kjente|visste)\s(?:meg|han|henne|ho|oss|ham)\s(?:bare\s|berre\s|som\s|for\s)*(?!det\b|at\b)\w+|"
         r"(?:kjent|kjend|kalt)\s(?:\w+\s){0,2}?(?:som|for)\s(?!at\b|det\b)\w+|(?:oppnavn|klengenavn|tilnavn|økenavn|utnamn|kallenavn)\w*", 0.4),
    Sign(words("meter", "to", "født", "fødd"), r"to\s(?:meter|og)\s(?:og\s)?(?:en|ein|to|tre|fire|fem|seks|sju|åtte|ni|ti|\d{1,2})\s(?:høy|høg|lang|centimeter|på\sstrømpe\w*|over)|(?:født|fødd)\s(?:med|uten|utan)\s(?:en|ei|ein|et|eit|bare|berre|to|seks)\s\w+", 0.45, closed=True),
    Sign(words("kom", "flykta", "flyktet", "rømte", "krysset", "kryssa", "gikk", "gjekk"), r"(?:kom|flykta|flyktet|rømte|krysset|kryssa|gikk|gjekk)\s(?:\w+\s){0,4}?(?:i|med|over|på|under|gjennom)\s(?:en\s|ei\s|ein\s|et\s|eit\s)?(?:liten\s|lita\s)?(?:båt|gummibåt\w*|fiskebåt\w*|lastebil\w*|container\w*|fjellet|fjella|fjellene|grensa|grensen|ørkenen|middelhavet|flåte)\b", 0.5),
)  # fmt: skip
