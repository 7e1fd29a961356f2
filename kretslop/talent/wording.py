"""What a candidate may agree to, and what they may wish of an employer, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kretslop.talent import rules

Words = str | Promise

CONSENTS: dict[str, Words] = {
    rules.POOL: _("To be in the region's talent pool"),
    rules.CAMPAIGN_MAIL: _("To get mail about campaigns"),
    rules.PARTNER_AND_FAMILY: _("To get help for partner and family with the move"),
    rules.FAIRNESS: _("That your answers are counted, without your name, to see whether the process is fair"),
}
EMPLOYER_WISHES: dict[str, Words] = {
    "start_up": _("A start-up"),
    "scale_up": _("A company that grows fast"),
    "corporate": _("A large, established company"),
    "public": _("A public employer"),
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
    """Return what somebody wishes of an employer, parted by commas; "" when nothing was said."""
    return ", ".join(str(EMPLOYER_WISHES[code]) for code in wishes)


def domains_words(domains: list[str] | tuple[str, ...]) -> str:
    """Return the fields of work that somebody would like, parted by commas; "" when nothing was said."""
    return ", ".join(str(DOMAINS[code]) for code in domains)


def pay_words(kroner: int | None) -> str:
    """Return a wished pay a year, such as "750 000 kr a year"; "" when nothing was said."""
    if kroner is None:
        return ""
    return gettext("%(kroner)s kr a year") % {"kroner": f"{kroner:,}".replace(",", "\u00a0")}
