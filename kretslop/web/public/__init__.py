"""Pages that anybody may read: campaigns, registration, invitations, privacy, accessibility."""
