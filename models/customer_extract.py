import csv
import io
import json

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import datetime, dateutil, safe_eval

from ..importing.formula_starts import without_formula
from ..importing.workbook_writer import write_list

# Columns of a list for which nobody has chosen any.
USUAL_COLUMNS = ("ref", "name", "company_registry", "email", "phone", "zip", "city")
MIME_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


class CustomerExtract(models.Model):
    """A list of customers that the server sends by e-mail.

    What is in it is Odoo's own: a favourite of the list of customers and a template of
    columns of its export. Everybody gets what he or she may see.
    """

    _name = "customer.extract"
    _description = "Scheduled List of Customers"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    filter_id = fields.Many2one(
        "ir.filters",
        string="Favorite",
        domain=[("model_id", "=", "res.partner")],
        index="btree_not_null",
        help="A saved search of the list of customers. Empty: all customers.",
    )
    export_id = fields.Many2one(
        "ir.exports",
        string="Columns",
        domain=[("resource", "=", "res.partner")],
        index="btree_not_null",
        help="A template of Odoo's export. Empty: number, name, organisation number, "
        "e-mail, telephone and place.",
    )
    file_format = fields.Selection(
        [("xlsx", "Excel (.xlsx)"), ("csv", "CSV")], default="xlsx", required=True
    )
    recipient_ids = fields.Many2many(
        "res.users",
        string="Recipients",
        required=True,
        domain=[("share", "=", False)],
        help="Each gets the customers that he or she may see.",
    )
    interval_number = fields.Integer(string="Every", default=1, required=True)
    interval_type = fields.Selection(
        [("days", "Days"), ("weeks", "Weeks"), ("months", "Months")],
        default="weeks",
        required=True,
    )
    next_date = fields.Date(
        string="Next Time", default=fields.Date.context_today, required=True
    )
    last_date = fields.Date(string="Last Sent", readonly=True, copy=False)
    last_error = fields.Text(string="Not Sent", readonly=True, copy=False)

    # === CONSTRAINTS === #

    @api.constrains("interval_number")
    def _check_interval_number(self):
        for extract in self:
            if extract.interval_number < 1:
                raise ValidationError(
                    self.env._("%s: send it every 1 day at most.", extract.name)
                )

    @api.constrains("recipient_ids")
    def _check_recipients(self):
        for extract in self:
            outside = extract.recipient_ids.filtered("share")
            if outside:
                raise ValidationError(
                    self.env._(
                        "%(list)s: %(users)s are no internal users.",
                        list=extract.name,
                        users=", ".join(outside.mapped("name")),
                    )
                )

    # === ACTION METHODS === #

    def action_send_now(self):
        """Send the list at once, without changing when it is sent next.

        :return: True
        """
        self.check_access("write")
        for extract in self:
            extract._send()
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _cron_send(self):
        """Send the lists that are due, one transaction each."""
        today = fields.Date.context_today(self)
        due = self.search([("next_date", "<=", today)])
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for extract in due:
            extract._send()
            step = relativedelta(**{extract.interval_type: extract.interval_number})
            day = extract.next_date
            while day <= today:
                day += step
            extract.next_date = day
            if not cron._commit_progress(1):
                return

    def _send(self):
        """Send everybody the own list; say who gets none, and why."""
        self.ensure_one()
        mails_sudo = self.env["mail.mail"].sudo()
        errors = []
        for user in self.recipient_ids.filtered("active"):
            try:
                with self.env.cr.savepoint():
                    content, count = self._content(user)
            except (UserError, ValueError) as error:
                errors.append(f"{user.name}: {error}")
                continue
            localised = self.with_context(lang=user.lang)
            body = localised.env._(
                "%(list)s: %(count)s customers.", list=self.name, count=count
            )
            attachment_sudo = (
                self.env["ir.attachment"]
                .sudo()
                .create(
                    {
                        "name": f"{self.name}.{self.file_format}",
                        "raw": content,
                        "mimetype": MIME_TYPES[self.file_format],
                    }
                )
            )
            mails_sudo += mails_sudo.create(
                {
                    "subject": self.name,
                    "body_html": Markup("<p>%s</p>") % body,
                    "email_from": self.user_id.email_formatted,
                    "recipient_ids": [Command.link(user.partner_id.id)],
                    "attachment_ids": [Command.link(attachment_sudo.id)],
                    "auto_delete": True,
                }
            )
        mails_sudo.send()
        self.last_date = fields.Date.context_today(self)
        self.last_error = "\n".join(errors)

    def _content(self, user):
        """Return the file as a user sees it, and how many customers are in it.

        :raise AccessError: when the user may not see or export customers
        :raise ValueError: when the favorite can't be understood
        """
        self.ensure_one()
        if not user._has_customer_permission("view_assigned"):
            raise AccessError(self.env._("may see no customers."))
        partners = self.env["res.partner"].with_user(user).with_context(lang=user.lang)
        customers = partners.search(self._domain(user), order=self._sorting())
        columns = self._columns()
        header = [self._header(customers, path) for path in columns]
        rows = [
            ["" if cell in (False, None) else str(cell) for cell in row]
            for row in customers.export_data(columns)["datas"]
        ]
        if self.file_format == "xlsx":
            return write_list(header, rows), len(customers)
        text = io.StringIO()
        writer = csv.writer(text, quoting=csv.QUOTE_ALL)
        for row in [header, *rows]:
            writer.writerow([without_formula(cell) for cell in row])
        return text.getvalue().encode("utf-8-sig"), len(customers)

    def _domain(self, user):
        """Return the domain of the favorite, as the user's browser would read it."""
        own = Domain("is_customer", "=", True)
        # sudo: a colleague's favorite; what it finds is up to the reader's permissions
        text = self.filter_id.sudo().domain
        if not text:
            return own
        names = {
            "uid": user.id,
            "datetime": datetime,
            "relativedelta": dateutil.relativedelta.relativedelta,
            "context_today": lambda: fields.Date.context_today(self.with_user(user)),
        }
        return own & Domain(safe_eval(text, names))

    def _sorting(self):
        return ", ".join(json.loads(self.filter_id.sudo().sort or "[]")) or None

    def _columns(self):
        lines_sudo = self.export_id.sudo().export_fields
        return [line.name for line in lines_sudo if line.name] or list(USUAL_COLUMNS)

    @api.model
    def _header(self, records, path):
        """Return the labels of a path of fields, such as "Country/Name"."""
        labels = []
        for name in path.replace(".", "/").split("/"):
            # only what the reader may read is among them
            described = records.fields_get([name], ["string"])
            if name not in described:
                raise UserError(self.env._("There is no column “%s”.", path))
            field = records._fields[name]
            labels.append(described[name]["string"])
            if field.relational:
                records = records.env[field.comodel_name]
        return "/".join(labels)
