"""Companies, public employers and agencies, and their members."""
