"""Doors from the office to other agencies; a laptop never speaks to one."""
