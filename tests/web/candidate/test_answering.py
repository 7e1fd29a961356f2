"""The candidate answers: only their own, by POST, once, and never with an error page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kretslop.campaigns import actions as campaigns
from kretslop.introductions import actions as introductions
from kretslop.matching.criteria import Criteria, Criterion
from kretslop.screening import actions as screening
from tests import cast
from tests.web.candidate.test_home import me, region, text  # noqa: F401

pytestmark = pytest.mark.django_db
EVERYTHING = Criteria(
    (
        Criterion("skill", code="kafka", level=2, points=10, must=True),
        Criterion("language", code="no", level=3, points=10),
        Criterion("years", level=3, points=10),
        Criterion("education", level=3, points=10),
        Criterion("place", places=("oslo", "moss"), points=10, remote_ok=True),
        Criterion("desk_by", by=cast.NOW.date().replace(year=2027), points=10),
        Criterion("occupation", code="software-developer", points=10),
    )
)


@pytest.fixture
def asked(region):  # noqa: F811
    _, havtech, _, candidate, liaison = region
    return introductions.introduce(
        candidate=candidate, wanted_profile=havtech, by=liaison, words="", now=timezone.now()
    )


def test_no_thanks(me, asked):  # noqa: F811
    me.post(reverse("candidate:refuse", args=[asked.ref]))
    asked.refresh_from_db()
    assert asked.state == "refused"
    assert "never hears of it" in text(me.get("/me/"))


@pytest.mark.parametrize("verb", ["consent", "refuse"])
def test_the_second_click_is_no_error(me, asked, verb):  # noqa: F811
    address = reverse(f"candidate:{verb}", args=[asked.ref])
    assert [me.post(address).status_code for _ in range(2)] == [302, 302]
    other = reverse(f"candidate:{'refuse' if verb == 'consent' else 'consent'}", args=[asked.ref])
    me.post(other)
    assert "changed in the meantime" in text(me.get("/me/"))


def test_another_persons_introduction_is_nowhere(client, region, asked):  # noqa: F811
    stranger = cast.diogo(region[0], name="Linh Hoàng")
    client.force_login(stranger.user)
    for verb in ("consent", "refuse", "withdraw"):
        assert client.post(reverse(f"candidate:{verb}", args=[asked.ref])).status_code == 404
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_stepping_back_after_a_page_that_says_what_happens(me, region):  # noqa: F811
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    address = reverse("candidate:withdraw", args=[introduction.ref])
    assert address in text(me.get("/me/"))
    assert "Do you want to step back from Havtech AS?" in text(me.get(address))
    introduction.refresh_from_db()
    assert introduction.state == "introduced"
    me.post(address, {"reason": "timing"})
    introduction.refresh_from_db()
    assert (introduction.state, introduction.end_reason) == ("withdrawn", "timing")
    assert "You stepped back from Havtech AS" in text(me.get("/me/"))


def test_stepping_back_while_a_no_is_held_tells_nothing(me, region):  # noqa: F811
    _, havtech, _, candidate, liaison = region
    introduction = cast.introduced(candidate, havtech, liaison)
    introductions.decline(
        introduction=introduction, by=havtech.participation.recruiter.user, reason="too_junior",
        words_to_candidate="We look for somebody with more years this time.", now=timezone.now(),
    )  # fmt: skip
    me.post(reverse("candidate:withdraw", args=[introduction.ref]), {})
    html = text(me.get("/me/"))
    assert "We are just working on this introduction" in html
    assert "said no" not in html


@pytest.fixture
def ask(region):  # noqa: F811
    """Ask the candidate about a criterion of a campaign that has one of each kind."""
    lead = cast.kari()
    campaign = cast.campaign(lead, name="All kinds")
    cast.wanted(
        cast.joined(campaign, name="Solberg IT AS", recruiter="Ida Solberg", stand_in="Per Solberg"),
        criteria=EVERYTHING,
    )
    version = campaigns.draft_criteria(campaign=campaign, by=lead, now=cast.NOW)
    version = campaigns.edit_criteria(version=version, criteria=EVERYTHING, by=lead, now=cast.NOW)
    version = campaigns.propose(version=version, by=lead, now=cast.NOW)
    for participation in campaign.participations.all():
        campaigns.agree(version=version, participation=participation, by=participation.recruiter.user, now=cast.NOW)

    def ask(key):
        return screening.ask(candidate=region[3], campaign=campaign, criterion=key, by=region[4], now=timezone.now())

    return ask


ANSWERS = [
    ("skill:kafka", {"answer": "3"}, lambda c: c.skills.get(skill="kafka").level, 3),
    ("skill:kafka", {"answer": "0"}, lambda c: c.skills.get(skill="kafka").level, 0),
    ("language:no", {"answer": "2"}, lambda c: c.languages.get(code="no").level, 2),
    ("years", {"answer": "12"}, lambda c: c.years, 12),
    ("education", {"answer": "4"}, lambda c: c.education, 4),
    ("place", {"answer": "oslo,moss"}, lambda c: c.places, ["oslo", "moss"]),
    ("place", {"answer": "none"}, lambda c: c.places, ["none"]),
    ("place", {"answer": "remote"}, lambda c: c.remote, "remote"),
    ("desk_by", {"route": "permit", "weeks": "8"}, lambda c: (c.route, c.notice_weeks), ("permit", 8)),
    ("occupation", {"answer": "data-engineer"}, lambda c: c.occupation, "data-engineer"),
    ("industry:energy", {"answer": "6"}, lambda c: c.industries, {"energy": 6}),
    (
        "one_of:java,kotlin", {"skill-java": "0", "skill-kotlin": "3"},
        lambda c: {s.skill: s.level for s in c.skills.filter(skill__in=["java", "kotlin"])}, {"java": 0, "kotlin": 3},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("key", "answer", "stored", "value"), ANSWERS, ids=lambda v: v if isinstance(v, str) else "")
def test_one_button_per_answer(me, region, ask, key, answer, stored, value):  # noqa: F811
    candidate, question = region[3], ask(key)
    address = reverse("candidate:question", args=[question.ref])
    assert address in text(me.get("/me/"))
    html = text(me.get(address))
    assert all(
        f'value="{part}"' in html for part in answer.values() if not part.isdigit() or key.startswith(("skill", "one"))
    )
    question.refresh_from_db()
    assert question.answered_at is None, "a GET changes nothing"
    assert me.post(address, answer)["Location"] == reverse("candidate:home")
    candidate = type(candidate).objects.get(pk=candidate.pk)
    assert stored(candidate) == value
    assert "you have answered this" in text(me.get(address))
    assert me.post(address, answer).status_code == 200


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("skill:kafka", "9"),
        ("years", "many"),
        ("education", ""),
        ("desk_by", "x"),
        ("industry:energy", "99"),
        ("one_of:java,kotlin", "1,2"),
    ],
)
def test_an_impossible_answer_is_asked_again(me, ask, key, answer):  # noqa: F811
    question = ask(key)
    assert me.post(reverse("candidate:question", args=[question.ref]), {"answer": answer}).status_code == 200
    question.refresh_from_db()
    assert question.answered_at is None


def test_a_place_that_is_asked_for_no_more_is_asked_openly(me, region):  # noqa: F811
    question = screening.ask(
        candidate=region[3], campaign=region[0], criterion="place", by=region[4], now=timezone.now()
    )
    html = text(me.get(reverse("candidate:question", args=[question.ref])))
    assert "Where would you like to live and work?" in html
    assert 'value="hamar"' in html


def test_another_persons_question_is_nowhere(client, region, ask):  # noqa: F811
    question = ask("years")
    client.force_login(cast.diogo(region[0], name="Linh Hoàng").user)
    address = reverse("candidate:question", args=[question.ref])
    assert client.get(address).status_code == 404
    assert client.post(address, {"answer": "3"}).status_code == 404
