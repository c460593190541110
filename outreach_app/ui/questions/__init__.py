"""Every kind of question as a widget."""
