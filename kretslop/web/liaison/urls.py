"""Site map of the liaison's pages."""

from django.urls import path

from kretslop.web.liaison import (
    addresses,
    candidates,
    deciding,
    introducing,
    introductions,
    messages,
    moves,
    search,
    today,
)

app_name = "liaison"
urlpatterns = [
    path("", today.today, name="today"),
    path("screening/<str:ref>/run/", today.run_screening, name="run_screening"),
    path("search/", search.search, name="search"),
    path("search/save/", search.save_search, name="save_search"),
    path("search/<str:ref>/forget/", search.forget_search, name="forget_search"),
    path("search/<str:ref>/seen/", search.seen_search, name="seen_search"),
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
    path("moves/", moves.moves, name="moves"),
    path("moves/families/<str:ref>/", moves.family, name="family"),
    path("moves/<str:ref>/", moves.move, name="move"),
    path("moves/<str:ref>/take-over/", moves.take_over, name="take_over_move"),
    path("moves/<str:ref>/route/", moves.choose_route, name="choose_route"),
    path("moves/<str:ref>/close/", moves.close, name="close_move"),
    path("moves/<str:ref>/steps/<str:step>/", moves.change_step, name="move_step"),
    path("moves/<str:ref>/steps/<str:step>/done/", moves.finish_step, name="finish_step"),
    path("moves/<str:ref>/steps/<str:step>/reopen/", moves.reopen_step, name="reopen_step"),
    path("messages/<str:ref>/", messages.message, name="message"),
    path("messages/<str:ref>/stop/", messages.stop, name="stop_message"),
    path("messages/<str:ref>/send/", messages.send_now, name="send_message"),
    path("messages/<str:ref>/told/", messages.told, name="told"),
    path("mails/<str:ref>/settle/", messages.settle_mail, name="settle_mail"),
]
