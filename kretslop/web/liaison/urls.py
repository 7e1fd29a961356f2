"""Site map of the liaison's pages."""

from django.urls import path

from kretslop.web.liaison import addresses, candidates, deciding, introducing, introductions, messages, today

app_name = "liaison"
urlpatterns = [
    path("", today.today, name="today"),
    path("screening/<str:ref>/run/", today.run_screening, name="run_screening"),
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/<str:ref>/", candidates.candidate, name="candidate"),
    path("candidates/<str:ref>/cv/<str:cv>/", candidates.cv, name="cv"),
    path("candidates/<str:ref>/words/", candidates.words, name="words"),
    path("candidates/<str:ref>/contacted/", candidates.contacted, name="contacted"),
    path("candidates/<str:ref>/approve/<str:campaign>/", deciding.approve, name="approve"),
    path("candidates/<str:ref>/hold/<str:campaign>/", deciding.hold, name="hold"),
    path("candidates/<str:ref>/not-now/<str:campaign>/", deciding.not_now, name="not_now"),
    path("candidates/<str:ref>/ask/<str:campaign>/", deciding.ask, name="ask"),
    path("mailboxes/<str:ref>/", addresses.lost_mailbox, name="lost_mailbox"),
    path("introduce/", introducing.introduce, name="introduce"),
    path("introductions/", introductions.introductions, name="introductions"),
    path("introductions/<str:ref>/", introductions.introduction, name="introduction"),
    path("introductions/<str:ref>/end/", introductions.end, name="end"),
    path("messages/<str:ref>/", messages.message, name="message"),
    path("messages/<str:ref>/stop/", messages.stop, name="stop_message"),
    path("messages/<str:ref>/send/", messages.send_now, name="send_message"),
    path("messages/<str:ref>/told/", messages.told, name="told"),
    path("mails/<str:ref>/settle/", messages.settle_mail, name="settle_mail"),
]
