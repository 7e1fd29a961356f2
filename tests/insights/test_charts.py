"""The picture of the funnel: true lengths, no inline style, in both languages."""

import re

import pytest
from django.utils.translation import override

from kretslop.insights import charts, rules

NUMBERS = (1482, 612, 96, 88, 41, 30, 11)
BAR = re.compile(r'aria-roledescription="bar" d="M0,[-\d.e]+h([\d.]+)v28h-[\d.]+Z" fill="(#\w+)"')


def funnel(numbers=NUMBERS):
    befores = (None, *numbers[:-1])
    return rules.Funnel(tuple(map(rules.Step, rules.STEPS, numbers, befores)), 0, 0, 0)


@pytest.mark.parametrize("theme", charts.THEMES)
@pytest.mark.parametrize("width", charts.LONGEST)
def test_lengths_are_true_to_the_numbers(theme, width):
    bars = BAR.findall(charts.funnel_svg(funnel(), theme=theme, width=width))
    longest = charts.LONGEST[width]
    assert [float(length) for length, _ in bars] == pytest.approx([n / 1482 * longest for n in NUMBERS], abs=0.001)
    colours = charts.COLOURS[theme]
    assert [colour for _, colour in bars] == [colours.bar] * 6 + [colours.now]


def test_nothing_inline_and_nothing_from_elsewhere():
    svg = charts.funnel_svg(funnel())
    assert "style" not in svg
    assert "<script" not in svg
    assert re.findall(r'(?:href|src)="', svg) == []


def test_it_says_numbers_and_shares_in_both_languages():
    svg = charts.funnel_svg(funnel())
    assert ">1\N{NO-BREAK SPACE}482<" in svg
    assert ">41\N{NO-BREAK SPACE}%<" in svg
    assert ">Pre-selected<" in svg
    with override("nb"):
        assert ">Forhåndsutvalgt<" in charts.funnel_svg(funnel())


def test_nobody_yet_is_a_picture_too():
    svg = charts.funnel_svg(funnel((0,) * 7))
    assert [length for length, _ in BAR.findall(svg) if float(length)] == []
    assert "NaN" not in svg
