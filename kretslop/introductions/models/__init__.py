"""Introductions with their moves, feedback and interviews, and the reasons for a no."""

from kretslop.introductions.models.again import AskedAgain
from kretslop.introductions.models.interview import Interview
from kretslop.introductions.models.introduction import (
    CHANGED,
    CHANGED_TIMES,
    Feedback,
    Introduction,
    Move,
    ReleaseMessage,
    ScoreCard,
)
from kretslop.introductions.models.reason import Reason

__all__ = [
    "CHANGED",
    "CHANGED_TIMES",
    "AskedAgain",
    "Feedback",
    "Interview",
    "Introduction",
    "Move",
    "Reason",
    "ReleaseMessage",
    "ScoreCard",
]
