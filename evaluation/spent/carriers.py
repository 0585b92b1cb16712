"""Surroundings of the first held-out part."""

from __future__ import annotations

from evaluation.carriers import Carriers

CARRIERS = Carriers(
    labelled=(
        ("form", "{l}  {v}"),
        ("form", "Oddíl B – údaje účastníka\n  {l} ............ {v}\n  pohlaví: neuvedeno"),
        ("sentence", "Doplňuji, že {l} je {v}; zbytek podání zůstává beze změny."),
        ("sentence", "Vytvoř z toho úřední záznam: {l} = {v}, doručeno {d}."),
        ("table", "{l}\tpoznámka\n{v}\tpřeneseno ze starého spisu"),
        ("csv", '"id","{l}","stav"\n"{o}","{v}","otevřeno"'),
        ("json", '[{{"{l}": "{v}"}}]'),
        ("xml", '<osoba><udaj nazev="{l}">{v}</udaj><strana>{o}</strana></osoba>'),
        ("yaml", "spis: {o}\n{l}: {v}\nstav: rozpracováno"),
        ("e-mail", "Hezké dopoledne, kolegyně,\nještě jsem našel {l}: {v} - můžete to prosím zapsat?\nDíky"),
        ("chat", "ahoj, mám tu {l} {v}, co s tím?"),
    ),
    bare=(
        ("sentence", "Nemůžu v systému najít {v}, nevíte proč?"),
        ("list", "1) kopie rozhodnutí\n2) {v}\n3) plná moc"),
        ("note", "pozn.: {v} – ověřit"),
        ("quote", "„{v}“"),
    ),
    around=(
        ("sentence", "{s}"),
        ("prompt", "Přelož do angličtiny následující text.\n\n{s}"),
        ("note", "Úřední záznam ze dne {d}\n{s}\nZaznamenáno na podatelně."),
    ),
)
