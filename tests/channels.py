"""Two people full of canary values, brought to any stage with an employer and an agency's client, and all around."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import ForeignKey, Model, Q

from kretslop.accounts.models import User
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign, WantedProfile
from kretslop.conversations import actions as conversations
from kretslop.employers.actions import add_member, remove_member
from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Interview, Introduction
from kretslop.screening import actions as screening
from kretslop.talent.actions import approve_words, keep_cv
from kretslop.talent.models import Candidate
from tests import cast
from tests.cast import NOW

#: What is planted, and so what may be learned: see `planted`. "pseudonym" stands for learning that there is somebody.
KINDS = ("name", "reach", "country", "words", "thread", "talk", "note", "card", "answer", "pseudonym")
#: The two people: the beginning of whatever tells who they are, and their country.
PEOPLE = {"havtech": ("Qvortrup", "CV", "Cabo Verde"), "agency": ("Zanzibar", "BT", "Bhutan")}
SOON, DAYS = NOW + timedelta(minutes=1), timedelta(days=1)


def planted(where: str) -> dict[str, str]:
    """Return what is planted for the person with this introduction: by kind, a word that stands nowhere else."""
    mark, _code, country = PEOPLE[where]
    said = {kind: f"{mark}-{kind}" for kind in ("words", "thread", "talk", "note", "card", "answer")}
    return {"name": f"{mark}sen", "reach": f"{mark.lower()}-reach", "country": country, **said}


def candidate(campaign: Campaign, liaison: User, where: str) -> Candidate:
    """Return a person, approved, of whom every identifying field holds a canary."""
    plants, reach = planted(where), planted(where)["reach"]
    person = cast.approved(
        campaign, liaison, name=plants["name"], email=f"{reach}@example.com", phone=f"+47 {reach}",
        city=f"{reach}-city", country=PEOPLE[where][1], summary=plants["words"],
        links=(f"https://example.com/{reach}",),
    )  # fmt: skip
    file = ContentFile(reach.encode(), name=f"{reach}.txt")
    keep_cv(candidate=person, file=file, name=f"{reach}.txt", size=len(reach), reading={"text": reach}, now=NOW)
    approve_words(candidate=person, headline="Backend engineer, 7 years", summary="Knows billing.", by=liaison, now=NOW)
    conversations.write(candidate=person, by=person.user, words=plants["thread"], now=NOW)
    person.refresh_from_db()
    return person


def region() -> SimpleNamespace:
    """Return an employer, an agency that acts for a client, one of each beside them, and everybody who may look."""
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.joined(campaign)
    fjordbank = cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    solberg = cast.joined(campaign, "Solberg IT AS", "Erik Solberg", "Tone Solberg", kind="agency")
    beside = cast.joined(campaign, "Talentbroen AS", "Fredrik Berg", "Camilla Rud", kind="agency")
    sara, erik = havtech.recruiter.user, solberg.recruiter.user
    clients = [
        campaigns.add_client(
            agency=solberg.employer, by=erik, name=name, org_number=number, contact_name="Ingvild Aune",
            contact_email="ingvild@example.com", now=NOW,
        )
        for name, number in (("Fjellvann Sensor AS", "712345675"), ("Bekk Mekanikk AS", "612345678"))
    ]  # fmt: skip
    rune, anna = (
        campaigns.let_read(client=client, name=name, email=address, by=erik, now=NOW)
        for client, name, address in zip(
            clients, ("Rune Fjell", "Anna Bekk"), ("rune@example.com", "anna@example.com"), strict=True
        )
    )
    wanted = {"havtech": cast.wanted(havtech), "agency": cast.wanted(solberg, client=clients[0])}
    cast.wanted(fjordbank)
    cast.wanted(solberg, "Welding robots", client=clients[1])
    cast.frozen(campaign)
    colleague, former = (
        add_member(employer=havtech.employer, user=cast.user(name, address), role="recruiter", by=sara, now=NOW)
        for name, address in (("Nils Sand", "nils@example.com"), ("Gro Holm", "gro@example.com"))
    )
    remove_member(member=former, by=sara, now=NOW)
    people = {where: candidate(campaign, liaison, where) for where in PEOPLE}
    screening.run_screening(campaign=campaign, by=liaison, now=NOW)
    users = {
        "stranger": None, "without a role": cast.user("Nobody", "nobody@example.com"),
        "candidate": people["havtech"].user,
        "other candidate": cast.approved(campaign, liaison, name="Amara Kalu").user, "recruiter": sara,
        "stand-in": havtech.stand_in.user, "colleague": colleague.user, "former colleague": former.user,
        "other employer": fjordbank.recruiter.user, "agency": erik, "other agency": beside.recruiter.user,
        "client's reader": rune.user, "other client's reader": anna.user, "liaison": liaison, "lead": lead,
    }  # fmt: skip
    return SimpleNamespace(
        campaign=campaign, liaison=liaison, wanted=wanted, people=people, users=users, colleague=colleague
    )


#: What is done, one after the other, to come to a stage; and whether people look a day later.
STAGES: dict[str, tuple[str, ...]] = {
    "asked": (),
    "refused": ("refuse",),
    "expired": ("expire",),
    "withdrawn unseen": ("withdraw",),
    "introduced": ("consent", "note"),
    "declined": ("consent", "note", "decline"),
    "released": ("consent", "note", "decline", "stop", "tell"),
    "lapsed": ("consent", "note", "lapse"),
    "taken back": ("consent", "note", "take_back"),
    "withdrawn": ("consent", "note", "withdraw"),
    "accepted": ("consent", "note", "accept"),
    "times offered": ("consent", "note", "accept", "offer_times"),
    "time agreed": ("consent", "note", "accept", "offer_times", "pick_time"),
    "interview": ("consent", "note", "accept", "report_interview"),
    "assessment": ("consent", "note", "accept", "report_assessment"),
    "negotiation": ("consent", "note", "accept", "report_negotiation"),
    "hired": ("consent", "note", "accept", "hire"),
    "offer lost": ("consent", "note", "accept", "hire", "lose_offer"),
    "not hired": ("consent", "note", "accept", "report_not_hired"),
    "withdrawn late": ("consent", "note", "accept", "withdraw"),
    "taken back late": ("consent", "note", "accept", "take_back"),
}


def bring(world: SimpleNamespace, where: str, stage: str) -> Introduction:
    """Bring the person of this introduction to a stage, through the actions that the pages use."""
    wanted, plants = world.wanted[where], planted(where)
    person = world.people[where]
    by = wanted.participation.recruiter.user
    there = introductions.introduce(candidate=person, wanted_profile=wanted, by=world.liaison, words="Good.", now=NOW)
    for step in STAGES[stage]:
        there = _step(world, there, step, wanted, plants, by)
    return there


def _step(
    world: SimpleNamespace, there: Introduction, step: str, wanted: WantedProfile, plants: dict[str, str], by: User
) -> Introduction:
    own, now = world.people["havtech" if wanted == world.wanted["havtech"] else "agency"], NOW
    answer = f"{plants['answer']}: your work on distributed systems is strong."
    said = {"words_to_candidate": answer, "private_note": plants["note"], "by": by, "now": now, "introduction": there}
    plain = {"introduction": there, "now": now}
    verbs: dict[str, Callable[[], Any]] = {
        "note": lambda: _note(world, there, plants, by),
        "lapse": lambda: introductions.lapse(by=world.liaison, words_to_candidate=answer, **plain),
        "expire": lambda: introductions.expire(by=world.liaison, **plain),
        "take_back": lambda: introductions.take_back(by=world.liaison, words_to_candidate=answer, **plain),
        "stop": lambda: introductions.stop_release(by=world.liaison, **plain),
        "tell": lambda: introductions.tell_in_person(by=world.liaison, **plain),
        "decline": lambda: introductions.decline(reason="local_language", **said),
        "report_not_hired": lambda: introductions.report_not_hired(reason="skills_in_depth", **said),
        "lose_offer": lambda: introductions.lose_offer(reason="terms", **said),
        "hire": lambda: introductions.hire(by=by, starts_on=NOW.date(), **plain),
        "offer_times": lambda: introductions.offer_times(
            by=by, slots=[NOW + 3 * DAYS], minutes=60, zone=cast.OSLO, place="Strandgata 1", link="", **plain
        ),
        "pick_time": lambda: introductions.pick_time(
            interview=Interview.objects.get(introduction=there), slot=NOW + 3 * DAYS, by=own.user, now=now
        ),
        "accept": lambda: _accept(there, plants, by, own),
        "consent": lambda: introductions.consent(by=own.user, agrees_to_public=True, **plain),
    }  # fmt: skip
    who = own.user if step in {"refuse", "withdraw"} else by
    verbs.get(step, lambda: getattr(introductions, step)(by=who, **plain))()
    return Introduction.objects.select_related("candidate", "wanted_profile").get(pk=there.pk)


def _accept(there: Introduction, plants: dict[str, str], by: User, own: Candidate) -> None:
    introductions.accept(introduction=there, by=by, now=NOW)
    conversations.write(candidate=own, introduction=there, by=own.user, words=plants["talk"], now=NOW)


def _note(world: SimpleNamespace, there: Introduction, plants: dict[str, str], by: User) -> None:
    """Let the recruiter note a score and ask a colleague: both stay in the company."""
    introductions.keep_score_card(introduction=there, by=by, scores={}, takeaways=plants["card"], now=NOW)
    if there.employer == world.colleague.employer:
        introductions.share(introduction=there, by=by, member=world.colleague, note=plants["card"], now=NOW)


def refs_about(person: Candidate, there: Introduction) -> list[str]:
    """Return the references of every row, of whichever room, that is about this person or this introduction."""
    found = [there.ref, person.ref]
    for model in apps.get_models():
        keys = [
            field.name
            for field in model._meta.fields
            if isinstance(field, ForeignKey) and field.related_model in (Candidate, Introduction)
        ]
        if keys and any(field.name == "ref" for field in model._meta.fields):
            about = Q()
            for key in keys:
                row: Model = person if model._meta.get_field(key).related_model is Candidate else there
                about |= Q(**{key: row})
            found += model._default_manager.filter(about).values_list("ref", flat=True)
    return list(dict.fromkeys(found))


def looks_at(stage: str) -> datetime:
    """Return when everybody looks: a minute later, or the day after what was told."""
    return NOW + DAYS if "tell" in STAGES[stage] else SOON
