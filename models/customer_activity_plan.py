from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

RESPONSIBLE = [
    ("customer_technician", "Technician of the customer"),
    ("customer_salesperson", "Salesperson of the customer"),
]
RESPONSIBLE_FIELDS = {
    "customer_technician": "technician_ids",
    "customer_salesperson": "user_id",
}


class MailActivityPlanTemplate(models.Model):
    """Activities of a plan can be for those who look after the customer."""

    _inherit = "mail.activity.plan.template"

    responsible_type = fields.Selection(
        selection_add=RESPONSIBLE,
        ondelete={kind: "set default" for kind, __ in RESPONSIBLE},
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("plan_id", "responsible_type")
    def _check_customer_responsible(self):
        for template in self:
            if (
                template.responsible_type in RESPONSIBLE_FIELDS
                and template.plan_id.res_model != "res.partner"
            ):
                raise ValidationError(
                    self.env._(
                        "Only plans for contacts can give activities to the technician "
                        "or the salesperson of a customer: %s.",
                        template.plan_id.name,
                    )
                )

    # === CRUD METHODS === #

    def write(self, vals):
        result = super().write(vals)
        if "plan_id" in vals:
            self.check_access("write")
        return result

    # === BUSINESS METHODS === #

    def _determine_responsible(self, on_demand_responsible, applied_on_record):
        if self.responsible_type not in RESPONSIBLE_FIELDS:
            return super()._determine_responsible(
                on_demand_responsible, applied_on_record
            )
        users_sudo = applied_on_record.sudo().commercial_partner_id[
            RESPONSIBLE_FIELDS[self.responsible_type]
        ]
        user_sudo = users_sudo.filtered(lambda user: user.active and not user.share)[:1]
        responsible = user_sudo.with_env(self.env) or on_demand_responsible
        return {
            "responsible": responsible,
            "error": False
            if responsible
            else self.env._(
                "%(customer)s has no technician or salesperson for “%(activity)s”. "
                "Choose who does it.",
                customer=applied_on_record.display_name,
                activity=self.summary or self.activity_type_id.name,
            ),
            "warning": False,
        }

    def _customer_responsible(self, customers, user):
        """Tell who gets which activity.

        :param customers: the customers
        :param user: gets the activities that the plan or the customer leaves open
        :return: {(template, customer): user}
        :raise UserError: when an activity would be nobody's
        """
        # one query for each, before the customers are looked at one by one
        customers.sudo().mapped("technician_ids")
        customers.sudo().mapped("user_id")
        responsible = {}
        for template in self:
            for customer in customers:
                found = template._determine_responsible(user, customer)
                if found["error"]:
                    raise UserError(found["error"])
                responsible[template, customer] = found["responsible"]
        return responsible


class MailActivity(models.Model):
    """Activities know the onboarding or offboarding that they are part of."""

    _inherit = "mail.activity"

    customer_boarding_id = fields.Many2one(
        "customer.boarding",
        string="Onboarding or Offboarding",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("customer_boarding_id", "res_model", "res_id")
    def _check_customer_boarding(self):
        for activity_sudo in self.sudo().filtered("customer_boarding_id"):
            if (activity_sudo.res_model, activity_sudo.res_id) != (
                "res.partner",
                activity_sudo.customer_boarding_id.partner_id.id,
            ):
                raise ValidationError(
                    self.env._(
                        "The activity “%s” is not with the customer of its plan.",
                        activity_sudo.display_name,
                    )
                )

    # === BUSINESS METHODS === #

    def _prepare_next_activity_values(self):
        values = super()._prepare_next_activity_values()
        boarding_sudo = self.sudo().customer_boarding_id
        if boarding_sudo and not boarding_sudo.is_closed:
            values["customer_boarding_id"] = boarding_sudo.id
        return values


class MailActivityPlan(models.Model):
    """Who may edit plans for contacts only makes no others of them."""

    _inherit = "mail.activity.plan"

    def write(self, vals):
        result = super().write(vals)
        if "res_model" in vals:
            self.check_access("write")
        return result
