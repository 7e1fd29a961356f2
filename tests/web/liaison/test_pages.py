"""The liaison's pages: what they show, who may not see them, and what a click does."""

import re
from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kretslop.introductions import actions as introducing
from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from kretslop.messaging.models import OutboxMail
from kretslop.screening import actions as screening
from kretslop.screening.models import Decision, Question
from tests import cast

pytestmark = pytest.mark.django_db
WORDS = "Your work on distributed systems is strong. We need Norwegian from the first day."


@pytest.fixture(scope="module")
def told(told_once):
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead)
    havtech = cast.wanted(cast.joined(campaign))
    fjordbank = cast.wanted(cast.joined(campaign, "Fjordbank ASA", "Jonas Vik", "Mona Dahl"))
    cast.frozen(campaign)
    return campaign, havtech, fjordbank, liaison


@pytest.fixture
def region(client, told, db):
    campaign, havtech, fjordbank, liaison = deepcopy(told)
    client.force_login(liaison)
    return campaign, havtech, fjordbank, liaison


def screened(campaign, liaison, *names, **fields):
    people = [cast.diogo(campaign, name, **fields) for name in names]
    screening.run_screening(campaign=campaign, by=liaison, now=timezone.now())
    return people


def declined(candidate, wanted, liaison):
    introduction = cast.introduced(candidate, wanted, liaison)
    return introducing.decline(
        introduction=introduction,
        by=wanted.participation.recruiter.user,
        reason="local_language",
        words_to_candidate=WORDS,
        private_note="CANARY-PRIVATE",
        now=timezone.now(),
    )


def page(client, name, *args, query=""):
    response = client.get(reverse(f"liaison:{name}", args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_desk_says_what_comes(client):
    client.force_login(cast.ingrid())
    shown = page(client, "today")
    assert "Nobody is waiting for you" in shown
    assert "No campaign is open" in shown


def test_agreed_criteria_wait_to_be_applied(client, region):
    campaign, *_ = region
    cast.diogo(campaign)
    assert "Apply the criteria" in page(client, "today")
    client.post(reverse("liaison:run_screening", args=[campaign.ref]))
    shown = page(client, "today")
    assert "Apply the criteria" not in shown
    assert "Diogo Salgado" in shown
    assert "One person is waiting for you" in shown


def test_work_through_a_list_without_going_back(client, region):
    campaign, _h, _f, liaison = region
    people = screened(campaign, liaison, "Diogo Salgado", "Amara Kalu", "Priya Raman")
    listed = page(client, "candidates", query="?list=meets_all")
    order = re.findall(r"candidates/(\w{12})/\?list=meets_all", listed)
    first = order[0]
    shown = page(client, "candidate", first, query="?list=meets_all")
    assert "Approve" in shown
    assert "1 of 3" in re.sub(r"<[^>]+>", "", shown)
    response = client.post(reverse("liaison:approve", args=[first, campaign.ref]) + "?list=meets_all")
    assert response.status_code == 302
    following = response["Location"]
    assert first not in following
    assert following.endswith("?list=meets_all")
    assert Decision.objects.get().candidate.ref == first
    assert len(people) == 3


def test_holding_needs_a_reason_and_comes_back(client, region):
    campaign, _h, _f, liaison = region
    (person,) = screened(campaign, liaison, "Diogo Salgado")
    url = reverse("liaison:hold", args=[person.ref, campaign.ref])
    refused = client.post(url, {"reason": "", "note": "kept words"})
    assert refused.status_code == 200
    assert "kept words" in refused.content.decode()
    assert not Decision.objects.exists()
    assert client.post(url, {"reason": "talk_first", "note": "Call on Friday."}).status_code == 302
    assert Decision.objects.get().revisit_due is not None
    assert "Call on Friday." in page(client, "candidate", person.ref)


def test_a_person_who_left_is_asked_nothing_and_the_page_says_so(client, region):
    campaign, *_others, liaison = region
    (person,) = screened(campaign, liaison, "Diogo Salgado", languages={}, languages_known=False)
    assert "Ask about:" in page(client, "candidate", person.ref)
    introducing.leave_pool(candidate=person, by=person.user, now=timezone.now())
    shown = page(client, "candidate", person.ref)
    assert "Has left the pool" in shown
    assert "Ask about:" not in shown
    for name, sent in (("ask", {"criterion": "language:en"}), ("hold", {"reason": "talk_first"})):
        answer = client.post(reverse(f"liaison:{name}", args=[person.ref, campaign.ref]), sent, follow=True)
        assert "has left the pool or has been hired" in answer.content.decode()
    assert not Question.objects.exists()
    assert not Decision.objects.exists()


def test_a_pause_is_said_and_nobody_is_introduced_meanwhile(client, region):
    campaign, *_others, liaison = region
    person = cast.approved(campaign, liaison)
    introducing.pause_candidate(candidate=person, months=3, by=person.user, now=timezone.now())
    shown = page(client, "candidate", person.ref)
    assert "Has paused" in shown
    assert reverse("liaison:introduce") + "?candidate=" + person.ref + '"' not in shown


def test_only_what_is_unknown_can_be_asked(client, region):
    campaign, _h, _f, liaison = region
    (amara,) = screened(campaign, liaison, "Amara Kalu", languages={}, languages_known=False)
    url = reverse("liaison:ask", args=[amara.ref, campaign.ref])
    client.post(url, {"criterion": "skill:python"})
    assert not Question.objects.exists()
    client.post(url, {"criterion": "language:en"})
    assert Question.objects.get().criterion == "language:en"
    assert "no answer yet" in page(client, "history", amara.ref)


def test_introduce_several_to_several(client, region):
    campaign, havtech, fjordbank, liaison = region
    people = [cast.approved(campaign, liaison, name=name) for name in ("Diogo Salgado", "Amara Kalu")]
    query = "?" + "&".join(f"candidate={p.ref}" for p in people)
    shown = page(client, "introduce", query=query)
    assert "Havtech AS" in shown
    data = {"candidate": [p.ref for p in people], "wanted": [havtech.ref, fjordbank.ref], "words": "Ask about Python."}
    assert client.post(reverse("liaison:introduce"), data).status_code == 302
    assert Introduction.objects.filter(state=rules.ASKED).count() == 4
    again = client.post(reverse("liaison:introduce"), data, follow=True).content.decode()
    assert Introduction.objects.count() == 4
    assert "Havtech AS" in again


def test_a_sentence_that_names_the_person_is_refused_and_kept(client, region):
    campaign, havtech, _f, liaison = region
    person = cast.approved(campaign, liaison)
    data = {"candidate": [person.ref], "wanted": [havtech.ref], "words": "Salgado is great."}
    response = client.post(reverse("liaison:introduce"), data)
    assert response.status_code == 422
    assert "Salgado is great." in response.content.decode()
    assert not Introduction.objects.exists()
    url = reverse("liaison:words", args=[person.ref])
    refused = client.post(url, {"headline": "Diogo, backend engineer", "summary": ""})
    assert "This tells who it is" in refused.content.decode()


def test_a_declined_person_is_back_with_the_next_employers(client, region):
    campaign, havtech, _fjordbank, liaison = region
    person = cast.approved(campaign, liaison)
    declined(person, havtech, liaison)
    assert reverse("liaison:circulation") in page(client, "today")
    shown = page(client, "circulation")
    assert "declined by Havtech AS" in shown
    assert "Fjordbank ASA 100" in shown
    assert "CANARY-PRIVATE" not in shown


def test_the_message_can_be_edited_stopped_and_told(client, region):
    campaign, havtech, _f, liaison = region
    person = cast.approved(campaign, liaison)
    introduction = declined(person, havtech, liaison)
    ref = introduction.ref
    assert "We need Norwegian" in page(client, "message", ref)
    client.post(reverse("liaison:message", args=[ref]), {"words": "Kinder words from Ingrid."})
    assert "Kinder words from Ingrid." in OutboxMail.objects.get(kind="released").text
    client.post(reverse("liaison:told", args=[ref]))
    assert introduction.release_message.told_at is None
    client.post(reverse("liaison:stop_message", args=[ref]))
    assert OutboxMail.objects.get(kind="released").state == "stopped"
    assert "I have told the person" in page(client, "message", ref)
    client.post(reverse("liaison:told", args=[ref]))
    introduction.release_message.refresh_from_db()
    assert introduction.release_message.told_at is not None


def test_end_the_wait_for_a_silent_employer(client, region):
    campaign, havtech, _f, liaison = region
    introduction = cast.introduced(cast.approved(campaign, liaison), havtech, liaison)
    Introduction.objects.update(next_step_due=timezone.now() - timezone.timedelta(days=1))
    assert "Late at Havtech AS" in page(client, "today")
    assert "Stop waiting for the employer" in page(client, "introduction", introduction.ref)
    client.post(reverse("liaison:end", args=[introduction.ref]), {"words": "We are sorry."})
    introduction.refresh_from_db()
    assert introduction.state == rules.LAPSED
    assert (
        "has ended already" in client.get(reverse("liaison:end", args=[introduction.ref]), follow=True).content.decode()
    )


def test_a_mail_that_nobody_knows_of_is_settled_by_a_person(client, region):
    campaign, *_ = region
    cast.approved(campaign, region[3])
    mail = OutboxMail.objects.filter(kind="candidate_approved").get()
    OutboxMail.objects.filter(pk=mail.pk).update(state="unknown")
    assert mail.subject in page(client, "beside")
    client.post(reverse("liaison:settle_mail", args=[mail.ref]), {"became": "reached_otherwise"})
    mail.refresh_from_db()
    assert mail.state not in {"unknown", "queued"}
    assert client.post(reverse("liaison:settle_mail", args=[mail.ref]), {"became": "again"}).status_code == 404


def _addresses(region):
    campaign, havtech, _f, liaison = region
    person = cast.approved(campaign, liaison)
    introduction = declined(person, havtech, liaison)
    c, i, k = person.ref, introduction.ref, campaign.ref
    return [
        ("get", "today", ()), ("get", "candidates", ()), ("get", "candidate", (c,)), ("get", "fits", (c,)),
        ("get", "history", (c,)), ("get", "cv", (c, "x" * 12)),
        ("get", "words", (c,)), ("post", "contacted", (c,)), ("post", "approve", (c, k)), ("get", "hold", (c, k)),
        ("get", "not_now", (c, k)), ("post", "ask", (c, k)), ("get", "introduce", ()), ("get", "introductions", ()),
        ("get", "introduction", (i,)), ("get", "end", (i,)), ("get", "message", (i,)), ("post", "stop_message", (i,)),
        ("post", "send_message", (i,)), ("post", "told", (i,)), ("post", "run_screening", (k,)),
    ]  # fmt: skip


def test_nobody_else_gets_in(client, region):
    addresses = _addresses(region)
    _c, havtech, _f, _l = region
    strangers = [havtech.participation.recruiter.user, Introduction.objects.get().candidate.user, cast.kari()]
    for method, name, args in addresses:
        url = reverse(f"liaison:{name}", args=args)
        for stranger in strangers:
            client.force_login(stranger)
            assert getattr(client, method)(url).status_code == 404, (name, stranger)
        client.logout()
        response = getattr(client, method)(url)
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


def test_lists_cost_the_same_for_one_and_for_many(client, region):
    campaign, havtech, _f, liaison = region

    def fill(*names):
        for who in names:
            cast.introduced(cast.approved(campaign, liaison, name=f"{who} One"), havtech, liaison)
            declined(cast.approved(campaign, liaison, name=f"{who} Two"), havtech, liaison)
            cast.diogo(campaign, f"{who} Three")
        screening.run_screening(campaign=campaign, by=liaison, now=timezone.now())

    def costs():
        counted = {}
        for name in LITERAL:
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(f"liaison:{name}"))
            counted[name] = len(asked)
        return counted

    fill("Ada")
    costs()  # what is asked once and then kept
    one = costs()
    fill("Bo", "Cy")
    assert costs() == one
    assert {name: count for name, count in one.items() if count > LITERAL[name]} == {}


#: Literal query counts of the lists, session and user included.
LITERAL = {"today": 12, "circulation": 12, "beside": 12, "funnels": 12, "candidates": 12, "introductions": 8}


def test_both_languages(client, region):
    campaign, _h, _f, liaison = region
    screened(campaign, liaison, "Diogo Salgado")
    client.cookies["django_language"] = "nb"
    assert "Kandidater" in page(client, "today")
