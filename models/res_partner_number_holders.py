from collections import defaultdict

from odoo import api, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """Customer numbers: who has one, and whether another may have it too."""

    _inherit = "res.partner"

    @api.model
    def _numbers_meet(self, company_id, other_company_id):
        """Tell whether customers of two companies are seen side by side."""
        return not company_id or not other_company_id or company_id == other_company_id

    @api.model
    def _customer_number_holders(self, keys):
        """Return {key: customers with that number}, archived and hidden included."""
        holders_sudo = (
            self.sudo()
            .with_context(active_test=False)
            .search_fetch(
                [("customer_number_key", "in", list(set(keys)))],
                ["customer_number_key", "company_id", "name", "ref", "active"],
            )
        )
        return defaultdict(
            self.sudo().browse, holders_sudo.grouped("customer_number_key")
        )

    @api.model
    def _check_customer_numbers_free(self, numbers, own_ids=()):
        """Refuse customer numbers that others have, or that come twice.

        :param list numbers: (key, company id or False, customer's name)
        :param own_ids: ids of the customers that the numbers are for
        :raise ValidationError: naming the number and, to those who may see it,
            the customer that has it
        """
        holders = self._customer_number_holders([key for key, *_rest in numbers])
        own_ids = set(own_ids)
        seen = defaultdict(list)
        for key, company_id, name in numbers:
            for other_company_id in seen[key]:
                if self._numbers_meet(company_id, other_company_id):
                    raise ValidationError(
                        self.env._(
                            "Customer number %(number)s is given twice, the second "
                            "time to %(name)s.",
                            number=key,
                            name=name,
                        )
                    )
            seen[key].append(company_id)
            for holder in holders[key]:
                if holder.id not in own_ids and self._numbers_meet(
                    company_id, holder.company_id.id
                ):
                    raise ValidationError(holder._number_taken_message())

    def _number_taken_message(self):
        """Say whose number it is, if the user may see that customer."""
        number = self.ref.strip()
        visible = self.with_env(self.env(su=False))._filtered_access("read")
        if not visible:
            return self.env._("Customer number %s is already in use.", number)
        if not self.active:
            return self.env._(
                "Customer number %(number)s already belongs to %(name)s (inactive).",
                number=number,
                name=self.name,
            )
        return self.env._(
            "Customer number %(number)s already belongs to %(name)s.",
            number=number,
            name=self.name,
        )

    @api.model
    def _release_customer_number_keys(self, keys):
        """Once a doubled number has a single holder left, it is a duplicate no more."""
        keys.discard(False)
        if not keys:
            return
        for holders in self._customer_number_holders(keys).values():
            for marked in holders.filtered("customer_number_duplicate"):
                others = holders.filtered(
                    lambda holder, marked=marked: (
                        holder != marked
                        and not holder.customer_number_duplicate
                        and self._numbers_meet(
                            holder.company_id.id, marked.company_id.id
                        )
                    )
                )
                if not others:
                    marked.customer_number_duplicate = False
