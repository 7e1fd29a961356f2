"""Signing in with a company's own account (OpenID Connect, code flow with PKCE): fetching, and checking what comes."""
