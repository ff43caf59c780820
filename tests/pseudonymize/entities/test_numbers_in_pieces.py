"""A number of somebody that is told in pieces is found in each turn; what counts something stays."""

import re

import pytest

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.entities.numbers_in_dialogue import told_between
from ipstranscribe.pseudonymize.entities.numbers_in_pieces import NUMBERS
from ipstranscribe.pseudonymize.recognizers import patterns

TOLD = {
    "a library card, broken off by the interviewer": (
        "en",
        (
            "Did they let you in?",
            "They wanted my library card, and I never carry it, but I know it. <Two nine double four>, and then—",
            "You really don't have to tell me.",
            "<Six oh one>. My mother's was one less.",
        ),
    ),
    "a staff number after the word that tells what it was": (
        "en",
        (
            "And at the door?",
            "You shout it through the hatch. <Eight oh six three>, that was my staff number, thirty years I shouted that.",
            "Every morning?",
            "Every morning.",
        ),
    ),
    "a digit corrected": (
        "en",
        (
            "What's the reference number on the letter?",
            "It's, er, <five one seven>, no, <five one nine>",
            "<Five one nine>",
            "and then <double two>",
        ),
    ),
    "said back wrongly": (
        "en",
        (
            "Is there a number I can put down?",
            "<Oh seven seven double oh, nine hundred>",
            "<Oh seven double seven oh>",
            "No, double seven wrong, it's <oh seven seven double oh. Nine hundred. Four two three>.",
        ),
    ),
    "without marks, the policy": (
        "en",
        (
            "and the insurance",
            "i rang them and she goes have you got your policy there and i said i have it by heart it's <four four seven oh>",
            "okay",
            "and then <nine one> but she couldn't find me",
        ),
    ),
    "a telephone of somebody else": (
        "en",
        (
            "Could I call if something is unclear?",
            "Not me, I never hear it. Call my sister, she lives next door. It's <oh one six three two, and then nine six>",
            "Yes?",
            "<Oh double seven one>.",
            "Lovely.",
        ),
    ),
    "a number that is going on with nothing said before it": (
        "en",
        (
            "So it's <three oh nine> and then",
            "Mhm.",
            "<Seven seven two>.",
            "Thank you.",
        ),
    ),
    "a union card with letters": (
        "en",
        (
            "Were you a member?",
            "Still am. Here's the card, look, <U, N, seven seven oh three>. I'm proud of that.",
            "You needn't read it out.",
            "<Four one>. There.",
        ),
    ),
    "et lånekort": (
        "nb",
        (
            "Brukte du biblioteket?",
            "Hver uke. Jeg kan lånekortet mitt utenat, jeg. <Sju null sju fire>, og så —",
            "Det trenger jeg ikke.",
            "<Null null ni>. Der har du det.",
        ),
    ),
    "medlemsnummeret rettes": (
        "nb",
        (
            "Hva spurte de om?",
            "Medlemsnummeret mitt, og jeg sa <førtito>, nei, <førtitre, og så åttini>",
            "<Førtitre>?",
            "<Førtitre, åttini, null seks>. Da ble det stille.",
        ),
    ),
    "telefonen uten tegn": (
        "nb",
        (
            "kan jeg ringe deg hvis det er noe",
            "ja da det er <ni en null> og så",
            "ja",
            "<sekstifem og så trettini null> men ikke før ti",
            "supert",
        ),
    ),
    "mobilen, med en som roper imellom": (
        "nb",
        (
            "Og mobilen din, var det den samme?",
            "Ja. <Ni null fem, dobbel to> — jeg kommer! Det er bare ungen, hun har mista skoen.",
            "Ta den tida du trenger.",
            "Hvor var vi? <Tre tre null>.",
        ),
    ),
    "kundenummeret, gjentatt feil": (
        "nb",
        (
            "Hva sto det på fakturaen?",
            "Kundenummeret, det begynner på <åtte åtte null>",
            "<Åtte null null>?",
            "Nei, <åtte åtte null. Og så sekstien>.",
        ),
    ),
    "telefonen på nynorsk": (
        "nn",
        (
            "Har du eit nummer eg kan skrive ned?",
            "Eg har det ein stad. <Femtisju, åtti>, og so",
            "<Femtisju, åtti>.",
            "<Nittien>. Nei, <nittito>. Og so <null fire>.",
        ),
    ),
    "fagforeininga på nynorsk, utan teikn": (
        "nn",
        (
            "var du organisert",
            "ja i fagforeininga heile tida eg hugsar kortet enno det var <to null åtte seks> og so",
            "du treng ikkje seie det",
            "<sju sju> det er det ingen som spør etter no",
        ),
    ),
    "eit nummer etter det neste": (
        "nn",
        (
            "Kva er telefonnummeret?",
            "<Femti tre, elleve>",
            "Ja",
            "<Nitti, null sju>. Og medlemsnummeret, vil du ha det? <Fire null fire>, og so —",
            "Nei takk.",
        ),
    ),
    "pieces asked back in the wrong order": (
        "en",
        (
            "And they wanted what?",
            "My NHS number. I said <four five oh, then two one>, and the girl says is that <two one> or <one two>?",
            "<One two>?",
            "<Two one. Then six six eight one>.",
        ),
    ),
    "a licence with letters, read out": (
        "en",
        (
            "Did you have to prove it?",
            "I'd to read my licence down the phone, with my glasses off. <M O R, seven one double three>",
            "Right, you don't—",
            "and <nine five eight>. They had me down as a man.",
        ),
    ),
    "the mobile, without marks": (
        "en",
        (
            "what's the best way to get hold of you",
            "mobile <oh seven five double three>",
            "okay",
            "<one nine two> and then i think it's <six oh four>",
        ),
    ),
    "pairs, with a dog between": (
        "en",
        (
            "And your phone number, just in case?",
            "<Fifty five, twelve>. Sorry, that's the dog.",
            "No problem.",
            "<Ninety. And then eighteen>, I think.",
        ),
    ),
    "a reference on the fridge": (
        "en",
        (
            "Did they give you a reference?",
            "They did, it's on the fridge. <Eight eight one oh>, and then—",
            "Don't worry about it.",
            "<Double five two>. I see it every time I want milk.",
        ),
    ),
    "a clock number that is named after it": (
        "en",
        (
            "How long did you work there?",
            "Thirty years. <Six oh two two nine>. Still know me clock number.",
            "Ha.",
            "Yeah.",
        ),
    ),
    "the husband's number, said back wrongly": (
        "en",
        (
            "Who could we ring?",
            "My husband. He's on <oh one double four six>",
            "Sorry, <oh one four four six>?",
            "Yes. <Two one double oh nine>, and a half the time he doesn't answer.",
        ),
    ),
    "personnummeret, med et brudd på linja": (
        "nb",
        (
            "Og så ringte du kommunen?",
            "De skulle ha personnummeret, så jeg begynte, <tjueen åttito, og så nitti>, og så falt linja ut.",
            "Å nei.",
            "<Tre åtte ni>, ropte jeg. <Null fem>.",
        ),
    ),
    "mobilen i par": (
        "nb",
        (
            "Kan vi ringe deg etterpå?",
            "Jada. <Nittifire, tolv> —",
            "<Nittifire tolv>",
            "<sekstisju, null åtte>.",
        ),
    ),
    "mobilen på nynorsk, utan teikn": (
        "nn",
        (
            "har du eit nummer vi kan nå deg på",
            "ja mobilen er <fire åtte to> og så",
            "ja",
            "<nitti null tre seks>",
        ),
    ),
    "et kort som legges bort": (
        "nb",
        (
            "Hadde du med kortet?",
            "Alltid. Se her, <seks ni ni null> —",
            "Du kan legge det bort.",
            "<To fire>. Sånn, nå har du hele.",
        ),
    ),
    "et saksnummer, usikkert": (
        "nb",
        (
            "Fikk du svar?",
            "Nei, bare et saksnummer. <Fire null åtte>, tror jeg. Eller <fire null ni>.",
            "Mhm.",
            "Og så <sytti sju> bakerst.",
        ),
    ),
    "nummeret til dottera": (
        "nn",
        (
            "Kven skal eg ringje?",
            "Ring dotter mi. Ho har <fire sju null>, og so <nitten>",
            "<Fire sju null nitten>?",
            "Ja, og so <trettien null>.",
        ),
    ),
}
"""Dialogues, in which `<>` stands around what is found."""

COUNTED = {
    "counting": (
        "en",
        ("What did the card say?", "Count to three. One two three, go!", "And then?", "Four five six, and jump."),
    ),
    "counting down": (
        "en",
        ("You had the number by heart?", "No. Five four three two one, and it was gone.", "Oh.", "Yes."),
    ),
    "scores": (
        "en",
        ("Did the union have a team?", "We won three, two and four, one that year.", "Well.", "Four, one!"),
    ),
    "doses": (
        "en",
        (
            "Was there a card from the ward?",
            "It says two tablets at eight and one at noon.",
            "Two?",
            "Two, and then one, for 14 days.",
        ),
    ),
    "hours": (
        "en",
        ("Can I ring?", "Not before nine, and not at four oh five, there's the news.", "Okay.", "Ten is best."),
    ),
    "prices": (
        "en",
        (
            "Did you keep the card?",
            "It was forty nine ninety, plus twelve for the post.",
            "Dear.",
            "Sixty with the tax.",
        ),
    ),
    "ages": (
        "en",
        (
            "You joined the union?",
            "I was nineteen, and my brothers were twelve and fourteen.",
            "Young.",
            "Nineteen, yes.",
        ),
    ),
    "years": (
        "en",
        ("And the membership?", "From nineteen eighty four to two thousand and six.", "Long.", "Twenty two years."),
    ),
    "bus lines": (
        "en",
        ("Which number do you take?", "The bus four one seven, and then the three oh six.", "Both?", "Both."),
    ),
    "wards": (
        "en",
        (
            "Do you have the card from hospital?",
            "It's at ward four two, they moved me to ward six.",
            "Six?",
            "Six, yes.",
        ),
    ),
    "pages": ("en", ("Is the policy in there?", "It's on page three one four, I think.", "Right.", "Or page nine.")),
    "an emergency": (
        "en",
        ("Who did you phone?", "Nine nine nine, straight away.", "And?", "And one one one, the day after."),
    ),
    "a scale": ("en", ("What number on a scale from one to ten?", "Seven, eight, seven.", "Seven?", "Eight at night.")),
    "telling": (
        "nb",
        ("Hadde du kortet?", "Jeg telte en to tre fire og hoppa.", "Og?", "Fem seks sju, så var jeg nede."),
    ),
    "nødnummer": ("nb", ("Hvem ringte du?", "Jeg ringte en en to, og så en en tre.", "Begge?", "Begge to.")),
    "stillingen": (
        "nb",
        ("Var forbundet med?", "Det sto to null til pause, og så tre null.", "Flott.", "Fire null til slutt."),
    ),
    "klokka": ("nb", ("Kan jeg ringe?", "Ja, mellom ti og tolv, ikke etter kvart på fire.", "Fint.", "Ti er best.")),
    "dosar": (
        "nn",
        ("Står det på kortet?", "To om morgonen, ein om kvelden, i fjorten dagar.", "To?", "To, og so ein."),
    ),
    "linjer": (
        "nb",
        ("Hvilket nummer tar du?", "Buss fire null ni, eller trikk en sju.", "Ja.", "Og så buss to en null."),
    ),
    "sider": ("nn", ("Har du polisen?", "Han ligg i permen, side to null fire.", "Ja.", "Eller side ni.")),
    "aldre": (
        "nb",
        ("Er du i fagforening?", "Siden jeg var atten, og kona siden hun var tjueto.", "Lenge.", "Førti år."),
    ),
    "calls that were counted": (
        "en",
        ("Did you phone them?", "I phoned six or seven times, and waited forty minutes.", "Forty?", "Forty five once."),
    ),
    "what is on a card": (
        "en",
        ("What's on the card?", "A picture of two dogs.", "Nice.", "Three, actually, there's one behind."),
    ),
    "how bad it is": (
        "en",
        ("Is there a number for how bad it is?", "Six. Six and a half at night.", "And now?", "Four."),
    ),
    "members, and years": (
        "en",
        (
            "You were in the union?",
            "From seventy nine to ninety one. There were three hundred of us, then two hundred.",
            "And after?",
            "Twelve.",
        ),
    ),
    "between two hours": (
        "en",
        ("Could I call you?", "Yes, between two and four, not Thursdays.", "Two and four.", "Or five."),
    ),
    "tablets by the day": (
        "en",
        (
            "what number are you taking",
            "the blue ones two in the morning one at noon one at night",
            "so two one one",
            "yes two one one",
        ),
    ),
    "timer": (
        "nb",
        ("Kan jeg ringe?", "Ja, etter seks, da er ungene lagt.", "Seks.", "Eller sju, åtte, ni, jeg er oppe."),
    ),
    "trening": (
        "nb",
        ("Hvor mye trener du?", "Tre ganger, med kort pause, fire sett, ti repetisjoner.", "Ti?", "Ti, ti, åtte."),
    ),
    "blodtrykk": (
        "nb",
        ("Hva står det på kortet fra legen?", "Blodtrykk hundre og førti over nitti.", "Ja.", "Og puls sekstifire."),
    ),
    "gonger": ("nn", ("Ringde du?", "Ja, to gonger, og så tre gonger til.", "Fem.", "Fem, ja.")),
    "a dance counted in": (
        "en",
        (
            "And the dance, was it hard?",
            "One two three, one two three, and he'd the number of my feet.",
            "Ha.",
            "Two three four, turn.",
        ),
    ),
}

CERTAIN = {
    "a whole telephone number": (
        "en",
        ("Is there a number?", "Oh seven seven double oh and then", "Yep.", "Nine hundred, four one six."),
        True,
    ),
    "the same with a house after it": (
        "en",
        (
            "Is there a number?",
            "Oh seven seven double oh and then",
            "Yep.",
            "Nine hundred, four one six.",
            "And the house?",
            "Seventeen.",
        ),
        True,
    ),
    "a telephone number that breaks off": (
        "en",
        ("Is there a number?", "Oh seven seven double oh and then", "Yep.", "No, stop."),
        False,
    ),
    "a card, of which no length is right": (
        "en",
        ("Which union?", "It says here, two nine double four", "Yes?", "oh seven seven one."),
        False,
    ),
}
"""Whether the first piece is replaced without asking."""


def _found(language: str, texts: tuple[str, ...]) -> tuple[list[Turn], list[FoundInTurn]]:
    turns = [Turn(id=f"P1:{n}", speaker="IP"[n % 2], text=text, start=None, end=None) for n, text in enumerate(texts)]
    recognizers = patterns(language)
    alone = [(turn, found) for turn in turns for one in recognizers for found in one.find(turn.text)]
    both = [*alone, *told_between(alone, turns, recognizers, language)]
    return turns, [(turn, found) for turn, found in both if found.category in NUMBERS]


def _marked(turn: Turn, found: list[FoundInTurn]) -> str:
    inside = {at for other, one in found if other is turn for at in range(one.char_start, one.char_end)}
    ends = [(at in inside) - (at - 1 in inside) for at in range(len(turn.text) + 1)]
    signs = {1: "<", 0: "", -1: ">"}
    return "".join(signs[end] + letter for end, letter in zip(ends, f"{turn.text}\0", strict=True)).rstrip("\0")


@pytest.mark.parametrize("case", TOLD)
def test_pieces_are_found(case: str) -> None:
    language, marked = TOLD[case]
    turns, found = _found(language, tuple(re.sub("[<>]", "", text) for text in marked))
    assert tuple(_marked(turn, found) for turn in turns) == marked


@pytest.mark.parametrize("case", COUNTED)
def test_what_counts_something_stays(case: str) -> None:
    language, texts = COUNTED[case]
    turns, found = _found(language, texts)
    assert tuple(_marked(turn, found) for turn in turns) == texts


@pytest.mark.parametrize("case", CERTAIN)
def test_a_whole_number_is_certain(case: str) -> None:
    language, texts, certain = CERTAIN[case]
    turns, found = _found(language, texts)
    assert {one.certain for turn, one in found if turn is turns[1]} == {certain}
