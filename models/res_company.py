from odoo import api, fields, models
from odoo.tools import SQL

FIRST_CUSTOMER_NUMBER = 1001
# A numeric reference above this is a phone or organisation number, not a series.
LARGEST_SERIES_NUMBER = 9_999_999


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_number_auto = fields.Boolean(
        string="Number Customers Automatically",
        default=True,
        help="Gives every new customer the next free number. "
        "When off, a number must be typed.",
    )
    customer_number_min_length = fields.Integer(
        string="Minimum Length of Customer Numbers",
        help="Automatic numbers are filled up with zeros. 0 means no limit.",
    )
    customer_number_max_length = fields.Integer(
        string="Maximum Length of Customer Numbers",
        help="0 means no limit.",
    )
    customer_number_in_display_name = fields.Boolean(
        string="Customer Number in the Display Name",
        help="Shows the number before the customer's name in lists and fields.",
    )
    customer_number_sequence_id = fields.Many2one(
        "ir.sequence",
        copy=False,
        ondelete="restrict",
        help="Gives the next customer number; numbers already taken are skipped.",
    )

    _customer_number_length_range = models.Constraint(
        """CHECK(COALESCE(customer_number_min_length, 0) >= 0
           AND COALESCE(customer_number_max_length, 0) >= 0
           AND (COALESCE(customer_number_max_length, 0) = 0
                OR COALESCE(customer_number_min_length, 0)
                   <= customer_number_max_length))""",
        "The minimum length of customer numbers must be 0 or more and not above "
        "the maximum length.",
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._create_customer_number_sequences()
        return companies

    # === CUSTOMER NUMBERS === #

    @api.model
    def _init_customer_number_sequences(self):
        """Give every existing company its own customer number sequence."""
        self.sudo().search(
            [("customer_number_sequence_id", "=", False)]
        )._create_customer_number_sequences()
        return True

    def _create_customer_number_sequences(self):
        companies_sudo = self.sudo().filtered(
            lambda company: not company.customer_number_sequence_id
        )
        if not companies_sudo:
            return
        first_numbers = companies_sudo._first_customer_numbers()
        sequences_sudo = (
            self.env["ir.sequence"]
            .sudo()
            .create(
                [
                    {
                        "name": self.env._("Customer number: %s", company.name),
                        "code": "customer_register.customer_number",
                        "company_id": company.id,
                        "number_next": first_numbers[company.id],
                    }
                    for company in companies_sudo
                ]
            )
        )
        for company_sudo, sequence_sudo in zip(
            companies_sudo, sequences_sudo, strict=True
        ):
            company_sudo.customer_number_sequence_id = sequence_sudo

    def _first_customer_numbers(self):
        """Return {company id: int} where each company's numbering starts.

        A database in use goes on after its highest numeric customer number.
        """
        self.env["res.partner"].flush_model(["company_id", "is_customer", "ref"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(company_id, 0), MAX(value)
                  FROM (SELECT company_id,
                               CASE WHEN ref ~ '^[0-9]{1,18}$' THEN ref::bigint END
                                   AS value
                          FROM res_partner
                         WHERE is_customer) AS numbered
                 WHERE value <= %s
                 GROUP BY 1
                """,
                LARGEST_SERIES_NUMBER,
            )
        )
        highest = dict(rows)
        return {
            company.id: max(
                FIRST_CUSTOMER_NUMBER,
                highest.get(0, 0) + 1,
                highest.get(company.id, 0) + 1,
            )
            for company in self
        }
