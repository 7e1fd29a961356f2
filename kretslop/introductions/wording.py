"""States, reasons and problems of introductions in words."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from kretslop.introductions.models import Reason

if TYPE_CHECKING:
    from kretslop.introductions.models import Interview

Words = str | Promise
#: What the code of a reason begins with that the secretariat wrote.
OWN = "own_"

STATES_FOR_LIAISON: dict[str, Words] = {
    "asked": _("The candidate is asked"),
    "refused": _("The candidate said no"),
    "expired": _("The candidate did not answer"),
    "introduced": _("The employer is asked"),
    "declined": _("Declined by the employer"),
    "lapsed": _("The employer did not answer"),
    "accepted": _("Accepted, an interview comes next"),
    "interview": _("Interview"),
    "assessment": _("Assessment"),
    "negotiation": _("Negotiation"),
    "hired": _("Hired"),
    "not_hired": _("Not hired"),
    "withdrawn": _("The candidate withdrew"),
    "closed": _("Closed"),
}
STATES_FOR_EMPLOYER: dict[str, Words] = {
    "introduced": _("Waits for your answer"),
    "declined": _("You said no"),
    "lapsed": _("Ended without an answer"),
    "accepted": _("Accepted"),
    "interview": _("Interview"),
    "assessment": _("Assessment"),
    "negotiation": _("Negotiation"),
    "hired": _("Hired"),
    "not_hired": _("Not hired"),
    "withdrawn": _("Stepped back"),
    "closed": _("Ended"),
}
#: For somebody of an agency's client, for whom the agency answers.
STATES_FOR_CLIENT: dict[str, Words] = {
    **STATES_FOR_EMPLOYER,
    "introduced": _("Waits for the agency's answer"),
    "declined": _("Answered with no"),
}
#: What the employer does next, for the codes of `rules.next_step`.
NEXT_FOR_EMPLOYER: dict[str, Words] = {
    "give_feedback": _("Accept, or decline with a reason"),
    "arrange_interview": _("Arrange an interview"),
    "report_after_interview": _("Say how the interview went"),
    "report_after_assessment": _("Say how the assessment went"),
    "report_outcome": _("Say whether you agreed"),
    "pick_time": _("The candidate picks a time for the interview"),
    "offer_times": _("Offer other times for the interview"),
}
REASONS: dict[str, Words] = {
    "skills_missing": _("Skills are missing"),
    "too_junior": _("Too little experience for this position"),
    "too_senior": _("Too much experience for this position"),
    "local_language": _("Norwegian is needed from the first day"),
    "start_too_late": _("Cannot start in time"),
    "post_filled": _("The post has been filled"),
    "other_direction": _("Another direction than this position"),
    "another_person": _("Another person was chosen"),
    "skills_in_depth": _("Skills did not go deep enough"),
    "terms": _("Did not agree on the terms"),
    "offer_turned_down": _("The candidate turned the offer down"),
    "post_gone": _("The post is gone"),
    "employer_silent": _("The employer did not answer"),
    "hired_elsewhere": _("Hired by another employer"),
    "left_pool": _("Left the pool"),
    "profile_gone": _("The wanted profile is gone"),
    "employer_left": _("The employer left the campaign"),
    "campaign_ended": _("The campaign has ended"),
    "liaison_took_back": _("Taken back by the liaison"),
    "paused": _("The candidate paused"),
    "other_job": _("Took another job"),
    "not_moving": _("Does not want to move"),
    "not_this_employer": _("Not this employer"),
    "timing": _("Not now"),
    "not_said": _("No reason given"),
    "no_to_employer": _("Said no to this employer"),
    "candidate_silent": _("The candidate did not answer"),
}
#: Where an employer says no, for the lists of reasons.
ENDS: dict[str, Words] = {
    "decline": _("No to a profile"),
    "not_hired": _("No after meeting"),
    "lost": _("A hire that came to nothing"),
}
#: What is wrong with words to a candidate.
DOUBTS: dict[str, Words] = {
    "protected": _(
        "These words touch age, sex, origin, belief, health or family. The law forbids that as a reason, so please say "
        "what the position needs instead."
    ),
    "empty": _("These words say nothing about this person. Please add one sentence of your own: what was missing?"),
}
#: A score card's four points.
SCORES: dict[int, Words] = {
    1: _("1 · not seen"),
    2: _("2 · some of it"),
    3: _("3 · as we hoped"),
    4: _("4 · convinced us"),
}
PROBLEMS: dict[str, Words] = {
    "not_available": _("this person is not available now: not approved, paused, hired or gone."),
    "profile_not_open": _("this wanted profile is not open any more."),
    "already_with_employer": _("there is an open introduction to this employer already."),
    "too_many_open": _("this person has as many open introductions as the campaign allows."),
    "move_not_possible": _("This is not possible now: something has changed in the meantime."),
    "message_has_left": _("The message has left already."),
    "message_stopped": _("The message was stopped."),
    "message_not_stopped": _("Stop the message first."),
    "no_message": _("There is no message to this candidate."),
    "too_late": _("This can no longer be taken back: the ten minutes are over, or something has been built on it."),
    "already_decided": _("Somebody was quicker: this has been decided already."),
    "agree_to_public": _("A public employer may have to show its list of applicants: please agree to that first."),
    "names_the_person": _("The sentence tells who it is. Leave out names, addresses, links and numbers."),
    "too_long": _("The sentence is too long."),
    "link_is_over": _("This link is too old. Here is what waits for you."),
    "not_yours": _("This link was sent to somebody else. Here is what waits for you."),
    "interview_is_ahead": _(
        "An interview is agreed already. Move it or call it off, or offer times for the next one after it."
    ),
}
#: What is wrong with a field of an offer of times.
SLOT_PROBLEMS: dict[str, Words] = {
    "required": _("Please fill this in."),
    "too_many": _("Too many times."),
    "twice_the_same": _("The same time stands there twice."),
    "too_soon": _("Please choose times that are at least two hours away."),
    "too_far": _("Please choose times within the next four months."),
    "no_such_time": _("The clock is put forward that night: this time does not exist. Please choose another one."),
    "twice": _("The clock is put back that night: this time comes twice. Please choose another one."),
    "no_address": _("Please give the whole address, beginning with https://"),
    "gone": _("This time is not offered any more. Please choose one of these."),
    "unknown": _("Please choose one from the list."),
    "too_long": _("Please say it in fewer words."),
}


def moment_words(at: datetime, zone: ZoneInfo, language: str) -> str:
    """Return a moment as somebody in `zone` says it, with the zone's city, such as "… at 14:10 (Lisbon time)"."""
    with override(language):
        local = at.astimezone(zone)
        # Translators: Django's date format for a day with its weekday in a mail.
        day = date_format(local, pgettext("date with weekday in a mail", "l j F Y"))
        return gettext("%(day)s at %(time)s (%(city)s time)") % {
            "day": day, "time": f"{local:%H:%M}", "city": city_of(zone),
        }  # fmt: skip


def city_of(zone: ZoneInfo) -> str:
    """Return the city that gives a time zone its name."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def entry_words(
    other: str, wanted: str, interview: "Interview", page: str, language: str, *, own: bool
) -> tuple[str, str]:
    """Return title and text of an interview in a calendar: with whom, for what, where, and the reader's `page`.

    `own` is the candidate's entry: the employer moves it, they say when it does not fit.
    """
    with override(language):
        title = gettext("Interview: %(other)s") % {"other": other}
        ask = gettext("Does it not fit any more? Say so here:") if own else gettext("Move it or call it off here:")
        lines = [wanted, interview.place, interview.link, f"{ask} {page}"]
        return title, "\n".join(filter(None, lines))


#: What an employer may start from when it writes to the candidate, one text for each reason for a no.
SUGGESTIONS: dict[str, Words] = {
    "skills_missing": _(
        "Thank you for letting us read your profile. This position needs some skills that we did not find in it, so we "
        "go on with others this time. What you can do is worth a lot to other employers, and we wish you all the best."
    ),
    "too_junior": _(
        "Thank you for letting us read your profile. We liked what you have done so far. This position needs somebody "
        "with more years behind them, so we go on with others this time, and would be glad to read about you again."
    ),
    "too_senior": _(
        "Thank you for letting us read your profile. You have more experience than this position can make use of, and "
        "we think that you would soon miss harder work. We wish you a position that asks for all that you can do."
    ),
    "local_language": _(
        "Thank you for letting us read your profile. Your experience is strong. In this position Norwegian is needed "
        "from the first day, so it does not fit now. Many other positions in the region start in English."
    ),
    "start_too_late": _(
        "Thank you for letting us read your profile. We would have liked to get to know you, but somebody has to be in "
        "place before you can start. This is about our timing alone, and we wish you all the best."
    ),
    "post_filled": _(
        "Thank you for letting us read your profile. The position was filled before we came to you, which says nothing "
        "about your experience. We hope to see your profile again when we look for somebody next time."
    ),
    "other_direction": _(
        "Thank you for letting us read your profile. You have done good work in another direction than this position "
        "takes, and we think that you would be happier elsewhere. We wish you all the best on the way there."
    ),
    "another_person": _(
        "Thank you for the time that you gave us. We enjoyed getting to know you. It was a close choice, and in the "
        "end we chose another person for this position. We wish you all the best and would be glad to meet you again."
    ),
    "skills_in_depth": _(
        "Thank you for the time that you gave us. We enjoyed getting to know you. This position goes deeper into some "
        "skills than you have had the chance to go so far, so we go on with others this time. All the best from us."
    ),
    "terms": _(
        "Thank you for the time that you gave us. We would have liked to have you with us, and are sorry that we could "
        "not agree on the terms. We wish you a position that gives you what you look for."
    ),
    "offer_turned_down": _(
        "Thank you for the time that you gave us, and for telling us that you chose something else. We would have "
        "liked to have you with us, and you are welcome to be in touch if your plans change."
    ),
    "not_moving": _(
        "Thank you for the time that you gave us, and for telling us that moving is not right for you now. We would "
        "have liked to have you with us, and you are welcome to be in touch if your plans change."
    ),
    "post_gone": _(
        "Thank you for the time that you gave us. Our plans have changed and this position is gone. That has nothing "
        "to do with you: we enjoyed getting to know you and wish you all the best."
    ),
}
#: What an employer may start from when it ends a search, or its part: to people whom it has met and to those it has
#: only read about; the last one is the secretariat's, at the end of a campaign.
PARTINGS: dict[str, Words] = {
    "fill": _(
        "Thank you for your interest in us, and for your time. All positions have been filled now, which says nothing "
        "about your experience. We wish you all the best, and would be glad to hear of you when we look again."
    ),
    "withdraw": _(
        "Thank you for your interest in us, and for your time. Our plans have changed, and this position is gone. That "
        "has nothing to do with you, and we wish you all the best."
    ),
    "pause": _(
        "Thank you for your interest in us, and for your time. We have to pause the search for this position, and do "
        "not want to keep you waiting. That has nothing to do with you, and we wish you all the best."
    ),
    "leave": _(
        "Thank you for your interest in us, and for your time. We cannot take part in this campaign any longer, and do "
        "not want to keep you waiting. That has nothing to do with you, and we wish you all the best."
    ),
    "campaign": _(
        "Thank you for having been part of this campaign. It ends now, and we do not want to keep you waiting for an "
        "answer that may not come. You stay in the pool, and we ask you when the next employer fits."
    ),
}


def reason_words(reason: str) -> str:
    """Return a reason in words, also one that the secretariat wrote or has taken off its list; none gives nothing."""
    if not reason.startswith(OWN):
        return str(REASONS.get(reason, reason))
    row = Reason.objects.filter(code=reason).first()
    return (row.words.get((get_language() or "en")[:2]) or row.words.get("en", "")) if row else ""


def suggestion(reason: str, language: str) -> str:
    """Return the suggested words to a candidate who reads `language`; no or an unknown reason gives an empty text."""
    with override(language):
        return str(SUGGESTIONS.get(reason, ""))


def parting(end: str, language: str) -> str:
    """Return the suggested words to everybody who is released at one of the ends of `PARTINGS`."""
    with override(language):
        return str(PARTINGS[end])
