"""The programs beside Odoo: a browser for tours, wkhtmltopdf for PDF reports."""

import shutil

import debian
from workplace import DEV, Problem, say

# The names that Odoo's tests look for, in their order.
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def require_browser():
    """Odoo skips tours without a browser; here they must run."""
    if not any(map(shutil.which, BROWSERS)):
        debian.install(["chromium"], "Running the tours")


def require_wkhtmltopdf():
    """The tests print real PDF files."""
    if not shutil.which("wkhtmltopdf"):
        debian.install(["wkhtmltopdf"], "Testing the printed reports")


def offer_wkhtmltopdf():
    """Install wkhtmltopdf if possible, and try that once; Odoo runs without it."""
    tried = DEV / "wkhtmltopdf-tried"
    if shutil.which("wkhtmltopdf"):
        return
    if not tried.exists():
        tried.touch()
        try:
            debian.install(["wkhtmltopdf"], "Printing reports as PDF")
            return
        except Problem:
            pass
    say("Note: without the program wkhtmltopdf, reports cannot be printed as PDF")
