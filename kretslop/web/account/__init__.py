"""Signing in: a code by mail for everybody, a password for those who have set one; django-allauth does the work."""
