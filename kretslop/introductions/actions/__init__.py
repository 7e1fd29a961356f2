"""Every write about an introduction, as the verbs that people use."""

from kretslop.introductions.actions.absence import be_back, go_away
from kretslop.introductions.actions.asking_again import ask_again, settle_asking
from kretslop.introductions.actions.deciding import accept, decline, lapse
from kretslop.introductions.actions.digesting import send_digests
from kretslop.introductions.actions.inviting import calendar_for
from kretslop.introductions.actions.leaving import (
    come_back,
    found_job,
    leave_pool,
    pause_candidate,
    resume_candidate,
    withdraw,
)
from kretslop.introductions.actions.meeting import call_off, move_interview, offer_times, pick_time, refuse_times
from kretslop.introductions.actions.offering import consent, expire, introduce, introduce_many, refuse, take_back
from kretslop.introductions.actions.reasons import save_reasons
from kretslop.introductions.actions.releasing import (
    edit_release_words,
    send_release_now,
    stop_release,
    tell_in_person,
)
from kretslop.introductions.actions.reviewing import keep_score_card, share
from kretslop.introductions.actions.staging import (
    hire,
    report_assessment,
    report_interview,
    report_negotiation,
    report_not_hired,
)
from kretslop.introductions.actions.tending import give_more_time, lapses_on, tend
from kretslop.introductions.actions.undoing import lose_offer, undo
from kretslop.introductions.actions.winding_up import close_profile, end_campaign, leave_campaign

__all__ = [
    "accept",
    "ask_again",
    "be_back",
    "calendar_for",
    "call_off",
    "close_profile",
    "come_back",
    "consent",
    "decline",
    "edit_release_words",
    "end_campaign",
    "expire",
    "found_job",
    "give_more_time",
    "go_away",
    "hire",
    "introduce",
    "introduce_many",
    "keep_score_card",
    "lapse",
    "lapses_on",
    "leave_campaign",
    "leave_pool",
    "lose_offer",
    "move_interview",
    "offer_times",
    "pause_candidate",
    "pick_time",
    "refuse",
    "refuse_times",
    "report_assessment",
    "report_interview",
    "report_negotiation",
    "report_not_hired",
    "resume_candidate",
    "save_reasons",
    "send_digests",
    "send_release_now",
    "settle_asking",
    "share",
    "stop_release",
    "take_back",
    "tell_in_person",
    "tend",
    "undo",
    "withdraw",
]
