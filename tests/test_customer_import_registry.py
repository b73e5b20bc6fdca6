"""Completing companies from the public registry in the same run."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .import_common import CustomerImportCase, organisation_numbers

BEST, SECOND, THIRD = organisation_numbers(3)


class FakeRegistry:
    """Stands for the model `customer.registry`; answers are recorded ones."""

    def __init__(self, companies):
        self.companies = companies
        self.asked = []

    def get_company(self, number, country_code):
        self.asked.append((number, country_code))
        answer = self.companies.get(number, False)
        if isinstance(answer, Exception):
            raise answer
        return answer


@tagged("post_install", "-at_install", "customer_register")
class TestFillFromRegistry(CustomerImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.norway

    def use_registry(self, companies):
        registry = FakeRegistry(companies)
        imports = self.env.registry["customer.import"]
        self.patch(imports, "_has_registry", lambda self: True)
        self.patch(imports, "_registry", lambda self: registry)
        return registry

    def company(self, **values):
        return {
            "name": "AF GRUPPEN ASA",
            "country_code": "NO",
            "visiting_address": {
                "street": "Innspurten 15",
                "zip": "0663",
                "city": "OSLO",
                "country_code": "NO",
            },
            "mail_address": {
                "street": "Postboks 6272",
                "zip": "0603",
                "city": "OSLO",
                "country_code": "NO",
            },
            "email": "post@afgruppen.no",
            "phone": "22 89 11 00",
            "website": "www.afgruppen.no",
            **values,
        }

    def numbers_only(self, *numbers, **values):
        return self.free_import(
            "Orgnr;Customer ID;Name",
            *(f"{number};;" for number in numbers),
            fill_from_registry=True,
            **values,
        )

    def test_file_with_numbers_only(self):
        registry = self.use_registry({BEST: self.company()})
        customer_import = self.numbers_only(BEST)
        self.assertFalse(registry.asked, "A check asks nobody")
        self.assertLine(customer_import.line_ids, "create")
        customer_import.action_run()
        self.assertEqual(registry.asked, [(BEST, "NO")])
        customer = customer_import.line_ids.partner_id
        self.assertRecordValues(
            customer,
            [
                {
                    "name": "AF GRUPPEN ASA",
                    "company_registry": BEST,
                    "street": "Innspurten 15",
                    "zip": "0663",
                    "city": "OSLO",
                    "email": "post@afgruppen.no",
                    "phone": "22 89 11 00",
                }
            ],
        )
        self.assertRecordValues(
            customer.child_ids, [{"type": "mail", "street": "Postboks 6272"}]
        )

    def test_file_goes_before_the_registry(self):
        self.use_registry({BEST: self.company()})
        customer_import = self.free_import(
            "Orgnr;Name;City", f"{BEST};Our name;Bergen", fill_from_registry=True
        )
        customer_import.action_run()
        self.assertRecordValues(
            customer_import.line_ids.partner_id,
            [{"name": "Our name", "city": "Bergen", "street": False}],
        )

    def test_failures_stay_on_their_rows(self):
        self.use_registry(
            {
                BEST: self.company(),
                SECOND: UserError("The registry does not answer."),
            }
        )
        customer_import = self.numbers_only(BEST, SECOND, THIRD)
        customer_import.action_run()
        good, silent, unknown = customer_import.line_ids
        self.assertLine(good, "create", state="done")
        self.assertLine(silent, "error", "The registry does not answer.")
        self.assertLine(unknown, "error", "does not know this number")
        self.assertEqual(customer_import.state, "done")

    def test_retry_asks_again(self):
        registry = self.use_registry({BEST: UserError("Down for maintenance.")})
        customer_import = self.numbers_only(BEST)
        customer_import.action_run()
        self.assertEqual(customer_import.error_count, 1)
        registry.companies[BEST] = self.company()
        customer_import.action_retry()
        self.assertEqual(customer_import.created_count, 1)

    def test_name_is_needed_without_registry(self):
        customer_import = self.numbers_only(BEST)
        self.assertFalse(customer_import.registry_available)
        self.assertLine(customer_import.line_ids, "error", "The name is missing.")
