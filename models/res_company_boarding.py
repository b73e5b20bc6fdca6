from odoo import api, fields, models

# The register's own survey and plans, and the settings that they are the default of.
DEFAULTS = {
    "customer_survey_id": "customer_register.client_survey",
    "customer_onboarding_plan_id": "customer_register.plan_onboarding",
    "customer_offboarding_plan_id": "customer_register.plan_offboarding",
}
PLAN_DOMAIN = (
    "[('res_model', '=', 'res.partner'), "
    "'|', ('company_id', '=', False), ('company_id', '=', %s)]"
)


class ResCompany(models.Model):
    """The client survey, and the plans for new and leaving customers."""

    _inherit = "res.company"

    customer_survey_id = fields.Many2one(
        "survey.survey",
        string="Client Survey",
        default=lambda self: self._default_boarding("customer_survey_id"),
        ondelete="set null",
        help="Answered for a new customer, by staff or by the customer.",
    )
    customer_onboarding_plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Onboarding Plan",
        default=lambda self: self._default_boarding("customer_onboarding_plan_id"),
        domain=PLAN_DOMAIN % "id",
        ondelete="set null",
        help="Activities for a new customer.",
    )
    customer_offboarding_plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Offboarding Plan",
        default=lambda self: self._default_boarding("customer_offboarding_plan_id"),
        domain=PLAN_DOMAIN % "id",
        ondelete="set null",
        help="Activities for a customer that leaves.",
    )

    # === DEFAULT METHODS === #

    def _default_boarding(self, name):
        return self.env.ref(DEFAULTS[name], raise_if_not_found=False)

    # === BUSINESS METHODS === #

    @api.model
    def _init_boarding_settings(self):
        """Give the companies of before the register its own survey and plans."""
        for name, xmlid in DEFAULTS.items():
            self.search([(name, "=", False)])[name] = self.env.ref(xmlid)


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_survey_id = fields.Many2one(
        related="company_id.customer_survey_id", readonly=False
    )
    customer_onboarding_plan_id = fields.Many2one(
        related="company_id.customer_onboarding_plan_id",
        readonly=False,
        domain=PLAN_DOMAIN % "company_id",
    )
    customer_offboarding_plan_id = fields.Many2one(
        related="company_id.customer_offboarding_plan_id",
        readonly=False,
        domain=PLAN_DOMAIN % "company_id",
    )
