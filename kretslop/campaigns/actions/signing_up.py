"""Open sign-up: an employer or agency asks to join, shows that the address is its own, and the secretariat answers."""

from datetime import datetime, timedelta

from kretslop.accounts.models import User
from kretslop.accounts.queries import project_leads
from kretslop.campaigns import rules
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.actions.colleagues import add_colleague
from kretslop.campaigns.actions.joining import add_prospect, invite
from kretslop.campaigns.models import Campaign, SignUp
from kretslop.employers.actions import add_employer, add_member
from kretslop.employers.models import Employer
from kretslop.employers.rules import clean_org_number, org_number_problem
from kretslop.messaging import actions as mail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def sign_up(
    *,
    campaign: Campaign | None,
    facts: dict[str, str],
    name: str,
    email: str,
    title: str = "",
    language: str,
    now: datetime,
) -> SignUp:
    """Keep what somebody typed; `facts` are what `add_employer` takes. Nobody is told before the address is confirmed.

    Whether the company is known already is looked at later, by the secretariat, so that a visitor learns nothing.
    Invalid names a field.
    """
    country = facts.get("country", "NO")
    number = clean_org_number(facts.get("org_number", ""), country)
    for field, value in (("name", facts.get("name", "")), ("contact", name), ("email", email), ("org_number", number)):
        if not value.strip():
            raise Invalid(field, "required")
    if problem := org_number_problem(number, country):
        raise Invalid("org_number", problem)
    return SignUp.objects.create(
        campaign=campaign,
        company=facts["name"].strip(),
        country=country,
        org_number=number,
        facts=facts,
        email=email.strip().lower(),
        name=name.strip(),
        title=title.strip(),
        language=language,
        sent_at=now,
    )


def _lock(found: SignUp) -> SignUp:
    return SignUp.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=found.pk)


def _move(found: SignUp, verb: str) -> None:
    state = rules.move(rules.SIGN_UP_MOVES, found.state, verb)
    if state is None:
        raise NotPossible("sign_up_answered")
    found.state = state


@action
def confirm_sign_up(*, sign_up: SignUp, user: User, now: datetime) -> SignUp:
    """The address is theirs: the request waits for the secretariat, whose project leads are told; once is enough.

    NotAllowed for another address. A later request for the same number replaces an earlier one that waits.
    """
    found = _lock(sign_up)
    if user.email.lower() != found.email:
        raise NotAllowed("other_address")
    if found.state != rules.TYPED:
        return found
    same = SignUp.objects.filter(email=found.email, org_number=found.org_number, state=rules.WAITING)
    same.filter(campaign=found.campaign).delete()
    _move(found, "confirm")
    found.confirmed_at = now
    found.save(update_fields=["state", "confirmed_at"])
    for lead in project_leads():
        context: dict[str, object] = {"company": found.company, "sign_up": found.ref}
        mail.queue(
            key=f"sign_up:{found.ref}:{lead.ref}", kind="sign_up", to=lead, context=context, about=[found], now=now
        )
    record("sign_up.confirmed", about=[found], by=user, now=now)
    return found


@action
def approve_sign_up(*, sign_up: SignUp, by: User, now: datetime) -> Employer:
    """Welcome a new employer with this person as its manager; for a campaign, what comes next is the agreement.

    Invalid("org_number", "taken") when an employer has the number already: then see `let_in`.
    """
    must_lead(by)
    found = _lock(sign_up)
    _move(found, "approve")
    employer = add_employer(by=by, now=now, **found.facts)
    user = _person(found)
    add_member(employer=employer, user=user, role="manager", title=found.title, by=by, now=now)
    _answer(found, employer, by=by, now=now)
    if found.campaign is not None and found.campaign.state != rules.CLOSED:
        prospect = add_prospect(
            campaign=found.campaign,
            employer=employer,
            by=by,
            now=now,
            company=found.company,
            contact_name=found.name,
            contact_role=found.title,
            contact_email=found.email,
        )
        invite(prospect=prospect, by=by, language=user.language, kind="sign_up_welcomed", now=now)
        return employer
    context: dict[str, object] = {"company": employer.name, "lead": by.name, "lead_email": by.email}
    mail.queue(key=f"sign_up_known:{found.ref}", kind="sign_up_known", to=user, context=context, about=[found], now=now)
    return employer


@action
def let_in(*, sign_up: SignUp, employer: Employer, by: User, now: datetime) -> Employer:
    """The employer is known already: the person becomes a colleague there, and its members see it."""
    must_lead(by)
    found = _lock(sign_up)
    _move(found, "approve")
    add_colleague(employer=employer, name=found.name, email=found.email, title=found.title, by=by, now=now)
    _person(found)
    _answer(found, employer, by=by, now=now)
    return employer


@action
def refuse_sign_up(*, sign_up: SignUp, words: str, by: User, now: datetime) -> SignUp:
    """Say no, with words that the person reads."""
    must_lead(by)
    found = _lock(sign_up)
    if not words.strip():
        raise Invalid("words", "required")
    _move(found, "refuse")
    found.words = words.strip()[:1000]
    _answer(found, None, by=by, now=now)
    mail.queue(
        key=f"sign_up_refused:{found.ref}",
        kind="sign_up_refused",
        address=found.email,
        name=found.name,
        language=found.language,
        context={"company": found.company, "words": found.words, "lead": by.name, "lead_email": by.email},
        about=[found],
        now=now,
    )
    return found


def _person(found: SignUp) -> User:
    """Return the account of who asked, which they made by entering the code; it takes their name when it has none."""
    user = User.objects.get(email=found.email)
    if not user.name:
        user.name, user.language = found.name, found.language
        user.save(update_fields=["name", "language"])
    return user


def _answer(found: SignUp, employer: Employer | None, *, by: User, now: datetime) -> None:
    found.employer, found.decided_at, found.decided_by = employer, now, by
    found.save()
    about = [found, employer] if employer else [found]
    record("sign_up.approved" if employer else "sign_up.refused", about=about, by=by, now=now)


@action
def discard_old_sign_ups(*, now: datetime) -> int:
    """Delete requests that nobody confirmed, and those answered with no a year ago; return how many."""
    typed = SignUp.objects.filter(state=rules.TYPED, sent_at__lt=now - timedelta(days=rules.DRAFT_KEPT_DAYS))
    refused_before = now - timedelta(days=rules.REFUSED_KEPT_DAYS)
    refused = SignUp.objects.filter(state=rules.REFUSED, decided_at__lt=refused_before)
    return typed.delete()[0] + refused.delete()[0]
