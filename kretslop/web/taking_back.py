"""Taking back what one has just said about an introduction, on the pages of both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _

from kretslop.introductions import actions
from kretslop.introductions.wording import PROBLEMS
from kretslop.shared.errors import NotAllowed, NotPossible

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction
    from kretslop.web.doors import SignedIn


def take_back(request: SignedIn, introduction: Introduction) -> None:
    """Undo the last move and say so, or why it is too late."""
    try:
        actions.undo(introduction=introduction, by=request.user, now=timezone.now())
    except (NotAllowed, NotPossible):
        messages.error(request, str(PROBLEMS["too_late"]))
    else:
        messages.success(request, _("Taken back. No message has left."))
