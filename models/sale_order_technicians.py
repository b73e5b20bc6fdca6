from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models


class SaleOrder(models.Model):
    """Technicians of an order: taken from the customer, told of every change."""

    _inherit = "sale.order"

    technician_ids = fields.Many2many(
        "res.users",
        relation="sale_order_technician_rel",
        column1="order_id",
        column2="user_id",
        string="Technicians",
        compute="_compute_technician_ids",
        store=True,
        readonly=False,
        domain=[("share", "=", False)],
        groups="base.group_user",
        tracking=True,
        help="They, and only they, are told when they are assigned or no longer.",
    )

    # === COMPUTE METHODS === #

    @api.depends("customer_id")
    def _compute_technician_ids(self):
        for order in self:
            customer_sudo = order.customer_id.sudo()
            order.technician_ids = customer_sudo.technician_ids.ids

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._notify_technicians({order: order.browse() for order in orders})
        return orders

    def write(self, vals):
        if not {"technician_ids", "partner_id"} & vals.keys():
            return super().write(vals)
        before = {order: order.sudo().technician_ids for order in self}
        result = super().write(vals)
        self._notify_technicians(before)
        return result

    # === BUSINESS METHODS === #

    def _notify_technicians(self, before):
        """Tell users that they are assigned to the orders, or no longer.

        Users know what they do themselves: who assigns oneself gets no message.

        :param dict before: technicians of each order before the change
        """
        me = self.env.user
        for order in self:
            old, new = before[order].ids, order.sudo().technician_ids.ids
            users_sudo = self.env["res.users"].sudo()
            order._send_technician_notice(
                users_sudo.browse(user_id for user_id in new if user_id not in old)
                - me,
                assigned=True,
            )
            order._send_technician_notice(
                users_sudo.browse(user_id for user_id in old if user_id not in new)
                - me,
                assigned=False,
            )

    def _send_technician_notice(self, users_sudo, assigned):
        """Send one notice per language to users, and to nobody else."""
        self.ensure_one()
        partners_by_lang = defaultdict(lambda: self.env["res.partner"])
        for user_sudo in users_sudo:
            partners_by_lang[user_sudo.lang] |= user_sudo.partner_id
        for lang, partners in partners_by_lang.items():
            order_sudo = self.sudo().with_context(lang=lang)
            values = {
                "type": order_sudo.type_name,
                "order": order_sudo.name,
                "customer": order_sudo.customer_or_facility_name,
            }
            if assigned:
                subject = order_sudo.env._(
                    "You are assigned to %(type)s %(order)s for %(customer)s", **values
                )
            else:
                subject = order_sudo.env._(
                    "You are no longer assigned to %(type)s %(order)s for %(customer)s",
                    **values,
                )
            self.with_context(lang=lang).message_notify(
                partner_ids=partners.ids,
                subject=subject,
                body=Markup("<p>%s</p>") % subject,
                email_layout_xmlid="mail.mail_notification_layout",
                model_description=order_sudo.type_name,
            )
