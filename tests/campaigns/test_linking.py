"""Tracked links: what was measured and what was answered, kept apart; no visitor is known (R20)."""

import pytest

from kretslop.campaigns import actions, queries, rules, steering, wording
from kretslop.campaigns.models import Registration
from kretslop.shared.errors import Invalid, NotAllowed
from tests import cast


def test_every_channel_has_words():
    assert set(wording.CHANNELS) == set(rules.CHANNELS)


@pytest.fixture
def campaign(db):
    return cast.campaign()


def link(campaign, name="Week 47", channel="linkedin"):
    return actions.add_link(campaign=campaign, channel=channel, name=name, by=cast.kari(), now=cast.NOW)


def test_only_a_project_lead_makes_links(campaign):
    with pytest.raises(NotAllowed):
        actions.add_link(campaign=campaign, channel="linkedin", name="x", by=cast.ingrid(), now=cast.NOW)


@pytest.mark.parametrize(("channel", "name", "field"), [("pigeon", "x", "channel"), ("film", " ", "name")])
def test_a_wrong_link_names_its_field(campaign, channel, name, field):
    with pytest.raises(Invalid) as wrong:
        link(campaign, name, channel)
    assert wrong.value.field == field


def test_one_name_once_in_a_channel(campaign):
    link(campaign)
    with pytest.raises(Invalid):
        link(campaign, " Week  47 ")
    link(campaign, channel="film")


def test_a_link_of_another_campaign_is_none_of_this_one(campaign):
    other = cast.campaign(name="Data people 2026")
    assert queries.link_by_ref(link(other).ref, campaign) is None
    assert queries.link_by_ref("made-up", campaign) is None


def test_measured_and_answered_are_kept_apart(campaign):
    made = link(campaign)
    actions.count_visit(link=made, now=cast.NOW)
    actions.count_visit(link=made, now=cast.NOW)
    by_link = cast.diogo(campaign)
    Registration.objects.filter(candidate=by_link).update(link=made, heard_from="friend")
    said = cast.diogo(campaign, name="Priya Raman")
    Registration.objects.filter(candidate=said).update(heard_from="friend")
    cast.diogo(campaign, name="Linh Hoàng")
    found = steering.sources_of(campaign)
    assert [(each.visits, each.registered) for each in found.links] == [(2, 1)]
    assert (found.said, found.unknown) == ([("friend", 1)], 1)


def test_an_answer_that_no_list_knows_is_refused(campaign):
    candidate = cast.diogo(campaign)
    other = cast.campaign(name="Data people 2026")
    from kretslop.talent.answers import answers_of

    with pytest.raises(Invalid):
        actions.register(
            campaign=other, user=candidate.user, answers=answers_of(candidate), heard_from="pigeon", now=cast.NOW
        )
