"""Values planted in tests. All made up: the birth numbers are computed from dice, the persons do not exist."""

BIRTH_NUMBER = "800412/3127"
BIRTH_NUMBERS = ("800412/3127", "855723/1177", "600229/1185", "785611/4046", "995812/5518", "120517/3354", "916015/2210")
EMAIL = "bozena.vymyslena@posta-obce.cz"
PHONE = "+420 608 123 987"
NAME = "Jaroslavem Dvořákem"
ID_CARD = "204815936"

CLEAN = "Vysvětli prosím občanům jednoduše, co je to stavební řízení a jak dlouho trvá."
SAYS_BIRTH_NUMBER = f"Připrav rozhodnutí pro žadatele, r. č. {BIRTH_NUMBER}."
