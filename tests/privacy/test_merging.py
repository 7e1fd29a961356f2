"""Two rows of one person become one, everything moves, and undoing gives back exactly what was there."""

from datetime import timedelta

import pytest
from django.core import serializers
from django.core.files.base import ContentFile

from kretslop.accounts.models import User
from kretslop.campaigns import actions as campaigns
from kretslop.fairness.models import FairnessAnswer
from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from kretslop.messaging.models import OutboxMail
from kretslop.privacy import actions, inventory, sending
from kretslop.privacy.actions.merging import CHOICES, UNDO_DAYS
from kretslop.privacy.models import Merge
from kretslop.screening.models import Decision, Preselection, SearchEntry
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.talent import queries as talent
from kretslop.talent import seeking
from kretslop.talent.actions import keep_cv, move_membership
from kretslop.talent.answers import Answers
from kretslop.talent.models import Candidate, CandidateSkill, LikelyDuplicate, MatchKeys
from tests import cast
from tests.cast import NOW
from tests.privacy.conftest import in_every_table

pytestmark = pytest.mark.django_db
#: A clock tells more than milliseconds, and so must what is kept for undoing.
LATER = NOW + timedelta(days=2, microseconds=123456)


@pytest.fixture
def pair(region):
    """Diogo, whom Havtech accepted, and Diogo once more, registered in the same campaign and approved too."""
    one = cast.approved(region.campaign, region.liaison, name="Diogo Salgado")
    accepted = cast.introduced(one, region.havtech, region.liaison)
    introductions.accept(introduction=accepted, by=region.havtech.participation.recruiter.user, now=NOW)
    return _and_again(region, one)


@pytest.fixture
def full_pair(region):
    """The same, but the first Diogo stands in every table."""
    return _and_again(region, in_every_table(region, "Diogo Salgado"))


def _and_again(region, one):
    two = cast.approved(region.campaign, region.liaison, name="Diogo Salgádo", phone="+351 900 000 000", city="Lisboa")
    keep_cv(candidate=two, file=ContentFile(b"other", name="cv.txt"), name="other.txt", size=5, reading={}, now=NOW)
    CandidateSkill.objects.create(candidate=two, skill="kotlin", level=2)
    FairnessAnswer.objects.create(candidate=two, sex="woman", answered_at=NOW)
    seeking.look(seeking.due(), now=NOW)
    return one, two, LikelyDuplicate.objects.get()


def dump():
    """Return every row that is about a person, as text; keys are made anew by the search and count for nothing."""
    tables = [t for t in (*inventory.tables(), User) if t not in (Merge, MatchKeys, OutboxMail, SearchEntry)]
    return {t._meta.label: serializers.serialize("json", t._default_manager.order_by("pk")) for t in tables}


def join(pair, keep=None, **more):
    one, _two, likely = pair
    liaison = more.pop("by", None) or cast.ingrid()
    return actions.merge(likely=likely, keep=(keep or one).ref, by=liaison, now=LATER, **more)


def test_everything_moves_and_both_pages_lead_to_one(pair, region):
    one, two, likely = pair
    asked = introductions.introduce(
        candidate=two, wanted_profile=_another(region), by=region.liaison, words="Ask about cloud.", now=NOW
    )
    join(pair, from_other=frozenset({"city"}))
    one.refresh_from_db()
    two.refresh_from_db()
    likely.refresh_from_db()
    asked.refresh_from_db()
    assert (one.city, one.name) == ("Lisboa", "Diogo Salgado")
    assert two.merged_into == one
    assert likely.state == "merged"
    assert asked.candidate == one
    assert set(one.cv_files.values_list("name", flat=True)) == {"other.txt"}
    assert "kotlin" in one.skills.values_list("skill", flat=True)
    assert FairnessAnswer.objects.get().candidate == one
    assert one.registrations.count() == 1
    assert not Preselection.objects.filter(candidate=two).exists()
    assert Decision.objects.filter(candidate=one, current=True).count() == 1
    assert not Decision.objects.filter(candidate=two).exists()
    liaison = region.liaison
    assert not talent.for_staff(liaison).filter(pk=two.pk).exists()
    assert talent.merged_into(liaison, two.ref) == one
    assert talent.for_user(cast.user("", "diogo.salgado@example.com")) == one
    assert two.user is None


def test_undo_restores_every_row(full_pair, region):
    _one, two, _likely = full_pair
    introductions.introduce(
        candidate=two, wanted_profile=_another(region), by=region.liaison, words="Ask about cloud.", now=NOW
    )
    before = dump()
    merged = join(full_pair, from_other=frozenset(CHOICES))
    joined = dump()
    assert joined != before
    actions.undo_merge(merge=merged, by=region.liaison, now=LATER + timedelta(days=UNDO_DAYS - 1))
    after = dump()
    before.pop("timeline.Event"), after.pop("timeline.Event")
    for table, rows in before.items():
        assert after[table] == rows, table
    merged.refresh_from_db()
    assert (merged.changes, merged.aside) == ([], [])


def test_the_other_one_may_stay_and_undo_restores_too(pair, region):
    one, two, _likely = pair
    before = dump()
    merged = join(pair, keep=two)
    one.refresh_from_db()
    assert one.merged_into == two
    assert Introduction.objects.get().candidate == two
    actions.undo_merge(merge=merged, by=region.liaison, now=LATER)
    after = dump()
    before.pop("timeline.Event"), after.pop("timeline.Event")
    assert after == before


def test_what_was_changed_since_stays(pair, region):
    one, two, _likely = pair
    merged = join(pair, from_other=frozenset({"city"}))
    Candidate.objects.filter(pk=one.pk).update(city="Faro")
    actions.undo_merge(merge=merged, by=region.liaison, now=LATER)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.city, two.city) == ("Faro", "Lisboa")


def test_of_two_introductions_to_one_employer_the_further_one_goes_on(pair, region):
    one, two, _likely = pair
    before = Introduction.objects.get(candidate=one, employer=region.havtech.participation.employer)
    cast.introduced(two, region.havtech, region.liaison)
    other = Introduction.objects.get(candidate=two)
    merged = join(pair)
    before.refresh_from_db()
    other.refresh_from_db()
    assert (before.state, other.state) == ("accepted", "closed")
    assert other.candidate == one
    actions.undo_merge(merge=merged, by=region.liaison, now=LATER)
    other.refresh_from_db()
    assert (other.state, other.ended_at, other.candidate) == ("introduced", None, two)


def test_two_in_process_with_one_employer_are_not_joined(pair, region):
    _one, two, likely = pair
    second = cast.introduced(two, region.havtech, region.liaison)
    introductions.accept(introduction=second, by=region.havtech.participation.recruiter.user, now=NOW)
    with pytest.raises(NotPossible, match="both_in_process"):
        join(pair)
    likely.refresh_from_db()
    assert likely.state == "open"


def test_one_hired_and_one_going_on_are_not_joined(pair, region):
    one, two, _likely = pair
    accepted = Introduction.objects.get(candidate=one, state="accepted")
    recruiter = region.havtech.participation.recruiter.user
    introductions.hire(introduction=accepted, starts_on=None, by=recruiter, now=NOW)
    going_on = introductions.introduce(
        candidate=two, wanted_profile=_another(region), by=region.liaison, words="Ask about cloud.", now=NOW
    )
    with pytest.raises(NotPossible, match="one_is_hired"):
        join(pair)
    introductions.refuse(introduction=going_on, by=two.user, now=NOW)
    join(pair, keep=two)
    two.membership.refresh_from_db()
    assert two.membership.state == "hired"


def test_restricted_people_are_left_alone(pair, region):
    _one, two, _likely = pair
    move_membership(candidate=two, move="restrict", by=region.liaison, now=NOW)
    with pytest.raises(NotPossible, match="restricted"):
        join(pair)


def test_nobody_joins_themselves_and_nothing_twice(pair, region):
    one, two, likely = pair
    with pytest.raises(NotAllowed):
        join(pair, by=two.user)
    with pytest.raises(Invalid):
        actions.merge(likely=likely, keep="nobody000000", by=region.liaison, now=LATER)
    with pytest.raises(Invalid):
        join(pair, from_other=frozenset({"email"}))
    merged = join(pair)
    with pytest.raises(NotPossible, match="answered_already"):
        join(pair)
    with pytest.raises(NotPossible, match="too_late"):
        actions.undo_merge(merge=merged, by=region.liaison, now=LATER + timedelta(days=UNDO_DAYS, seconds=1))
    with pytest.raises(NotAllowed):
        actions.undo_merge(merge=merged, by=one.user, now=LATER)
    actions.undo_merge(merge=merged, by=region.liaison, now=LATER)
    with pytest.raises(NotPossible, match="undone_already"):
        actions.undo_merge(merge=merged, by=region.liaison, now=LATER)


def test_somebody_who_registered_again_is_not_undone_over(pair, region):
    _one, two, _likely = pair
    user = two.user
    merged = join(pair)
    campaigns.register(
        campaign=region.campaign, user=user, answers=Answers(name="Diogo Salgado", email=user.email), now=LATER
    )
    with pytest.raises(NotPossible, match="registered_again"):
        actions.undo_merge(merge=merged, by=region.liaison, now=LATER)


def test_what_undoing_needs_is_forgotten_in_time(pair):
    merged = join(pair)
    assert merged.changes
    assert actions.forget_merges(now=LATER + timedelta(days=UNDO_DAYS - 1)) == 0
    assert actions.forget_merges(now=LATER + timedelta(days=UNDO_DAYS + 1)) == 1
    merged.refresh_from_db()
    assert (merged.changes, merged.aside) == ([], [])


def test_erasing_takes_the_merged_row_and_its_account_along(pair, region):
    one, two, _likely = pair
    other_account = two.user
    join(pair)
    one.refresh_from_db()
    actions.erase(candidate=one, by=one.user, why="asked", now=LATER)
    two.refresh_from_db()
    assert (two.name, two.email, two.phone) == ("", "", "")
    assert not Merge.objects.exists()
    other_account = type(other_account).objects.filter(pk=other_account.pk).first()
    assert other_account is None or other_account.email.endswith("erased.invalid")


def _another(region):
    return cast.wanted(cast.joined(region.campaign, "Solberg IT AS", "Nina Lund", "Per Lund"))


def test_both_addresses_are_told_unless_it_is_undone_in_time(pair, region):
    one, two, _likely = pair
    other = two.user
    merged = join(pair)
    mails = OutboxMail.objects.filter(kind="registrations_merged").order_by("key")
    assert [mail.to_address for mail in mails] == [other.email, one.user.email]
    assert one.user.email not in mails[0].text
    assert other.email not in mails[1].text
    assert {mail.send_at for mail in mails} == {LATER + timedelta(hours=2)}
    assert {sending.may_tell_merged(mail, LATER) for mail in mails} == {""}
    actions.undo_merge(merge=merged, by=region.liaison, now=LATER)
    assert {sending.may_tell_merged(mail, LATER) for mail in mails} == {"overtaken"}


def test_the_other_sign_in_is_led_on_and_learns_nothing(client, pair):
    one, two, _likely = pair
    other = two.user
    join(pair)
    client.force_login(other)
    shown = client.get("/").content.decode()
    assert "Your registrations were merged into one" in shown
    assert one.email not in shown
    assert client.get("/me/").status_code == 404
