from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

VIEW_GROUP = "customer_register.group_customer_view_assigned"
SURVEY_GROUP = "survey.group_survey_user"
INVITATION = "customer_register.mail_template_client_survey"


class ResUsers(models.Model):
    """Who sees the answers of customers."""

    _inherit = "res.users"

    def _customer_survey_domain(self, path=""):
        """Return the domain of the answers to surveys that the user may see.

        Nobody sees answers of a customer that he or she may not see, whatever the right
        in Odoo's surveys. Without such a right, only client surveys are seen.

        :param str path: field that leads to the answers, of another model than them
        :rtype: odoo.fields.Domain
        """
        if not self._is_bound_by_customer_permissions():
            return Domain.TRUE
        domain = Domain.AND(
            self._customer_part_domain("read", name, shared=True)
            for name in ("customer_id", "partner_id")
        )
        if not self.has_group(SURVEY_GROUP):
            domain &= Domain("customer_id", "!=", False)
        return Domain(path, "any", domain) if path and not domain.is_true() else domain


class SurveyUserInput(models.Model):
    """Client surveys: answers that belong to a customer.

    The contact in ``partner_id`` is who was asked. It may move to another company, the
    answers stay with the customer.
    """

    _inherit = "survey.user_input"

    customer_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
        copy=False,
    )

    # === BUSINESS METHODS OF ODOO === #

    def _mark_done(self):
        result = super()._mark_done()
        self.filtered("customer_id")._tell_that_client_survey_is_done()
        return result

    # === ACTION METHODS === #

    def action_open_client_survey_answers(self):
        """Open the answers to read and print.

        :raise AccessError: without the permission to see the customer
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": self.sudo().get_print_url(),
            "target": "new",
        }

    def action_fill_in_client_survey(self):
        """Open the survey where it was left, to fill it in.

        :raise AccessError: without the permission to edit the customer
        """
        self.ensure_one()
        self.check_access("read")
        self.customer_id._check_may_start_client_survey()
        return {
            "type": "ir.actions.act_url",
            "url": self.sudo().get_start_url(),
            "target": "self",
        }

    # === BUSINESS METHODS === #

    def _send_client_survey(self):
        """Send the link to who is asked, in that contact's language."""
        self.ensure_one()
        contact_sudo = self.sudo().partner_id
        template_sudo = self.env.ref(INVITATION).sudo()
        mail_id = template_sudo.send_mail(
            self.id, email_layout_xmlid="mail.mail_notification_light"
        )
        self.env["mail.mail"].sudo().browse(mail_id).send_after_commit()
        self.sudo().customer_id._message_log(
            body=self.env._(
                "Client survey sent to %(name)s (%(email)s).",
                name=contact_sudo.name,
                email=contact_sudo.email,
            )
        )

    def _tell_that_client_survey_is_done(self):
        """Write it to the customer's history; tell who sent the survey."""
        for answer_sudo in self.sudo():
            customer_sudo = answer_sudo.customer_id
            sender_sudo = answer_sudo.create_uid
            # whoever answers may have another language than those who read this
            texts = self.with_context(lang=sender_sudo.lang).env
            customer_sudo._message_log(
                body=texts._("Client survey filled in: %s", answer_sudo.survey_id.title)
            )
            if sender_sudo != self.env.user and sender_sudo._is_internal():
                customer_sudo.message_notify(
                    partner_ids=sender_sudo.partner_id.ids,
                    subject=texts._(
                        "%s filled in the client survey", customer_sudo.name
                    ),
                    body=texts._("The answers are on the customer's card."),
                )


class ResPartner(models.Model):
    """Client surveys of a customer: what was asked, and what was answered.

    Source: seed 000_26c010d3a1eadc26.txt, "Add new customer".
    """

    _inherit = "res.partner"

    client_survey_ids = fields.One2many(
        "survey.user_input",
        "customer_id",
        string="Client Surveys",
        domain=[("test_entry", "=", False)],
        groups=VIEW_GROUP,
    )
    client_survey_state = fields.Selection(
        [
            ("new", "Not answered"),
            ("in_progress", "In progress"),
            ("done", "Filled in"),
        ],
        string="Client Survey",
        compute="_compute_client_survey_state",
        search="_search_client_survey_state",
        groups=VIEW_GROUP,
        help="Of the newest client survey.",
    )
    client_survey_date = fields.Datetime(
        compute="_compute_client_survey_state",
        groups=VIEW_GROUP,
        help="When the newest client survey was filled in, else when it was started.",
    )
    client_survey_startable = fields.Boolean(
        compute="_compute_client_survey_startable",
        groups=VIEW_GROUP,
        export_string_translation=False,
        help="Technical: the user may start a client survey for the customer.",
    )

    # === COMPUTE METHODS === #

    @api.depends("client_survey_ids.state")
    def _compute_client_survey_state(self):
        newest = self._newest_client_surveys()
        for partner in self:
            answer_sudo = newest.get(partner._origin.id)
            partner.client_survey_state = answer_sudo and answer_sudo.state
            partner.client_survey_date = answer_sudo and (
                answer_sudo.end_datetime or answer_sudo.create_date
            )

    @api.model
    def _search_client_survey_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        answers_sudo = self.env["survey.user_input"].sudo()
        newest = answers_sudo._read_group(
            [("customer_id", "!=", False), ("test_entry", "=", False)],
            ["customer_id"],
            ["id:max"],
        )
        states = [state for state in value if state]
        found = answers_sudo.search(
            [("id", "in", [key for __, key in newest]), ("state", "in", states)]
        )
        domain = Domain("id", "in", found.customer_id.ids)
        if False in value:
            domain |= Domain("id", "not in", [customer.id for customer, __ in newest])
        return domain

    @api.depends("is_customer", "active", "technician_ids")
    @api.depends_context("uid")
    def _compute_client_survey_startable(self):
        startable = self._origin._filter_client_survey_startable()
        for partner in self:
            partner.client_survey_startable = partner._origin in startable

    # === ACTION METHODS === #

    def action_start_client_survey(self):
        """Ask who fills in the client survey: the user now, or the customer.

        :return: the action that opens the question
        :rtype: dict
        :raise AccessError: without the permission to edit the customer
        :raise UserError: when no survey is chosen in the settings
        """
        self.ensure_one()
        customer = self.commercial_partner_id
        customer._check_may_start_client_survey()
        customer._get_client_survey()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Client Survey: %s", customer.name),
            "res_model": "customer.survey.start",
            "views": [(False, "form")],
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": customer.id},
        }

    # === BUSINESS METHODS === #

    def _get_client_survey(self):
        """Return the survey that new answers of the customer are for, in sudo mode.

        :raise UserError: when there is none
        """
        company = self.company_id or self.env.company
        survey_sudo = company.sudo().customer_survey_id
        if not survey_sudo.active:
            raise UserError(
                self.env._(
                    "%s has no client survey. A customer administrator chooses one "
                    "under Configuration > Settings.",
                    company.sudo().name,
                )
            )
        return survey_sudo

    def _filter_client_survey_startable(self):
        """Return the customers that the user may start a client survey for.

        Those that the user edits, and those that he or she added: adding a customer
        goes on with the survey, also without the permission to edit it later.
        """
        customers = self.filtered("is_customer")._filtered_access("read")
        startable = customers._filtered_access("write")
        if self.env.user._has_customer_permission("create"):
            startable |= customers.filtered(
                lambda customer: customer.sudo().create_uid == self.env.user
            )
        return startable

    def _check_may_start_client_survey(self):
        """Refuse what :meth:`_filter_client_survey_startable` leaves out.

        :raise AccessError: naming the permission
        :raise UserError: for an inactive customer, or for no customer
        """
        self.check_access("read")
        if self._filter_client_survey_startable() != self:
            if not all(self.mapped("is_customer")):
                raise UserError(self.env._("Client surveys are for customers only."))
            raise AccessError(
                self.env["ir.rule"]._customer_permission_message("write", self)
            )
        inactive = self.filtered(lambda customer: not customer.active)
        if inactive:
            raise UserError(
                self.env._(
                    "%s is inactive. Activate the customer before you start a client "
                    "survey.",
                    inactive.mapped("name"),
                )
            )

    def _newest_client_surveys(self):
        """Return {id of a customer: its newest client survey, in sudo mode}."""
        answers_sudo = (
            self.env["survey.user_input"]
            .sudo()
            .search_fetch(
                [
                    ("customer_id", "in", self._origin.ids),
                    ("test_entry", "=", False),
                ],
                ["customer_id", "state", "end_datetime", "create_date"],
                order="id",
            )
        )
        return {answer.customer_id.id: answer for answer in answers_sudo}

    def _get_open_client_survey(self, survey_sudo, contact):
        """Return the answer to a survey that the contact did not finish, in sudo mode.

        :param survey_sudo: the survey
        :param contact: who was asked; the customer itself when staff fills it in
        """
        self.ensure_one()
        now = fields.Datetime.now()
        return (
            self.env["survey.user_input"]
            .sudo()
            .search(
                [
                    ("customer_id", "=", self.id),
                    ("partner_id", "=", contact.id),
                    ("survey_id", "=", survey_sudo.id),
                    ("state", "!=", "done"),
                    ("test_entry", "=", False),
                    "|",
                    ("deadline", "=", False),
                    ("deadline", ">", now),
                ],
                order="id desc",
                limit=1,
            )
        )
