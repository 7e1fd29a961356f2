"""What a candidate may agree to, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.talent import rules

CONSENTS: dict[str, str | Promise] = {
    rules.POOL: _("To be in the region's talent pool"),
    rules.CAMPAIGN_MAIL: _("To get mail about campaigns"),
    rules.PARTNER_AND_FAMILY: _("To get help for partner and family with the move"),
    rules.FAIRNESS: _("That your answers are counted, without your name, to see whether the process is fair"),
}
