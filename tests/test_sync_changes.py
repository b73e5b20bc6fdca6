from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import NORWEGIAN_PERSON
from .sync_common import SyncCase
from .test_sync_upsert import FULL


@tagged("post_install", "-at_install")
class TestSyncChanges(SyncCase):
    def customer(self, name="Best AS", **values):
        return self.env["res.partner"].create(
            {"name": name, "is_company": True, "customer_rank": 1, **values}
        )

    def told(self, cursor, user=None, **options):
        """Return what changed since, settled, and check that it is no more."""
        self.settle()
        answer = self.sync(user).changes(cursor, **options)
        self.assertFalse(answer["has_more"])
        return answer["customers"]

    def assertTold(self, cursor, *expected, **options):
        told = self.told(cursor, **options)
        self.assertEqual([(each["id"], each["change"]) for each in told], [*expected])
        return told

    # === THE LIST AT THE START === #

    def test_starts_with_all_that_is_there(self):
        active, inactive = self.customer(), self.customer("Old AS", active=False)
        told, cursor, has_more = {}, None, True
        while has_more:
            answer = self.sync().changes(cursor, 40)
            told.update({each["id"]: each for each in answer["customers"]})
            cursor, has_more = answer["cursor"], answer["has_more"]
        everybody = self.partners.search([("is_customer", "=", True)])
        self.assertLessEqual(set(everybody.ids), told.keys())
        self.assertEqual(told[active.id]["change"], "created")
        self.assertEqual(told[inactive.id]["change"], "archived")

    def test_is_what_upsert_takes(self):
        """What one register tells, another one takes, and then tells the same."""
        customer = self.put(FULL)
        cursor = self.start(source="fortnox")
        customer.city = "Bergen"
        [told] = self.told(cursor, source="fortnox")
        self.assertEqual(told["external_id"], "C-1")
        sent = {
            name: value
            for name, value in told.items()
            if name not in ("id", "change", "write_date")
        }
        for name in ("contacts", "addresses", "facilities"):
            sent[name] = [
                {key: value for key, value in item.items() if key != "id"}
                for item in sent[name]
            ]
        [result] = self.upsert(sent)
        self.assertEqual(result["errors"], [])
        self.assertEqual(result["status"], "unchanged")

    # === WHAT IS TOLD === #

    def test_created_changed_archived_deleted(self):
        cursor = self.start()
        customer = self.customer()
        self.assertTold(cursor, (customer.id, "created"))
        cursor = self.start()
        customer.street = "Storgata 1"
        [told] = self.assertTold(cursor, (customer.id, "changed"))
        self.assertEqual(told["street"], "Storgata 1")
        cursor = self.start()
        customer.active = False
        [told] = self.assertTold(cursor, (customer.id, "archived"))
        self.assertIs(told["active"], False)
        cursor = self.start()
        customer.active = True
        self.assertTold(cursor, (customer.id, "changed"))
        cursor = self.start()
        number, ref = customer.id, customer.ref
        customer.unlink()
        [told] = self.assertTold(cursor, (number, "deleted"))
        self.assertEqual(told["ref"], ref)

    def test_several_changes_are_one(self):
        cursor = self.start()
        customer = self.customer()
        self.settle()
        customer.street = "Storgata 1"
        self.settle()
        customer.city = "Oslo"
        [told] = self.assertTold(cursor, (customer.id, "created"))
        self.assertEqual(told["city"], "Oslo")

    def test_what_belongs_to_it(self):
        customer = self.put(FULL)
        contact = customer.child_ids.filtered(lambda child: child.name == "Kari")
        person = {"partner_id": customer.id, "name": "Kari", "share": 50}
        tag = self.env["res.partner.category"].create({"name": "Good"})
        for change in (
            lambda: contact.write({"phone": "22334455"}),
            lambda: contact.unlink(),
            lambda: customer.write({"child_ids": [Command.create({"name": "Per"})]}),
            lambda: customer.facility_ids.write({"city": "Bergen"}),
            lambda: customer.facility_ids.unlink(),
            lambda: customer.write({"facility_ids": [Command.create({"name": "W"})]}),
            lambda: self.env["customer.tax.reduction.person"].create(person),
            lambda: customer.write({"technician_ids": [self.integration.id]}),
            lambda: customer.write({"category_id": [Command.link(tag.id)]}),
            lambda: customer.write({"property_product_pricelist": self.pricelist()}),
        ):
            cursor = self.start()
            change()
            self.assertTold(cursor, (customer.id, "changed"))

    def pricelist(self):
        return self.env["product.pricelist"].create({"name": "Discounts"}).id

    def test_same_value_is_no_change(self):
        customer = self.put(FULL)
        cursor = self.start()
        customer.write({"street": customer.street, "city": customer.city})
        self.assertTold(cursor)

    def test_others_are_not_told(self):
        cursor = self.start()
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        supplier.city = "Oslo"
        supplier.unlink()
        self.assertTold(cursor)

    def test_becoming_a_customer_and_leaving(self):
        partner = self.env["res.partner"].create({"name": "Prospect"})
        cursor = self.start()
        partner._increase_rank("customer_rank")
        self.assertTold(cursor, (partner.id, "created"))
        cursor = self.start()
        company = self.customer("Company")
        partner.write({"is_company": False, "parent_id": company.id})
        told = {each["id"]: each["change"] for each in self.told(cursor)}
        self.assertEqual(told, {partner.id: "deleted", company.id: "created"})
        cursor = self.start()
        contact = self.env["res.partner"].create(
            {"name": "Kari", "parent_id": company.id}
        )
        other = self.customer("Other")
        cursor = self.start()
        contact.parent_id = other
        told = {each["id"]: each["change"] for each in self.told(cursor)}
        self.assertEqual(told, {company.id: "changed", other.id: "changed"})

    def test_merged(self):
        stays, goes = self.put(FULL), self.put({"external_id": "2", "name": "Twin"})
        cursor, number, ref = self.start(), goes.id, goes.ref
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge([stays.id, goes.id], stays)
        told = {each["id"]: each for each in self.told(cursor, source="fortnox")}
        self.assertEqual(told.keys(), {stays.id, number})
        self.assertEqual(told[stays.id]["change"], "changed")
        gone = {
            "id": number,
            "ref": ref,
            "external_id": "2",
            "change": "merged",
            "merged_into": stays.id,
        }
        self.assertEqual(told[number], gone)

    def test_what_was_rolled_back(self):
        customer = self.customer()
        cursor = self.start()
        with self.env.cr.savepoint() as savepoint:
            self.customer("Never")
            customer.copy().unlink()
            customer.unlink()
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertTold(cursor)

    # === ECHO === #

    def test_own_writes_are_left_out(self):
        cursor = self.start(source="fortnox")
        customer = self.put(FULL)
        self.assertTold(cursor, source="fortnox")
        [told] = self.assertTold(cursor, (customer.id, "created"), source="visma")
        self.assertFalse(told["external_id"])
        self.assertTold(cursor, (customer.id, "created"))
        # a person's change in between is told, and with it all there is
        customer.city = "Bergen"
        self.settle()
        self.put({"external_id": "C-1", "street": "Storgata 9"})
        [told] = self.assertTold(cursor, (customer.id, "changed"), source="fortnox")
        self.assertEqual((told["city"], told["street"]), ("Bergen", "Storgata 9"))

    def test_callers_can_not_hide_changes(self):
        cursor = self.start(source="fortnox")
        customer = self.customer()
        changes = self.env["customer.sync.change"]
        customer.with_context(
            **{"customer_register.sync_source": self.fortnox.id}
        ).city = "Oslo"
        self.assertTold(cursor, (customer.id, "created"), source="fortnox")
        self.assertFalse(changes.with_user(self.integration).has_access("read"))

    # === PAGES === #

    def test_pages(self):
        cursor = self.start()
        customers = [self.customer(f"Customer {number}") for number in range(7)]
        self.settle()
        told, pages, has_more = [], 0, True
        while has_more:
            answer = self.sync().changes(cursor, 3)
            told += [each["id"] for each in answer["customers"]]
            cursor, has_more = answer["cursor"], answer["has_more"]
            pages += 1
        self.assertEqual(told, [customer.id for customer in customers])
        self.assertEqual(pages, 3)
        answer = self.sync().changes(cursor, 3)
        self.assertEqual(answer["customers"], [])
        self.assertEqual(answer["cursor"], cursor)

    def test_running_transactions_wait(self):
        cursor = self.start()
        customer = self.customer()
        self.settle()
        with patch.object(
            type(self.env["customer.sync.change"]), "_settled", self.settled
        ):
            answer = self.sync().changes(cursor)
        self.assertEqual((answer["customers"], answer["has_more"]), ([], False))
        self.assertEqual(answer["cursor"], cursor)
        self.assertTold(cursor, (customer.id, "created"))

    def test_no_cursor(self):
        for cursor in ("nonsense", "bm9uc2Vuc2U", 5, ["a"], "WzEsMl0"):
            with self.subTest(cursor), self.assertRaises(UserError):
                self.sync().changes(cursor)
        for limit in (0, -1, "5", True):
            with self.subTest(limit), self.assertRaises(ValidationError):
                self.sync().changes(None, limit)

    def test_restored_elsewhere(self):
        """In another cluster ids of transactions begin anew: all is told again."""
        cursor = self.start()
        customer = self.customer()
        gone = self.customer("Gone")
        gone_id = gone.id
        gone.unlink()
        self.env.cr.flush()
        self.env.cr.execute("UPDATE customer_sync_change SET xid = '9000000000000'")
        self.env["ir.config_parameter"].set_param("customer_register.sync_home", "old")
        other = type(self.env["customer.sync"])._sync_home
        self.patch(
            type(self.env["customer.sync"]),
            "_sync_home",
            lambda model: other(model)[::-1],
        )
        told, has_more = [], True
        while has_more:
            answer = self.sync().changes(cursor, 1000)
            told += answer["customers"]
            cursor, has_more = answer["cursor"], answer["has_more"]
            self.settle()
        answer = self.sync().changes(cursor, 1000)
        told += answer["customers"]
        self.assertIn((customer.id, "created"), [(t["id"], t["change"]) for t in told])
        self.assertIn((gone_id, "deleted"), [(t["id"], t["change"]) for t in told])

    def test_old_changes_are_forgotten(self):
        customer = self.customer()
        self.start()
        begin = self.start()
        for city in ("Oslo", "Bergen", "Moss"):
            customer.city = city
            self.settle()
        self.put({"id": customer.id, "external_id": "1", "zip": "0155"})
        self.settle()
        self.env["customer.sync.change"]._gc_changes()
        self.env.cr.execute(
            "SELECT system_id FROM customer_sync_change WHERE customer_id = %s",
            [customer.id],
        )
        kept = [system_id for [system_id] in self.env.cr.fetchall()]
        # one of people, one of the system
        self.assertCountEqual(kept, [None, self.fortnox.id])
        self.assertTold(begin, (customer.id, "changed"))
        self.assertTold(begin, (customer.id, "changed"), source="fortnox")

    # === PERMISSIONS === #

    def test_only_assigned(self):
        assigned = new_test_user(
            self.env,
            "sync_reader",
            groups="base.group_user,customer_register.group_customer_view_assigned",
        )
        assigned.group_ids -= self.env.ref("customer_register.group_customer_view")
        own = self.customer(technician_ids=[Command.link(assigned.id)])
        other = self.customer("Other")
        cursor = self.start(user=assigned)
        own.city = other.city = "Oslo"
        self.assertTold(cursor, (own.id, "changed"), user=assigned)
        ids = own.id
        (own | other).unlink()
        self.assertTold(cursor, (ids, "deleted"), user=assigned)

    def test_personal_numbers_take_the_right(self):
        customer = self.put(
            {
                "external_id": "1",
                "name": "Kari",
                "is_company": False,
                "personal_identity_number": NORWEGIAN_PERSON,
            }
        )
        cursor = self.start()
        customer.city = "Oslo"
        log = self.env["customer.personal.number.log"].search([])
        [told] = self.told(cursor)
        self.assertNotIn("personal_identity_number", told)
        self.assertNotIn(NORWEGIAN_PERSON, str(told))
        [told] = self.told(cursor, personal_numbers=True)
        self.assertEqual(told["personal_identity_number"], NORWEGIAN_PERSON)
        shown = self.env["customer.personal.number.log"].search([]) - log
        self.assertEqual(shown.partner_id, customer)
        self.assertEqual(shown.user_id, self.integration)
        viewer = new_test_user(
            self.env,
            "sync_viewer",
            groups="base.group_user,customer_register.group_customer_view",
        )
        [told] = self.told(cursor, user=viewer, personal_numbers=True)
        self.assertNotIn("personal_identity_number", told)

    # === COST === #

    def test_queries_do_not_grow(self):
        def queries(count, mark=""):
            cursor = self.start()
            results = self.upsert(
                *(
                    {
                        "external_id": f"{mark}{count}-{number}",
                        "name": f"A {mark}{count} {number}",
                        "contacts": [{"name": "Kari"}],
                        "facilities": [{"name": "Works"}],
                    }
                    for number in range(count)
                )
            )
            self.assertFalse([result for result in results if result["errors"]])
            self.settle()
            self.env.invalidate_all()
            # known from the request or not: has nothing to do with the customers
            self.env["res.users"].search([]).mapped("login")
            before = self.env.cr.sql_log_count
            answer = self.sync().changes(cursor)
            self.assertEqual(len(answer["customers"]), count)
            return self.env.cr.sql_log_count - before

        queries(100, "first ")
        self.assertEqual(queries(10), queries(100))

    def test_noting_costs_one_query(self):
        customers = self.partners.union(
            *(self.customer(f"Customer {number}") for number in range(10))
        )
        self.settle()
        customers.write({"city": "Oslo"})
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.env["customer.sync.change"]._write_notes()
        self.assertEqual(self.env.cr.sql_log_count - before, 1)
