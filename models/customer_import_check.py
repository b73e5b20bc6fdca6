from itertools import islice

from odoo import models

from ..importing.identity_numbers import identity_key
from ..importing.register_rows import EarlierRows, clean_strict_row
from .customer_import import OUTCOME_FAILED
from .problem_messages import problem_message
from .res_company_numbering import customer_number_key

BATCH_SIZE = 1_000
COMPARED_FIELDS = ("name", "ref", "company_registry")


class CustomerImport(models.Model):
    """Foretell what becomes of every row, writing no customer."""

    _inherit = "customer.import"

    def action_check(self):
        """Check every row: outcome and all reasons at once.

        :return: True
        :raise ValidationError: when the file can't be read any more
        """
        for customer_import in self:
            customer_import._check_state("read", "checked")
            customer_import.line_ids.unlink()
            customer_import._check_rows()
            customer_import.state = "checked"
        return True

    def _check_rows(self, row_numbers=None):
        """Create a line for each row of the file.

        :param row_numbers: set of the rows to check; None for all
        """
        self.ensure_one()
        rows = (
            clean_strict_row(row)
            for row in self._read_table().rows
            if row_numbers is None or row.number in row_numbers
        )
        earlier_rows = EarlierRows()
        while batch := list(islice(rows, BATCH_SIZE)):
            self.env["customer.import.line"]._insert_lines(
                self._prepare_lines(batch, earlier_rows)
            )

    def _prepare_lines(self, rows, earlier_rows):
        matches = (
            self.env["res.partner"]
            .with_company(self.company_id)
            ._match_customers([row.values for row in rows])
        )
        found = self.env["res.partner"].union(*(match.partners for match in matches))
        visible = found.with_env(self.env)._filtered_access("read")
        lines = []
        for row, match in zip(rows, matches, strict=True):
            problems = list(row.problems)
            duplicate = not row.manual and earlier_rows.find_duplicate(row)
            if duplicate:
                problems.append(duplicate)
            line = {
                "import_id": self.id,
                "row_number": row.row_number,
                "values": row.values,
                "state": "pending",
                "message": False,
                "changes": False,
                "partner_id": False,
            }
            if problems:
                line["outcome"] = "error"
                line["message"] = "\n".join(
                    problem_message(self.env, problem) for problem in problems
                )
            elif row.manual:
                line["outcome"] = "skip"
                line["message"] = problem_message(self.env, row.manual)
            else:
                line.update(self._judge_row(row.values, match, visible))
                # a row that stays out must not keep a later, right one out
                if line["outcome"] not in OUTCOME_FAILED:
                    earlier_rows.remember(row)
            if line["outcome"] in OUTCOME_FAILED:
                line["state"] = "error"
            elif line["outcome"] == "unchanged":
                line["state"] = "done"
            lines.append(line)
        return lines

    def _judge_row(self, values, match, visible):
        """Decide what a row without mistakes does to the register.

        :param dict values: cleaned values of the row
        :param match: CustomerMatch of the row
        :param visible: the matched partners that the user may see
        :return: values of the line: outcome, message, changes, partner_id
        """
        if not match.partners:
            return self._judge_new_row(values)
        if len(match.partners) > 1:
            names = ", ".join((match.partners & visible).mapped("display_name"))
            return {
                "outcome": "ambiguous",
                "message": self.env._(
                    "The customer number and the organisation number belong to "
                    "different customers, or one of them to several. %s",
                    names,
                ).strip(),
            }
        partner = match.partners
        problem = self._conflict_with(values, partner, partner in visible)
        if problem:
            return {"outcome": "ambiguous", "message": problem}
        changes = self._changes_to(values, partner)
        there = self._already_there_message(partner, partner in visible)
        # Nothing of a customer that the user may not see gets into the row.
        partner_id = partner.id if partner in visible else False
        if not changes:
            return {"outcome": "unchanged", "partner_id": partner_id, "message": there}
        if not partner_id:
            return {
                "outcome": "error",
                "message": self.env._(
                    "%s You do not have access to it. Ask an administrator.", there
                ),
            }
        if self.mode == "create" and partner.is_customer:
            return {
                "outcome": "error",
                "partner_id": partner_id,
                "message": self.env._(
                    "%s The row differs from it, and this import only adds customers.",
                    there,
                ),
            }
        return {
            "outcome": "update",
            "partner_id": partner_id,
            "changes": changes,
            "message": (
                False
                if partner.is_customer
                else self.env._(
                    "A contact with this organisation number becomes a customer."
                )
            ),
        }

    def _judge_new_row(self, values):
        if self.mode == "update":
            return {
                "outcome": "error",
                "message": self.env._(
                    "No such customer in the register, and this import only updates."
                ),
            }
        company = self.company_id.sudo()
        number = values["ref"]
        if not number and not company.customer_number_auto:
            return {
                "outcome": "error",
                "message": self.env._(
                    "The customer number is missing. Automatic numbering is off."
                ),
            }
        longest = company.customer_number_max_length
        if number and (
            len(number) < company.customer_number_min_length
            or (longest and len(number) > longest)
        ):
            return {
                "outcome": "error",
                "message": self.env._(
                    "The customer number has %(length)s characters. Allowed are "
                    "%(allowed)s.",
                    length=len(number),
                    allowed=company._customer_number_length_text(),
                ),
            }
        return {"outcome": "create"}

    def _conflict_with(self, values, partner, is_visible):
        """Say why the matched customer can't be the one of the row, if it can't."""
        key = identity_key(values["company_registry"], values["country_code"])
        shown = partner.display_name if is_visible else self.env._("another customer")
        if (
            partner.identity_key
            and partner.identity_key.partition(":")[2] != (key.partition(":")[2])
        ):
            return self.env._(
                "Customer number %(number)s belongs to %(customer)s, which has another "
                "organisation number.",
                number=values["ref"],
                customer=shown,
            )
        if (
            values["ref"]
            and partner.customer_number_key
            and customer_number_key(values["ref"]) != partner.customer_number_key
        ):
            return self.env._(
                "The organisation number belongs to %(customer)s, which has another "
                "customer number%(number)s.",
                customer=shown,
                number=f" ({partner.ref})" if is_visible else "",
            )
        return None

    def _changes_to(self, values, partner):
        """Return {field: [old, new]} of what the row would change."""
        changes = {
            name: [partner[name] or "", values[name]]
            for name in COMPARED_FIELDS
            if values[name] and (partner[name] or "") != values[name]
        }
        if customer_number_key(partner.ref) == customer_number_key(values["ref"]):
            changes.pop("ref", None)
        if not partner.is_customer:
            changes["customer_rank"] = [0, 1]
        return changes

    def _already_there_message(self, partner, is_visible):
        if not is_visible:
            return self.env._("Already in the register.")
        if not partner.active:
            return self.env._(
                "Already in the register, but inactive: %s.", partner.display_name
            )
        return self.env._("Already in the register: %s.", partner.display_name)
