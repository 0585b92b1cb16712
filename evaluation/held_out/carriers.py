"""Other surroundings."""

from __future__ import annotations

from evaluation.carriers import Carriers

CARRIERS = Carriers(
    labelled=(
        ("form", "{l}\t{v}"),
        ("form", "3. {l} .... {v}\n4. Počet příloh .... {o}\n5. Přijato dne .... {d}"),
        ("form", "Údaje o osobě\n-------------\n{l}:\n{v}\n\nPoznámka: bez poznámky"),
        ("sentence", "V rubrice „{l}“ má být {v}, ale systém hlásí chybu."),
        ("sentence", "Sepiš předvolání a doplň do něj tyto údaje: {l} {v}."),
        ("table", "<table><tr><th>{l}</th><th>Lhůta</th></tr><tr><td>{v}</td><td>{d}</td></tr></table>"),
        ("table", "Položka ; Hodnota\nSpis ; {o}\n{l} ; {v}\nKonec výpisu"),
        ("csv", "stav,{l},poradi\nnove,{v},{o}"),
        ("json", '{{"zadost": {{"cislo": {o}, "udaje": {{"{l}": "{v}"}}}}}}'),
        ("ini", "[spis-{o}]\nstav = otevřený\n{l} = {v}"),
        ("e-mail", "Ahoj kolegyně,\nposílám, co chybělo - {l}: {v}. Zbytek dodám {d}.\nMěj se"),
        ("chat", "prosím tě, {l} {v} patří do kterého spisu?"),
        ("markdown", "**{l}:** {v}  \n**Stav:** čeká na doplnění"),
    ),
    bare=(
        ("sentence", "Na papírku u kopírky bylo napsáno {v} a nic jiného."),
        ("list", "* {v}\n* plná moc\n* nájemní smlouva"),
        ("note", "[{v}] dohledat a vrátit"),
        ("question", "Dá se z {v} něco poznat?"),
    ),
    around=(
        ("sentence", "{s}"),
        ("prompt", "Zkrať na polovinu a zachovej věcný obsah: {s}"),
        ("minutes", "Zápis z porady {d}\nBod 3\n{s}\nBod 4 odložen."),
        ("e-mail", "Dobrý den,\nobracím se na Vás s dotazem. {s}\nDěkuji předem za odpověď."),
    ),
)
