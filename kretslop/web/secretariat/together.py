"""The pages about working together in a campaign share a tab, and have tabs of their own below it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kretslop.web.secretariat import pages


def frame(campaign: pages.Run, current: str) -> dict[str, Any]:
    """Return what the frame of these pages needs: the campaign's own, and the parts below."""
    parts = [
        ("secretariat:events", _("Events")),
        ("secretariat:duties", _("Five duties")),
        ("secretariat:tasks", _("Ambassadors")),
        ("secretariat:heard", _("What employers say")),
    ]
    below = [
        {"label": label, "url": reverse(name, args=(campaign.ref,)), "current": name.endswith(f":{current}")}
        for name, label in parts
    ]
    return pages.frame(campaign, "events") | {"below": below}
