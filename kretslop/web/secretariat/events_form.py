"""The form of an event: local times of a day in a zone become moments."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kretslop.events import rules, wording
from kretslop.web.profile.choices import time_zones


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, input_formats=["%H:%M", "%H.%M"], widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class EventForm(forms.Form):
    """What the secretariat says about an event."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=list(wording.KINDS.items()))
    title = forms.CharField(
        label=_("Title"), max_length=rules.TITLE_MAX, help_text=_("Such as: How we read a profile without a name.")
    )
    invited = forms.ChoiceField(label=_("Who is invited?"), choices=list(wording.INVITED.items()))
    day = forms.DateField(label=_("Day"), input_formats=["%Y-%m-%d", "%d.%m.%Y"], widget=forms.DateInput)
    begins = _clock(_("Begins"))
    ends = _clock(_("Ends"))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    place = forms.CharField(
        label=_("Place"), max_length=rules.PLACE_MAX, required=False, help_text=_("Such as: Rådhusgata 4, room Fjord.")
    )
    link = forms.CharField(
        label=_("Link to an online meeting"),
        max_length=rules.PLACE_MAX,
        required=False,
        help_text=_("Only those who have a place see it."),
    )
    capacity = forms.IntegerField(
        label=_("How many places?"),
        required=False,
        min_value=1,
        max_value=rules.CAPACITY_MAX,
        help_text=_("Empty: as many as come."),
    )
    words = forms.CharField(
        label=_("What is it for?"),
        max_length=rules.WORDS_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What people take home, what they should bring, who leads it."),
    )

    def __init__(self, data: QueryDict | None = None, *, event: Any = None) -> None:
        super().__init__(data, initial=_known(event) if event is not None else {"time_zone": "Europe/Oslo"})
        self.label_suffix = ""

    def told(self) -> rules.Told | None:
        """Return what was said, with moments; None when the clock leaves one of them out, which stands on the form."""
        given = self.cleaned_data
        zone = ZoneInfo(given["time_zone"])
        moments = {}
        for name in ("begins", "ends"):
            moments[name] = rules.moment(given["day"], given[name], zone)
            if moments[name] is None:
                self.add_error(name, str(wording.INVALID["no_such_time"]))
        if moments["begins"] is None or moments["ends"] is None:
            return None
        names = ("kind", "invited", "time_zone", "capacity")
        words = {name: given[name].strip() for name in ("title", "place", "link", "words")}
        return rules.Told(
            starts_at=moments["begins"], ends_at=moments["ends"], **{name: given[name] for name in names}, **words
        )


def _known(event: Any) -> dict[str, Any]:
    begins, ends = (at.astimezone(ZoneInfo(event.time_zone)) for at in (event.starts_at, event.ends_at))
    names = ("kind", "title", "invited", "time_zone", "place", "link", "capacity", "words")
    return {name: getattr(event, name) for name in names} | {
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
    }
