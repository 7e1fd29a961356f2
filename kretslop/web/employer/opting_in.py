"""An agency takes part in one more campaign by its own word: what it commits to, and one signature (R3)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kretslop.campaigns import actions, agencies, rules
from kretslop.campaigns.wording import SIGNED_AS, duties_in, not_possible_words, occupation_name
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import act_for, show


class OptInForm(forms.Form):
    """Who signs, and the agreement itself."""

    signed_as = forms.ChoiceField(label=_("You sign as"), choices=[("", _("Please choose")), *SIGNED_AS.items()])
    agree = forms.BooleanField(
        label=_("We take part with this profile and take on the five duties"),
        error_messages={"required": _("You take part by ticking this.")},
    )


@for_employers
@require_http_methods(["GET", "POST"])
def opt_in(request: SignedIn, agency: str, campaign: str) -> HttpResponse:
    """Read what a campaign asks for, and take part in it; 404 for one that is not open to this agency."""
    found = [
        each
        for each in agencies.may_opt_in(request.user)
        if each.agency.ref == agency and each.campaign.ref == campaign
    ]
    if not found:
        raise Http404
    offer = found[0]
    form = OptInForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            joined = actions.opt_in(
                campaign=offer.campaign, agency=offer.agency, by=request.user, now=timezone.now(),
                signed_as=form.cleaned_data["signed_as"],
            )  # fmt: skip
        except (NotAllowed, NotPossible) as error:
            form.add_error(None, not_possible_words(error.code))
        else:
            act_for(request, joined)
            messages.success(request, gettext("You take part. Next, say for which client you look, and for whom."))
            return redirect("employer:wanted_profiles")
    context: dict[str, Any] = {
        "form": form,
        "agency": offer.agency,
        "campaign": offer.campaign,
        "left": offer.left,
        "occupation": occupation_name(offer.campaign.occupation),
        "duties": duties_in(rules.AGREEMENT_VERSION),
    }
    return show(request, "employer/opt_in.html", context, status=422 if form.errors else 200)
