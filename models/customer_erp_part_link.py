from odoo import api, fields, models
from odoo.tools import SQL


class CustomerErpPartLink(models.Model):
    """The id that an external system has for a contact, an address or a facility.

    Nobody has access: the door finds by it what was renamed on the other side.
    """

    _name = "customer.erp.part.link"
    _description = "Contact or Facility in an External System"
    _log_access = False

    system_id = fields.Many2one(
        "customer.erp.system", required=True, index=True, ondelete="cascade"
    )
    res_model = fields.Char(required=True)
    res_id = fields.Integer(required=True)
    external_id = fields.Char(required=True)

    _external_id_uniq = models.UniqueIndex("(system_id, res_model, external_id)")
    _record_idx = models.Index("(res_model, res_id)")

    @api.model
    def _find_parts(self, system, model_name, external_ids):
        """Return {external id: id} of the records that a system knows.

        :param system: customer.erp.system
        :param str model_name: model of the records
        :param external_ids: ids to look for
        """
        if not external_ids:
            return {}
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT external_id, res_id FROM customer_erp_part_link
                     WHERE system_id = %s AND res_model = %s AND external_id = ANY(%s)
                    """,
                    system.id,
                    model_name,
                    list(external_ids),
                )
            )
        )

    @api.model
    def _name_parts(self, system, model_name, record_ids):
        """Return {id: external id}, the reverse of :meth:`_find_parts`."""
        if not system or not record_ids:
            return {}
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT res_id, external_id FROM customer_erp_part_link
                     WHERE system_id = %s AND res_model = %s AND res_id = ANY(%s)
                    """,
                    system.id,
                    model_name,
                    list(record_ids),
                )
            )
        )

    @api.model
    def _link_parts(self, system, parts):
        """Remember ids of a system; those of records that are gone are given anew.

        :param system: customer.erp.system
        :param list parts: (model name, id, external id)
        """
        parts = {(model, external): res_id for model, res_id, external in parts}
        if not parts:
            return
        self.env.execute_query(
            SQL(
                """
                INSERT INTO customer_erp_part_link
                            (system_id, res_model, external_id, res_id)
                SELECT %s, * FROM unnest(%s::varchar[], %s::varchar[], %s::int[])
                    ON CONFLICT (system_id, res_model, external_id)
                    DO UPDATE SET res_id = EXCLUDED.res_id
                RETURNING id
                """,
                system.id,
                [model for model, _external in parts],
                [external for _model, external in parts],
                list(parts.values()),
            )
        )

    @api.autovacuum
    def _gc_links(self):
        """Forget the ids of records that are gone."""
        for model_name in ("res.partner", "customer.facility"):
            self.env.execute_query(
                SQL(
                    """
                    DELETE FROM customer_erp_part_link AS link
                     WHERE res_model = %s
                       AND NOT EXISTS (SELECT FROM %s WHERE id = link.res_id)
                    RETURNING id
                    """,
                    model_name,
                    SQL.identifier(self.env[model_name]._table),
                )
            )
