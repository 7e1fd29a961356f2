"""The clock of retention at work: reminds, erases what was announced, lets proof go, and keeps the settings."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db.models import DateTimeField, Q
from django.db.models.functions import Cast, Greatest

from kretslop.accounts.models import User
from kretslop.messaging import actions as mail
from kretslop.messaging import rules as rules_of_mail
from kretslop.messaging.models import OutboxMail
from kretslop.messaging.rendering import day_in_words
from kretslop.privacy import inventory, queries, rules
from kretslop.privacy.actions.erasing import erase
from kretslop.privacy.models import Announcement, RetentionSettings
from kretslop.privacy.sending import REMINDER
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.shared.personal_data import PROOF
from kretslop.shared.refs import new_ref
from kretslop.shared.transactions import action
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate
from kretslop.talent.queries import addressee
from kretslop.timeline.actions import record
from kretslop.timeline.queries import about
from kretslop.timeline.rules import SYSTEM


@action
def change_settings(
    *, months: int, remind_days: Sequence[int], proof_months: int, by: User, now: datetime
) -> RetentionSettings:
    """Set how long the alliance keeps what; Invalid names the setting that breaks what people were promised.

    What was announced already is erased on the announced day, not earlier. NotAllowed for all but project leads.
    """
    if not by.is_project_lead:
        raise NotAllowed("project_lead_only")
    if wrong := rules.problem(months, remind_days, proof_months):
        raise Invalid(*wrong)
    kept, _ = RetentionSettings.objects.update_or_create(
        pk=1,
        defaults={
            "months": months,
            "remind_days": list(remind_days),
            "proof_months": proof_months,
            "changed_by": by,
            "changed_at": now,
        },
    )
    codes: dict[str, str | int | bool] = {"months": months, "proof_months": proof_months}
    codes["remind_days"] = ",".join(map(str, remind_days))
    record("retention.changed", about=[by], by=by, now=now, codes=codes)
    return kept


@action
def remind(*, candidate: Candidate, now: datetime) -> Announcement | None:
    """Announce the erasure to one person, if the clock says so now; None otherwise."""
    candidate = locked(candidate.pk, "user", "membership")
    case = queries.case_of(candidate, now)
    if case is None or case.step.kind != rules.REMIND:
        return None
    today, seen_on = now.astimezone(OSLO).date(), candidate.last_seen_at.astimezone(OSLO).date()
    clock = queries.clock()
    promised = rules.promise(today, seen_on, case.told, clock)
    queued = mail.queue(
        key=f"{REMINDER}:{candidate.ref}:{candidate.last_seen_at:%Y%m%d%H%M%S}:{case.step.number}",
        kind=REMINDER,
        **addressee(candidate),
        context={
            "first_name": candidate.first_name,
            "day": day_in_words(promised, candidate.language),
            "year": promised.year,
            "months": clock.months,
            "number": case.step.number,
            "last": case.step.number == rules.REMINDERS,
        },
        about=[candidate],
        now=now,
    )
    made = Announcement.objects.create(
        candidate=candidate, number=case.step.number, seen_at=candidate.last_seen_at, promised_on=promised,
        mail=queued, at=now,
    )  # fmt: skip
    record("candidate.reminded", about=[candidate], by=SYSTEM, now=now, codes={"number": case.step.number})
    return made


def run_retention(*, now: datetime) -> Counter[str]:
    """Do what the clock says today, each person in a transaction of their own; return how many of each step.

    What waits for a person is left alone. Run once a day.
    """
    done: Counter[str] = Counter()
    for candidate_id, kind in [(case.candidate.pk, case.step.kind) for case in queries.due(now)]:
        if kind == rules.REMIND:
            done[kind] += remind(candidate=Candidate(pk=candidate_id), now=now) is not None
        elif kind == rules.ERASE:
            done[kind] += _erase_if_due(candidate_id, now)
        else:
            done[kind] += 1
    done["proof"] = forget_proof(now=now)
    done["mails"] = forget_mails(now=now)
    return done


@action
def _erase_if_due(candidate_id: int, now: datetime) -> bool:
    """Erase unless the person has signed in meanwhile: the clock is read again under the lock."""
    candidate = locked(candidate_id, "membership")
    case = queries.case_of(candidate, now)
    if case is None or case.step.kind != rules.ERASE:
        return False
    erase(candidate=candidate, by=None, why=rules.RETENTION, now=now)
    return True


@action
def forget_proof(*, now: datetime) -> int:
    """Let go of proof that is older than the months for it; return how many rows were touched.

    Of somebody who was erased that long ago the reference goes too, so that nothing leads from a receipt or the
    timeline to the figures that stay.
    """
    months = queries.clock().proof_months
    before = queries.moment_before(now, months)
    touched = 0
    for model in inventory.tables():
        old = [name for name, each in inventory.entries(model).items() if each.keep == PROOF and each.fate != "counted"]
        times = inventory.times(model)
        if not (old and times and inventory.paths(model)):
            continue
        latest = Greatest(*times, output_field=DateTimeField()) if len(times) > 1 else Cast(times[0], DateTimeField())
        rows = model._default_manager.annotate(latest=latest).filter(latest__lt=before)
        if any(each.fate == "counted" for each in inventory.entries(model).values()):
            empty = inventory.blanks(model, old)
            touched += rows.exclude(Q(**empty)).update(**empty)
        else:
            touched += rows.delete()[0]
    return touched + sum(map(_forget_references, Candidate.objects.filter(erased_at__lt=before)))


@action
def forget_mails(*, now: datetime) -> int:
    """Empty every mail that is done with for longer than the months without a sign-in; return how many.

    Whoever it was to: an address that somebody mistyped belongs to a stranger, and no erasure would ever find it.
    """
    old = OutboxMail.objects.filter(
        state__in=(rules_of_mail.SENT, rules_of_mail.STOPPED),
        send_at__lt=queries.moment_before(now, queries.clock().months),
    )
    names = inventory.erased_columns(OutboxMail)
    return old.exclude(to_address="", text="").update(**inventory.blanks(OutboxMail, names))


def _forget_references(candidate: Candidate) -> bool:
    """Give every row of an erased person a new reference, once: the old ones stand in the timeline."""
    if not about(candidate).exists():
        return False
    found = {model: inventory.rows(model, candidate) for model in inventory.tables() if inventory.has_ref(model)}
    for model, rows in found.items():
        if inventory.paths(model) or model is Candidate:
            for pk in list(rows.values_list("pk", flat=True)):
                model._default_manager.filter(pk=pk).update(ref=new_ref())
    return True
