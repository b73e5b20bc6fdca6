from collections import defaultdict

from markupsafe import Markup

from odoo import api, models


class CustomerDocument(models.Model):
    """What happens to documents is told in the customer's history."""

    _inherit = "customer.document"

    def _logged_values(self):
        """Return the values whose change is told, as the user reads them."""
        self.ensure_one()
        document_sudo = self.sudo()
        return {
            "name": self.name,
            "folder_id": document_sudo.folder_id.display_name or "",
            "facility_id": document_sudo.facility_id.display_name or "",
            "description": self.description or "",
            "visible_to_customer": self.visible_to_customer,
        }

    def _log_changes(self, before):
        """Tell what a write changed, alike changes of many files in one line.

        :param dict before: result of _logged_values per document
        """
        lines = defaultdict(lambda: defaultdict(list))
        for document in self:
            after = document._logged_values()
            for field_name, old in before[document].items():
                new = after[field_name]
                if old != new:
                    title = self._change_title(field_name, old, new)
                    lines[document.partner_id][title].append(before[document]["name"])
        self._post_log(
            {partner: list(by_title.items()) for partner, by_title in lines.items()}
        )

    @api.model
    def _change_title(self, field_name, old, new):
        nothing = self.env._("none")
        if field_name == "visible_to_customer":
            if new:
                return self.env._("Documents made visible to customer users")
            return self.env._("Documents hidden from customer users")
        if field_name == "name":
            return self.env._("Document renamed to %s", new)
        if field_name == "folder_id":
            return self.env._(
                "Documents moved from folder “%(old)s” to “%(new)s”",
                old=old or nothing,
                new=new or nothing,
            )
        if field_name == "facility_id":
            return self.env._(
                "Facility of documents changed from “%(old)s” to “%(new)s”",
                old=old or nothing,
                new=new or nothing,
            )
        return self.env._("Description of documents changed")

    def _log_on_customers(self, titles):
        """Tell one thing about each document.

        :param dict titles: document -> what happened
        """
        lines = defaultdict(lambda: defaultdict(list))
        for document, title in titles.items():
            lines[document.partner_id][title].append(document.name)
        self._post_log(
            {partner: list(by_title.items()) for partner, by_title in lines.items()}
        )

    @api.model
    def _post_log(self, lines):
        """Write one note per customer.

        :param dict lines: customer -> list of (what happened, names of documents)
        """
        for partner, partner_lines in lines.items():
            body = Markup().join(
                Markup("<div>%s: %s</div>") % (title, ", ".join(names))
                for title, names in partner_lines
            )
            # whoever may upload or delete files may not be allowed to edit the customer
            partner.sudo()._message_log(body=body)
