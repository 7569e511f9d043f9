"""The reference central platform: routes, services and storage."""
