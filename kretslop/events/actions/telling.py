"""Mails about an event, with the calendar file that puts it into a calendar, moves it, or takes it out."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation

from kretslop.accounts.models import User
from kretslop.employers.models import Member
from kretslop.events import queries, rules, wording
from kretslop.events.models import CampaignEvent, Place
from kretslop.events.queries import FOR_CANDIDATES, INVITATION
from kretslop.messaging import actions as mail
from kretslop.messaging.models import OutboxMail
from kretslop.screening.mailing import refusal_token
from kretslop.shared.calendar import subtract_working_days
from kretslop.shared.calendar_files import Method, calendar_file
from kretslop.talent.models import Candidate

_METHODS: dict[str, Method] = {
    "event_place": "REQUEST",
    "event_place_yours": "REQUEST",
    "event_moved": "REQUEST",
    "event_cancelled": "CANCEL",
    "event_place_back": "CANCEL",
}


def tell_place(place: Place, kind: str, *, now: datetime) -> None:
    """Queue a mail of `kind` to whoever has the place, once for each time that it was taken and each change.

    Whoever only waits for one has nothing in a calendar yet.
    """
    event = place.event
    person = _owner(place)
    if person is None:
        return
    calendar = ""
    if not place.waiting:
        appointment = queries.appointment(event, attendee=person, page=queries.page_of(place))
        calendar = calendar_file(appointment, method=_METHODS[kind], now=now)
    said = {"why": event.why_cancelled, "waited": place.waiting}
    _queue(place, person, kind, said, calendar=calendar, now=now)
    if _METHODS[kind] == "REQUEST":
        remind(place, now=now)


def remind(place: Place, *, now: datetime) -> None:
    """Queue the reminder of the working day before, anew after each change: the one before is overtaken."""
    event, person = place.event, _owner(place)
    at = rules.remind_on(event.starts_at, ZoneInfo(event.time_zone), subtract_working_days)
    if person is not None and at > now:
        _queue(place, person, "event_reminder", {}, send_at=at, now=now)


def _queue(
    place: Place, person: User, kind: str, said: dict[str, object], *, calendar: str = "",
    send_at: datetime | None = None, now: datetime,
) -> None:  # fmt: skip
    """Queue a mail about a place, once for each time that it was taken and each change of the event."""
    event = place.event
    side = "employer" if place.member is not None else "candidate"
    mail.queue(
        key=f"{kind}:{place.ref}:{event.sequence}:{int(place.taken_at.timestamp())}",
        kind=kind,
        to=person,
        context=_context(event, person, side=side) | {"link": event.link, "sequence": event.sequence, **said},
        calendar=calendar,
        about=about(place),
        send_at=send_at,
        simulated=event.simulated,
        now=now,
    )


def about(place: Place) -> list[CampaignEvent | Place | Candidate]:
    """Return what a mail or a line of the timeline on a place is about."""
    return [place.event, place, *([place.candidate] if place.candidate is not None else [])]


def _owner(place: Place) -> User | None:
    if place.member is not None:
        return place.member.user
    return place.candidate.user if place.candidate is not None else None


def invite_member(event: CampaignEvent, member: Member, *, now: datetime) -> bool:
    """Queue an invitation to somebody of an employer; False when they were written to before."""
    key = f"{INVITATION}:{event.ref}:{member.ref}"
    if OutboxMail.objects.filter(key=key).exists():
        return False
    mail.queue(
        key=key,
        kind="event_invitation",
        to=member.user,
        context=_context(event, member.user, side="employer"),
        about=[event],
        simulated=event.simulated,
        now=now,
    )
    return True


def invite_candidate(event: CampaignEvent, candidate: Candidate, *, now: datetime) -> None:
    """Queue an invitation to a candidate; the caller has looked whether they may be written to."""
    if candidate.user is None:
        return
    mail.queue(
        key=f"{INVITATION}:{event.ref}:{candidate.ref}",
        kind=FOR_CANDIDATES,
        to=candidate.user,
        context=_context(event, candidate.user, side="candidate")
        | {"refuse": reverse("public:no_campaign_mail", args=[refusal_token(candidate)])},
        about=[event, candidate],
        simulated=event.simulated,
        now=now,
    )


def _context(event: CampaignEvent, person: User, *, side: str) -> dict[str, object]:
    with translation.override(person.language):
        return {
            "first_name": person.first_name,
            "title": event.title,
            "kind": str(wording.KINDS[event.kind]),
            "when": wording.when(event.starts_at, event.ends_at, person.time_zone or event.time_zone),
            "place": event.place,
            "words": event.words,
            "campaign": event.campaign.name,
            "contact": event.campaign.contact_name,
            "contact_email": event.campaign.contact_email,
            "event": event.ref,
            "side": side,
        }
