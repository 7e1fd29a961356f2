"""Forgets what nobody may keep: people who did not answer or were never told, files that have done their work."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from kretslop.accounts.models import User
from kretslop.importing import rules
from kretslop.importing.actions.answering import note_registered
from kretslop.importing.actions.moving import drop_files, forget_people, work_on
from kretslop.importing.models import Import, ImportedPerson
from kretslop.shared.transactions import action
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record


@action
def erase_unanswered(*, given: Import, by: User, now: datetime) -> int:
    """Erase those of an import who were asked and did not answer in time; return how many."""
    today = timezone.localdate(now)
    late = ImportedPerson.objects.filter(brought_by=given, state=rules.ASKED, answer_due__lt=today)
    erased = forget_people(list(late.select_for_update()), now)
    if erased:
        record("import.unanswered_erased", about=[given], by=by, now=now, codes={"people": erased})
    return erased


@action
def forget_old(*, now: datetime) -> dict[str, int]:
    """Every night: settle those who registered, erase people never told or silent, delete old files."""
    settled = _settle_registered(now)
    long_ago = now - timedelta(days=rules.REFUSED_KEPT_DAYS)
    ImportedPerson.objects.filter(state=rules.REFUSED, answered_at__lt=long_ago).delete()
    never_told = Q(state=rules.NEW, created_at__lt=now - timedelta(days=rules.TELL_WITHIN_DAYS))
    silent = Q(state=rules.ASKED, asked_at__lt=now - timedelta(days=rules.ERASED_AFTER_DAYS))
    people = list(ImportedPerson.objects.filter(never_told | silent).select_for_update(skip_locked=True))
    erased = forget_people(people, now)
    old = Import.objects.filter(state_since__lt=now - timedelta(days=rules.FILE_KEPT_DAYS))
    files = 0
    for held in old.filter(~Q(rows="") | ~Q(file="")).select_for_update(skip_locked=True):
        held.problems.all().delete()
        drop_files(held)
        held.state, held.state_since = rules.DISCARDED, now
        held.save()
        files += 1
    for held in Import.objects.filter(state__in=rules.AT_WORK, state_since__lt=now - timedelta(hours=12)):
        work_on(held)  # its job failed for good: one more try a night
    return {"settled": settled, "erased": erased, "files": files}


def _settle_registered(now: datetime) -> int:
    """Somebody may have registered at the moment in which a file was brought in."""
    waiting = ImportedPerson.objects.filter(state__in=rules.UNANSWERED).values("email")
    found = Candidate.objects.select_related("user").filter(user__email__in=waiting)
    return sum(note_registered(candidate=candidate, now=now) for candidate in found)
