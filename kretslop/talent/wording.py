"""What a candidate may agree to, and what they may wish of an employer, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kretslop.talent import rules

Words = str | Promise

CONSENTS: dict[str, Words] = {
    rules.POOL: _("To be in the region's talent pool"),
    rules.CAMPAIGN_MAIL: _("To get mail about campaigns"),
    rules.PARTNER_AND_FAMILY: _("To get help for partner and family with the move"),
    rules.FAIRNESS: _("That your answers are counted, without your name, to see whether the process is fair"),
    rules.CLICK_TRACKING: _("That we see which links in our mails are opened by you"),
}
EMPLOYER_WISHES: dict[str, Words] = {
    "start_up": _("A start-up"),
    "scale_up": _("A company that grows fast"),
    "corporate": _("A large, established company"),
    "public": _("A public employer"),
}
#: The kind of post that somebody would like: their own wish, not how old or how experienced they are.
SENIORITY_WISHES: dict[str, Words] = {
    "junior": _("A junior post, with somebody to learn from"),
    "medium": _("A post in the middle: I work on my own, and do not lead"),
    "senior": _("A senior post, where others ask me or I lead"),
}
DOMAINS: dict[str, Words] = {
    "energy": _("Energy"),
    "finance": _("Banking, payment and insurance"),
    "health": _("Health and medicine"),
    "public_services": _("Public services"),
    "defence": _("Defence and security"),
    "industry": _("Industry and robotics"),
    "maritime": _("Shipping and the sea"),
    "transport": _("Transport and travel"),
    "retail": _("Trade"),
    "media": _("Media, music and games"),
    "telecom": _("Telecommunication"),
    "education": _("Education"),
    "climate": _("Climate and environment"),
    "research": _("Research"),
    "consulting": _("Consulting"),
}


def wishes_words(wishes: list[str] | tuple[str, ...]) -> str:
    """Return what somebody wishes of an employer, parted by semicolons; "" when nothing was said."""
    return _listed([str(EMPLOYER_WISHES[code]) for code in wishes])


def seniority_words(wishes: list[str] | tuple[str, ...]) -> str:
    """Return the kinds of post that somebody would like, parted by semicolons; "" when nothing was said."""
    return _listed([str(SENIORITY_WISHES[code]) for code in wishes])


def _listed(words: list[str]) -> str:
    """Return words that begin with a capital, and may hold commas, as one: "Energy; media, music and games"."""
    return "; ".join(word if not number else word[:1].lower() + word[1:] for number, word in enumerate(words))


def years_words(years: int) -> str:
    """Return whole years in words: "7 years", "less than a year" for none."""
    if not years:
        return gettext("less than a year")
    return ngettext("%(years)s year", "%(years)s years", years) % {"years": years}


def industries_words(industries: Mapping[str, int]) -> str:
    """Return the industries with years, most first: "Energy, 4 years; Trade, 1 year"; "" when nothing was said.

    None is less than a year or never, as the question says: these come last, together.
    """
    ordered = sorted(industries.items(), key=lambda pair: (-pair[1], pair[0]))
    said = [f"{DOMAINS[code]}, {years_words(years)}" for code, years in ordered if years]
    if hardly := [str(DOMAINS[code]) for code, years in ordered if not years]:
        said.append(gettext("less than a year or never: %(industries)s") % {"industries": ", ".join(hardly)})
    return "; ".join(said)


def domains_words(domains: list[str] | tuple[str, ...]) -> str:
    """Return the fields of work that somebody would like, parted by semicolons; "" when nothing was said."""
    return _listed([str(DOMAINS[code]) for code in domains])


def pay_words(kroner: int | None) -> str:
    """Return a wished pay a year, such as "750 000 kr a year"; "" when nothing was said."""
    if kroner is None:
        return ""
    return gettext("%(kroner)s kr a year") % {"kroner": f"{kroner:,}".replace(",", "\u00a0")}


ADDRESS_PROBLEMS: dict[str, Words] = {
    "address_changed_lately": _(
        "Your address was changed a few days ago. Please wait until the old one can no longer stop it."
    ),
    "address_code_too_old": _("The code has run out. Please ask for a new one."),
    "address_code_tried": _("Those were too many tries. Please ask for a new code."),
    "address_taken": _(
        "This address belongs to another account by now, so nothing was changed. Please write to your liaison."
    ),
    "address_still_waits": _("The old mailbox still has time to say no. We send you a mail when you can go on."),
    "address_too_late": _("The days in which this could be stopped are over. Please write to your liaison."),
    "address_overtaken": _("This has been answered already. Nothing was changed."),
    "address_not_known": _("Nobody is known by the old address, so there is nothing to change."),
}


def address_problem(code: str) -> str:
    """Return why an address could not be changed, in a sentence."""
    return str(ADDRESS_PROBLEMS.get(code) or ADDRESS_PROBLEMS["address_overtaken"])
