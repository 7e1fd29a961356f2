"""Kinds of employers, what a member may be, and when an organisation number can be one."""

import re

KINDS = ("private", "public", "agency")
SIZES = ("1-9", "10-49", "50-249", "250+")
STAGES = ("start_up", "scale_up", "mature")
REMOTE_POLICIES = ("onsite", "hybrid", "remote")
PERMIT_EXPERIENCE = ("none", "some", "often")
ROLES = ("manager", "recruiter")
HOME = "NO"
LOCATIONS_MAX = 10
#: Staff may read as somebody of an employer for so long, with a reason of so many characters.
IMPERSONATION_MINUTES, REASON_MIN, REASON_MAX = 30, 10, 500

# Brønnøysundregistrene, "Om organisasjonsnummeret": the ninth digit checks the first eight, modulus 11.
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_FOREIGN = re.compile(r"(?=.*\d)[0-9A-Z][0-9A-Z./-]{1,28}[0-9A-Z]")


def clean_org_number(number: str, country: str = HOME) -> str:
    """Return an organisation number as it is kept: capitals, no spaces; a Norwegian one as nine digits."""
    number = "".join(number.split()).upper()
    if country != HOME:
        return number
    return number.removeprefix("NO").removesuffix("MVA").replace(".", "").replace("-", "")


def org_number_problem(number: str, country: str = HOME) -> str:
    """Return "" for a cleaned number that can be right, else the code of what is wrong; none at all is not wrong.

    Norway: nine digits with a control digit. Elsewhere: 3 to 30 letters and digits, because every country has its own.
    """
    if not number:
        return ""
    if country != HOME:
        return "" if _FOREIGN.fullmatch(number) else "foreign_number"
    if not re.fullmatch(r"[0-9]{9}", number):
        return "nine_digits"
    rest = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11
    # A rest of 1 would ask for a control digit of 10: such numbers are not given out.
    return "" if number[8] == str(-rest % 11) else "control_digit"


def listed(places: str) -> list[str]:
    """Return the places that somebody typed with commas or on lines of their own, each once, in their order."""
    names = (" ".join(each.split()) for each in re.split(r"[,;\n]", places))
    return list(dict.fromkeys(name for name in names if name))


#: A company's own sign-in (OpenID Connect): it opens nothing before somebody of the alliance has looked at it.
WAITING, APPROVED, OFF = "waiting", "approved", "off"
SIGN_IN_STATES = (WAITING, APPROVED, OFF)
#: Where anybody can have an address: no company can speak for these.
FREE_MAIL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.no", "live.com", "live.no", "msn.com",
    "yahoo.com", "yahoo.no", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com", "gmx.com",
    "gmx.net", "gmx.de", "web.de", "mail.ru", "yandex.com", "online.no", "fastmail.com", "hey.com", "zoho.com",
})  # fmt: skip
DOMAINS_MAX = 10
_DOMAIN = re.compile(r"(?=.{4,100}\Z)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def domain_of(address: str) -> str:
    """Return what stands after the last @ of a mail address, in small letters."""
    return address.strip().lower().rpartition("@")[2]


def domain_problem(domain: str, own: str) -> str:
    """Return why a company may not speak for `domain`, or "": `own` is that of the manager's own, proven address."""
    if not _DOMAIN.fullmatch(domain):
        return "domain_wrong"
    if domain in FREE_MAIL:
        return "domain_free"
    return "" if domain == own or domain.endswith(f".{own}") else "domain_not_yours"
