from odoo import models

# What a card looks up about its customer, and what is true of one that came into being
# a moment ago.
NEW_CARD_VALUES = {
    "boarding_id": None,
    "boarding_ids": (),
    "boarding_kind": None,
    "boarding_progress": 0.0,
    "boarding_progress_text": None,
    "boarding_state": None,
    "client_survey_date": None,
    "client_survey_ids": (),
    "client_survey_state": None,
    "document_count": 0,
    "error_report_count": 0,
    "facility_count": 0,
    "import_count": 0,
    "newest_error_report_ids": (),
    "newest_quotation_ids": (),
    "newest_service_order_ids": (),
    "newest_work_order_ids": (),
    "open_error_report_count": 0,
    "quotation_count": 0,
    "sale_order_count": 0,
    "service_order_count": 0,
    "work_order_count": 0,
}


class ResPartner(models.Model):
    """Show a customer that was just added without searching for what it can't have."""

    _inherit = "res.partner"

    def web_save(self, vals, specification, next_id=None):
        """Save the form.

        :param dict vals: values of the form
        :param dict specification: fields to return
        :param next_id: id of the record to return instead
        :return: list of one dict
        """
        brings_others = any(isinstance(value, list) for value in vals.values())
        if self or next_id or brings_others:
            return super().web_save(vals, specification, next_id=next_id)
        partner = self.create(vals)
        for name, value in NEW_CARD_VALUES.items():
            self._fields[name]._update_cache(partner, value)
        return partner.with_context(bin_size=True).web_read(specification)
