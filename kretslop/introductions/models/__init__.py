"""Introductions with their moves, feedback and interviews."""

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

__all__ = [
    "CHANGED",
    "CHANGED_TIMES",
    "Feedback",
    "Interview",
    "Introduction",
    "Move",
    "ReleaseMessage",
    "ScoreCard",
]
