from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.base.models.ir_sequence import _update_nogap

# How far ahead one query looks for the end of a run of taken numbers.
LOOK_AHEAD = 10_000


def customer_number_key(number):
    """Return the form in which two customer numbers are compared.

    Letter case and outer spaces don't make a new number.

    :param number: customer number as typed, or a false value
    :return: comparison key, or False when there is no number
    """
    return (number or "").strip().upper() or False


class ResCompany(models.Model):
    """Draw the next free customer numbers of a company."""

    _inherit = "res.company"

    def _next_customer_numbers(self, count, shared=False, reserved=()):
        """Draw free customer numbers from the company's sequence.

        Concurrent transactions never get the same number: each draws from the same
        PostgreSQL sequence. Numbers of any customer, archived, hidden or former,
        are skipped.

        :param int count: how many numbers
        :param bool shared: whether they are for customers of all companies
        :param reserved: keys (see customer_number_key) to skip beside the taken ones
        :return: list of str, in the order drawn
        :raise UserError: when the next number is longer than the policy allows
        """
        self.ensure_one()
        number_format = self._customer_number_format()
        numbers = []
        taken_run = 0
        while len(numbers) < count:
            drawn = self._draw_sequence_block(
                count - len(numbers) + taken_run, shared, number_format
            )
            numbers += [
                number
                for number, taken, _value in drawn
                if not taken and customer_number_key(number) not in reserved
            ]
            _number, last_taken, last_value = drawn[-1]
            taken_run = (
                self._taken_run_length(last_value, shared, number_format)
                if last_taken
                else 0
            )
        self._check_automatic_number_length(numbers[:count])
        return numbers[:count]

    def _next_customer_number_preview(self, min_length=None):
        """Return the number that the next new customer will get, drawing none.

        :param int min_length: shortest number allowed, None for the company's own
        """
        self.ensure_one()
        sequence_sudo = self.sudo().customer_number_sequence_id
        if not sequence_sudo:
            return ""
        counter_sudo = sequence_sudo._get_current_sequence()
        counter_sudo.invalidate_recordset(["number_next_actual"])
        value = counter_sudo.number_next_actual
        step = sequence_sudo.number_increment
        number_format = self._customer_number_format(min_length)
        value += step * self._taken_run_length(value - step, True, number_format)
        prefix, digits, suffix = number_format
        return f"{prefix}{value:0{digits}d}{suffix}"

    def _customer_number_format(self, min_length=None):
        """Return (prefix, digits, suffix) of automatic numbers.

        Digits are at least as many as the minimum length of the policy needs.
        """
        self.ensure_one()
        sequence_sudo = self.sudo().customer_number_sequence_id
        if min_length is None:
            min_length = self.sudo().customer_number_min_length
        date_range = {}
        if sequence_sudo.use_date_range:
            counter_sudo = sequence_sudo._get_current_sequence()
            date_range["date_range"] = str(counter_sudo.date_from)
        prefix, suffix = sequence_sudo._get_prefix_suffix(**date_range)
        digits = max(
            sequence_sudo.padding,
            min_length - len(prefix) - len(suffix),
            1,
        )
        return prefix, digits, suffix

    def _draw_sequence_block(self, count, shared, number_format):
        """Draw from the company's sequence: list of (number, taken, value).

        Odoo would count a gapless sequence row by row; here a block is one query too.
        """
        prefix, digits, suffix = number_format
        sequence_sudo = self.sudo().customer_number_sequence_id
        counter_sudo = sequence_sudo._get_current_sequence()
        if sequence_sudo.implementation == "standard":
            name = f"ir_sequence_{sequence_sudo.id:03d}"
            if counter_sudo != sequence_sudo:
                name += f"_{counter_sudo.id:03d}"
            sql_value = SQL("nextval(%s)", name)
        else:
            step = sequence_sudo.number_increment
            first = _update_nogap(counter_sudo, step * count)
            sql_value = SQL("(%s + %s * (position - 1))", first, step)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT drawn.value, %(taken)s
                  FROM (SELECT %(value)s AS value
                          FROM generate_series(1, %(count)s) AS position) AS drawn
                 ORDER BY drawn.value
                """,
                taken=self._sql_number_taken(SQL("drawn.value"), shared, number_format),
                value=sql_value,
                count=count,
            )
        )
        return [
            (f"{prefix}{value:0{digits}d}{suffix}", taken, value)
            for value, taken in rows
        ]

    def _taken_run_length(self, value, shared, number_format):
        """Return how many numbers in a row are taken right after a sequence value."""
        step = self.sudo().customer_number_sequence_id.number_increment
        rows = self.env.execute_query(
            SQL(
                """
                SELECT ahead.position
                  FROM generate_series(1, %(look_ahead)s) AS ahead(position)
                 WHERE NOT %(taken)s
                 ORDER BY ahead.position
                 LIMIT 1
                """,
                look_ahead=LOOK_AHEAD,
                taken=self._sql_number_taken(
                    SQL("(%s + %s * ahead.position)", value, step),
                    shared,
                    number_format,
                ),
            )
        )
        return rows[0][0] - 1 if rows else LOOK_AHEAD

    def _sql_number_taken(self, sql_value, shared, number_format):
        """Return SQL that tells whether the number of a sequence value is taken."""
        prefix, digits, suffix = number_format
        sql_text = SQL("(%s)::bigint::text", sql_value)
        sql_key = SQL(
            "%s || lpad(%s, GREATEST(%s, length(%s)), '0') || %s",
            prefix.lstrip().upper(),
            sql_text,
            digits,
            sql_text,
            suffix.rstrip().upper(),
        )
        sql_scope = SQL("TRUE")
        if not shared:
            sql_scope = SQL(
                "(partner.company_id IS NULL OR partner.company_id = %s)", self.id
            )
        partner_fields = self.env["res.partner"]._fields
        return SQL(
            """
            (EXISTS (SELECT 1
                       FROM res_partner AS partner
                      WHERE partner.customer_number_key = %(key)s AND %(scope)s)
             OR EXISTS (SELECT 1
                          FROM customer_number_history AS former
                          JOIN res_partner AS partner ON partner.id = former.partner_id
                         WHERE UPPER(former.number) = %(key)s AND %(scope)s))
            """,
            key=sql_key,
            scope=sql_scope,
            to_flush=partner_fields["customer_number_key"],
        )

    def _customer_number_length_text(self):
        """Return the allowed length of customer numbers in words."""
        self.ensure_one()
        shortest = self.customer_number_min_length
        longest = self.customer_number_max_length
        if not longest:
            return self.env._("at least %s", shortest)
        if not shortest:
            return self.env._("at most %s", longest)
        return self.env._(
            "%(shortest)s to %(longest)s", shortest=shortest, longest=longest
        )

    @api.model
    def _number_customers_without(self):
        """Give the next numbers to the customers of the companies that have none.

        :return: how many got a number
        :rtype: int
        """
        numbered = 0
        for company in self or self.env.company:
            customers = (
                self.env["res.partner"]
                .with_company(company)
                .with_context(active_test=False)
                .search(company._customer_number_missing_domain(), order="id")
            )
            customers._number_new_customers()
            numbered += len(customers)
        return numbered

    def _customer_number_missing_domain(self):
        """Return the domain of the company's customers that have no number."""
        self.ensure_one()
        return (
            Domain("is_customer", "=", True)
            & Domain("company_id", "in", (False, self.id))
            & Domain("ref", "in", (False, ""))
        )

    def _customer_number_violation_domain(self, min_length, max_length):
        """Return the domain of customers that break a number policy of the company.

        These are customers without a number, with one of the wrong length, and the
        marked ones of numbers that were doubled before the register was installed.

        :param int min_length: shortest number allowed
        :param int max_length: longest number allowed, 0 for no limit
        """
        self.ensure_one()
        violation = Domain("ref", "in", (False, "")) | Domain(
            "customer_number_duplicate", "=", True
        )
        # "_" of =like stands for exactly one character
        if min_length > 0:
            violation |= ~Domain("ref", "=like", "_" * min_length + "%")
        if max_length > 0:
            violation |= Domain("ref", "=like", "_" * (max_length + 1) + "%")
        return (
            Domain("is_customer", "=", True)
            & Domain("company_id", "in", (False, self.id))
            & violation
        )

    def _check_automatic_number_length(self, numbers):
        company_sudo = self.sudo()
        shortest = company_sudo.customer_number_min_length
        longest = company_sudo.customer_number_max_length
        for number in numbers:
            if len(number) < shortest or (longest and len(number) > longest):
                raise UserError(
                    self.env._(
                        "The next customer number of %(company)s is %(number)s. Its "
                        "length is outside the limits. Change the limits or the next "
                        "number in Settings > Customer Register.",
                        company=company_sudo.name,
                        number=number,
                    )
                )
