"""The fairness questions and their answers, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise

QUESTIONS: dict[str, Words] = {
    "sex": _("What is your sex?"),
    "age_band": _("How old are you?"),
    "country_group": _("Which part of the world do you come from?"),
}
#: What is compared, for the report.
TITLES: dict[str, Words] = {"sex": _("Sex"), "age_band": _("Age"), "country_group": _("Part of the world")}
ANSWERS: dict[str, dict[str, Words]] = {
    "sex": {
        "woman": _("Woman"),
        "man": _("Man"),
        "other": pgettext_lazy("sex", "Another answer"),
    },
    "age_band": {
        "under_25": _("Under 25"),
        "25_34": _("25 to 34"),
        "35_44": _("35 to 44"),
        "45_54": _("45 to 54"),
        "55_up": _("55 or older"),
    },
    "country_group": {
        "nordic": _("The Nordic countries"),
        "eea": _("The EU or EEA outside the Nordic countries"),
        "europe": _("Another country in Europe"),
        "africa": _("Africa"),
        "asia": _("Asia, the Middle East too"),
        "americas": _("The Americas"),
        "oceania": _("Australia and Oceania"),
    },
}
#: The same in a word or two, for pictures.
SHORT: dict[str, Words] = {
    "nordic": _("Nordic"),
    "eea": _("EU/EEA"),
    "europe": _("Other Europe"),
    "asia": _("Asia"),
    "americas": _("Americas"),
    "oceania": _("Oceania"),
}
