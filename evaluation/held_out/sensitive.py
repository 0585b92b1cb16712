"""Other sentences for the topics."""

from __future__ import annotations

ROWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "HEALTH": (
        "health",
        (
            "Paní {w} má [roztroušenou sklerózu] a potřebuje asistenci.",
            "Pan {m} byl převezen na [psychiatrii] v Liberci.",
            "Žadatelka {w} přiložila [lékařskou zprávu] o operaci páteře.",
            "U syna klientky {wg} byl diagnostikován [autismus].",
            "{m} je po [infarktu] a nemůže pracovat.",
            "Zaměstnankyně {w} nastupuje na mateřskou, je [těhotná].",
            "Klient {m} bere [antidepresiva] a dochází na terapii.",
        ),
    ),
    "ETHNICITY": (
        "ethnicity",
        ("Žák {m} pochází z [romské rodiny].", "Paní {w} je [vietnamské národnosti].", "Nájemce {m} je [Rom] a má čtyři děti."),
    ),
    "POLITICS": (
        "political opinion",
        ("Pan {m} byl [členem KSČ] do roku 1989.", "Uchazečka {w} je [členkou hnutí] STAN."),
    ),
    "RELIGION": (
        "religion",
        ("Pacientka {w} je [muslimka] a drží půst.", "Žák {m} je [židovského vyznání].", "Paní {w} je [svědkyně Jehovova]."),
    ),
    "UNION": (
        "trade union",
        ("Pan {m} je předsedou [odborové organizace] na úřadě.", "{w} vystoupila z [odborů] letos v březnu."),
    ),
    "SEX_LIFE": ("sex life", ("Žadatel {m} žije v [registrovaném partnerství].", "Klient {m} uvedl, že je [bisexuál].")),
    "BIOMETRICS": (
        "biometric and genetic data",
        ("Policie uchovává [daktyloskopické otisky] pana {mg}.", "Otcovství pana {mg} potvrdil [test DNA]."),
    ),
    "CRIMINAL_RECORD": (
        "criminal data",
        (
            "Pan {m} byl [odsouzen] k veřejně prospěšným pracím.",
            "{m} byl loni [obviněn] z podvodu.",
            "Paní {w} se dopustila [přestupku] proti veřejnému pořádku.",
            "Uchazeč {m} má [zápis v trestním rejstříku].",
            "Podezřelý {m} [spáchal] krádež v obchodě.",
            "{m} je ve [vazbě] od ledna.",
        ),
    ),
    "HR_DATA": (
        "payroll and personnel data",
        (
            "Zaměstnanec {m} bere [hrubého] 38 500 Kč.",
            "Paní {w} dostala [odměnu] 12 000 Kč za projekt.",
            "[Platový výměr] pana {mg}: 41 320 Kč, třída 10.",
            "Panu {md} se strhává [exekuce] ze mzdy.",
            "{w} má [čistou mzdu] 27 940 Kč.",
            "Zaměstnankyně {w}, [rozvedená], dvě vyživované děti.",
        ),
    ),
}

SECRETS: dict[str, tuple[str, tuple[str, ...]]] = {
    "CONFIDENTIAL_MARKING": (
        "confidentiality marking",
        (
            "Stupeň: [VYHRAZENÉ]\nVěc: objektová bezpečnost",
            "[Důvěrné] – určeno jen členům komise",
            "Označení dokumentu: [TLP:GREEN]",
            "[PŘEDMĚT OBCHODNÍHO TAJEMSTVÍ] – ceník dodavatele",
            "[Interní dokument] – nešířit mimo úřad",
            "[NEVEŘEJNÉ]\nPodklad pro jednání rady",
            "[Jen pro služební potřebu]\nRozpis pohotovostí",
        ),
    ),
    "SECRET": (
        "key, token, password",
        (
            "Nový přístup: login referent, heslo [Zima{n3}-{r5}]",
            "GITHUB_TOKEN=[ghp_{r36}]",
            "ANTHROPIC_API_KEY=[sk-ant-api03-{r48}]",
            "mysql -u root -p[{r14}] spisy",
            "curl -H 'Authorization: Bearer [eyJhbGciOiJIUzI1NiJ9.eyJ{r24}.{r43}]' https://api.example.com",
            "-----BEGIN [EC PRIVATE KEY]-----\nMHcCAQEE{r40}\n-----END EC PRIVATE KEY-----",
        ),
    ),
    "LICENSED_TEXT": (
        "licensed text",
        (
            "[Copyright © 2023 Wolters Kluwer ČR] – komentované znění",
            "[© Česká agentura pro standardizaci] 2022, rozmnožování zakázáno",
            "Převzato ze systému [ASPI], stav k 1. 1. 2025",
            "[Zdroj: CODEXIS], ATLAS consulting",
        ),
    ),
}
