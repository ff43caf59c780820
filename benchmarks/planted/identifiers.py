"""The two hundred identifiers that are planted, and the key that knows them. Every one is invented.

National identity numbers are synthetic (80 is added to the month) with valid check digits; phone numbers, plates, places
and employers were made up.
"""

from functools import cache
from typing import NamedTuple

from ipstranscribe.model import Category, Decisions, Key
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.entities.roster import Roster, RosterEntity
from ipstranscribe.release.gate import Gate

_KINDS: dict[str, tuple[Category, str]] = {
    "first name and surname": (
        "person",
        "Hanne Nordmo;Sverre Tangvald;Ragnhild Myklebost;Torgeir Fossheim;Solfrid Hegdahl;Asbjorn Kvittem;Edith Langlo"
        ";Yngvild Sandtorv;Marwan Khoury;Agnieszka Wolska;Priya Raghavan;Tomasz Zielonka;Imogen Hartwell;Rupert Ashdown"
        ";Callum Braithwaite;Nkechi Obiora;Svetlana Morozova;Joaquim Teixeira;Leilani Kahale;Dimitra Vlachou",
    ),
    "letters beyond a to z": (
        "person",
        "Bjørn Østrem;Åshild Nygård;Sølvi Bråthen;Ærlend Hjørnevåg;Pål Rønsæter;Kåre Bjørkås;Zoë Márquez;Jürgen Weißhaupt"
        ";Łukasz Wójcik;Chloé Béranger;Øystein Sælør;Þóra Guðjónsdóttir",
    ),
    "hyphens": (
        "person",
        "Siv-Torunn Aas-Haugland;Anne-Grethe Solbu;Jens-Petter Dybvad;Mary-Louise Penhallow;Odd-Einar Myhre-Lie"
        ";Karl-Johan Wiik-Holte;Maj-Britt Ulsund;Jean-Baptiste Lenoir",
    ),
    "apostrophes": (
        "person",
        "Siobhán O’Rafferty;Fatou N'Diaye;Lorenzo D'Ambrosi;Maeve O'Hanrahan;Shu'ayb Darwazi;Amélie L’Estrange",
    ),
    "particles": (
        "person",
        "Pieter van der Meulen;Inés de la Vergara;Ludvig von Harbou;Yusuf bin Rashidi;Beatriz dos Santarém;Gro af Geyerstad",
    ),
    "two letters": ("person", "Bo Ng;Li Xu;My Vo;Åu Øi;Jo Ek;Qi Zu"),
    "names that are words": (
        "person",
        "Dag;Liv;Hope;Rose;Summer;May;Grace;Stein;Bjørk;Frank;Will;Skye",
    ),
    "other scripts": (
        "person",
        "Оксана Ткаченко;Ελένη Παπαδάκη;محمد الحسيني;王芳芳;Նարինե Սարգսյան;לאה כהנא",
    ),
    "signs of regular expressions": (
        "person",
        'Ann (Kari) Bergsvik;Tveito|Holmedal (f. Skaug);J. P. Starheim;Ulf "Uffe" Krogsæter;Vidar Kleiven?;Mona Lisabet*'
        ";Rolf Erik+Grindal;Hauk [Sr.] Vestrum",
    ),
    "invisible marks": (
        "person",
        "Mar\u00adgunn Tyldum;\u200fZainab\u200f Haddadi;Stig\u200b Aulestad;Nora Fjell\u00adtveit;\u202aOmid\u202c Farrokhi",
    ),
    "employers": (
        "organisation",
        "Storvassli Mekaniske AS;Kråkevik bokhandel;Bratteskar Cycles;Kvernbekk & Sønner;Lunden Vekst;Havorn Frakt"
        ";Elmhirst Garden Centre;A+ Renhald Sunndalen;Pedersholm/Wiggen Regnskap;Snøfugl Barnehage;Nordlys Tannhelse"
        ";Hawthorn & Pike Ltd.;Fjærland Ullspinneri;Bakke C# Konsult",
    ),
    "places": (
        "place",
        "Storvassli;Kvitholmen;Ytre Sæbøneset;Nedre Tverrlia;Upper Thornwick;Småheidalen;Gråkallvika;Lyngstøl"
        ";Hesterødåsen;Mellom-Brekke;Vargsund;Østre Rakkestadmoen",
    ),
    "phones": (
        "phone",
        "684 41 709;48 30 17 92;91744620;+47 453 18 066;0047 976 05 114;22 84 63 19;(+47) 468 90 235;+44 20 7946 0853"
        ";07700 900 417;555-014-2293;+46 70 174 06 52;69-31-40-88;95.82.11.36;+45 2174 8830",
    ),
    "e-mail addresses": (
        "email",
        "h.nordmo@example.org;s.tangvald@firma.example;kari_lunde@post.example;o'hanrahan@example.ie;bjørn@østrem.example"
        ";priya+jobb@example.com;post@storvassli.example;siv-torunn@aas-haugland.example;t.zielonka82@mail.example.net"
        ";ks1974@firma.example",
    ),
    "national identity numbers": (
        "id",
        "20858718369;26929337890;218941 43018;158481 02625;288464-27874;04905500681;24 84 66 14326;06875039049"
        ";268248 31601;01815339661",
    ),
    "number plates": ("id", "EK 48213;SV90417;BT 62088;DN-73519;ZH 10446;LJ19 KXR"),
    "addresses": (
        "address",
        "Kvernveien 14B;Storvasslivegen 203;Øvre Tverrgate 7;Lindåsbakken 31, 4087 Vargsund;12 Thornwick Lane;Postboks 4471"
        ";Flat 3, Penhallow House;Gamle Sæbøveg 118 C;Skolebakken 9;Rakkestadtunet 55",
    ),
    "web addresses": (
        "url",
        "https://www.storvassli.example/ansatte/hnordmo;http://blogg.example/solfrid-h;www.hegdahlkeramikk.example"
        ";https://ansikt.example/profile.php?id=48820177;insta.example/bjork.ostrem;https://example.org/~tangvald/#om",
    ),
    "dates": (
        "date",
        "14. mars 2019;03.11.1968;2021-08-27;the fourteenth of March;21/6-97;9. juni;November 5th, 1983;12.2.2020"
        ";tredje april;natt til 1. mai 2015",
    ),
    "case numbers": (
        "id",
        "2019/04417;21-081553MED-TOSL;NAV-77-30281;20/3391-4;KL.2022.00871;HSØ/18/559/A;ref. 66-90213;4471.88/2018"
        ";journal 3301947;SAK#90331;REK 2017/1182x;LA-2020-71440;B-7714-Q;(17) 883-12;00412/23;P.nr. 7719024"
        ";18/00629;[2016] 4431;EKS-2023:117",
    ),
}
"""Kind → the category that the tables give it, and its identifiers."""


class Identifier(NamedTuple):
    """One invented identifier: what kind it is, and how the key writes it."""

    kind: str
    category: Category
    text: str


IDENTIFIERS = tuple(
    Identifier(kind, category, text) for kind, (category, texts) in _KINDS.items() for text in texts.split(";")
)
KINDS = tuple(_KINDS)


@cache
def key_of(identifiers: tuple[Identifier, ...] = IDENTIFIERS) -> Key:
    """The key as the program makes it of tables that list these identifiers, with the parts of names that it searches for."""
    known = tuple(RosterEntity(one.category, (one.text,), None) for one in identifiers)
    empty = Key(study="canaries")
    register = Register.start(empty, Roster(known), "en")
    return register.key(empty, register.entities)


@cache
def gate_of(*identifiers: Identifier) -> Gate:
    """The gate of a study that knows these identifiers, all of them if none are given, and has decided on nothing."""
    return Gate.of(key_of(identifiers or IDENTIFIERS), Decisions())


def of_kind(kind: str, number: int = 0) -> Identifier:
    """One identifier of a kind."""
    return [one for one in IDENTIFIERS if one.kind == kind][number]
