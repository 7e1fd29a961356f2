"""The portals: pages for candidates, employers, liaisons, the secretariat and the public, and the look they share."""
