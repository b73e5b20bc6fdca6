from odoo import models

# States in which an import has no rows.
STATES_WITHOUT_ROWS = ("draft", "read")


class CustomerImport(models.Model):
    """Rows of customers that the user of an import sees no more.

    A record rule hides them, as they tell of the customer. They are still part of the
    import: they go with the others, and none stays waiting.
    """

    _inherit = "customer.import"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in STATES_WITHOUT_ROWS:
            self.sudo().line_ids.unlink()
        elif vals.get("state") == "done":
            self._refuse_hidden_rows()
        return result

    def action_check(self):
        """Check every row anew, whoever saw the rows of before."""
        self.check_access("write")
        self.sudo().line_ids.unlink()
        return super().action_check()

    def _refuse_hidden_rows(self):
        """Refuse rows that nobody sees who could import them."""
        lines_sudo = (
            self.env["customer.import.line"]
            .sudo()
            .search(
                [
                    ("import_id", "in", self.ids),
                    ("state", "=", "pending"),
                    ("outcome", "in", ("create", "update")),
                ]
            )
        )
        for line_sudo in lines_sudo:
            line_sudo._refuse(
                self.env._("The customer is no longer one that you may see.")
            )
