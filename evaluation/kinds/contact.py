"""Telephones, e-mail, network addresses, data boxes."""

from __future__ import annotations

from random import Random

from evaluation.arithmetic import digits
from evaluation.kind import Kind, accepts

BOX = "abcdefghijkmnpqrstuvwxyz23456789"
LOCALS = ("b.vymyslena", "jan.smysleny", "zkusebni.osoba", "eva_prikladna", "tomas-vzor", "mzkusebni", "kvetoslava.vzorova88")
DOMAINS = ("posta-priklad.cz", "mail.example.com", "kraj-vzor.cz", "seznam-priklad.cz", "urad.priklad.cz", "example.org")


def _mobile(rng: Random) -> tuple[str, str, str]:
    return (
        rng.choice(("602", "603", "605", "606", "607", "608", "702", "720", "724", "731", "737", "774", "776", "777")),
        digits(rng, 3),
        digits(rng, 3),
    )


def _fixed(rng: Random) -> tuple[str, str, str]:
    return (
        rng.choice(("224", "257", "312", "377", "383", "412", "475", "482", "485", "493", "541", "585", "596")),
        digits(rng, 3),
        digits(rng, 3),
    )


def email(rng: Random) -> str:
    """An ordinary address of a person."""
    return f"{rng.choice(LOCALS)}{rng.choice(('', '', str(rng.randrange(1, 99))))}@{rng.choice(DOMAINS)}"


def _slovak(rng: Random) -> str:
    return f"+421 {rng.choice(('903', '905', '907', '911', '915', '918'))} {digits(rng, 3)} {digits(rng, 3)}"


def _abroad(rng: Random) -> str:
    return rng.choice(
        (
            f"+49 30 {rng.randrange(2, 9)}{digits(rng, 7)}",
            f"+48 {rng.choice(('501', '601', '602', '691'))} {digits(rng, 3)} {digits(rng, 3)}",
            f"+43 664 {rng.randrange(1, 9)}{digits(rng, 6)}",
            f"+380 67 {digits(rng, 3)} {digits(rng, 2)} {digits(rng, 2)}",
        )
    )


def _ipv4(rng: Random) -> str:
    return (
        f"{rng.choice((46, 77, 85, 89, 90, 109, 176, 178, 185, 193))}.{rng.randrange(1, 255)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"
    )


def _ipv6(rng: Random) -> str:
    return ":".join(["2a00", *(f"{rng.randrange(16, 65536):x}" for _ in range(7))])


def mac(rng: Random, separator: str = ":") -> str:
    """Six bytes; the first of a real maker, neither multicast nor local."""
    return separator.join(["3C", *(f"{rng.randrange(256):02X}" for _ in range(5))])


def box(rng: Random) -> str:
    """Seven of thirty-two signs, with a digit."""
    while True:
        made = "".join(rng.choice(BOX) for _ in range(7))
        if any(c.isdigit() for c in made) and any(c.isalpha() for c in made):
            return made


def box_letters(rng: Random) -> str:
    """Seven letters."""
    return "".join(rng.choice("bcdfghjkmnpqrstvwxz") for _ in range(7))


KINDS = (
    Kind(
        "telephone",
        accepts("PHONE_NUMBER"),
        {
            "724 123 456": lambda rng: " ".join(_mobile(rng)),
            "724123456": lambda rng: "".join(_mobile(rng)),
            "+420724123456": lambda rng: "+420" + "".join(_mobile(rng)),
            "+420 724 123 456": lambda rng: "+420 " + " ".join(_mobile(rng)),
            "00420 724 123 456": lambda rng: "00420 " + " ".join(_mobile(rng)),
            "(+420) 485 226 111": lambda rng: "(+420) " + " ".join(_fixed(rng)),
            "724/123456": lambda rng: "{}/{}{}".format(*_mobile(rng)),
            "724.123.456": lambda rng: ".".join(_mobile(rng)),
            "724-123-456": lambda rng: "-".join(_mobile(rng)),
            "fixed line": lambda rng: " ".join(_fixed(rng)),
            "Slovak": _slovak,
            "international": _abroad,
        },
        ("tel.", "telefon", "mobil", "Tel", "telefonní číslo", "kontakt"),
        (
            "Volejte prosím na číslo {v} po 14. hodině.",
            "Klient nechal telefon {v} na podatelně.",
            "Na mobilu {v} se nikdo nehlásí.",
        ),
        frozenset(
            {"+420724123456", "+420 724 123 456", "00420 724 123 456", "(+420) 485 226 111", "724 123 456", "Slovak", "international"}
        ),
    ),
    Kind(
        "e-mail",
        accepts("EMAIL_ADDRESS"),
        {
            "plain": email,
            "with a tag": lambda rng: email(rng).replace("@", "+urad@"),
            "(zavináč)": lambda rng: email(rng).replace("@", "(zavináč)"),
            " (zavináč) ": lambda rng: email(rng).replace("@", " (zavináč) "),
            "[at]": lambda rng: email(rng).replace("@", "[at]"),
            "(at)": lambda rng: email(rng).replace("@", "(at)"),
            "capitals": lambda rng: email(rng).upper(),
        },
        ("e-mail", "E-mail", "mail", "e-mailová adresa", "kontaktní e-mail"),
        ("Odpověď pošlete na {v} do pátku.", "Stížnost přišla z adresy {v} dne {d}.", "Napiš na {v} zdvořilou odpověď."),
        frozenset({"plain", "with a tag", "(zavináč)", " (zavináč) ", "[at]", "capitals"}),
    ),
    Kind(
        "IP address",
        accepts("IP_ADDRESS"),
        {"v4": _ipv4, "v6": _ipv6},
        ("IP adresa", "IP", "zdrojová IP adresa"),
        ("Přihlášení proběhlo z IP adresy {v} v noci.", "V protokolu je adresa {v}, komu patří?"),
        frozenset({"v4", "v6"}),
    ),
    Kind(
        "MAC address",
        accepts("MAC_ADDRESS", "IP_ADDRESS"),
        {"colons": mac, "dashes": lambda rng: mac(rng, "-")},
        ("MAC adresa", "MAC", "fyzická adresa"),
        ("Zařízení s MAC adresou {v} se připojilo dne {d}.",),
        frozenset({"colons", "dashes"}),
    ),
    Kind(
        "data box",
        accepts("CZ_DATA_BOX"),
        {"with a digit": box, "letters only": box_letters},
        ("ID datové schránky", "datová schránka", "ID DS", "IDDS", "DS"),
        ("Rozhodnutí doručte do datové schránky {v}.", "Podatel má datovou schránku {v} zřízenou jako fyzická osoba."),
    ),
)
