"""What offices ask all day and what is nobody's data: laws, statistics, code, tables, minutes, letters without names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from evaluation.look_alikes import MAKERS
from evaluation.sample import Sample, fill

TOPICS = (
    "odpadové hospodářství", "veřejné zakázky malého rozsahu", "stavební řízení", "dotace na sociální služby",
    "svobodný přístup k informacím",
    "přestupky v dopravě", "ochrana ovzduší", "spisová služba", "krizové řízení", "školské obvody", "údržba krajských silnic",
    "územní plánování",
    "digitalizace agend", "kácení dřevin", "památková péče", "veřejná doprava", "hospodaření příspěvkových organizací", "vodoprávní řízení",
    "sociální bydlení", "pohřebnictví", "živnostenské podnikání", "cestovní ruch", "prevence kriminality", "lesní hospodářství",
    "matriční agenda",
    "ochrana zemědělského půdního fondu", "kybernetická bezpečnost", "vnitřní kontrola", "poskytování příspěvku na péči",
    "evidence obyvatel",
)  # fmt: skip
TOWNS = ("Liberec", "Karlovy Vary", "Jablonec nad Nisou", "Turnov", "Česká Lípa", "Cheb", "Semily", "Sokolov", "Frýdlant", "Ostrov")
OFFICES = (
    "odbor dopravy",
    "odbor školství",
    "odbor životního prostředí",
    "odbor kancelář ředitele",
    "odbor informatiky",
    "ekonomický odbor",
    "oddělení kontroly",
)

LAWS = (
    "Vysvětli občanům, co znamená § {n} odst. 2 písm. b) zákona č. {law} Sb., téma: {t}.",
    "Jaké lhůty stanoví zákon č. {law} Sb. pro {t}?",
    "Porovnej zákon č. {law} Sb. a vyhlášku č. {law} Sb. z hlediska tématu {t}.",
    "Shrň nařízení Evropského parlamentu a Rady (EU) 2016/679 v deseti bodech.",
    "Který orgán je příslušný pro {t} podle zákona č. {law} Sb., ve znění pozdějších předpisů?",
    "Napiš odůvodnění k bodu {t} s odkazem na § {n} správního řádu.",
    "Co říká čl. 6 odst. 1 písm. e) GDPR o úkolu ve veřejném zájmu?",
    "Podle rozsudku Nejvyššího správního soudu čj. 6 As {n}/2014 vysvětli pojem {t}.",
    "Je usnesení č. {n}/{y} rady obce rozhodnutím podle § {n} zákona o obcích?",
    "Vypiš novely zákona č. {law} Sb. účinné od {date}.",
    "Jaký je rozdíl mezi rozhodnutím, usnesením a opatřením obecné povahy v oblasti {t}?",
    "Připrav osnovu metodiky: {t} (zákon č. {law} Sb., sbírka zákonů částka {n}).",
)
STATISTICS = (
    "V roce {y} bylo v kraji evidováno {d5} žádostí, o {n} více než loni; téma {t}.",
    "Napiš komentář k údajům: {y}: {d4}, {y}: {d4}, {y}: {d4} (počet podání).",
    "Rozpočet kapitoly {t} činí {kc} Kč, čerpáno {n} %.",
    "Město {town} má {d5} obyvatel, nezaměstnanost 4,{n} % a {n} km silnic.",
    "Vypočítej meziroční index: {d6} → {d6}.",
    "Průměrná délka řízení je {n} dní, medián {n} dní, maximum {n} dní.",
    "Podíl obyvatel starších 65 let vzrostl v okrese {town} na 21,{n} %.",
    "Náklady na m² jsou {d4} Kč, celkem {kc} Kč bez DPH.",
    "Co vyplývá z toho, že korelace je 0,{n} a p = 0,0{n}?",
    "Z {d4} respondentů odpovědělo {n} ano; jak spočítat interval spolehlivosti?",
    "Kapacita parkoviště je {n} míst, obsazenost v {y} byla {n} %.",
    "Kraj udržuje {d4} km silnic II. a III. třídy, {n} mostů a {n} propustků.",
)
CODE = (
    "Oprav chybu:\n```python\ndef soucet(a, b):\n    return a - b  # má být {n}\n```",
    "Vysvětli dotaz SELECT count(*) FROM podani WHERE rok = {y} GROUP BY odbor_id HAVING count(*) > {n};",
    "Proč skončí `git rebase {hex}` konfliktem?",
    "Napiš regulární výraz, který ověří PSČ ve formuláři.",
    "Vzorec v buňce C{n}: =SVYHLEDAT(A2;List2!A:D;3;0) vrací #N/A, proč?",
    "Traceback (most recent call last):\n  File \"app.py\", line {n}, in <module>\nValueError: invalid literal for int() with base 10: ''",
    "docker run -p 8080:80 --memory 512m nginx:1.{n} nefunguje, port je obsazen",
    "Převeď CSV na JSON: rok;pocet\n{y};{d4}\n{y};{d4}",
    "curl -X POST http://localhost:{d4}/api/v1/podani -H 'Content-Type: application/json' -d '{{}}'",
    "const LIMIT = {d6}; // bajtů\nif (size > LIMIT) throw new Error('too big');",
    "UUID záznamu je {guid}, jak ho v PostgreSQL uložit?",
    "Verze {version} knihovny je zranitelná, na kterou přejít?",
    '<div class="box" style="width: {n}px; color: #{d6}">Úřední deska</div>',
    "Jak v Excelu sečíst sloupec D{n}:D{d4}, když jsou v něm mezery?",
)
TABLES = (
    "| odbor | počet | částka |\n|---|---|---|\n| doprava | {n} | {kc} |\n| školství | {n} | {kc} |\nSečti sloupce.",
    "rok;okres;pocet\n{y};{town};{d4}\n{y};{town};{d4}",
    "položka\tmnožství\tcena\npapír A4\t{n}\t{d4}\ntoner\t{n}\t{d4}",
    '{{"rok": {y}, "okres": "{town}", "pocet": {d5}, "podil": 0.{n}}}',
    "Převeď do věty: | {town} | {d5} | {n} % |",
    "Kód\tNázev\t{y}\n61\tŠkolství\t{d6}\n22\tDoprava\t{d6}\n36\tBydlení\t{d6}",
    "| paragraf | položka | schválený rozpočet |\n|---|---|---|\n| 3113 | 5331 | {kc} |\n| 6172 | 5169 | {kc} |",
)
MINUTES = (
    "Zápis z porady, {date}, zasedací místnost č. {n}: přítomno {n} členů, omluveni 2. Bod 1: {t}. Zapiš přehledně.",
    "Rada kraje schvaluje materiál č. {n}, téma {t}, a ukládá vedoucímu odboru zajistit realizaci. Termín {date}.",
    "Program: 1. zahájení, 2. {t}, 3. různé, 4. závěr. Začátek v 9:00, konec v 11:30.",
    "Hlasování: pro {n}, proti 0, zdrželi se 2. Usnesení č. {n}/{y} bylo přijato.",
    "Kontrolní výbor bere na vědomí zprávu o tématu {t} za rok {y}.",
    "Napiš pozvánku na jednání pracovní skupiny ({t}), které se koná {date} ve 14 hodin v budově D, {n}. patro.",
    "Zkrať zápis: diskuse k tématu {t} trvala {n} minut, závěr se odkládá na příští jednání.",
)
LETTERS = (
    "Dobrý den,\n\nděkujeme za Váš dotaz, téma {t}. Odpověď zašleme do {n} dnů.\n\nS pozdravem\n{office}",
    "Vážená paní, vážený pane,\n\noznamujeme, že {office} bude dne {date} uzavřen.\n\nDěkujeme za pochopení.",
    "Vážení občané,\n\ndne {date} od 8 do 15 hodin nepůjde v části města {town} elektřina.",
    "Napiš zdvořilou odpověď na stížnost na hluk ze stavby, bez jmen, asi {n} slov.",
    "Přelož do angličtiny: Krajský úřad vyhlašuje dotační program „{t}“ s alokací {kc} Kč.",
    "Navrhni text na úřední desku: {t}, lhůta pro připomínky do {date}.",
    "Dobrý den, prosím o zaslání formuláře k tématu {t}. Děkuji a přeji hezký den.",
    "Zjednoduš větu: V souladu s výše uvedeným se žadateli sděluje, že {office} věc posoudil a neshledal důvod k postupu.",
    "Vážený žadateli, k žádosti o informace ({t}) sdělujeme, že požadované údaje jsou zveřejněny na webu kraje.",
    "Sepiš tiskovou zprávu: kraj opraví {n} km silnic u města {town} za {kc} Kč.",
    "Napiš příspěvek na web: {town} otevírá novou knihovnu, kapacita {n} míst.",
)
TASKS = (
    "Navrhni školení pro zaměstnance, téma {t}, rozsah {n} hodin.",
    "Vytvoř kontrolní seznam pro {t} o deseti bodech.",
    "Jaká rizika má {t} a jak je snížit?",
    "Napiš SWOT analýzu: {t}.",
    "Připrav pět otázek do dotazníku, téma {t}.",
    "Vysvětli laikovi, jak funguje {t}.",
    "Přeformuluj nadpis: {t} v kraji v roce {y}.",
    "Sestav harmonogram projektu od {date} do {date}, téma {t}.",
    "Jak napsat výzvu k podání nabídky, když je předmětem {t}?",
    "Vymysli slogan kampaně pro {t}.",
    "Jaký je správný tvar: s městem {town}, nebo s Městem {town}?",
    "Vedoucí odboru žádá o stručné shrnutí, téma {t}, max. {n} slov.",
    "Co je nového v oblasti {t} od ledna {y}?",
    "Kdo byl první československý prezident?",
    "Doporuč knihu o tématu {t}.",
    "Jak se skloňuje slovo krajský úřad?",
    "Porovnej PDF/A-1 a PDF/A-2 pro archivaci, spis má {n} MB.",
    "Stručně popiš rozdíl mezi IČO a DIČ.",
    "Jak má vypadat formulář s poli rodné číslo, adresa a telefon? Nic nevyplňuj.",
    "Jak anonymizovat dokument před zveřejněním? Uveď postup v {n} krocích.",
    "Kolik znaků má IBAN a kolik číslo občanského průkazu?",
    "Které údaje jsou zvláštní kategorie osobních údajů podle čl. 9 GDPR?",
    "Navrhni směrnici, která zakáže vkládat osobní údaje do nástrojů AI.",
    "Jaké počasí bývá ve městě {town} v květnu?",
    "Přepiš do odrážek: kontrola proběhla {date}, nedostatky nebyly zjištěny, doporučení č. {n} trvá.",
)
GROUPS: Mapping[str, Sequence[str]] = {
    "law": LAWS,
    "statistics": STATISTICS,
    "code": CODE,
    "tables": TABLES,
    "minutes": MINUTES,
    "letters": LETTERS,
    "tasks": TASKS,
}


def samples(groups: Mapping[str, Sequence[str]], rng: Random, rounds: int) -> Iterator[Sample]:
    """Each template with several fillings; no text twice."""
    seen: set[str] = set()
    for group, templates in groups.items():
        for template in templates:
            for _ in range(rounds):
                slots = {name: make(rng) for name, make in MAKERS.items()}
                slots |= {"t": rng.choice(TOPICS), "town": rng.choice(TOWNS), "office": rng.choice(OFFICES)}
                text = fill(template, slots, group=group, form="clean").text
                if text not in seen:
                    seen.add(text)
                    yield Sample(text, group, "clean")
