from collections import defaultdict

from odoo import api, models

from ..registries import CLIENTS
from ..registries.company import DELETED
from .door_rules import NAME_FOLLOWS
from .registry_values import ADDRESS_PARTS, customer_record

# Most registries answer for one company at a time: a chunk must not take minutes.
REGISTRY_CHUNK_SIZE = 25


class CustomerImport(models.Model):
    """Fill in from the public registry what a file does not say of a company."""

    _inherit = "customer.import"

    def _expect_names(self, cleaned):
        """Let rows pass that have a number for the registry, but no name yet.

        :param list cleaned: rows as the cleaning returns them; changed in place
        """
        if not self.fill_from_registry:
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
        answers = [self.env._("The company registry does not know this number.")] * len(
            records
        )
        positions = defaultdict(list)
        for position, record in enumerate(records):
            positions[record.get("country_code") or ""].append(position)
        for country_code, places in positions.items():
            if country_code not in CLIENTS:
                # nobody to ask; what the file says has to do
                for place in places:
                    if records[place].get("name"):
                        answers[place] = {}
            found = self.env["customer.registry"].get_companies(
                [records[place]["company_registry"] for place in places], country_code
            )
            for place, answer in zip(places, found, strict=True):
                if answer["error"] and answers[place]:
                    answers[place] = answer["error"]
                elif company := answer["company"]:
                    answers[place] = self._registry_answer(company)
        return answers

    @api.model
    def _registry_answer(self, company):
        """Return cleaned values for a company, or a text that says why there are none.

        What is no longer there is not added by a file in which nobody sees it.
        """
        if company["status"] == DELETED:
            return self.env._(
                "The company registry says that this company is deleted. Correct the "
                "number, or add the customer without the registry."
            )
        return customer_record(self.env, company)


class CustomerImportLine(models.Model):
    _inherit = "customer.import.line"

    def _ask_registry(self):
        """Return {id of a row: what the registry says} for rows of new companies.

        What it says is a dict of cleaned values, or a text that says why it is none.
        """
        customer_import = self.import_id.sudo(False)
        if not customer_import.fill_from_registry:
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
                if name not in ADDRESS_PARTS or not has_address:
                    record.setdefault(name, value)
