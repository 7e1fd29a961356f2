"""Kinds of employers and what a member may be."""

KINDS = ("private", "public", "agency")
SIZES = ("1-9", "10-49", "50-249", "250+")
STAGES = ("start_up", "scale_up", "mature")
REMOTE_POLICIES = ("onsite", "hybrid", "remote")
ROLES = ("manager", "recruiter")
