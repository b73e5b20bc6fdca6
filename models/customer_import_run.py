from psycopg2 import IntegrityError

from odoo import api, models
from odoo.exceptions import AccessError, UserError

CHUNK_SIZE = 500
# More rows than this are imported in the background.
ROWS_AT_ONCE = 1_000


class CustomerImport(models.Model):
    """Write checked rows into the register, chunk by chunk."""

    _inherit = "customer.import"

    def action_run(self):
        """Import the good rows: small files at once, large ones in the background.

        :return: True
        :raise AccessError: when the user may not create or edit customers
        """
        for customer_import in self:
            customer_import._check_state("checked")
            customer_import._check_run_permission()
            customer_import.state = "running"
            if customer_import.create_count + customer_import.update_count <= (
                ROWS_AT_ONCE
            ):
                while customer_import._run_chunk():
                    pass
            else:
                self.env.ref("customer_register.ir_cron_customer_import")._trigger()
        return True

    def action_retry(self):
        """Check and import once more the rows that failed.

        :return: True
        """
        for customer_import in self:
            customer_import._check_state("done")
            failed = customer_import.line_ids.filtered(
                lambda line: line.state == "error"
            )
            row_numbers = set(failed.mapped("row_number"))
            failed.unlink()
            customer_import._check_rows(row_numbers)
            customer_import.state = "checked"
        return self.action_run()

    @api.model
    def _cron_run_imports(self):
        """Import chunks of running imports, one transaction each."""
        running = self.search([("state", "=", "running")], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(
            remaining=sum(running.mapped("create_count"))
            + sum(running.mapped("update_count"))
        )
        for customer_import in running:
            as_user = customer_import.with_user(customer_import.user_id)
            while customer_import.state == "running":
                try:
                    processed = as_user._run_chunk()
                except AccessError as error:
                    # the user may import no more: the next import must not wait
                    self.env.cr.rollback()
                    processed = customer_import._stop_with_error(str(error))
                if not cron._commit_progress(processed):
                    return

    def _run_chunk(self, limit=CHUNK_SIZE):
        """Import the next waiting rows; the import is done when none is left.

        Line and customer change in one transaction: a stopped worker loses nothing and
        repeats nothing.

        :param int limit: most rows of the chunk
        :return: how many rows were handled
        :rtype: int
        """
        self.ensure_one()
        lines = (
            self.env["customer.import.line"]
            .search(
                [
                    ("import_id", "=", self.id),
                    ("state", "=", "pending"),
                    ("outcome", "in", ("create", "update")),
                ],
                order="row_number",
                limit=limit,
            )
            .with_company(self.company_id)
        )
        if not lines:
            self.state = "done"
            return 0
        try:
            with self.env.cr.savepoint():
                lines._import_rows()
        except (UserError, IntegrityError):
            for line in lines:
                line._import_alone()
        return len(lines)

    def _stop_with_error(self, message):
        """Refuse all waiting rows; they can be tried again.

        :return: how many rows were refused
        :rtype: int
        """
        self.ensure_one()
        lines = self.line_ids.filtered(
            lambda line: (
                line.state == "pending" and line.outcome in ("create", "update")
            )
        )
        lines._refuse(message)
        self.state = "done"
        return len(lines)

    def _check_run_permission(self):
        user = self.env.user
        if self.create_count and not user._has_customer_permission("create"):
            raise AccessError(
                self.env._("You need the permission “Create” to import new customers.")
            )
        if self.update_count and not user._has_customer_permission("edit_assigned"):
            raise AccessError(
                self.env._("You need the permission “Edit” to update customers.")
            )


class CustomerImportLine(models.Model):
    _inherit = "customer.import.line"

    def _import_rows(self):
        """Create or update the customers of the rows.

        :raise UserError: when the register refuses one of them
        """
        self._refuse_rows_that_changed()
        new_lines = self.filtered(
            lambda line: line.state == "pending" and line.outcome == "create"
        )
        countries = {
            country.code: country.id
            for country in self.env["res.country"].search(
                [("code", "in", [line.values["country_code"] for line in new_lines])]
            )
        }
        partners = self.env["res.partner"]._create_customers_in_bulk(
            [
                line._prepare_customer(countries[line.values["country_code"]])
                for line in new_lines
            ]
        )
        for line, partner in zip(new_lines, partners, strict=True):
            line.sudo().partner_id = partner
        for line in self - new_lines:
            if line.state == "pending":
                line.partner_id.write(
                    {name: new for name, (_old, new) in line.changes.items()}
                )
        self.filtered(lambda line: line.state == "pending").sudo().state = "done"
        self.flush_recordset()

    def _refuse_rows_that_changed(self):
        """Set aside rows whose customer came or went after the check."""
        matches = self.env["res.partner"]._match_customers(
            [line.values for line in self]
        )
        for line, match in zip(self, matches, strict=True):
            is_gone = line.outcome == "update" and not line.partner_id
            if is_gone or match.partners.ids != line.partner_id.ids:
                line._refuse(
                    self.env._(
                        "The register changed after the check. Try again to check the "
                        "row once more."
                    )
                )

    def _prepare_customer(self, country_id):
        values = self.values
        return {
            "name": values["name"],
            "ref": values["ref"],
            "company_registry": values["company_registry"],
            "country_id": country_id,
            "is_company": True,
            "customer_rank": 1,
        }

    def _import_alone(self):
        """Import one row; a refusal stays on it and spoils no other."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._import_rows()
        except UserError as error:
            self._refuse(str(error))
        except IntegrityError as error:
            self._refuse(self.env["res.partner"]._sql_error_to_message(error))

    def _refuse(self, message):
        self.sudo().write({"state": "error", "outcome": "error", "message": message})
