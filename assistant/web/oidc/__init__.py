"""Sign-in by an OpenID Connect provider of the operator: Keycloak, Entra, authentik."""
