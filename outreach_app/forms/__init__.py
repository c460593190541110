"""The form engine: XLSForm in, answers out. It knows no Qt and no immigration."""

from outreach_app.forms.client import Client
from outreach_app.forms.definition import Form
from outreach_app.forms.problems import FormProblem, FormRefused
from outreach_app.forms.reader import load
from outreach_app.forms.session import Session, canonical
from outreach_app.forms.views import Choice, ItemView, Loss, Notice, Page, Problem

__all__ = [
    "Choice",
    "Client",
    "Form",
    "FormProblem",
    "FormRefused",
    "ItemView",
    "Loss",
    "Notice",
    "Page",
    "Problem",
    "Session",
    "canonical",
    "load",
]
