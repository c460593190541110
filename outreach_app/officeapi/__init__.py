"""officeapi."""
