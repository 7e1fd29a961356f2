"""Who may act for an employer is decided by those who act for it, and somebody always can."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kretslop.campaigns import actions
from kretslop.employers.actions import change_employer
from kretslop.employers.models import Member
from kretslop.messaging.models import OutboxMail
from kretslop.messaging.rendering import render
from kretslop.shared.errors import NotAllowed, NotPossible
from tests import cast


@pytest.fixture
def havtech(db):
    cast.kari()
    return cast.joined(cast.campaign())


def test_a_stranger_neither_adds_removes_nor_changes(havtech):
    fjordbank = cast.joined(havtech.campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl")
    jonas = fjordbank.recruiter.user
    with pytest.raises(NotAllowed):
        actions.add_colleague(employer=havtech.employer, name="Jonas Vik", email=jonas.email, by=jonas, now=cast.NOW)
    with pytest.raises(NotAllowed):
        actions.remove_colleague(member=havtech.stand_in, by=jonas, now=cast.NOW)
    with pytest.raises(NotAllowed):
        change_employer(employer=havtech.employer, by=jonas, now=cast.NOW, about="Nothing good.")
    assert set(havtech.employer.members.filter(active=True)) == {havtech.recruiter, havtech.stand_in}


@pytest.mark.parametrize(("language", "said"), [("en", "You can act for Havtech AS now"), ("nb", "Du kan handle for")])
def test_the_mail_tells_the_way_in(havtech, language, said):
    sara = havtech.recruiter.user
    actions.add_colleague(employer=havtech.employer, name="Linh", email="linh@example.com", by=sara, now=cast.NOW)
    queued = OutboxMail.objects.get(kind="member_added")
    made = render(kind=queued.kind, language=language, to_name="Linh", context=queued.context)
    assert said in made.subject
    assert "Sara Bakken" in made.text
    assert "/employer/" in made.text


@pytest.mark.django_db(transaction=True)
def test_two_who_remove_each_other_leave_one():
    cast.kari()
    havtech = cast.joined(cast.campaign())
    by = havtech.recruiter.user
    pair = [
        actions.add_colleague(employer=havtech.employer, name=f"C {n}", email=f"c{n}@example.com", by=by, now=cast.NOW)
        for n in range(2)
    ]
    havtech.recruiter = havtech.stand_in = None
    havtech.save()
    Member.objects.exclude(pk__in=[member.pk for member in pair]).update(active=False)

    def remove(member, other):
        try:
            actions.remove_colleague(member=member, by=other.user, now=cast.NOW)
        except (NotPossible, NotAllowed) as error:
            return error.code
        finally:
            connection.close()
        return "removed"

    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(remove, pair, reversed(pair)))
    assert sorted(said) in (["not_yours", "removed"], ["last_member", "removed"])
    assert Member.objects.filter(active=True).count() == 1


def test_somebody_also_answers_for_what_goes_on_after_the_employer_left(havtech):
    sara = havtech.recruiter
    actions.leave(participation=havtech, by=sara.user, now=cast.NOW)
    with pytest.raises(NotPossible, match="still_named"):
        actions.remove_colleague(member=sara, by=sara.user, now=cast.NOW)
    actions.remove_colleague(member=sara, to=havtech.stand_in, by=sara.user, now=cast.NOW)
    havtech.refresh_from_db()
    assert havtech.recruiter == havtech.stand_in or havtech.stand_in is None
    assert havtech.recruiter.active
