from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CustomerSurveyStart(models.TransientModel):
    """Start a client survey: who fills it in?

    Source: seed 000_26c010d3a1eadc26.txt, "Add new customer".
    """

    _name = "customer.survey.start"
    _description = "Start Client Survey"

    # === FIELDS === #

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True
    )
    survey_title = fields.Char(string="Survey", compute="_compute_survey_title")
    mode = fields.Selection(
        [("staff", "I fill it in now"), ("customer", "Send it to the customer")],
        string="Who fills it in?",
        default="staff",
        required=True,
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Send to",
        compute="_compute_contact_id",
        store=True,
        readonly=False,
        domain="[('id', 'child_of', partner_id), ('email', '!=', False)]",
    )
    contact_email = fields.Char(related="contact_id.email", string="Email")
    contact_lang = fields.Selection(related="contact_id.lang", string="Language")
    deadline = fields.Date(
        string="Answer by", help="The link can't be used after this day."
    )
    has_open_answer = fields.Boolean(compute="_compute_has_open_answer")

    # === COMPUTE METHODS === #

    @api.depends("partner_id")
    def _compute_survey_title(self):
        for wizard in self:
            wizard.survey_title = wizard.partner_id._get_client_survey().title

    @api.depends("partner_id")
    def _compute_contact_id(self):
        for wizard in self:
            customer = wizard.partner_id
            people = customer.child_ids.filtered(
                lambda contact: contact.type == "contact" and contact.email
            )
            main = people.filtered("is_main_contact") or people
            wizard.contact_id = customer if customer.email and not main else main[:1]

    @api.depends("partner_id", "mode", "contact_id")
    def _compute_has_open_answer(self):
        self.partner_id.check_access("read")
        for wizard in self:
            contact = wizard._get_respondent()
            wizard.has_open_answer = bool(
                contact
                and wizard.partner_id._get_open_client_survey(
                    wizard.partner_id._get_client_survey(), contact
                )
            )

    # === CONSTRAINT METHODS === #

    @api.constrains("partner_id", "contact_id")
    def _check_contact_id(self):
        for wizard in self:
            contact = wizard.contact_id
            if contact and contact.commercial_partner_id != wizard.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is no contact of %(customer)s.",
                        contact=contact.name,
                        customer=wizard.partner_id.name,
                    )
                )

    # === ACTION METHODS === #

    def action_start(self):
        """Open the survey, or send the link to the contact.

        An answer that was begun is gone on with.

        :raise AccessError: without the permission to edit the customer
        :raise UserError: without a contact with an e-mail address
        """
        self.ensure_one()
        customer = self.partner_id
        customer._check_may_start_client_survey()
        if self.mode == "customer":
            self._check_may_send()
        answer_sudo = self._get_answer()
        if self.mode == "customer":
            answer_sudo.with_env(self.env)._send_client_survey()
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "success",
                    "message": self.env._(
                        "The client survey goes to %s.", self.contact_id.email
                    ),
                    "next": {"type": "ir.actions.client", "tag": "soft_reload"},
                },
            }
        return answer_sudo.with_env(self.env).action_fill_in_client_survey()

    # === BUSINESS METHODS === #

    def _get_respondent(self):
        return self.contact_id if self.mode == "customer" else self.partner_id

    def _check_may_send(self):
        """Ask for who gets the link.

        :raise UserError: saying what is missing
        """
        self.contact_id.check_access("read")
        if not self.contact_id.email:
            raise UserError(
                self.env._(
                    "Choose a contact of %s with an e-mail address, or fill in the "
                    "survey yourself.",
                    self.partner_id.name,
                )
            )
        if self.deadline and self.deadline < fields.Date.context_today(self):
            raise UserError(self.env._("Choose a day to answer by that is not over."))

    def _get_answer(self):
        """Return the answer to go on with, else a new one, in sudo mode."""
        customer, contact = self.partner_id, self._get_respondent()
        survey_sudo = customer._get_client_survey()
        answer_sudo = customer._get_open_client_survey(survey_sudo, contact)
        values = {}
        if self.mode == "customer":
            values["deadline"] = self.deadline and fields.Datetime.end_of(
                fields.Datetime.to_datetime(self.deadline), "day"
            )
            if contact.lang in survey_sudo._get_supported_lang_codes():
                values["lang_id"] = self.env["res.lang"]._lang_get(contact.lang).id
        if answer_sudo:
            answer_sudo.write(values)
            return answer_sudo
        return (
            self.env["survey.user_input"]
            .sudo()
            .create(
                {
                    **values,
                    "survey_id": survey_sudo.id,
                    "customer_id": customer.id,
                    "partner_id": contact.id,
                    "email": contact.email,
                    "nickname": contact.name,
                }
            )
        )
