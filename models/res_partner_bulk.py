from collections import defaultdict
from itertools import islice

from psycopg2.extensions import AsIs

from odoo import Command, api, models
from odoo.tools import SQL, clean_context

# Stored copies of the picture in other sizes.
IMAGE_SIZES = ("image_1024", "image_512", "image_256", "image_128")
# How a default says that there are none.
NO_RECORDS = [Command.set([])]
# Types of fields whose values look the same in the cache as in values for create().
SIMPLE_TYPES = {"boolean", "char", "integer", "many2one", "selection"}
TO_MANY_TYPES = {"one2many", "many2many"}
INSERT_BATCH_SIZE = 200


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
        nobody set, empty lists of tags, smaller copies of pictures that are not there,
        and the search for a parent to take an address from. Nothing is written to the
        chatter: the import or system that brings the customers is the record of who
        added them, and when.

        :param list vals_list: values of customers; contacts have a parent to follow and
            go through create()
        :return: the partners, in order
        """
        defaults = self._add_missing_default_values({"user_id": False})
        defaults = BulkDefaults(
            (name, value)
            for name, value in defaults.items()
            if value != NO_RECORDS or self._fields[name].type != "many2many"
        )
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
        if self._is_created_in_bulk():
            return {**self.env.context["customer_defaults"], **values}
        return super()._add_missing_default_values(values)

    @api.model
    def _create(self, data_list):
        """Insert new customers with their computed fields.

        Odoo inserts records, computes stored fields and updates the records: each is
        written twice, with its entries in every index. It also fills its cache record
        by record. Here the values are computed from the cache first, by the same
        methods, and the cache is filled field by field. All else is as in Odoo.
        """
        if not self._is_created_in_bulk():
            return super()._create(data_list)
        partners = self._reserve_new(len(data_list))
        for data, partner in zip(data_list, partners, strict=True):
            data["record"] = partner
        names = set().union(*(data["stored"] for data in data_list))
        self._cache_new(partners, data_list, names)
        computed = self._compute_before_insert(partners, data_list, names)
        names.update(field.name for field in computed)
        partners._insert_new(data_list, names)
        protected = [
            *(([field], missing) for field, missing in computed.items()),
            *((data["protected"], data["record"]) for data in data_list),
        ]
        with self.env.protecting(protected):
            partners.modified(self._fields, create=True)
            partners._create_other_fields(data_list, names)
        partners._validate_fields(names)
        partners.check_access("create")
        return partners

    @api.model
    def _reserve_new(self, count):
        """Return records that are not in the database yet."""
        return self.browse(
            partner_id
            for [partner_id] in self.env.execute_query(
                SQL(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
                    " FROM generate_series(1, %s)",
                    self._table,
                    count,
                )
            )
        )

    @api.model
    def _cache_new(self, partners, data_list, names):
        """Put the values of new records into the cache, and nothing for the others.

        :param set names: of all fields among the values
        """
        for field in self._fields.values():
            if field.store and not (field.type == "html" and field.name in names):
                nothing = () if field.type in TO_MANY_TYPES else None
                field._get_cache(self.env).update(dict.fromkeys(partners._ids, nothing))
        for name in names:
            field = self._fields[name]
            if field.type in TO_MANY_TYPES or field.type == "html":
                continue
            ids_by_value = defaultdict(list)
            for data in data_list:
                if name in data["stored"]:
                    partner = data["record"]
                    value = field.convert_to_cache(data["stored"][name], partner)
                    field._update_cache(partner, value)
                    if field.type == "many2one":
                        ids_by_value[value].append(partner.id)
            if self.pool.field_inverses[field]:
                for value, ids in ids_by_value.items():
                    field._update_inverses(self.browse(ids), value)

    @api.model
    def _compute_before_insert(self, partners, data_list, names):
        """Add the values of stored computed fields to those of new records.

        :param set names: of fields that are given for one of them at least
        :return: {field: the records that it is computed for}
        :rtype: dict
        """
        computed = {}
        for field in self._fields.values():
            if field.store and field.compute and field.type in SIMPLE_TYPES:
                missing = partners
                if field.name in names:
                    missing = self.browse(
                        data["record"].id
                        for data in data_list
                        if field.name not in data["stored"]
                    )
                if missing and not field.translate:
                    computed[field] = missing
        for field, missing in computed.items():
            self.env.add_to_compute(field, missing)
        # first, for all of them: Odoo computes recursive fields one by one
        self._fields["commercial_partner_id"].compute_value(partners)
        for field, missing in computed.items():
            field.recompute(missing)
        stored = {data["record"].id: data["stored"] for data in data_list}
        for field, missing in computed.items():
            values = field._get_cache(self.env)
            for partner_id in missing._ids:
                stored[partner_id][field.name] = values[partner_id]
            # they are inserted, there is nothing to update
            self.env._field_dirty[field].difference_update(missing._ids)
        return computed

    def _insert_new(self, data_list, names):
        """Insert these records.

        :param set names: of the fields among their values
        """
        columns = [
            ("id", list(self._ids)),
            *(
                (
                    name,
                    [
                        field.convert_to_column_insert(
                            data["stored"][name], self, data["stored"]
                        )
                        if name in data["stored"]
                        else AsIs("DEFAULT")
                        for data in data_list
                    ],
                )
                for name in sorted(names)
                if (field := self._fields[name]).column_type
            ),
        ]
        rows = zip(*(values for _name, values in columns), strict=True)
        while batch := list(islice(rows, INSERT_BATCH_SIZE)):
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %s (%s) VALUES %s",
                    SQL.identifier(self._table),
                    SQL(", ").join(SQL.identifier(name) for name, _values in columns),
                    SQL(", ").join(batch),
                )
            )

    def _create_other_fields(self, data_list, names):
        """Let fields without a column store the values of these new records."""
        partners = self.with_context(clean_context(self.env.context))
        fields = [
            field
            for name in names
            if not (field := self._fields[name]).column_type
            or field.type == "properties"
        ]
        for field in sorted(fields, key=lambda field: field._sequence):
            field.create(
                [
                    (partner, data["stored"][field.name])
                    for partner, data in zip(partners, data_list, strict=True)
                    if field.name in data["stored"]
                ]
            )
        self.modified([field.name for field in fields], create=True)

    def _validate_fields(self, field_names, excluded_names=()):
        # create() asks this record by record; no constraint is left to check then
        if set(excluded_names).issuperset(field_names):
            return
        super()._validate_fields(field_names, excluded_names)

    def _check_company(self, fnames=None):
        if fnames is None and self._is_created_in_bulk():
            defaults = self.env.context["customer_defaults"]
            fnames = defaults.given_names & self._fields.keys()
        return super()._check_company(fnames)

    @api.model
    def _is_created_in_bulk(self):
        return isinstance(self.env.context.get("customer_defaults"), BulkDefaults)
