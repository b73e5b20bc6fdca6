from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from .portal_pages import CustomerPages, closed_page

# What Odoo's address pages would change of a company, and staff keeps.
STAFF_FIELDS = ("company_name", "vat", "company_registry")


class CompanyPages(CustomerPages):
    """The customer's information and contact persons."""

    @http.route("/my/company", type="http", auth="user", website=True)
    @closed_page
    def company(self, done=None, **form):
        """Show the information, and take what was entered."""
        door = request.env["customer.portal"]
        if request.httprequest.method != "POST":
            return self._company_page(done=bool(done))
        _nothing, error = self._try(lambda: door._edit_company(form))
        if error:
            return self._company_page(error=error, form=form)
        return request.redirect("/my/company?done=1")

    @http.route("/my/company/contacts/new", type="http", auth="user", website=True)
    @closed_page
    def new_contact(self, **form):
        """Show an empty form, and take what was entered."""
        door = request.env["customer.portal"]
        door._require_to_act("manage_contacts")
        error = None
        if request.httprequest.method == "POST":
            contact, error = self._try(lambda: door._add_contact(form))
            if contact:
                return request.redirect("/my/company?done=1")
        return self._contact_page(None, form, error)

    @http.route(
        "/my/company/contacts/<int:contact_id>",
        type="http",
        auth="user",
        website=True,
    )
    @closed_page
    def contact(self, contact_id, **form):
        """Show a contact person, and take what was entered."""
        door = request.env["customer.portal"]
        door._require_to_act("manage_contacts")
        contact = door._contact(contact_id)
        error = None
        if request.httprequest.method == "POST":
            _nothing, error = self._try(lambda: door._edit_contact(contact_id, form))
            if not error:
                return request.redirect("/my/company?done=1")
        return self._contact_page(contact, form, error)

    @http.route(
        "/my/company/contacts/<int:contact_id>/remove",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    @closed_page
    def remove_contact(self, contact_id, **_form):
        """Remove a contact person."""
        door = request.env["customer.portal"]
        contact = door._contact(contact_id)
        _nothing, error = self._try(lambda: door._remove_contact(contact_id))
        if error:
            return self._contact_page(contact, {}, error)
        return request.redirect("/my/company?done=1")

    def _company_page(self, **values):
        door = request.env["customer.portal"]
        return self._page(
            "portal_company",
            "company",
            **{
                "customer": door._customer(),
                "contacts": door._contacts(),
                "form": {},
                **values,
            },
        )

    def _contact_page(self, contact, form, error):
        return self._page(
            "portal_contact",
            "company",
            contact=contact,
            form=form,
            error=error,
        )

    # === ODOO'S ADDRESS PAGES === #

    @http.route()
    def portal_address_submit(self, partner_id=None, **form_data):
        """Add an address only with the right to edit the company."""
        if not partner_id:
            self._check_address_right()
        return super().portal_address_submit(partner_id=partner_id, **form_data)

    def _check_address_right(self):
        partners = request.env["res.partner"]
        if not partners._portal_address_allowed(request.env.user):
            raise AccessError(
                request.env._("Your log-in doesn't include this. Ask us to change it.")
            )

    def _parse_form_data(self, form_data):
        """Names and numbers of a company in the register are changed by staff."""
        values, extra = super()._parse_form_data(form_data)
        if self._customer_rights():
            for name in STAFF_FIELDS:
                values.pop(name, None)
        return values, extra
