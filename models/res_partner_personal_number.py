from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..importing.identity_numbers import identity_key, looks_personal
from .masked_number import MASKED_NUMBER, is_masked
from .res_partner_matching import NO_COUNTRY

PERSONAL_NUMBER_FIELDS = ("personal_identity_number", "personal_identity_number_masked")
WRITE_GROUPS = (
    "customer_register.group_customer_create,"
    "customer_register.group_customer_edit_assigned"
)
SHOW_GROUP = "customer_register.group_customer_edit_assigned"
# Countries whose personal numbers are recognised in a search.
PERSONAL_NUMBER_COUNTRIES = ("SE", "NO", "FI", "DK")
# Handed down while a number is written: Odoo's own write() compares old and new values.
# An object, so that no remote caller can pass it in the context.
_WRITING = object()
EXACT_SEARCH_OPERATORS = {"ilike", "=ilike", "like", "=like", "=", "in"}


class ResPartner(models.Model):
    """Personal identity numbers: written by those who may, shown on request only.

    The stored field can be read by nobody: not in lists, exports, groupings, searches
    or over RPC. Reading happens in :meth:`action_show_personal_identity_number`, which
    checks the permission and leaves an entry in the log.
    """

    _inherit = "res.partner"

    personal_identity_number_masked = fields.Char(
        string="Personal Identity Number",
        compute="_compute_personal_identity_number_masked",
        inverse="_inverse_personal_identity_number_masked",
        compute_sudo=True,
        groups="customer_register.group_customer_view_assigned",
        help="Of private customers and of sole traders whose organisation number is "
        "their personal identity number. Each showing is logged.",
    )

    # === COMPUTE METHODS === #

    @api.depends("personal_identity_number")
    def _compute_personal_identity_number_masked(self):
        for partner in self:
            partner.personal_identity_number_masked = (
                partner.personal_identity_number and MASKED_NUMBER
            )

    def _inverse_personal_identity_number_masked(self):
        # create() asked for the permission on this field; write() does not come here
        for partner_sudo in self.sudo():
            number = partner_sudo.personal_identity_number_masked
            partner_sudo.write({"personal_identity_number_masked": number})
        self.invalidate_recordset(["personal_identity_number_masked"])

    # === CRUD METHODS === #

    def write(self, vals):
        vals = self._reveal_written_number(vals)
        if not {"company_registry", "personal_identity_number"} & vals.keys():
            return super().write(vals)
        writing = self.with_context(customer_personal_number=_WRITING)
        if self.env.context.get("tracking_disable"):
            return super(ResPartner, writing).write(vals)
        before = {
            partner: partner.personal_identity_number or False
            for partner in self.sudo()
        }
        result = super(ResPartner, writing).write(vals)
        for partner_sudo, old in before.items():
            new = partner_sudo.personal_identity_number or False
            if old == new:
                continue
            partner_sudo._log_personal_number(
                self.env._("Personal identity number changed")
                if old and new
                else self.env._("Personal identity number entered")
                if new
                else self.env._("Personal identity number removed")
            )
        return result

    @api.model
    def _has_field_access(self, field, operation):
        if field.name in PERSONAL_NUMBER_FIELDS:
            if operation == "write":
                return self.env.su or self.env.user.has_groups(WRITE_GROUPS)
            if self.env.context.get("customer_personal_number") is _WRITING:
                return True
        return super()._has_field_access(field, operation)

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator not in EXACT_SEARCH_OPERATORS:
            return domain
        texts = [value] if isinstance(value, str) else value or ()
        keys = [key for text in texts for key in self._personal_number_keys(text)]
        if not keys:
            return domain
        # only the whole number finds, and the rules on customers still apply outside
        holders = self.sudo()._search([("identity_key", "in", keys)])
        return Domain(domain) | Domain("id", "in", holders)

    # === ACTION METHODS === #

    def action_show_personal_identity_number(self):
        """Return the personal identity number and log who saw it.

        :rtype: str, or False when there is no number
        :raise AccessError: without the permission to edit the customer
        """
        self.ensure_one()
        if not self.env.su and not self.env.user.has_group(SHOW_GROUP):
            raise AccessError(
                self.env._(
                    "You need the permission “Edit” or “Edit (only) assigned” to see "
                    "personal identity numbers."
                )
            )
        self.check_access("read")
        self.check_access("write")
        partner_sudo = self.sudo()
        number = partner_sudo.personal_identity_number
        if not number:
            return False
        self.env["customer.personal.number.log"].sudo().create(
            {
                "partner_id": self.id,
                "partner_name": partner_sudo.name,
                "company_id": partner_sudo.company_id.id,
                "user_id": self.env.uid,
            }
        )
        return number

    # === BUSINESS METHODS === #

    @api.model
    def _reveal_written_number(self, vals):
        """Put a number that was typed into the covered field into the stored one.

        One write() then sees the number together with the country and the organisation
        number that it is checked against. A mask says nothing about the number.
        """
        masked = "personal_identity_number_masked"
        if masked not in vals:
            return vals
        self._check_field_access(self._fields[masked], "write")
        number = (vals[masked] or "").strip()
        vals = {name: value for name, value in vals.items() if name != masked}
        if not is_masked(number):
            vals["personal_identity_number"] = number or False
        return vals

    @api.model
    def _personal_number_keys(self, text):
        """Return the identity keys that a searched text stands for.

        None for those who may not see personal numbers, and for texts that are no
        complete personal number.
        """
        if not isinstance(text, str) or not self.env.user.has_group(SHOW_GROUP):
            return set()
        keys = {
            identity_key(text, country_code)
            for country_code in PERSONAL_NUMBER_COUNTRIES
            if looks_personal(text, country_code)
        }
        return {
            variant
            for key in keys
            for variant in (key, f"{NO_COUNTRY}:{key.partition(':')[2]}")
        }

    def _log_personal_number(self, message):
        """Tell in the history that a number changed, without the number."""
        for partner_sudo in self.sudo():
            partner_sudo._message_log(body=message)
