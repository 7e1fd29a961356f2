"""The liaison decides about a lost mailbox, and asks which of two addresses a merged person wants to keep."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kretslop.accounts.rules import WAIT_DAYS
from kretslop.introductions import desk
from kretslop.privacy import actions
from kretslop.privacy import queries as privacy
from kretslop.shared.errors import NotAllowed, NotPossible
from kretslop.talent import addressing
from kretslop.talent import queries as talent
from kretslop.talent.rules import LIKELY_MERGED
from kretslop.talent.wording import address_problem
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison import comparing


@for_liaisons
@require_http_methods(["GET", "HEAD", "POST"])
def lost_mailbox(request: SignedIn, ref: str) -> HttpResponse:
    """Show one request, and take the decision."""
    change = get_object_or_404(talent.lost_mailboxes(request.user), ref=ref)
    if request.method == "POST":
        sure = request.POST.get("decision") == "same"
        try:
            addressing.decide(change=change, same_person=sure, by=request.user, now=timezone.now())
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
        "employers": sorted({each.hirer for each in desk.of_candidate(request.user, person)}) if person else [],
        "cvs": person.cv_files.order_by("uploaded_at") if person else [],
    }
    return render(request, "liaison/lost_mailbox.html", {"change": change, "days": WAIT_DAYS, **known})


@for_liaisons
@require_POST
def other_address(request: SignedIn, ref: str) -> HttpResponse:
    """Ask a merged person's other mailbox whether its address is the one to keep, or take the question back."""
    pair = get_object_or_404(talent.likely_duplicates(request.user, LIKELY_MERGED), ref=ref)
    merge = get_object_or_404(privacy.merges(request.user), likely=pair)
    two = privacy.other_address(merge)
    now = timezone.now()
    try:
        if request.POST.get("take_back"):
            if two is None or two.asked is None:
                raise NotPossible("address_overtaken")
            actions.refuse_other_address(change=two.asked, by=request.user, now=now)
            messages.success(request, _("Taken back. The address stays as it is."))
        else:
            actions.ask_for_other_address(merge=merge, by=request.user, now=now)
            messages.success(request, _("Asked. Nothing changes before both mailboxes could say no."))
    except NotAllowed:
        messages.error(request, _("This is about yourself. Ask another liaison."))
    except NotPossible as problem:
        messages.error(request, comparing.problem_words(problem.code))
    return redirect("liaison:duplicate", ref=ref)
