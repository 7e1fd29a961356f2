"""Pictures of numbers as SVG, drawn on the server; lengths are true to the numbers, and nothing inline is in them."""

from functools import lru_cache
from typing import Any, NamedTuple

from kretslop.insights import rules
from kretslop.insights.rules import Funnel
from kretslop.insights.wording import step_words, thousands

FONT = "Inter, system-ui, sans-serif"
#: The longest bar in pixels, in each width.
LONGEST = {"wide": 300, "narrow": 60}
RATIOS_LONGEST = {"wide": 420, "narrow": 80}
# Room for the longest name in whatever font the browser falls back to.
_ROW, _LABELS = 39, {"wide": 140, "narrow": 122}
THEMES = ("light", "dark")


class Colours(NamedTuple):
    """The theme's colours that a picture needs; a picture of its own cannot read the page's style sheet."""

    bar: str
    now: str
    text: str
    quiet: str


COLOURS = {
    "light": Colours("#0F5C4D", "#E4572E", "#222e2c", "#565f5e"),
    "dark": Colours("#7ea79f", "#e0653f", "#ececec", "#a5a8a8"),
}
Row = tuple[str, str, int, str]


def funnel_svg(funnel: Funnel, *, theme: str = "light", width: str = "wide") -> str:
    """Draw the funnel in the language in use: a bar per step, its number, its share of the step before.

    `theme` is one of `THEMES`, `width` a key of `LONGEST`. The same numbers give the same picture without drawing it
    again.
    """
    return _draw(funnel_rows(funnel), theme, width)


def funnel_rows(funnel: Funnel) -> tuple[Row, ...]:
    """Return (code, name, people, share of the step before in words) for each step."""
    return tuple((step.code, step_words(step.code), step.people, share(step)) for step in funnel.steps)


def share(step: rules.Step) -> str:
    """Return the step's share of the step before, such as "41 %"; empty for the first and when nobody came so far."""
    return f"{round(100 * step.people / step.before)}\N{NO-BREAK SPACE}%" if step.before else ""


@lru_cache(maxsize=512)
def _draw(rows: tuple[Row, ...], theme: str, width: str) -> str:
    # Starting the renderer takes a second and most processes never draw.
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec(rows, theme, width)))


def spec(rows: tuple[Row, ...], theme: str, width: str) -> dict[str, Any]:
    """Return the Vega-Lite description of the bars; the scale is linear from zero to the largest number."""
    import altair as alt

    colours, longest = COLOURS[theme], LONGEST[width]
    values = [
        {"step": name, "people": people, "shown": thousands(people), "share": said, "now": code == rules.HIRED}
        for code, name, people, said in rows
    ]
    axis = alt.Axis(
        domain=False,
        ticks=False,
        labelPadding=12,
        labelColor=colours.text,
        labelLimit=_LABELS[width],
        minExtent=_LABELS[width],
    )
    base = alt.Chart(alt.Data(values=values)).encode(y=alt.Y("step:N", sort=None, title=None, axis=axis))
    scale = alt.Scale(domain=[0, max([people for _, _, people, _ in rows] + [1])], range=[0, longest])
    bars = base.mark_bar(size=28).encode(
        x=alt.X("people:Q", axis=None, scale=scale, stack=None),
        color=alt.condition(alt.datum.now, alt.value(colours.now), alt.value(colours.bar)),
    )
    numbers = base.mark_text(align="right", color=colours.text).encode(x=alt.value(longest + 58), text="shown:N")
    shares = base.mark_text(align="right", color=colours.quiet).encode(x=alt.value(longest + 112), text="share:N")
    chart = alt.layer(bars, numbers, shares).properties(
        width=longest + 120, height=_ROW * len(rows), background="transparent", padding=4
    )
    size = 14 if width == "wide" else 13
    sized = chart.configure_view(stroke=None).configure_axis(labelFontSize=size, labelFont=FONT)
    return dict(sized.configure_text(font=FONT, fontSize=size).to_dict())


class Ratio(NamedTuple):
    """One line of a picture of ratios: the step, the group, its ratio and the ends of the interval."""

    step: str
    group: str
    ratio: float
    low: float
    high: float


#: Ratios beyond this are drawn at the edge: what matters is on which side of 1 they lie.
WIDEST = 2.0


def ratios_svg(rows: tuple[Ratio, ...], *, theme: str = "light", width: str = "wide") -> str:
    """Draw ratios with their intervals around 1, the group that comes furthest; a broken line stands at four fifths."""
    return _draw_ratios(rows, theme, width)


@lru_cache(maxsize=512)
def _draw_ratios(rows: tuple[Ratio, ...], theme: str, width: str) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(ratios_spec(rows, theme, width)))


def ratios_spec(rows: tuple[Ratio, ...], theme: str, width: str) -> dict[str, Any]:
    """Return the Vega-Lite description: a point and a line for each ratio, on a scale from 0 to `WIDEST`."""
    import altair as alt

    colours, longest = COLOURS[theme], RATIOS_LONGEST[width]
    values = [
        {"line": f"{row.step} · {row.group}", "ratio": min(row.ratio, WIDEST), "low": row.low,
         "high": min(row.high, WIDEST)} for row in rows
    ]  # fmt: skip
    labels = 200 if width == "wide" else 178
    axis = alt.Axis(domain=False, ticks=False, labelPadding=12, labelColor=colours.text, labelLimit=labels,
                    minExtent=labels)  # fmt: skip
    scale = alt.Scale(domain=[0, WIDEST], range=[0, longest])
    below = alt.Axis(values=[0, 1, 2], format="d", labelColor=colours.quiet, domain=False, ticks=False, grid=False)
    base = alt.Chart(alt.Data(values=values)).encode(y=alt.Y("line:N", sort=None, title=None, axis=axis))
    spans = base.mark_rule(color=colours.bar, strokeWidth=3, opacity=0.55).encode(
        x=alt.X("low:Q", scale=scale, axis=below, title=None), x2="high:Q"
    )
    points = base.mark_point(color=colours.bar, filled=True, size=90, opacity=1).encode(
        x=alt.X("ratio:Q", scale=scale, axis=below)
    )
    marks = [
        alt.Chart(alt.Data(values=[{"at": at}]))
        .mark_rule(color=colour, strokeDash=dash, strokeWidth=1.5)
        .encode(x=alt.X("at:Q", scale=scale, axis=below))
        for at, colour, dash in ((1, colours.text, [1, 0]), (0.8, colours.now, [4, 4]))
    ]
    chart = alt.layer(*marks, spans, points).properties(
        width=longest, height=34 * len(rows), background="transparent", padding=4
    )
    size = 14 if width == "wide" else 12
    return dict(chart.configure_view(stroke=None).configure_axis(labelFontSize=size, labelFont=FONT).to_dict())
