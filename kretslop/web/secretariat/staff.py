"""Who works for the alliance, in which role: invite, change, remove; whoever goes says who takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.accounts import queries
from kretslop.accounts.rules import LIAISON, PROJECT_LEAD, STAFF_ROLES, is_away
from kretslop.campaigns import actions, wording
from kretslop.campaigns.actions.staffing import duties_of
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.doors import SignedIn, for_project_leads

if TYPE_CHECKING:
    from kretslop.accounts.models import User

ROLES = {PROJECT_LEAD: _("Project lead"), LIAISON: _("Talent liaison")}
ABOUT = {
    PROJECT_LEAD: _("Project lead: campaigns, employers, criteria, invoices, and this page"),
    LIAISON: _("Talent liaison: candidates, introductions, conversations"),
}


class RolesForm(forms.Form):
    """The roles of one person, and who takes over what they answer for."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=list(ABOUT.items()), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict | None, *, user: User, others: list[User]) -> None:
        super().__init__(data, initial={"roles": user.staff_roles}, label_suffix="")
        self.others = {each.ref: each for each in others}
        self.fields["roles"].help_text = gettext("With none ticked, the person is out at the next click.")
        self.fields["to"] = forms.ChoiceField(
            label=gettext("Who takes over, where a role ends?"),
            required=False,
            choices=[("", gettext("Nobody")), *((ref, str(each)) for ref, each in self.others.items())],
        )

    def heir(self) -> User | None:
        """Return whoever takes over."""
        return self.others.get(self.cleaned_data.get("to", ""))


class InviteForm(forms.Form):
    """Somebody new on the staff."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Mail address"), max_length=254)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=list(ABOUT.items()), widget=forms.CheckboxSelectMultiple
    )


def answers_for(user: User) -> list[str]:
    """Return what somebody answers for, in words: "12 candidates"."""
    found = {code: number for role in STAFF_ROLES for code, number in duties_of(user, role).items()}
    words = {
        "campaigns": ngettext("%(n)s campaign", "%(n)s campaigns", found.get("campaigns", 0)),
        "candidates": ngettext("%(n)s candidate", "%(n)s candidates", found.get("candidates", 0)),
        "prospects": ngettext("talks with %(n)s company", "talks with %(n)s companies", found.get("prospects", 0)),
        "cases": ngettext("%(n)s move", "%(n)s moves", found.get("cases", 0)),
    }
    return [words[code] % {"n": number} for code, number in found.items()]


@for_project_leads
@require_GET
def staff(request: SignedIn) -> HttpResponse:
    """Everybody with a staff role, and what they answer for."""
    today = timezone.localdate()
    rows = [
        {
            "user": each,
            "roles": [ROLES[role] for role in STAFF_ROLES if role in each.staff_roles],
            "answers_for": answers_for(each),
            "back_on": each.away_until if is_away(each.away_until, today) else None,
        }
        for each in queries.staff(request.user)
    ]
    return render(request, "secretariat/staff.html", {"rows": rows})


@for_project_leads
@require_http_methods(["GET", "POST"])
def invite_staff(request: SignedIn) -> HttpResponse:
    """Let somebody work for the alliance."""
    form = InviteForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        actions.invite_staff(by=request.user, now=timezone.now(), **said)
        messages.success(request, gettext("%(name)s gets a mail with the way in.") % {"name": said["name"]})
        return redirect("secretariat:staff")
    return render(request, "secretariat/staff_invite.html", {"form": form}, status=422 if form.errors else 200)


@for_project_leads
@require_http_methods(["GET", "POST"])
def staff_member(request: SignedIn, ref: str) -> HttpResponse:
    """Change somebody's roles, or one's own; the last project lead stays one."""
    everybody = queries.staff(request.user)
    user = get_object_or_404(everybody, ref=ref)
    others = list(everybody.exclude(ref=ref))
    form = RolesForm(request.POST if request.method == "POST" else None, user=user, others=others)
    if request.method == "POST" and form.is_valid():
        try:
            roles = form.cleaned_data["roles"]
            actions.change_staff(user=user, roles=roles, to=form.heir(), by=request.user, now=timezone.now())
        except Invalid:
            form.add_error("to", gettext("Please choose somebody who has this role."))
        except NotPossible as error:
            field = "to" if error.code == "hand_over_first" else "roles"
            form.add_error(field, wording.not_possible_words(error.code))
        else:
            words = gettext("Saved.") if roles else gettext("%(name)s is no longer on the staff.") % {"name": user}
            messages.success(request, words)
            lead = user != request.user or PROJECT_LEAD in roles
            return redirect("secretariat:staff" if lead else "public:home")
    context = {"form": form, "person": user, "answers_for": answers_for(user), "own": user == request.user}
    return render(request, "secretariat/staff_member.html", context, status=422 if form.errors else 200)
