"""The form engine: XLSForm in, answers out. It knows no Qt and no immigration."""

from outreach_app.forms.definition import Form
from outreach_app.forms.problems import FormProblem, FormRefused
from outreach_app.forms.reader import load
from outreach_app.forms.session import Session, canonical
from outreach_app.forms.views import Choice, ItemView, Notice, Page, Problem

__all__ = [
    "Choice",
    "Form",
    "FormProblem",
    "FormRefused",
    "ItemView",
    "Notice",
    "Page",
    "Problem",
    "Session",
    "canonical",
    "load",
]
