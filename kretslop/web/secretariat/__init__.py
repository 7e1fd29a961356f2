"""The secretariat's pages: campaigns, who joined, criteria, the funnel."""
