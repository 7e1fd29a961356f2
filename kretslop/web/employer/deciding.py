"""The employer's first answer to an anonymous profile: accept, or decline with a reason and words."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from kretslop.introductions import actions, disclosure, queries, rules
from kretslop.introductions.reasoning import Choice, choices_for, is_start
from kretslop.introductions.wording import DOUBTS, PROBLEMS
from kretslop.shared.errors import AlreadyDecided, Invalid, NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import act_for, show
from kretslop.web.employer.ending import other_words_stand, overtaken_words
from kretslop.web.employer.review import get_introduction

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction


class FeedbackForm(forms.Form):
    """An employer's no: why, in words that the candidate reads, and what only the employer keeps."""

    reason = forms.ChoiceField(label=gettext_lazy("Why"), widget=forms.RadioSelect)
    words_to_candidate = forms.CharField(
        label=gettext_lazy("Your words to the candidate"),
        min_length=rules.WORDS_MIN,
        max_length=rules.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    private_note = forms.CharField(
        label=gettext_lazy("Private note"),
        required=False,
        max_length=rules.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    who_else = forms.CharField(
        label=gettext_lazy("Who else should see this person?"), required=False, max_length=rules.WHO_ELSE_MAX
    )

    def __init__(self, *args: Any, reasons: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(each.code, each.label) for each in reasons]  # type: ignore[attr-defined]


def doubt_words(code: str) -> str:
    """Return in words what is wrong with a field of the form."""
    return str(DOUBTS.get(code) or _("Please look at this again."))


def feedback_form(request: SignedIn, introduction: "Introduction", end: str) -> tuple[FeedbackForm, bool]:
    """Return the form for one of the ends with reasons, and whether it was sent to be acted on.

    A request for the suggested text only fills it in. Words that somebody wrote are replaced by the button alone, never
    by choosing another reason.
    """
    asked, reasons = request.POST.get("suggest", ""), choices_for(introduction.employer.kind, end)
    if request.method != "POST" or not asked:
        return FeedbackForm(request.POST or None, reasons=reasons), request.method == "POST"
    values = {name: request.POST.get(name, "") for name in ("reason", "words_to_candidate", "private_note", "who_else")}
    own = values["words_to_candidate"]
    chosen = next((each for each in reasons if each.code == values["reason"]), None)
    if chosen and (asked == "replace" or not own.strip() or is_start(own, reasons)):
        values["words_to_candidate"] = chosen.text.get(disclosure.shown(introduction).language, "")
    return FeedbackForm(initial=values, reasons=reasons), False


def feedback_page(
    request: SignedIn, introduction: "Introduction", form: FeedbackForm, words: dict[str, str]
) -> HttpResponse:
    """Render the form of an employer's no, or only the field of the words when a reason was chosen."""
    context = {
        "form": form,
        "ref": introduction.ref,
        "who": disclosure.listed(introduction),
        "reads": disclosure.shown(introduction).language,
        "words": words,
        "in_review": introduction.state == rules.INTRODUCED,
        "in_process": introduction.state != rules.INTRODUCED,
        "least": rules.WORDS_MIN,
        "most": rules.WORDS_MAX,
    }
    if request.headers.get("HX-Request"):
        return show(request, "employer/_words.html", context)
    return show(request, "employer/decline.html", context, status=422 if form.errors else 200)


def say_ended(request: SignedIn, ended: "Introduction", words: str, done: str) -> None:
    """Say that it is done; a person who had answered before learns that the first words are those that stand."""
    if other_words_stand(ended, words):
        messages.info(
            request,
            _("You had answered this already, so your first words stand. Write to your talent liaison to change them."),
        )
    else:
        messages.success(request, done)


def refused(request: SignedIn, ref: str, problem: NotPossible) -> HttpResponse:
    """Say in a sentence why something was not possible, and show the introduction as it is now."""
    now_found = get_introduction(request, ref)
    if isinstance(problem, AlreadyDecided):
        messages.info(request, overtaken_words(now_found, request.user))
    else:
        messages.error(request, str(PROBLEMS.get(problem.code, PROBLEMS["move_not_possible"])))
    return redirect("employer:introduction", ref=ref)


def overtaken(request: SignedIn, found: "Introduction") -> HttpResponse:
    """Show the introduction as it is now to whoever came too late, as a whole page also when a part was asked for."""
    messages.info(request, overtaken_words(found, request.user))
    url = reverse("employer:introduction", args=[found.ref])
    return HttpResponseClientRedirect(url) if request.headers.get("HX-Request") else redirect(url)


@for_employers
@require_POST
def accept(request: SignedIn, ref: str) -> HttpResponse:
    """The employer wants to meet the candidate: name and contact are shown from now on."""
    found = get_introduction(request, ref)
    try:
        actions.accept(introduction=found, by=request.user, now=timezone.now())
    except NotAllowed as problem:
        raise Http404 from problem
    except NotPossible as problem:
        return refused(request, ref, problem)
    messages.success(request, _("Accepted. The candidate is told now, and you see who it is. Arrange an interview."))
    return redirect("employer:introduction", ref=ref)


@for_employers
@require_http_methods(["GET", "POST"])
def decline(request: SignedIn, ref: str) -> HttpResponse:
    """The employer says no, with a reason and words; then the next profile that waits."""
    found = get_introduction(request, ref)
    act_for(request, found.participation)
    already = found.state == rules.DECLINED and found.decided_by_id == request.user.pk
    if found.state != rules.INTRODUCED and not (already and request.method == "POST"):
        return overtaken(request, found)
    form, sent = feedback_form(request, found, "decline")
    if sent and form.is_valid():
        try:
            ended = actions.decline(introduction=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except NotAllowed as problem:
            raise Http404 from problem
        except NotPossible as problem:
            return refused(request, ref, problem)
        except Invalid as wrong:
            form.add_error(wrong.field, doubt_words(wrong.code))
        else:
            done = _("Declined. Your words reach the candidate after two working hours.")
            say_ended(request, ended, form.cleaned_data["words_to_candidate"], done)
            return _next(request, found)
    words = {
        "title": _("Decline with a reason"),
        "submit": _("Decline and send the words"),
        "explain": _("The candidate is back in circulation at once, and other employers can meet them."),
    }
    return feedback_page(request, found, form, words)


def _next(request: SignedIn, introduction: "Introduction") -> HttpResponse:
    following = queries.to_review(request.user, introduction.participation).values_list("ref", flat=True).first()
    return redirect("employer:introduction", ref=following) if following else redirect("employer:review")
