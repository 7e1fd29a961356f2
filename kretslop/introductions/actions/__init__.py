"""Every write about an introduction, as the verbs that people use."""

from kretslop.introductions.actions.deciding import accept, decline, lapse
from kretslop.introductions.actions.leaving import (
    come_back,
    found_job,
    leave_pool,
    pause_candidate,
    resume_candidate,
    withdraw,
)
from kretslop.introductions.actions.offering import consent, expire, introduce, introduce_many, refuse, take_back
from kretslop.introductions.actions.releasing import (
    edit_release_words,
    send_release_now,
    stop_release,
    tell_in_person,
)
from kretslop.introductions.actions.staging import (
    hire,
    report_assessment,
    report_interview,
    report_negotiation,
    report_not_hired,
)

__all__ = [
    "accept",
    "come_back",
    "consent",
    "decline",
    "edit_release_words",
    "expire",
    "found_job",
    "hire",
    "introduce",
    "introduce_many",
    "lapse",
    "leave_pool",
    "pause_candidate",
    "refuse",
    "report_assessment",
    "report_interview",
    "report_negotiation",
    "report_not_hired",
    "resume_candidate",
    "send_release_now",
    "stop_release",
    "take_back",
    "tell_in_person",
    "withdraw",
]
