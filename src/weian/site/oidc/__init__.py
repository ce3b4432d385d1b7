"""Logging in through the organisation's own provider (OpenID Connect), off unless an issuer is set.

Authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0 §3.1, RFC 7636). Nobody gets an
account by it: an administrator declares which of theirs is whose. See docs/decisions/0063-oidc.md.
"""
