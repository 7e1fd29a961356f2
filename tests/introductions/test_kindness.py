"""What an employer may not write to a candidate, and what says nothing."""

import pytest

from kretslop.demo import words as demo
from kretslop.introductions import wording
from kretslop.introductions.kindness import doubt


@pytest.mark.parametrize(
    "words",
    [
        "We think that you are too old for our young team, sorry about that.",
        "Your accent would make it hard to talk with our customers every day.",
        "We are unsure about your nationality and what it means for security.",
        "As a woman with small children you would travel too much here.",
        "We were looking for native speakers of Norwegian for this position.",
        "You would be a cultural fit elsewhere, but hardly in our team here.",
        "Vi synes dessverre at du er for gammel for denne stillingen hos oss.",
        "Vi ansetter ikke innvandrere i denne stillingen akkurat nå, beklager.",
        "Siden du er gravid, passer ikke oppstarten så godt for oss denne våren.",
    ],
)
def test_a_protected_ground_is_never_said(words):
    assert doubt(words) == "protected"


@pytest.mark.parametrize(
    "words",
    [
        "Thank you very much for your interest. Unfortunately not the right fit. Best of luck!",
        "We have decided to move forward with other candidates at this time.",
        "Takk for søknaden din. Dessverre ikke riktig match denne gangen. Lykke til videre!",
        "We regret to inform you that we chose other candidates. We wish you all the best.",
    ],
)
def test_phrases_alone_say_nothing(words):
    assert doubt(words) == "empty"


@pytest.mark.parametrize(
    "words",
    [
        "Thank you for your time; we need more years.",
        "We need somebody who has run Kubernetes in production. All the best!",
        "You have led teams through old systems; we look for somebody younger in their career path? No: less senior.",
        "Norsk trengs fra første dag, fordi kundene ringer. Takk for praten, og lykke til videre.",
        "The health service that you built is impressive; we build games and need Unity.",
    ],
)
def test_honest_words_pass(words):
    assert doubt(words) == ""


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("reason", wording.SUGGESTIONS)
def test_what_we_suggest_passes(reason, language):
    assert doubt(wording.suggestion(reason, language)) == ""


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("end", wording.PARTINGS)
def test_what_we_suggest_at_the_end_of_a_search_passes(end, language):
    assert doubt(wording.parting(end, language)) == ""


def test_what_the_demo_says_passes():
    assert [said for said in (*demo.DECLINED.values(), *demo.NOT_HIRED.values()) if doubt(said)] == []
