"""Other sentences for the topics."""

from __future__ import annotations

ROWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "HEALTH": (
        "health",
        (
            "Paní {w} trpí [demencí] a potřebuje opatrovníka.",
            "Zaměstnankyně {w} doložila [neschopenku] na tři týdny.",
            "{m} po [mozkové mrtvici] nechodí.",
            "Žákyně {w} má [epilepsii] a bere léky.",
            "Klient {m} je [HIV] pozitivní.",
        ),
    ),
    "ETHNICITY": ("ethnicity", ("Rodina klientky {wg} je [romského] původu.", "{m}, [národnost] slovenská")),
    "POLITICS": ("political opinion", ("Uchazeč {m} je [členem strany] Pirátů.",)),
    "RELIGION": ("religion", ("{w} je [evangelička] a v neděli nepracuje.", "Pacient {m}, [vyznání] islám")),
    "UNION": ("trade union", ("{w} vstoupila do [odborové organizace].", "{m} je [odborář].")),
    "SEX_LIFE": ("sex life", ("Kolega {m} je [gay].", "{w} je [transgender] žena.")),
    "BIOMETRICS": ("biometric and genetic data", ("Od {mg} byl odebrán [vzorek DNA].", "Zaměstnankyni {wd} jsme sejmuli [otisk prstu].")),
    "CRIMINAL_RECORD": (
        "criminal data",
        ("{m} je [stíhán] pro podvod.", "{m} má [záznam v rejstříku trestů].", "{m} dostal [podmíněný trest]."),
    ),
    "HR_DATA": (
        "payroll and personnel data",
        ("{w} pobírá [plat] 44 180 Kč.", "Návrh: {wd} [osobní příplatek] 2 800 Kč.", "Na mzdu {mg} je [exekuce]."),
    ),
}

SECRETS: dict[str, tuple[str, tuple[str, ...]]] = {
    "CONFIDENTIAL_MARKING": (
        "confidentiality marking",
        (
            "Dokument je označen: [DŮVĚRNÉ]",
            "[TLP:AMBER+STRICT]\nUpozornění na útok",
            "[INTERNÍ – pouze pro vnitřní potřebu]",
            "Příloha: [obchodní tajemství]",
        ),
    ),
    "SECRET": (
        "key, token, password",
        (
            "-----BEGIN [OPENSSH PRIVATE KEY]-----\nb3BlbnNzaC1rZXk{r36}",
            "aws_access_key_id = [AKIA{u16}]",
            "remote: https://oauth2:[glpat-{r20}]@gitlab.example.com/a.git",
            "přihlašovací heslo: [Jaro{n4}!x{r4}]",
            "Server=db;User Id=sa;Password=[{r14}];",
        ),
    ),
    "LICENSED_TEXT": ("licensed text", ("Text převzat: [© C. H. Beck], 3. vydání", "[Všechna práva vyhrazena] vydavatelem.")),
}
