"""The pages about working together in a campaign share a tab, and have tabs of their own below it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kretslop.web.secretariat import pages


def frame(campaign: pages.Run, current: str) -> dict[str, Any]:
    """Return what the frame of these pages needs: the campaign's own, and the parts below."""
    parts = [("events", _("Events"))]
    below = [
        {"label": label, "url": reverse(f"secretariat:{name}", args=(campaign.ref,)), "current": name == current}
        for name, label in parts
    ]
    return pages.frame(campaign, "events") | {"below": below}
