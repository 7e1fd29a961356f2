"""The words of employers: what they are, how big, how old, and where their people work."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise

KINDS: dict[str, Words] = {
    "private": _("Company"),
    "public": _("Public employer"),
    "agency": _("Agency"),
}
SIZES: dict[str, Words] = {
    "1-9": _("1 to 9 people"),
    "10-49": _("10 to 49 people"),
    "50-249": _("50 to 249 people"),
    "250+": _("250 people or more"),
}
STAGES: dict[str, Words] = {
    "start_up": _("Start-up"),
    "scale_up": _("Scale-up"),
    "mature": pgettext_lazy("company", "Mature"),
}
REMOTE_POLICIES: dict[str, Words] = {
    "onsite": _("At the office"),
    "hybrid": _("Partly at the office, partly from home"),
    "remote": _("From anywhere"),
}
ROLES: dict[str, Words] = {"manager": _("Business or HR manager"), "recruiter": _("Recruiter")}
