from odoo import api, fields, models
from odoo.fields import NO_ACCESS, Domain

MOST_DOCUMENTS = 500


class CustomerErpDocument(models.Model):
    """What an external system answered to an order that it was sent.

    Nobody has access: the order shows it.
    """

    _name = "customer.erp.document"
    _description = "Order in an External System"

    system_id = fields.Many2one(
        "customer.erp.system", required=True, index=True, ondelete="cascade"
    )
    order_id = fields.Many2one(
        "sale.order", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(
        [("done", "Received"), ("error", "Refused")], required=True
    )
    external_id = fields.Char(string="External ID")
    message = fields.Char()

    _order_uniq = models.UniqueIndex("(system_id, order_id)")


class CustomerErpSystem(models.Model):
    _inherit = "customer.erp.system"

    documents_from = fields.Date(
        string="Orders Since",
        default=fields.Date.context_today,
        required=True,
        help="Orders of earlier days are not sent to the system.",
    )


class SaleOrder(models.Model):
    _inherit = "sale.order"

    erp_document_ids = fields.One2many(
        "customer.erp.document", "order_id", groups=NO_ACCESS
    )
    erp_error = fields.Text(
        compute="_compute_erp_error", compute_sudo=True, groups="base.group_user"
    )
    erp_received = fields.Char(
        string="In ERP",
        compute="_compute_erp_error",
        compute_sudo=True,
        groups="base.group_user",
    )

    @api.depends("erp_document_ids.state", "erp_document_ids.message")
    def _compute_erp_error(self):
        for order in self:
            documents = order.erp_document_ids
            refused = documents.filtered(lambda answer: answer.state == "error")
            order.erp_error = "\n".join(
                f"{answer.system_id.name}: {answer.message or ''}" for answer in refused
            )
            order.erp_received = ", ".join(
                f"{answer.system_id.name} {answer.external_id or ''}".strip()
                for answer in documents - refused
            )

    def action_send_to_erp_again(self):
        """Send the orders once more to the systems that refused them.

        :return: True
        """
        self.check_access("write")
        refused_sudo = self.sudo().erp_document_ids.filtered(
            lambda answer: answer.state == "error"
        )
        refused_sudo.unlink()
        return True


class CustomerSync(models.AbstractModel):
    _inherit = "customer.sync"

    @api.model
    def documents(self, source, cursor=None, limit=100):
        """Return confirmed orders that the system has not answered to yet.

        Each comes again until ``confirm_documents`` says what became of it. The cursor
        leads through the pages of one run; start each run without it.

        :param str source: code of the external system
        :param str cursor: what the last call of the run returned
        :param int limit: orders in one answer, 500 at most
        :return: ``{"cursor", "documents": [{"id", "document_type": order|invoice, …}],
            "has_more"}``
        :rtype: dict
        :raise AccessError: when the user may not read orders
        """
        self._check_sync_access()
        system = self._sync_system(source)
        limit = self._page_size(limit, MOST_DOCUMENTS)
        after = int(cursor) if cursor and str(cursor).isdecimal() else 0
        answered_sudo = self.env["customer.erp.document"].sudo()
        answered_sudo.flush_model(["order_id"])
        orders = self.env["sale.order"].search(
            Domain("state", "=", "sale")
            & Domain("company_id", "=", self.env.company.id)
            & Domain("date_order", ">=", system.documents_from)
            & Domain("id", ">", after)
            & Domain(
                "id",
                "not in",
                answered_sudo._search([("system_id", "=", system.id)]).subselect(
                    "order_id"
                ),
            ),
            order="id",
            limit=limit + 1,
        )
        page = orders[:limit]
        if page:
            self._log(system, "documents", sent=len(page))
        return {
            "cursor": str(page[-1:].id or after),
            "documents": self._documents_of(page, system),
            "has_more": len(orders) > limit,
        }

    @api.model
    def confirm_documents(self, source, results):
        """Say what became of documents; those are not sent again.

        A refused one shows its message on the order, from where it can be sent again.

        :param str source: code of the external system
        :param list results: ``{"id", "status": done|error, "external_id", "message"}``
        :return: for each, in order: ``{"id", "status": updated|unchanged|error,
            "errors": [{"field", "message"}]}``
        :rtype: list
        """
        self._check_sync_access()
        system = self._sync_system(source)
        self._check_records(results)
        ids = [result.get("id") for result in results if isinstance(result, dict)]
        orders = self.env["sale.order"].search(
            [("id", "in", [number for number in ids if type(number) is int])]
        )
        answers_sudo = self.env["customer.erp.document"].sudo()
        known = {
            answer.order_id.id: answer
            for answer in answers_sudo.search(
                [("system_id", "=", system.id), ("order_id", "in", orders.ids)]
            )
        }
        told = [
            self._confirm_document(system, result, set(orders.ids), known)
            for result in results
        ]
        self._log(
            system,
            "confirm_documents",
            updated=[each["status"] for each in told].count("updated"),
            error=[each["status"] for each in told].count("error"),
            errors=[error["message"] for each in told for error in each["errors"]],
        )
        return told

    @api.model
    def _confirm_document(self, system, result, visible_ids, known):
        number = result.get("id") if isinstance(result, dict) else False
        answer = {"id": number if type(number) is int else False, "errors": []}

        def refuse(field, message):
            errors = [{"field": field, "message": message}]
            return {**answer, "status": "error", "errors": errors}

        if answer["id"] not in visible_ids:
            return refuse("id", self.env._("There is no order with this ID."))
        if result.get("status") not in ("done", "error"):
            return refuse("status", self.env._("The status is “done” or “error”."))
        for name in ("external_id", "message"):
            if not isinstance(result.get(name) or "", str):
                return refuse(name, self.env._("A text is expected here."))
        vals = {
            "state": result["status"],
            "external_id": result.get("external_id") or False,
            "message": result.get("message") or False,
        }
        before = known.get(number)
        if before and all(before[name] == value for name, value in vals.items()):
            return {**answer, "status": "unchanged"}
        if before:
            before.write(vals)
        else:
            # sudo: the order is one that the user may see
            answers_sudo = self.env["customer.erp.document"].sudo()
            known[number] = answers_sudo.create(
                {"system_id": system.id, "order_id": number, **vals}
            )
        return {**answer, "status": "updated"}

    @api.model
    def _documents_of(self, orders, system):
        """Return what the accounting system is told of orders."""
        # sudo: the user reads the orders; what they name goes with them
        orders_sudo = orders.sudo()
        links_sudo = self.env["customer.erp.link"].sudo()
        external = {
            link.partner_id.id: link.external_id
            for link in links_sudo.search_fetch(
                [
                    ("system_id", "=", system.id),
                    ("partner_id", "in", orders_sudo.customer_id.ids),
                ],
                ["partner_id", "external_id"],
                order="id desc",
            )
        }
        return [
            {
                "id": order.id,
                "name": order.name,
                "document_type": order.erp_document_type or "order",
                "order_type": order.order_type,
                "date": order.date_order.date().isoformat(),
                "customer": {
                    "id": order.customer_id.id,
                    "ref": order.customer_id.ref or False,
                    "name": order.customer_id.name or False,
                    "external_id": external.get(order.customer_id.id, False),
                    "company_registry": order.customer_id.company_registry or False,
                },
                "client_order_ref": order.client_order_ref or False,
                "our_reference": order.our_reference or False,
                "cost_center": order.cost_center_id.code
                or order.cost_center_id.name
                or False,
                "facility": order.facility_id.name or False,
                "vat_type": order.vat_type,
                "currency": order.currency_id.name,
                "amount_untaxed": order.amount_untaxed,
                "amount_tax": order.amount_tax,
                "amount_total": order.amount_total,
                "lines": [
                    self._line_of(line)
                    for line in order.order_line
                    if line.display_type not in ("line_section", "line_subsection")
                ],
            }
            for order in orders_sudo
        ]

    @api.model
    def _line_of(self, line):
        if line.display_type:
            return {"id": line.id, "kind": "note", "name": line.name or ""}
        return {
            "id": line.id,
            "kind": "article",
            "article": line.product_id.default_code or False,
            "name": line.name or "",
            "work_date": line.work_date.isoformat() if line.work_date else False,
            "quantity": line.product_uom_qty,
            "unit": line.product_uom_id.name or False,
            "price_unit": line.price_unit,
            "discount": line.discount,
            "vat": [
                {"name": tax.name, "percent": tax.amount}
                for tax in line.tax_ids
                if tax.amount_type == "percent"
            ],
            "amount_untaxed": line.price_subtotal,
            "amount_total": line.price_total,
        }
