"""What the tests of the synchronisation share."""

from odoo.tests import TransactionCase, new_test_user
from odoo.tools import SQL

SYNC_GROUPS = ",".join(
    (
        "base.group_user",
        "customer_register.group_customer_view",
        "customer_register.group_customer_create",
        "customer_register.group_customer_edit",
    )
)


class SyncMixin:
    """A system, Fortnox, and its integration user with no more than it needs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.norway = cls.env.ref("base.no")
        cls.env.company.country_id = cls.norway
        cls.fortnox = cls.env["customer.erp.system"].create(
            {"name": "Fortnox", "code": "fortnox"}
        )
        cls.visma = cls.env["customer.erp.system"].create(
            {"name": "Visma", "code": "visma"}
        )
        cls.integration = new_test_user(
            cls.env, "customer_integration", groups=SYNC_GROUPS
        )
        cls.partners = cls.env["res.partner"].with_context(active_test=False)

    def sync(self, user=None):
        return self.env["customer.sync"].with_user(user or self.integration)

    def upsert(self, *records, source="fortnox", user=None):
        return self.sync(user).upsert(source, list(records))

    def put(self, record, **options):
        """Upsert a record that has to succeed; return its customer."""
        [result] = self.upsert(record, **options)
        self.assertEqual(result["errors"], [])
        return self.partners.browse(result["id"])

    def setUp(self):
        super().setUp()
        # a test is one transaction that still runs: let it read what it wrote itself
        changes = type(self.env["customer.sync.change"])
        self.settled = changes._settled
        self.patch(changes, "_settled", lambda model: SQL("TRUE"))

    def settle(self):
        """Write the noted changes, as the end of a transaction does."""
        self.env.cr.flush()

    def start(self, user=None, **options):
        """Return the cursor after all that is there."""
        self.settle()
        cursor, has_more = None, True
        while has_more:
            answer = self.sync(user).changes(cursor, 1000, **options)
            cursor, has_more = answer["cursor"], answer["has_more"]
        return cursor


class SyncCase(SyncMixin, TransactionCase):
    pass
