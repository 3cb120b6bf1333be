"""One writer a format: the truth dressed as it is published."""
