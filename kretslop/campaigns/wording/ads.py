"""What was hard about reading a job ad, and what the law says about its words, in sentences."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns.wording.labels import Words, language_name

_EQUALITY = _("The Equality and Anti-Discrimination Act, section 6, protects this.")
#: Warning code -> what it is about, and the law or what to do.
WARNINGS: dict[str, tuple[Words, Words]] = {
    "protected_age": (
        _("These words ask for an age."),
        _("The Working Environment Act, section 13-1, and the Equality and Anti-Discrimination Act protect it."),
    ),
    "protected_sex": (_("These words ask for a sex."), _EQUALITY),
    "protected_nationality": (
        _("These words ask for a nationality."),
        _("The law protects national origin. Ask for the language, the place or the day at a desk instead."),
    ),
    "protected_ethnicity": (
        _("These words ask for an ethnic background or a mother tongue."),
        _("The law protects it. Ask for the level of the language instead."),
    ),
    "protected_family": (_("These words ask about family or children."), _EQUALITY),
    "protected_belief": (_("These words ask for a belief, or for no union."), _EQUALITY),
    "protected_health": (_("These words ask about health or disability."), _EQUALITY),
    "experience_ceiling": (
        _("These words set a ceiling for experience."),
        _(
            "Whoever brings more can do the work too. A ceiling leaves out older people, which the Equality and "
            "Anti-Discrimination Act, sections 8 and 9, allows only for a good reason. Would a floor be enough?"
        ),
    ),
    "clearance": (
        _("The ad asks for a security clearance."),
        _("It is no criterion here: say in the text about the post how long the clearance takes, and for whom."),
    ),
    "education_or_experience": (
        _("The ad takes experience in place of an education."),
        _("So we made no criterion of the education."),
    ),
    "occupation_unknown": (
        _("We did not recognise the occupation."),
        _("Please choose it from the list if it is there."),
    ),
    "no_demands": (
        _("The ad demands nothing outright."),
        _("All we found is nice to have. Please say what somebody must have."),
    ),
    "no_skills": (_("We found no skills in this text."), _("Please add what the work needs below.")),
    "language_unclear": (
        _("The text is too short to tell its language."),
        _("Please check everything twice."),
    ),
    "language_not_read": (
        _("We cannot read ads in this language yet."),
        _("We recognised names of technologies only, none of them as a demand. Your text is kept below."),
    ),
}
UNREADABLE: dict[str, Words] = {
    "empty": _("There is no text yet. Paste the ad, or choose a file."),
    "too_long": _("This is longer than 40,000 characters. Please keep the part about the post, and try again."),
    "not_an_ad": _("This looks like data, but we find no job ad in it. Please paste the text of the ad instead."),
    "not_text": _("We cannot read this file. It should be plain text, or JSON from the public job feed."),
}


def warning_words(code: str, words: str = "") -> tuple[str, str]:
    """What a warning is about and what to do; for an ad in another language, `words` is the language's code."""
    about, advice = WARNINGS[code]
    if code == "language_not_read" and words and words != "und":
        return gettext("We cannot read ads in %(language)s yet.") % {"language": language_name(words)}, str(advice)
    return str(about), str(advice)


def is_protected(code: str) -> bool:
    """True when the warning is about something that the law protects."""
    return code.startswith("protected_")
