"""The liaison decides about a lost mailbox: what was told stands beside what is known."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kretslop.accounts.rules import WAIT_DAYS
from kretslop.introductions import desk
from kretslop.shared.errors import NotPossible
from kretslop.talent import addressing
from kretslop.talent import queries as talent
from kretslop.talent.wording import address_problem
from kretslop.web.doors import SignedIn, for_liaisons


@for_liaisons
@require_http_methods(["GET", "HEAD", "POST"])
def lost_mailbox(request: SignedIn, ref: str) -> HttpResponse:
    """Show one request, and take the decision."""
    change = get_object_or_404(talent.lost_mailboxes(request.user), ref=ref)
    if request.method == "POST":
        sure = request.POST.get("decision") == "same"
        try:
            decide = addressing.grant if sure else addressing.refuse
            decide(change=change, by=request.user, now=timezone.now())
        except NotPossible as problem:
            messages.error(request, address_problem(problem.code))
        else:
            granted = _("The old mailbox now has %(days)s days to say no. Then the person can use the new address.")
            messages.success(request, granted % {"days": WAIT_DAYS} if sure else _("Refused, and told kindly."))
        return redirect("liaison:today")
    person = getattr(change.user, "candidate", None) if change.user else None
    known = {
        "person": person,
        "registrations": person.registrations.select_related("campaign").order_by("registered_at") if person else [],
        "employers": sorted({each.employer.name for each in desk.of_candidate(request.user, person)}) if person else [],
        "cvs": person.cv_files.order_by("uploaded_at") if person else [],
    }
    return render(request, "liaison/lost_mailbox.html", {"change": change, "days": WAIT_DAYS, **known})
