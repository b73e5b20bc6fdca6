from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_number_auto = fields.Boolean(
        related="company_id.customer_number_auto", readonly=False
    )
    customer_number_min_length = fields.Integer(
        related="company_id.customer_number_min_length", readonly=False
    )
    customer_number_max_length = fields.Integer(
        related="company_id.customer_number_max_length", readonly=False
    )
    customer_number_in_display_name = fields.Boolean(
        related="company_id.customer_number_in_display_name", readonly=False
    )
    customer_number_sequence_id = fields.Many2one(
        related="company_id.customer_number_sequence_id"
    )
    customer_number_next = fields.Char(
        string="Next Customer Number", compute="_compute_customer_number_next"
    )
    customer_number_violation_count = fields.Integer(
        string="Customers that Break the Rules",
        compute="_compute_customer_number_violation_count",
    )
    customer_number_missing_count = fields.Integer(
        string="Customers without a Number",
        compute="_compute_customer_number_violation_count",
    )

    @api.depends("company_id", "customer_number_min_length")
    def _compute_customer_number_next(self):
        for settings in self:
            settings.customer_number_next = (
                settings.company_id._next_customer_number_preview(
                    settings.customer_number_min_length
                )
            )

    @api.depends(
        "company_id", "customer_number_min_length", "customer_number_max_length"
    )
    def _compute_customer_number_violation_count(self):
        partners = self.env["res.partner"].with_context(active_test=False)
        for settings in self:
            # the lengths of the form, which the company may not have yet
            company = settings.company_id
            settings.customer_number_violation_count = partners.search_count(
                company._customer_number_violation_domain(
                    settings.customer_number_min_length,
                    settings.customer_number_max_length,
                )
            )
            settings.customer_number_missing_count = partners.search_count(
                company._customer_number_missing_domain()
            )

    def action_view_customer_number_violations(self):
        """Open the customers whose number breaks the saved rules."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_register.res_partner_customer_action"
        )
        company = self.company_id
        return {
            **action,
            "name": self.env._("Customer Numbers to Correct"),
            "domain": list(
                company._customer_number_violation_domain(
                    company.customer_number_min_length,
                    company.customer_number_max_length,
                )
            ),
            "context": {
                "res_partner_search_mode": "customer",
                "active_test": False,
            },
        }

    def action_number_customers(self):
        """Give the next numbers to the company's customers that have none."""
        self.ensure_one()
        numbered = self.company_id._number_customers_without()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%s customers got a number.", numbered),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_customer_number_sequence(self):
        """Open the sequence: prefix and next number."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customer Number Sequence"),
            "res_model": "ir.sequence",
            "res_id": self.customer_number_sequence_id.id,
            "view_mode": "form",
        }
