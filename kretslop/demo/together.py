"""What the demo's employers and the alliance do together: events, tasks, answers, money, and a few conversations."""

from datetime import datetime, timedelta

from kretslop.accounts.models import User
from kretslop.ambassadors import actions as ambassadors
from kretslop.billing import actions as billing
from kretslop.billing import rules as money
from kretslop.campaigns.models import Participation, TrackedLink
from kretslop.conversations import actions as conversations
from kretslop.demo.days import Days
from kretslop.demo.founding import Founded
from kretslop.demo.telling import recruiter_of
from kretslop.employers.models import Member
from kretslop.events import actions as events
from kretslop.events import rules as of_events
from kretslop.events.models import CampaignEvent, Place
from kretslop.introductions import rules as intro
from kretslop.introductions.models import Introduction
from kretslop.shared.calendar import OSLO, add_working_days
from kretslop.surveys import actions as surveys
from kretslop.surveys import queries as asked
from kretslop.talent.models import Candidate

#: What employers say in the demo: a score, and words now and then.
SAID = (
    (4, "The summaries are short and honest. Please keep them."),
    (3, ""),
    (4, ""),
    (2, "Two of three could start only in spring. Ask about that first."),
    (3, "The working session on profiles without names helped our team."),
    (4, ""),
)
SIZES = {"1-9": 500_000, "10-49": 1_500_000, "50-249": 3_000_000, "250+": 6_000_000}


def tell(founded: Founded, people: list[Candidate], lead: User, liaison: User, days: Days) -> None:
    """Tell all of it; the caller has told the introductions."""
    joined = [each for each in founded.participations.values() if each.recruiter is not None]
    _events(founded, joined, people, lead, days)
    _tasks(founded, joined, lead, days)
    _answers(joined, days)
    _money(founded, joined, lead, days)
    _conversations(liaison, days)


def _events(founded: Founded, joined: list[Participation], people: list[Candidate], lead: User, days: Days) -> None:
    held = _plan(founded, lead, days, kind=of_events.INFO, title="What the campaign asks of you, and gives", ago=34,
                 words="Twenty minutes on the duties, then your questions.")  # fmt: skip
    places = [_come(held, each.recruiter, days.at(36, 10)) for each in joined[:9] if each.recruiter is not None]
    events.note_who_came(event=held, came=[each.ref for each in places[:7]], by=lead, now=days.at(34, 15))
    events.save_notes(
        event=held, by=lead, now=days.at(34, 15),
        notes="Most asked: what is a profile without a name worth?\nAnswer: enough for a yes or a no to a talk.",
    )  # fmt: skip
    working = _plan(
        founded, lead, days, kind=of_events.WORKING, title="How we read a profile without a name", ahead=4,
        link="https://meet.example.org/fjord", capacity=5, words="Bring one of your own job ads.",
    )  # fmt: skip
    for each in joined[:5]:
        if each.recruiter is not None:
            _come(working, each.recruiter, days.at(1, 9))
    for each in joined[5:6]:
        if each.recruiter is not None:
            events.wait_for_place(event=working, by=each.recruiter.user, member=each.recruiter, now=days.at(1, 10))
    _evaluation(founded, joined[:3], lead, days)
    coffee = _plan(founded, lead, days, kind=of_events.MEET_UP, title="Coffee and questions", ahead=8, invited="both",
                   place="Deichman Bjørvika, 5th floor", link="https://meet.example.org/kaffe",
                   words="Ask anything about living and working here.")  # fmt: skip
    for person in people[:6]:
        if person.user is not None:
            events.take_place(event=coffee, by=person.user, candidate=person, now=days.at(1, 18))


def _evaluation(founded: Founded, joined: list[Participation], lead: User, days: Days) -> None:
    """Halfway through the employers sat together; one has answered the three questions, the others are still asked."""
    held = _plan(founded, lead, days, kind=of_events.EVALUATION, title="Halfway: what do we keep, what do we change?",
                 ago=2, words="An hour for all employers. Three questions stand on your page afterwards.")  # fmt: skip
    there = [_come(held, each.recruiter, days.at(4, 10)) for each in joined if each.recruiter is not None]
    events.note_who_came(event=held, came=[each.ref for each in there], by=lead, now=days.at(2, 16))
    for each in joined[1:2]:
        surveys.answer_evaluation(
            participation=each, event=held, scores={"fit": 4, "support": 4, "again": 3}, by=recruiter_of(each),
            words="Keep the summaries. A shorter list of questions would do.", now=days.at(1, 9),
        )  # fmt: skip


def _plan(founded: Founded, lead: User, days: Days, *, ago: int = 0, ahead: int = 0, **said: object) -> CampaignEvent:
    """Plan an event some working days ago, or ahead, from two to half past three in Oslo."""
    day = days.back(ago) if ago else add_working_days(days.today, ahead)
    starts = datetime.combine(day, datetime.min.time(), OSLO) + timedelta(hours=14)
    values = {"invited": of_events.EMPLOYERS, "place": "Rådhusgata 4, room Fjord", **said}
    told = of_events.Told(
        starts_at=starts, ends_at=starts + timedelta(minutes=90), time_zone="Europe/Oslo", **values,  # type: ignore[arg-type]
    )  # fmt: skip
    return events.make_event(campaign=founded.campaign, told=told, by=lead, now=days.at(ago + 4 if ago else 3, 11))


def _come(event: CampaignEvent, member: Member, at: datetime) -> Place:
    return events.take_place(event=event, by=member.user, member=member, now=at)


def _tasks(founded: Founded, joined: list[Participation], lead: User, days: Days) -> None:
    share = ambassadors.make_task(
        campaign=founded.campaign, kind="share_post", title="Share the film from the harbour", channel="linkedin",
        words="Say in one sentence why you like to work here.", due_on=add_working_days(days.today, 6), by=lead,
        now=days.at(15, 9),
    )  # fmt: skip
    ambassadors.make_task(
        campaign=founded.campaign, kind="host_visit", title="Show a newcomer round for an hour", channel="",
        words="", due_on=add_working_days(days.today, 12), by=lead, now=days.at(6, 9),
    )  # fmt: skip
    for number, each in enumerate(joined[1:4]):
        if each.recruiter is None:
            continue
        user, at = each.recruiter.user, days.at(12 - number, 10)
        taken = ambassadors.take_task(task=share, member=each.recruiter, by=user, now=at)
        if taken.link is not None:
            TrackedLink.objects.filter(pk=taken.link.pk).update(visits=12 + 9 * number)
        if number == 0:
            ambassadors.do_task(
                task=share, member=each.recruiter, said="Two colleagues shared it too.", by=user, now=days.at(9, 10)
            )


def _answers(joined: list[Participation], days: Days) -> None:
    """Every second end is answered; the rest waits on the employers' pages."""
    said = 0
    for each in joined:
        user = recruiter_of(each)
        for introduction in list(asked.to_ask(user, each, days.ago(40))[:4:2]):
            score, words = SAID[said % len(SAID)]
            surveys.answer_after(
                participation=each, introduction=introduction, score=score, words=words, by=user, now=days.ago(40)
            )
            said += 1


def _money(founded: Founded, joined: list[Participation], lead: User, days: Days) -> None:
    """A contribution by size: one employer has paid, one has an invoice, one has an offer."""
    seller = money.Seller(
        name="Oslo region alliance SA", org_number="974760673", street="Rådhusplassen 1", postcode="0037", city="Oslo",
        email="faktura@example.org", account="86011117947", vat_registered=True, in_business_register=True,
    )  # fmt: skip
    terms = money.Terms(
        "by_size", SIZES, 2_000_000, 40, "standard", (money.AddOn("film", "A film about your people", 1_500_000),)
    )
    billing.save_issuer(seller=seller, by=lead, now=days.at(33, 9))
    billing.save_fees(campaign=founded.campaign, terms=terms, alliance_ore=25_000_000, by=lead, now=days.at(33, 10))
    for number, each in enumerate(joined[:3]):
        offered = billing.offer(participation=each, by=lead, now=days.at(20, 10))
        if number == 2:
            continue
        user = recruiter_of(each)
        buyer = money.Buyer(
            name=each.employer.name, org_number=each.employer.org_number or "991825827", street="Kaia 1",
            postcode="0150", city=each.employer.city or "Oslo", country="NO", email="faktura@example.com",
            reference=user.name,
        )  # fmt: skip
        ordered = billing.order(
            order=offered, size=each.employer.size or "50-249", add_ons=["film"] if number == 0 else [], buyer=buyer,
            language="nb", by=each.signed_by, now=days.at(18, 10),
        )  # fmt: skip
        invoice = billing.issue(order=ordered, by=lead, now=days.at(16, 10))
        if number == 0:
            billing.note_payment(
                invoice=invoice, amount_ore=invoice.total_ore, paid_on=days.back(5), by=lead, now=days.at(5, 9)
            )


def _conversations(liaison: User, days: Days) -> None:
    """The accepted people talk with their employer; one of them asks the liaison."""
    found = Introduction.objects.filter(state__in=intro.IN_PROCESS).select_related(
        "candidate__user", "participation__recruiter__user"
    )
    for number, each in enumerate(found.order_by("pk")[:3]):
        person = each.candidate
        if person.user is None:
            continue
        conversations.write(
            candidate=person, introduction=each, by=recruiter_of(each.participation), now=days.ago(300 - number),
            words="Welcome! Would Thursday at ten suit you for a first talk with the team?",
        )  # fmt: skip
        if number == 0:
            conversations.write(
                candidate=person, introduction=each, by=person.user, now=days.ago(200),
                words="Thank you, Thursday at ten is fine. Shall I prepare anything?",
            )  # fmt: skip
            conversations.write(
                candidate=person, by=person.user, now=days.ago(190),
                words="I have a first talk on Thursday. What do they usually ask?",
            )  # fmt: skip
            conversations.write(
                candidate=person, by=liaison, now=days.ago(120),
                words="How you work with others, and one thing you have built. They are kind. I call you on Wednesday.",
            )  # fmt: skip
