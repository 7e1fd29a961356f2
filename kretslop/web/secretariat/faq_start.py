"""Eleven questions that people abroad usually ask, with answers to start from; a person checks each before it shows."""

from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Asked(Protocol):
    """What the suggested answers take from a campaign."""

    place: str
    local_language_needed: bool
    consent_days: int
    feedback_days: int
    contact_name: str
    contact_email: str


def suggestions(campaign: Asked) -> list[tuple[str, str]]:
    """Return (question, answer) in the language in use, filled in from the campaign's plan."""
    return [*_before_registering(campaign), *_afterwards(campaign)]


def _before_registering(campaign: Asked) -> list[tuple[str, str]]:
    norwegian = (
        _("Yes. These employers need Norwegian from the first day. Write down your level when you register.")
        if campaign.local_language_needed
        else _(
            "No, English is enough to start with. It helps to learn Norwegian for life outside work; we tell you "
            "about courses."
        )
    )
    return [
        (
            _("What happens after I register?"),
            _(
                "A talent liaison, a person, looks at every registration. If you fit, we ask you before we show "
                "your profile to an employer. Your own page always says where you stand."
            ),
        ),
        (
            _("Do I apply to one employer?"),
            _(
                "No. You register once, in the region's talent pool, and we introduce you to employers who fit. "
                "If one says no, we look for the next."
            ),
        ),
        (_("Do I need to speak Norwegian?"), norwegian),
        (
            _("Do I need a work permit?"),
            _(
                "That depends on your citizenship. Nordic citizens need none, citizens of the EU or EEA register,"
                " others apply for a permit with a job offer. Your page shows the steps and how long they usually"
                " take."
            ),
        ),
    ]


def _afterwards(campaign: Asked) -> list[tuple[str, str]]:
    place = {"place": campaign.place}
    days = ngettext("%(n)s working day", "%(n)s working days", campaign.feedback_days) % {"n": campaign.feedback_days}
    contact = {"name": campaign.contact_name, "email": campaign.contact_email}
    return [
        (
            _("Who sees my name and my CV?"),
            _(
                "Only the talent liaison, until you have said yes to an employer and that employer has accepted "
                "to meet you. Before that, employers see skills and experience, and nothing that tells who you "
                "are."
            ),
        ),
        (
            _("How soon do I get an answer?"),
            _("An employer answers within %(days)s. If it is late, we remind it.") % {"days": days},
        ),
        (_("What does it cost?"), _("Nothing. It is free for candidates, and we never ask for money.")),
        (
            _("Can I bring my family?"),
            _(
                "Most people can. There are rules about income and permits, and we tell you about schools, "
                "kindergarten and work for your partner. What you tell us about your family is never shown to "
                "employers and changes nothing about which jobs you are shown."
            ),
        ),
        (
            _("Can I work from another country?"),
            _("Some employers allow it for a part of the time. Say what you wish when you register."),
        ),
        (
            _("How is it to live in %(place)s?") % place,
            _("Write two or three honest sentences here: what people like, and what is not perfect."),
        ),
        (_("Whom can I ask?"), _("%(name)s, %(email)s, answers your questions about the campaign.") % contact),
    ]
