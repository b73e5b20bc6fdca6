from odoo import api, fields, models
from odoo.exceptions import UserError

from .door_rules import NAME_FOLLOWS

REGISTRY = "customer.registry"
# A registry answers for one company at a time: a chunk must not take minutes.
REGISTRY_CHUNK_SIZE = 25
_SIMPLE = ("name", "email", "phone", "website")
_ADDRESS = ("street", "street2", "zip", "city", "country_code")


class CustomerImport(models.Model):
    """Fill in from the public registry what a file does not say of a company."""

    _inherit = "customer.import"

    registry_available = fields.Boolean(compute="_compute_registry_available")

    @api.depends_context("uid")
    def _compute_registry_available(self):
        for customer_import in self:
            customer_import.registry_available = self._has_registry()

    @api.model
    def _has_registry(self):
        return REGISTRY in self.env

    @api.model
    def _registry(self):
        """Return the model that answers for companies by their number."""
        return self.env[REGISTRY]

    def _expect_names(self, cleaned):
        """Let rows pass that have a number for the registry, but no name yet.

        :param list cleaned: rows as the cleaning returns them; changed in place
        """
        if not self.fill_from_registry or not self._has_registry():
            return
        for clean in cleaned:
            if not clean.values.get("name") and clean.values.get("company_registry"):
                clean.values[NAME_FOLLOWS] = True

    @api.model
    def _registry_values(self, records):
        """Return what the registry knows of companies.

        :param list records: dicts with ``company_registry`` and ``country_code``
        :return: for each a dict of cleaned values, or a text that says why there are
            none
        :rtype: list
        """
        answers = []
        for record in records:
            try:
                company = self._registry().get_company(
                    record["company_registry"], record.get("country_code") or ""
                )
            except UserError as error:
                answers.append(str(error))
                continue
            if company:
                answers.append(self._prepare_registry_values(company))
            else:
                answers.append(
                    self.env._("The company registry does not know this number.")
                )
        return answers

    @api.model
    def _prepare_registry_values(self, company):
        """Return cleaned values for a company as ``customer.registry`` describes it."""
        values = {name: company[name] for name in _SIMPLE if company.get(name)}
        visiting = company.get("visiting_address") or {}
        mail = company.get("mail_address") or {}
        own = visiting or mail
        values.update({name: own[name] for name in _ADDRESS if own.get(name)})
        if visiting and mail and any(visiting.get(n) != mail.get(n) for n in _ADDRESS):
            address = {name: mail[name] for name in _ADDRESS if mail.get(name)}
            values["addresses"] = [{"type": "mail", **address}]
        return values


class CustomerImportLine(models.Model):
    _inherit = "customer.import.line"

    def _ask_registry(self):
        """Return {id of a row: what the registry says} for rows of new companies.

        What it says is a dict of cleaned values, or a text that says why it is none.
        """
        customer_import = self.import_id.sudo(False)
        if (
            not customer_import.fill_from_registry
            or not customer_import._has_registry()
        ):
            return {}
        default_country = customer_import.company_id.country_id.code
        asked = [
            (line, {"country_code": default_country, **line.values})
            for line in self
            if line.outcome == "create" and line.values.get("company_registry")
        ]
        answers = customer_import._registry_values([record for _line, record in asked])
        return {
            line.id: answer
            for (line, _record), answer in zip(asked, answers, strict=True)
        }

    def _fill_from_registry(self, records, answers):
        """Complete the records of new customers; a row without an answer is refused.

        :param list records: cleaned values of these rows, in order; changed in place
        :param dict answers: result of :meth:`_ask_registry`
        """
        for line, record in zip(self, records, strict=True):
            record.pop(NAME_FOLLOWS, None)
            answer = answers.get(line.id, {})
            if isinstance(answer, str):
                line._refuse(answer)
                continue
            # what the file says goes before what the registry says
            has_address = any(record.get(name) for name in ("street", "zip", "city"))
            for name, value in answer.items():
                if name not in _ADDRESS or not has_address:
                    record.setdefault(name, value)
