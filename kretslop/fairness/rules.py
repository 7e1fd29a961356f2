"""The three questions and their answers, and how few people are too few to be shown."""

#: Which words the candidate agreed to; a new wording is a new version.
WORDS_VERSION = "2026-11"

SEXES = ("woman", "man", "other")
AGE_BANDS = ("under_25", "25_34", "35_44", "45_54", "55_up")
#: Groups of countries of origin: large enough that none names anybody.
COUNTRY_GROUPS = ("nordic", "eea", "europe", "africa", "asia", "americas", "oceania")
QUESTIONS: dict[str, tuple[str, ...]] = {"sex": SEXES, "age_band": AGE_BANDS, "country_group": COUNTRY_GROUPS}
