from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .customer_user_rights import RIGHT_FIELDS, CustomerRights

# What makes somebody a customer user, or no longer one.
USER_FIELDS = {"active", "group_ids", "partner_id"}


class CustomerUser(models.Model):
    """A customer's log-in to the portal, and what it may do there.

    There is one for each portal user of a customer: it comes and goes with the log-in.
    Internal only; customer users themselves read it on no path.
    """

    _name = "customer.user"
    _description = "Customer User"
    _inherit = ["customer.user.rights"]
    _rec_name = "partner_id"
    _order = "customer_id, id"
    _user_uniq = models.UniqueIndex("(user_id)", "The user has rights already.")

    # === FIELDS === #

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(
        related="user_id.partner_id", string="Contact Person", store=True, index=True
    )
    customer_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        string="Customer",
        store=True,
        index=True,
    )
    login = fields.Char(related="user_id.login", string="Log-in")
    login_date = fields.Datetime(related="user_id.login_date", string="Last Log-in")
    lang = fields.Selection(related="partner_id.lang")
    facility_ids = fields.Many2many(relation="customer_user_facility_rel")

    # === CONSTRAINT METHODS === #

    @api.constrains("facility_ids", "facility_scope", "user_id")
    def _check_facility_ids(self):
        for customer_user in self.sudo():
            if customer_user.facility_scope == "some" and (
                not customer_user.facility_ids
            ):
                raise ValidationError(
                    self.env._(
                        "Choose the facilities of %s, or allow all.",
                        customer_user.partner_id.name,
                    )
                )
            others = customer_user.facility_ids.filtered(
                lambda facility, user=customer_user: (
                    facility.partner_id != user.customer_id
                )
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "%(facilities)s belong to another customer than %(user)s.",
                        facilities=others.mapped("name"),
                        user=customer_user.partner_id.name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        # record rules and rights are kept per user
        self.env.registry.clear_cache()
        return users

    def write(self, vals):
        before = {user: user._rights_text() for user in self}
        result = super().write(vals)
        self.env.registry.clear_cache()
        for user in self:
            if before[user] != user._rights_text():
                user._log_rights()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    # === ACTION METHODS === #

    @api.model
    def action_open_customer_users(self):
        """Open the customer users of all customers that the user sees.

        :rtype: dict
        """
        self.check_access("read")
        self._add_missing()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "customer_register.customer_user_action"
        )

    def action_invite(self):
        """Send the invitation to the chosen customer users, each in its language.

        :raise AccessError: without “Change customer users' rights”
        """
        for line in self._wizard_lines():
            line.action_invite_again()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Invitation sent to %s.", self.partner_id.mapped("name")
                ),
            },
        }

    def action_remove(self):
        """Take the log-in away from the chosen customer users.

        :raise AccessError: without “Delete customer users”
        """
        for line in self._wizard_lines():
            line.action_revoke_access()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    # === BUSINESS METHODS === #

    def _wizard_lines(self):
        """Return the lines of Odoo's window that stand for the customer users."""
        self.check_access("read")
        wizard = self.env["portal.wizard"].create(
            {"partner_ids": [fields.Command.set(self.partner_id.ids)]}
        )
        return wizard.user_ids

    @api.model
    def _add_missing(self):
        """Add those whose contact became a customer's after they got the log-in."""
        users_sudo = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("share", "=", True),
                    ("partner_id.in_customer_register", "=", True),
                    ("id", "not in", self.sudo()._search([]).subselect("user_id")),
                ]
            )
        )
        users_sudo._sync_customer_users()

    def _rights(self):
        """Return the rights as a plain value that can be kept.

        :rtype: CustomerRights
        """
        self.ensure_one()
        values = {name: self[name] for name in RIGHT_FIELDS}
        values["see_prices"] = values["see_prices"] and values["see_orders"]
        values["upload_documents"] = (
            values["upload_documents"] and values["see_documents"]
        )
        limited = self.facility_scope == "some"
        return CustomerRights(
            **values, facility_ids=frozenset(self.facility_ids.ids) if limited else None
        )

    def _rights_text(self):
        """Return the rights in words, for the customer's history."""
        self.ensure_one()
        names = [
            self._fields[name]._description_string(self.env)
            for name in RIGHT_FIELDS
            if self[name]
        ]
        if self.facility_scope == "some":
            facilities = ", ".join(self.sudo().facility_ids.mapped("name"))
            names.append(self.env._("only %s", facilities))
        return ", ".join(names) or self.env._("none")

    def _log_rights(self):
        """Tell the rights in the history of the customer."""
        self.ensure_one()
        title = self.env._("Rights of the customer user %s", self.partner_id.name)
        self.customer_id.sudo()._message_log(
            body=Markup("<div>%s: %s</div>") % (title, self._rights_text())
        )


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users.sudo()._sync_customer_users()
        return users

    def write(self, vals):
        result = super().write(vals)
        if USER_FIELDS & vals.keys():
            self.sudo()._sync_customer_users()
        return result

    def _sync_customer_users(self):
        """Keep one customer.user for each portal user of a customer, and no other.

        Note: in sudo mode
        """
        wanted = self.filtered(
            lambda user: (
                user.active
                and user.share
                and user._is_portal()
                and user.partner_id.in_customer_register
            )
        )
        existing = self.env["customer.user"].search([("user_id", "in", self.ids)])
        added = wanted - existing.user_id
        existing.filtered(lambda record: record.user_id not in wanted).unlink()
        self.env["customer.user"].create([{"user_id": user.id} for user in added])


class ResPartner(models.Model):
    _inherit = "res.partner"

    # the way back spares each new partner a search for its customer users
    customer_user_ids = fields.One2many(
        "customer.user",
        "partner_id",
        groups="customer_register.group_customer_view_assigned",
        export_string_translation=False,
    )
