"""Offline-first outreach for the immigration office of Lampung Barat."""
