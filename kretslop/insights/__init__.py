"""How campaigns go: the funnel, waiting times, the pace against the goal, and what criteria cost; reads only."""
