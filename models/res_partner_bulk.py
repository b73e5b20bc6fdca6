from odoo import api, models

# Stored copies of the picture in other sizes.
IMAGE_SIZES = ("image_1024", "image_512", "image_256", "image_128")


class BulkDefaults(dict):
    """Default values computed once for many new customers.

    A class of its own, so that no remote caller can pass one in the context.
    """

    given_names = frozenset()


class ResPartner(models.Model):
    """Add many customers from outside at once."""

    _inherit = "res.partner"

    @api.model
    def _create_customers_in_bulk(self, vals_list):
        """Create customers with create(), sparing what is the same for all of them.

        Permissions, numbers, constraints and computed fields are those of create().
        Spared are: defaults computed per record, the company check of relations that
        nobody set, smaller copies of pictures that are not there, and the search for a
        parent to take an address from. Nothing is written to the chatter: the import or
        system that brings the customers is the record of who added them, and when.

        :param list vals_list: values of customers; contacts have a parent to follow and
            go through create()
        :return: the partners, in order
        """
        defaults = BulkDefaults(self._add_missing_default_values({"user_id": False}))
        defaults.given_names = frozenset().union(*vals_list)
        bulk = self.with_context(
            tracking_disable=True,
            customer_defaults=defaults,
            _partners_skip_fields_sync=True,
        )
        partners = bulk.create(vals_list)
        if "image_1920" not in defaults.given_names:
            for name in IMAGE_SIZES:
                self.env.remove_to_compute(self._fields[name], partners)
        return partners.with_env(self.env)

    @api.model
    def _add_missing_default_values(self, values):
        defaults = self.env.context.get("customer_defaults")
        if isinstance(defaults, BulkDefaults):
            return {**defaults, **values}
        return super()._add_missing_default_values(values)

    def _check_company(self, fnames=None):
        defaults = self.env.context.get("customer_defaults")
        if isinstance(defaults, BulkDefaults) and fnames is None:
            fnames = defaults.given_names & self._fields.keys()
        return super()._check_company(fnames)
