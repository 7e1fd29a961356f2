"""Screening runs, pre-selections, decisions, questions; what the pool is ranked and searched by; saved searches."""

from kretslop.screening.models.deciding import DeskNote, Override, Proposal
from kretslop.screening.models.desk import DeskEntry
from kretslop.screening.models.mailing import CampaignMail, CampaignMailTo
from kretslop.screening.models.recording import RunEntry, RunReplay, ScreeningRun
from kretslop.screening.models.screening import (
    AutomationStop,
    Decision,
    MatcherState,
    PoolEntry,
    PoolFit,
    PoolName,
    PoolPlace,
    Preselection,
    Question,
)
from kretslop.screening.models.searching import SavedSearch, SearchEntry, SearchFit

__all__ = [
    "AutomationStop",
    "CampaignMail",
    "CampaignMailTo",
    "Decision",
    "DeskEntry",
    "DeskNote",
    "MatcherState",
    "Override",
    "PoolEntry",
    "PoolFit",
    "PoolName",
    "PoolPlace",
    "Preselection",
    "Proposal",
    "Question",
    "RunEntry",
    "RunReplay",
    "SavedSearch",
    "ScreeningRun",
    "SearchEntry",
    "SearchFit",
]
