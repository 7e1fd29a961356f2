"""What becomes of open introductions when a wanted profile, an employer's part or a campaign comes to its end."""

from datetime import datetime

from django.db.models import QuerySet

from kretslop.accounts.models import User
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign, Participation, WantedProfile
from kretslop.introductions import rules
from kretslop.introductions.actions.deciding import check_words
from kretslop.introductions.actions.moving import lock, move
from kretslop.introductions.actions.releasing import release
from kretslop.introductions.actions.telling import tell_employer
from kretslop.introductions.models import Introduction
from kretslop.shared.transactions import action

#: What can become of a wanted profile: verb -> what campaigns do.
CLOSING = {
    "fill": campaigns.fill_wanted_profile,
    "withdraw": campaigns.withdraw_wanted_profile,
    "pause": campaigns.pause_wanted_profile,
}


@action
def close_profile(
    *, profile: WantedProfile, verb: str, release_words: dict[str, str] | None, by: User, now: datetime
) -> WantedProfile:
    """Fill, withdraw or pause a wanted profile, and say what its people are told (`CLOSING`).

    `release_words`: by language, to everybody whom the employer knows of and has not hired; None lets those
    introductions go on. Whoever was only asked yet, of whom the employer knows nothing, is told so without words of the
    employer's and asked no more, unless it is a pause. NotPossible when the profile cannot make this move.
    """
    mine = Introduction.objects.filter(wanted_profile=profile)
    # People are locked before the profile, as a hire does it.
    if release_words is not None:
        _check(release_words)
        _release(mine.filter(state__in=rules.WITH_EMPLOYER), "profile_gone", release_words, by, now)
    if verb != "pause":
        _release(mine.filter(state=rules.ASKED), "profile_gone", {}, by, now)
    return CLOSING[verb](profile=profile, by=by, now=now)


@action
def leave_campaign(
    *, participation: Participation, release_words: dict[str, str] | None, by: User, now: datetime
) -> Participation:
    """The employer takes no part any more: its people are released with words, or it finishes what it began (None)."""
    mine = Introduction.objects.filter(participation=participation)
    if release_words is not None:
        _check(release_words)
        _release(mine.filter(state__in=rules.WITH_EMPLOYER), "employer_left", release_words, by, now)
    _release(mine.filter(state=rules.ASKED), "employer_left", {}, by, now)
    return campaigns.leave(participation=participation, by=by, now=now)


@action
def end_campaign(*, campaign: Campaign, release_words: dict[str, str] | None, by: User, now: datetime) -> Campaign:
    """Close a campaign: whoever no employer has said yes to is released with words, or waits on (None).

    Accepted people always go on to the end of their process.
    """
    closed = campaigns.close_campaign(campaign=campaign, by=by, now=now)
    if release_words is not None:
        _check(release_words)
        early = Introduction.objects.filter(campaign=campaign, state__in=(rules.ASKED, rules.INTRODUCED))
        _release(early, "campaign_ended", release_words, by, now, by_employer=False)
    return closed


def _check(words: dict[str, str]) -> None:
    for language, text in words.items():
        check_words(text, f"words_{language}")


def _release(
    chosen: QuerySet[Introduction], end: str, words: dict[str, str], by: User, now: datetime, *,
    by_employer: bool = True,
) -> None:  # fmt: skip
    """Close the chosen ones that are still as they were, one candidate after the other in the order of their ids.

    `words` by language are the employer's or, when it does not end it itself, the alliance's: then it is told, too.
    Whoever was only asked reads none of an employer's words: it never heard of them.
    """
    states = set(chosen.values_list("state", flat=True))
    for row in chosen.order_by("candidate_id", "pk"):
        introduction = lock(row)
        if introduction.state not in states or not rules.is_open(introduction.state):
            continue
        knew = introduction.state != rules.ASKED
        move(introduction, "close", by=None, now=now, reason=end, decided_by=by)
        if knew and not by_employer:
            tell_employer(introduction, "introduction_closed", now=now)
        release(introduction, words=words.get(introduction.candidate.language, ""), ours=not by_employer, now=now)
