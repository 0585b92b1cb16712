"""Special categories, criminal data, payroll: a topic beside a person. The topic stands in [brackets].

``{p}`` is the person, ``{m}`` a man, ``{w}`` a woman; a following g, d, a, i is the case: ``{wd}``, and ``{g}`` alone anybody's genitive.
"""

from __future__ import annotations

ROWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "HEALTH": (
        "health",
        (
            "Klientce {wd} byla diagnostikována [schizofrenie] a bere léky.",
            "Žadatel {m} pobírá [invalidní důchod] třetího stupně.",
            "{p} je držitelem průkazu [ZTP/P].",
            "Zaměstnanec {m} je v [pracovní neschopnosti] od pondělí.",
            "Pacient {m} byl [hospitalizován] na neurologii.",
            "{p}, dg. [F20.0], kontrola za měsíc",
            "Otec {m} se léčí s [cukrovkou] a po operaci kolene.",
            "{w} je [těhotná] a žádá o přeřazení.",
            "U {g} byl zjištěn [karcinom] plic.",
            "Soud rozhodl o [omezení svéprávnosti] pana {mg}.",
            "Diagnóza {p} podle MKN: [G30.1], [I10]",
            "{p} má [závislost na alkoholu] a odmítá péči.",
            "Klient {m} má přiznaný příspěvek na péči, [stupeň závislosti III].",
        ),
    ),
    "ETHNICITY": (
        "ethnicity",
        (
            "Žadatel {m} je [romské národnosti].",
            "{p} se hlásí k [romské] menšině.",
            "Účastník {m} uvedl [vietnamský původ].",
            "Klientka {w}, [národnost] ukrajinská, žádá o byt.",
        ),
    ),
    "POLITICS": (
        "political opinion",
        (
            "{m} je [členem strany] Zelených.",
            "Zaměstnankyně {w} [volila] v krajských volbách opozici.",
            "Náš kolega {m} je [členem hnutí] ANO a kandiduje.",
        ),
    ),
    "RELIGION": (
        "religion",
        (
            "{p} je [katolického vyznání] a žádá o volno.",
            "Klient {m} je [muslim], upravte mu stravu.",
            "Uchazeč {m} je členem [církve] bratrské.",
            "{m}, [svědek Jehovův], odmítá transfuzi.",
        ),
    ),
    "UNION": (
        "trade union",
        (
            "Zaměstnanec {m} je [členem odborů].",
            "{p} platí [odborové příspěvky] srážkou ze mzdy.",
            "Kolegyně {w} je předsedkyní [odborové organizace].",
        ),
    ),
    "SEX_LIFE": (
        "sex life",
        (
            "{m} je [homosexuál] a žije s partnerem.",
            "Klientka {w} uvedla, že je [lesba].",
            "{m} prošel [změnou pohlaví] a žádá o nové doklady.",
            "Spis obsahuje údaj o [sexuální orientaci] žadatele {mg}.",
        ),
    ),
    "BIOMETRICS": (
        "biometric and genetic data",
        (
            "Strážníkovi {md} byly sejmuty [otisky prstů].",
            "Docházka eviduje [sken obličeje] zaměstnance {mg}.",
            "{m} podstoupil [genetický test] otcovství.",
        ),
    ),
    "CRIMINAL_RECORD": (
        "criminal data",
        (
            "{m} byl [pravomocně odsouzen] za krádež.",
            "Uchazeč {m} doložil [výpis z Rejstříku trestů] se záznamem.",
            "Proti {d} bylo zahájeno [trestní stíhání].",
            "{p} je ve [výkonu trestu] ve Vinařicích.",
            "Obviněný {m} čeká ve [vazbě] na soud.",
            "{p} se dopustil [přestupku] proti občanskému soužití.",
        ),
    ),
    "HR_DATA": (
        "payroll and personnel data",
        (
            "{p} má [hrubou mzdu] 41 250 Kč.",
            "Zaměstnankyně {w}: [platová třída] 9, plat 38 600 Kč.",
            "Panu {md} provádíme [exekuční srážky] ze mzdy 4 200 Kč.",
            "{p}, [osobní příplatek] 3 500,- Kč od ledna",
            "Mzdový list {g}: [čistá mzda] 29 874 Kč, odměna 5 000 Kč",
            "Navrhuji [odměnu] 15 000 Kč pro {a}.",
        ),
    ),
}

SECRETS: dict[str, tuple[str, tuple[str, ...]]] = {
    "CONFIDENTIAL_MARKING": (
        "confidentiality marking",
        (
            "[DŮVĚRNÉ]\n\nZápis z jednání o výběru dodavatele",
            "[VYHRAZENÉ]\nPlán fyzické bezpečnosti budovy",
            "[TLP:AMBER]\nZjištěné zranitelnosti sítě",
            "[TLP:RED] neposílat dál",
            "Příloha č. 4 smlouvy – [OBCHODNÍ TAJEMSTVÍ]\nKalkulace ceny",
            "[Pouze pro vnitřní potřebu]\n\nNávrh organizační změny",
            "[NEZVEŘEJŇOVAT]\nRozpis směn ostrahy",
            "Klasifikace: [interní – důvěrné informace]",
            "Stupeň utajení: [TAJNÉ]",
            "[PŘÍSNĚ TAJNÉ]\nstrana 1",
        ),
    ),
    "SECRET": (
        "key, token, password",
        (
            "[-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA{r40}\n-----END RSA PRIVATE KEY-----]",
            "export AWS_ACCESS_KEY_ID=[AKIA{u16}]",
            "git clone https://[ghp_{r36}]@git.example.com/urad/web.git",
            "OPENAI_API_KEY=[sk-proj-{r48}]",
            "Authorization: Bearer [eyJhbGciOiJIUzI1NiJ9.eyJ{r24}.{r43}]",
            "Přihlas se na server, heslo: [{r12}!7]",
            "DATABASE_URL=[postgres://spisovka:{r14}@db.urad.example/spisy]",
            "password=[{r16}#2]",
            "Uživatel: spravce\nHeslo: [Kocka-{r6}-22]",
            'token = "[xoxb-{n12}-{n12}-{r24}]"',
        ),
    ),
    "LICENSED_TEXT": (
        "licensed text",
        (
            "[© 2024 Wolters Kluwer ČR, a. s., ASPI] – komentář k § 2 správního řádu",
            "[Zdroj: Beck-online], komentář k občanskému zákoníku, s. 112",
            "[Všechna práva vyhrazena.] Žádná část této publikace nesmí být šířena.",
            "ČSN EN 206+A2 – [© Česká agentura pro standardizaci], kopírování zakázáno",
        ),
    ),
}
