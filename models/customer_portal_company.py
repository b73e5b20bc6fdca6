from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import single_email_re

COMPANY_FIELDS = ("email", "phone", "website", "street", "street2", "zip", "city")
CONTACT_FIELDS = ("name", "function", "email", "phone")
MAX_VALUE = 200


class CustomerPortal(models.AbstractModel):
    """What customer users change of their company and its contact persons."""

    _inherit = "customer.portal"

    @api.model
    def _contacts_domain(self):
        return Domain("parent_id", "=", self._customer().id) & Domain(
            "type", "in", ["contact", "other"]
        )

    @api.model
    def _contacts(self):
        """Return the contact persons of the customer, in sudo mode."""
        return self.env["res.partner"].sudo().search(self._contacts_domain())

    @api.model
    def _contact(self, contact_id):
        """Return one contact person of the customer, in sudo mode."""
        return self._one("res.partner", contact_id, self._contacts_domain())

    @api.model
    def _edit_company(self, form):
        """Change the customer's own information.

        :param dict form: what the browser sent
        :raise UserError: saying which value is wrong
        """
        self._require_to_act("edit_company")
        values = self._pick(form, COMPANY_FIELDS, "the company's information")
        self._write_partner(self._customer(), values)

    @api.model
    def _edit_contact(self, contact_id, form):
        """Change a contact person.

        :param contact_id: id as it came from the browser
        :param dict form: what the browser sent
        :raise UserError: saying which value is wrong
        """
        self._require_to_act("manage_contacts")
        values = self._pick(form, CONTACT_FIELDS, "a contact person")
        self._write_partner(self._contact(contact_id), values)

    @api.model
    def _add_contact(self, form):
        """Add a contact person.

        :param dict form: what the browser sent
        :return: res.partner in sudo mode
        :raise UserError: saying which value is wrong
        """
        self._require_to_act("manage_contacts")
        partners_sudo = self.env["res.partner"].sudo()
        values = self._checked_values(
            partners_sudo, self._pick(form, CONTACT_FIELDS, "a contact person")
        )
        self._check_flood("res.partner", "portal_changes_per_hour")
        contact_sudo = partners_sudo.create(
            {"name": "", **values, "parent_id": self._customer().id, "type": "contact"}
        )
        self._tell_change(
            self.env._("Contact person added: %s", contact_sudo.name), values
        )
        return contact_sudo

    @api.model
    def _remove_contact(self, contact_id):
        """Archive a contact person who has no log-in.

        :param contact_id: id as it came from the browser
        :raise UserError: when the person can log in
        """
        self._require_to_act("manage_contacts")
        contact_sudo = self._contact(contact_id)
        if contact_sudo.with_context(active_test=False).user_ids:
            raise UserError(
                self.env._(
                    "%s has a log-in. Ask us to remove it first.", contact_sudo.name
                )
            )
        contact_sudo.active = False
        self._tell_change(
            self.env._("Contact person removed: %s", contact_sudo.name), {}
        )

    @api.model
    def _write_partner(self, partner_sudo, values):
        values = self._checked_values(partner_sudo, values)
        changed = {
            name: value
            for name, value in values.items()
            if (partner_sudo[name] or "") != value
        }
        if not changed:
            return
        self._check_flood(
            "mail.message",
            "portal_changes_per_hour",
            domain=Domain("model", "=", "res.partner"),
        )
        partner_sudo.write(changed)
        self._tell_change(
            self.env._("Information changed: %s", partner_sudo.name), changed
        )

    @api.model
    def _checked_values(self, partner_sudo, values):
        """Return the values that may be written.

        :raise UserError: for a value that is wrong
        """
        values = {name: value[:MAX_VALUE] for name, value in values.items()}
        if "name" in values and not values["name"]:
            raise UserError(self.env._("Enter a name."))
        if values.get("email") and not single_email_re.match(values["email"]):
            raise UserError(
                self.env._("“%s” is not an e-mail address.", values["email"])
            )
        users = partner_sudo.with_context(active_test=False).user_ids
        if (
            "email" in values
            and values["email"] != (partner_sudo.email or "")
            and users - self.env.user
        ):
            # the address to which a new password is sent
            raise UserError(
                self.env._(
                    "%s has a log-in, so only we can change the e-mail address.",
                    partner_sudo.name,
                )
            )
        return values

    @api.model
    def _tell_change(self, title, values):
        """Tell the responsible person what a customer user changed.

        :param str title: what happened
        :param dict values: new values by field
        """
        partners = self._responsible_partners()
        if not partners:
            return
        partner_fields = self.env["res.partner"]._fields
        rows = Markup().join(
            Markup("<li>%s: %s</li>")
            % (partner_fields[name]._description_string(self.env), value)
            for name, value in values.items()
        )
        self._customer().message_notify(
            partner_ids=partners.ids,
            author_id=self.env.user.partner_id.id,
            subject=self.env._(
                "%(user)s changed information of %(customer)s",
                user=self.env.user.name,
                customer=self._customer().name,
            ),
            body=Markup("<p>%s</p><ul>%s</ul>") % (title, rows),
        )


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _can_be_edited_by_current_customer(self, **kwargs):
        """Odoo's own address pages keep to the rights of the customer user, too."""
        return super()._can_be_edited_by_current_customer(
            **kwargs
        ) and self._portal_address_allowed(self.env.user)

    def _portal_address_allowed(self, user):
        """Tell whether a user may change an address, or add one (no record).

        Users without a customer in the register keep to Odoo's rules.
        """
        customer_sudo = user.sudo().partner_id.commercial_partner_id
        if not user._is_customer_user() or not customer_sudo.is_customer:
            return True
        if not customer_sudo.active:
            return False
        if self == user.partner_id and self != customer_sudo:
            return True
        others_sudo = self.sudo().with_context(active_test=False).user_ids - user
        return user._customer_rights().edit_company and not others_sudo
