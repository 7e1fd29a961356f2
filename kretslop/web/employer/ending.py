"""How an introduction ended, in the words of the employer's pages; never why a candidate stepped back."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kretslop.introductions import rules
from kretslop.introductions.wording import reason_words
from kretslop.web.components.words import weekday_date

if TYPE_CHECKING:
    from kretslop.accounts.models import User
    from kretslop.introductions.models import Introduction


def ended_words(introduction: "Introduction", user: "User") -> dict[str, Any]:
    """Return the sentence that says how it ended, what comes next, and the employer's own feedback if there is any."""
    feedback = getattr(introduction, "feedback", None)
    return {
        "sentence": _sentence(introduction, user),
        "reason": reason_words(feedback.reason) if feedback else "",
        "feedback": feedback,
        "circulates": introduction.state in rules.RELEASING and introduction.end_reason not in ("paused", "left_pool"),
        "starts_on": introduction.starts_on,
        "agreed": _agreed(introduction),
    }


def _agreed(introduction: "Introduction") -> list[tuple[str, str]]:
    """Return where somebody who was hired works, as far as it was told."""
    share = introduction.remote_share
    rows = [(_("Place of work"), introduction.work_place), (_("Remote"), "" if share is None else f"{share} %")]
    return [row for row in rows if row[1]] if introduction.state == rules.HIRED else []


def _sentence(introduction: "Introduction", user: "User") -> str:
    words = {
        "day": weekday_date(introduction.ended_at),
        "name": _decider(introduction),
        "start": weekday_date(introduction.starts_on) if introduction.starts_on else "",
    }
    state, yours = introduction.state, introduction.decided_by_id == user.pk
    if state == rules.DECLINED:
        said = _("You declined on %(day)s.") if yours else _("%(name)s declined this on %(day)s.")
    elif state == rules.NOT_HIRED:
        said = _("You reported on %(day)s that it did not become a contract.")
        if not yours:
            said = _("%(name)s reported on %(day)s that it did not become a contract.")
    elif state == rules.HIRED:
        said = _("Hired, first day on %(start)s.") if introduction.starts_on else _("Hired on %(day)s.")
    elif state == rules.LAPSED:
        said = _("No answer came in time, so the wait ended on %(day)s.")
    elif introduction.end_reason == "hired_elsewhere":
        said = _("The candidate took another job in the region on %(day)s.")
    elif state == rules.WITHDRAWN or introduction.end_reason == "paused":
        said = _("The candidate stepped back on %(day)s. You need not do anything.")
    elif introduction.end_reason in ("profile_gone", "employer_left"):
        said = _("You ended this on %(day)s, because you no longer look for it.")
    elif introduction.end_reason == "campaign_ended":
        said = _("It ended on %(day)s with the campaign. You need not do anything.")
    else:
        said = _("The introduction was ended by your talent liaison on %(day)s. You need not do anything.")
    return said % words


def _decider(introduction: "Introduction") -> str:
    """Return who decided for the employer; a candidate who stepped back is never named here."""
    decider = introduction.decided_by
    return decider.name if decider and decider.pk != introduction.candidate.user_id else ""


def other_words_stand(introduction: "Introduction", words: str) -> bool:
    """True when the same person answered before, in another tab perhaps, with other words than these."""
    return introduction.feedback.words_to_candidate != words.strip()


def overtaken_words(introduction: "Introduction", user: "User") -> str:
    """Tell somebody who came second what was decided and by whom: "Sara Bakken declined this on Friday …"."""
    if introduction.state in rules.ENDED:
        return _sentence(introduction, user)
    if introduction.state in rules.IN_PROCESS and introduction.decided_at is not None:
        words = {"name": _decider(introduction), "day": weekday_date(introduction.decided_at)}
        if introduction.decided_by_id == user.pk:
            return _("You accepted on %(day)s.") % words
        return _("%(name)s accepted this on %(day)s.") % words
    return _("This is not possible now: something has changed in the meantime.")
