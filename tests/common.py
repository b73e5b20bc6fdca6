"""What the tests of customers, their numbers and identities share."""

from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user

# Real companies; the persons are published examples (see test_identity_numbers).
EQUINOR, AF_GRUPPEN, TELENOR = "923609016", "938702675", "982463718"
VOLVO, ERICSSON = "5560125790", "5560160680"
# Ways to write VOLVO.
SWEDISH_FORMS = ("556012-5790", "5560125790", "165560125790", "SE556012579001")
NORWEGIAN_PERSON = "11077941012"
SWEDISH_PERSON = "198112189876"
DANISH_PERSON = "2110625629"

EDITOR_GROUPS = ",".join(
    (
        "base.group_user",
        "base.group_partner_manager",
        "customer_register.group_customer_edit",
        "customer_register.group_customer_create",
        "customer_register.group_customer_delete",
    )
)


class CustomerMixin:
    """A company of its own whose next customer number is 5001."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.sequence = cls.company.customer_number_sequence_id
        cls.policy(auto=True)
        cls.sequence.write(
            {
                "implementation": "standard",
                "prefix": False,
                "suffix": False,
                "padding": 0,
                "number_increment": 1,
            }
        )
        cls.partners = cls.env["res.partner"].with_context(active_test=False)
        cls.editor = new_test_user(
            cls.env, "customer_editor", groups=EDITOR_GROUPS, company_id=cls.company.id
        )
        cls.manager = new_test_user(
            cls.env,
            "customer_manager",
            groups="base.group_user,base.group_partner_manager,"
            "customer_register.group_customer_manager",
            company_id=cls.company.id,
        )

    def setUp(self):
        super().setUp()
        # what a PostgreSQL sequence gave out is not rolled back after a test
        self.sequence.number_next = 5001

    @classmethod
    def policy(cls, auto=True, shortest=0, longest=0, shown=False):
        """Set the number policy of the company."""
        cls.company.write(
            {
                "customer_number_auto": auto,
                "customer_number_min_length": shortest,
                "customer_number_max_length": longest,
                "customer_number_in_display_name": shown,
            }
        )

    @classmethod
    def customer(cls, name="Customer", ref=None, **values):
        """Create a customer; without `ref`, it gets the next number."""
        if ref is not None:
            values["ref"] = ref
        return cls.env["res.partner"].create(
            {"name": name, "is_company": True, "customer_rank": 1, **values}
        )

    @classmethod
    def new_partner(cls, name="Partner", **values):
        """Create a partner that is no customer."""
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def legacy_customer(cls, name, ref, **values):
        """Create a customer as it was before the register: the policy is not asked."""
        customer = cls.customer(name, f"legacy {name}", **values)
        cls.env.flush_all()
        cls.env.cr.execute(
            """
            UPDATE res_partner
               SET ref = %s, customer_number_key = UPPER(%s),
                   customer_number_duplicate = EXISTS (
                       SELECT 1 FROM res_partner WHERE customer_number_key = UPPER(%s))
             WHERE id = %s
            """,
            [ref, ref, ref, customer.id],
        )
        cls.env.invalidate_all()
        return customer

    @classmethod
    def other_company(cls):
        """Create a company that the test users may work in too."""
        company = cls.env["res.company"].create({"name": "Other Company"})
        users = cls.env.user | cls.editor | cls.manager
        users.company_ids = [Command.link(company.id)]
        return company

    @classmethod
    def hide(cls, partner):
        """Hide a partner from every user by a record rule."""
        cls.env["ir.rule"].create(
            {
                "name": "Hidden from all",
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {partner.id})]",
            }
        )

    @contextmanager
    def assertRefused(self, *parts, error=None, without=()):
        """Expect an error with these parts in its message, rolled back."""
        with self.assertRaises(error or UserError) as raised, self.cr.savepoint():
            yield
        self.env.invalidate_all()
        for part in parts:
            self.assertIn(part, str(raised.exception))
        for part in without:
            self.assertNotIn(part, str(raised.exception))

    def count_queries(self, function, *args):
        """Return the number of queries of a call, its flush included."""
        self.env.flush_all()
        before = self.cr.sql_log_count
        function(*args)
        self.env.flush_all()
        return self.cr.sql_log_count - before


class CustomerCase(CustomerMixin, TransactionCase):
    pass


class IdentityCase(CustomerCase):
    def country(self, code):
        return self.env["res.country"].search([("code", "=", code)])

    def of(self, code, registry=None, **values):
        """Create a customer of a country."""
        if registry is not None:
            values["company_registry"] = registry
        return self.customer(country_id=self.country(code).id, **values)
