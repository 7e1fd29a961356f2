"""The net under the other tests holds: no way out to the network, no undefined template variable."""

import socket

import pytest
from django.template import engines


def render(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_the_network_is_out_of_reach(address):
    with socket.socket() as probe, pytest.raises(AssertionError, match="tests stay on this machine"):
        probe.connect(address)


@pytest.mark.parametrize("source", ["{{ nobody }}", "{{ person.no_such_thing }}", "{{ nobody|default:'?' }}"])
def test_an_undefined_variable_fails(source):
    with pytest.raises(AssertionError, match="which is not defined"):
        render(source, person={"name": "Kari Berg"})


def test_a_defined_one_and_a_question_do_not():
    assert render("{{ person.name }}{% if nobody %}!{% endif %}", person={"name": "Kari Berg"}) == "Kari Berg"
