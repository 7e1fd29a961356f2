"""What the employer's people note for themselves about a candidate, and share with each other."""

from datetime import datetime
from zlib import crc32

from kretslop.accounts.models import User
from kretslop.employers.models import Member
from kretslop.introductions import access, disclosure, rules
from kretslop.introductions.models import Introduction, ScoreCard
from kretslop.messaging import actions as mail
from kretslop.messaging.models import OutboxMail
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.shared.transactions import action

NOTE_MAX = 500


@action
def keep_score_card(
    *, introduction: Introduction, by: User, scores: dict[str, int], takeaways: str, now: datetime
) -> ScoreCard:
    """Keep what one member makes of a candidate, again and again; nobody outside the company reads it.

    Of what somebody of an agency's client notes, the agency reads too.

    Invalid("scores") for what is none of `rules.SCORES` or about no criterion of the wanted profile.
    """
    if not {rules.EMPLOYER, rules.CLIENT} & access.roles_of(by, introduction):
        raise NotAllowed("not_yours")
    result = disclosure.shown(introduction).result
    asked = {part.criterion.key for part in result.parts} if result else set()
    if not scores.keys() <= asked or not set(scores.values()) <= set(rules.SCORES):
        raise Invalid("scores", "unknown")
    takeaways = takeaways.strip()
    if len(takeaways) > rules.WORDS_MAX:
        raise Invalid("takeaways", "too_long")
    values = {"scores": scores, "takeaways": takeaways, "at": now}
    return ScoreCard.objects.update_or_create(introduction=introduction, by=by, defaults=values)[0]


@action
def share(*, introduction: Introduction, by: User, member: Member, note: str, now: datetime) -> OutboxMail:
    """Ask a colleague, by mail with a link, to look at a candidate too; the mail names the person no more than a page.

    NotAllowed when either is no member of the introduction's employer.
    """
    note = note.strip()
    if len(note) > NOTE_MAX:
        raise Invalid("note", "too_long")
    inside = rules.EMPLOYER in access.roles_of(by, introduction)
    if not inside or not member.active or member.employer_id != introduction.employer_id:
        raise NotAllowed("not_yours")
    if introduction.candidate.user_id == member.user_id:
        raise NotAllowed("not_yours")
    shown = disclosure.shown(introduction)
    return mail.queue(
        # The same question twice is a second click; another one on the same day is asked.
        key=f"review_shared:{introduction.ref}:{by.ref}:{member.ref}:{now.astimezone(OSLO).date()}:{crc32(note.encode())}",
        kind="review_shared",
        to=member.user,
        context={
            "first_name": member.user.first_name,
            "colleague": by.name or by.email,
            # A mail is kept longer than the process: it never says the name, whatever the page may.
            "candidate": shown.pseudonym,
            "wanted": introduction.wanted_profile.title,
            "note": note,
            "introduction": introduction.ref,
        },
        about=[introduction],
        simulated=introduction.simulated,
        now=now,
    )
