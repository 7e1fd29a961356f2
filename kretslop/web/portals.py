"""Which portals a person may enter, and where they start."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.web.doors import is_candidate, is_client, is_employer

if TYPE_CHECKING:
    from kretslop.accounts.models import User


class Portal(NamedTuple):
    """A part of the site for one role: what it is called, what one does there, its first page."""

    title: str | Promise
    about: str | Promise
    url: str


def portals_of(user: User) -> list[Portal]:
    """Return the portals that this person may enter."""
    found = []
    if is_candidate(user):
        found.append(
            Portal(_("Your own page"), _("Where you stand, and what happens next."), reverse("candidate:home"))
        )
    if is_employer(user):
        found.append(
            Portal(
                _("For your company"), _("People introduced to you, and what you look for."), reverse("employer:review")
            )
        )
    if is_client(user):
        found.append(
            Portal(
                _("For your company"), _("People whom an agency introduced to you."), reverse("employer:client_reading")
            )
        )
    if user.is_liaison:
        found.append(Portal(_("The liaison's desk"), _("Who waits for you today."), reverse("liaison:today")))
    if user.is_project_lead:
        found.append(
            Portal(
                _("The secretariat"), _("Campaigns, employers and agreed criteria."), reverse("secretariat:campaigns")
            )
        )
    return found


def start_page(user: User) -> str:
    """Return where a person goes after signing in: to their portal, or to the choice when they have several."""
    portals = portals_of(user)
    return portals[0].url if len(portals) == 1 else reverse("public:home")
