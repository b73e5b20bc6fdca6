import sys

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import EQUINOR, NORWEGIAN_PERSON, SWEDISH_PERSON, TELENOR, VOLVO
from .import_common import organisation_numbers, partner_writes
from .sync_common import SyncCase

FULL = {
    "external_id": "C-1",
    "name": "Best Rør AS",
    "company_registry": EQUINOR,
    "country_code": "NO",
    "street": "Storgata 1",
    "zip": "0155",
    "city": "Oslo",
    "email": "post@best.example",
    "phone": "+47 22 33 44 55",
    "lang": "en_US",
    "vat_type": "none",
    "erp_always_invoice": True,
    "comment": "Ring først",
    "contacts": [
        {"name": "Kari", "email": "kari@best.example", "is_main_contact": True},
        {"name": "Ola", "phone": "+47 99 88 77 66"},
    ],
    "addresses": [
        {"type": "invoice", "street": "Postboks 1", "zip": "0101", "city": "Oslo"},
        {"type": "visiting", "street": "Storgata 2"},
    ],
    "facilities": [{"name": "Verksted", "street": "Storgata 3", "city": "Oslo"}],
}


@tagged("post_install", "-at_install")
class TestSyncUpsert(SyncCase):
    def assertError(self, result, field, part=""):
        self.assertEqual(result["status"], "error", result)
        self.assertEqual([error["field"] for error in result["errors"]], [field])
        self.assertIn(part, result["errors"][0]["message"])

    # === WHAT COMES IN === #

    def test_all_fields(self):
        [result] = self.upsert(FULL)
        self.assertEqual(result["errors"], [])
        self.assertEqual(result["status"], "created")
        customer = self.partners.browse(result["id"])
        self.assertEqual(customer.ref, result["ref"])
        self.assertTrue(customer.is_customer and customer.is_company)
        self.assertEqual(customer.company_registry, EQUINOR)
        self.assertEqual(customer.vat_type, "none")
        self.assertTrue(customer.erp_always_invoice)
        self.assertIn("Ring først", customer.comment)
        contacts = customer.child_ids.filtered(lambda child: child.type == "contact")
        self.assertEqual(set(contacts.mapped("name")), {"Kari", "Ola"})
        types = set((customer.child_ids - contacts).mapped("type"))
        self.assertEqual(types, {"invoice", "visiting"})
        self.assertEqual(customer.facility_ids.name, "Verksted")
        self.assertEqual(customer.erp_link_ids.external_id, "C-1")
        self.assertEqual(customer.erp_link_ids.system_id, self.fortnox)

    def test_relations_by_name(self):
        plan = self.env.ref("customer_register.analytic_plan_cost_center")
        center = self.env["account.analytic.account"].create(
            {"name": "North", "plan_id": plan.id}
        )
        self.integration.group_ids += self.env.ref(
            "customer_register.group_customer_assign"
        )
        customer = self.put(
            {
                "external_id": "1",
                "name": "Best AS",
                "cost_center_id": "North",
                "technician_ids": ["customer_integration"],
            }
        )
        self.assertEqual(customer.cost_center_id, center)
        self.assertEqual(customer.technician_ids, self.integration)
        customer = self.put(
            {"external_id": "1", "cost_center_id": False, "technician_ids": []}
        )
        self.assertFalse(customer.cost_center_id or customer.technician_ids)

    def test_assigning_takes_the_permission(self):
        record = {"external_id": "1", "name": "A", "technician_ids": ["admin"]}
        [result] = self.upsert(record)
        self.assertError(result, "technician_ids", "Assign")

    def test_repeating_writes_nothing(self):
        self.upsert(FULL)
        self.env.flush_all()
        with partner_writes() as statements:
            [result] = self.upsert(FULL)
            self.env.flush_all()
        self.assertEqual(result["status"], "unchanged")
        self.assertEqual(statements, [])

    def test_false_erases_and_absent_stays(self):
        customer = self.put(FULL)
        self.put({"external_id": "C-1", "phone": False, "email": "", "lang": None})
        self.assertFalse(customer.phone or customer.email)
        self.assertEqual(customer.street, "Storgata 1")
        self.assertEqual(len(customer.child_ids), 4)
        [result] = self.upsert({"external_id": "C-1", "name": False})
        self.assertError(result, "name")

    def test_private_customers(self):
        customer = self.put(
            {
                "external_id": "P1",
                "name": "Kari Nordmann",
                "is_company": False,
                "personal_identity_number": NORWEGIAN_PERSON,
            }
        )
        self.assertFalse(customer.is_company)
        self.assertEqual(customer.sudo().personal_identity_number, NORWEGIAN_PERSON)
        # a sole trader's organisation number is a personal number
        trader = self.put(
            {
                "external_id": "P2",
                "name": "Svensson Bygg",
                "company_registry": SWEDISH_PERSON,
                "country_code": "SE",
            }
        )
        self.assertFalse(trader.company_registry)
        self.assertTrue(trader.sudo().personal_identity_number)

    def test_matching(self):
        known = self.env["res.partner"].create(
            {
                "name": "Volvo",
                "company_registry": VOLVO,
                "country_id": self.env.ref("base.se").id,
                "customer_rank": 1,
                "is_company": True,
            }
        )
        record = {
            "external_id": "7",
            "name": "Volvo AB",
            "company_registry": "SE556012579001",
        }
        [result] = self.upsert(record)
        self.assertEqual((result["id"], result["status"]), (known.id, "updated"))
        # the linked id is enough from now on, whatever else changes
        changed = {
            "external_id": "7",
            "company_registry": TELENOR,
            "country_code": "NO",
        }
        self.put(changed)
        self.assertEqual(known.company_registry, TELENOR)
        [result] = self.upsert({"external_id": "8", "company_registry": TELENOR})
        self.assertEqual(result["status"], "error")
        self.assertIn("another ID", result["errors"][0]["message"])
        # each system has ids of its own
        self.assertEqual(
            self.put({"external_id": "7", "ref": known.ref}, source="visma"), known
        )

    def test_parts_keep_their_ids(self):
        record = {
            "external_id": "1",
            "name": "Best AS",
            "contacts": [{"external_id": "k", "name": "Kari"}, {"name": "Ola"}],
            "facilities": [{"external_id": "f", "name": "Works"}],
        }
        customer = self.put(record)
        kari = customer.child_ids.filtered(lambda child: child.name == "Kari")
        facility = customer.facility_ids
        record["contacts"] = [{"external_id": "k", "name": "Karin"}]
        record["facilities"] = [{"external_id": "f", "name": "Plant"}]
        record["replace"] = ["contacts", "facilities"]
        self.put(record)
        self.assertEqual(kari.name, "Karin")
        self.assertEqual(facility.name, "Plant")
        # what is not in a complete list becomes inactive, no more
        self.assertEqual(customer.child_ids, kari)
        everybody = self.partners.search([("parent_id", "=", customer.id)])
        self.assertEqual(set(everybody.mapped("name")), {"Karin", "Ola"})
        [result] = self.upsert(record)
        self.assertEqual(result["status"], "unchanged")
        record["contacts"] = []
        self.put(record)
        self.assertFalse(customer.child_ids)

    # === WHAT IS REFUSED === #

    def test_unknown_fields_are_named(self):
        [result] = self.upsert(
            {"external_id": "1", "name": "A", "favourite_colour": "red"}
        )
        self.assertError(result, "favourite_colour", "no field of this name")
        self.assertFalse(self.partners.search([("name", "=", "A")]))
        [result] = self.upsert({"name": "A", "contacts": [{"name": "B", "shoe": "42"}]})
        self.assertError(result, "contacts.0.shoe")

    def test_types(self):
        for field, value in {
            "name": 5,
            "active": "yes",
            "email": "nobody",
            "birthdate": "31.12.1999",
            "vat_type": "sometimes",
            "country_code": "Atlantis",
            "contacts": "Kari",
            "lang": "xx_YY",
            "id": "7",
            "category_id": [7],
            "ref": "x" * 65,
            "cost_center_id": "Nowhere",
            "company_registry": "123",
        }.items():
            with self.subTest(field):
                [result] = self.upsert({"name": "A", "external_id": "1", field: value})
                self.assertError(result, field)
        [result] = self.upsert("Kari")
        self.assertError(result, "")
        [result] = self.upsert({"id": 999_999_999, "name": "A"})
        self.assertError(result, "id")

    def test_all_errors_at_once(self):
        [result] = self.upsert({"email": "nobody", "website": "no site", "phone": "x"})
        fields = {error["field"] for error in result["errors"]}
        self.assertEqual(fields, {"email", "website", "phone"})

    def test_each_alone(self):
        good = [{"external_id": str(n), "name": f"Good {n}"} for n in range(20)]
        # two claim one number of their own: the register refuses the second
        bad = {"external_id": "x", "name": "Bad", "vat": "NO123"}
        results = self.upsert(*good[:10], bad, *good[10:])
        statuses = [result["status"] for result in results]
        self.assertEqual(statuses.pop(10), "error")
        self.assertEqual(set(statuses), {"created"})

    def test_refused_by_the_register_itself(self):
        """What the door does not foretell is found in halves."""
        self.env["ir.rule"].create(
            {
                "name": "No bad ones",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "[('name', '!=', 'Bad')]",
                "perm_read": False,
            }
        )
        records = [
            {"external_id": str(n), "name": "Bad" if n in (3, 11) else f"Good {n}"}
            for n in range(16)
        ]
        results = self.upsert(*records)
        failed = [r["external_id"] for r in results if r["status"] == "error"]
        self.assertEqual(failed, ["3", "11"])
        self.assertEqual(self.partners.search_count([("name", "=like", "Good %")]), 14)
        self.assertFalse(self.partners.search([("name", "=", "Bad")]))

    def test_same_customer_twice_in_a_call(self):
        first = {"external_id": "1", "name": "A", "contacts": [{"name": "Kari"}]}
        results = self.upsert(
            first,
            {"external_id": "1", "name": "B", "contacts": [{"name": "kari"}]},
            {"external_id": "2", "name": "C", "company_registry": EQUINOR},
            {"external_id": "3", "name": "D", "company_registry": EQUINOR},
        )
        statuses = [result["status"] for result in results]
        self.assertEqual(statuses, ["created", "updated", "created", "error"])
        self.assertEqual(results[0]["id"], results[1]["id"])
        customer = self.partners.browse(results[0]["id"])
        self.assertEqual((customer.name, len(customer.child_ids)), ("B", 1))

    def test_whole_calls(self):
        with self.assertRaisesRegex(UserError, "code “nobody”"):
            self.upsert(FULL, source="nobody")
        with self.assertRaisesRegex(ValidationError, "1000 records at most"):
            self.upsert(*[{}] * 1001)
        with self.assertRaises(ValidationError):
            self.sync().upsert("fortnox", {"name": "A"})
        outsider = new_test_user(self.env, "sync_outsider", groups="base.group_user")
        outsider.group_ids = self.env.ref("base.group_user")
        with self.assertRaises(AccessError):
            self.upsert(FULL, user=outsider)

    def test_code_in_any_case(self):
        self.assertTrue(self.put({"external_id": "1", "name": "A"}, source=" Fortnox "))

    # === PERMISSIONS === #

    def test_permissions(self):
        viewer = new_test_user(
            self.env,
            "sync_viewer",
            groups="base.group_user,customer_register.group_customer_view",
        )
        [result] = self.upsert(FULL, user=viewer)
        self.assertError(result, "", "Create")
        self.put(FULL)
        [result] = self.upsert({**FULL, "name": "Other"}, user=viewer)
        self.assertError(result, "", "Edit")
        [result] = self.upsert(FULL, user=viewer)
        self.assertEqual(result["status"], "unchanged")

    def test_only_assigned(self):
        assigned = new_test_user(
            self.env,
            "sync_assigned",
            groups="base.group_user,customer_register.group_customer_edit_assigned",
        )
        assigned.group_ids -= self.env.ref("customer_register.group_customer_view")
        own, other = self.put(FULL), self.put({"external_id": "2", "name": "Hidden"})
        own.technician_ids = assigned
        change = {"external_id": "C-1", "city": "Bergen"}
        self.assertEqual(self.put(change, user=assigned), own)
        [result] = self.upsert({"external_id": "2", "city": "Bergen"}, user=assigned)
        self.assertError(result, "")
        self.assertFalse(result["id"] or result["ref"])
        self.assertNotIn("Hidden", str(result))
        self.assertNotEqual(other.city, "Bergen")

    # === COST === #

    def test_queries_do_not_grow(self):
        def records(count, start):
            numbers = organisation_numbers(count, first=83_000_000 + start)
            return [
                {
                    "external_id": number,
                    "name": f"Sync {number}",
                    "company_registry": number,
                    # not contacts: Odoo itself looks for companies for each new one
                    "facilities": [{"name": "Works"}],
                }
                for number in numbers
            ]

        def queries(sent):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            results = self.upsert(*sent)
            self.assertFalse([result for result in results if result["errors"]])
            return self.env.cr.sql_log_count - before

        self.upsert(*records(2, 0))
        few, many = records(10, 1000), records(100, 2000)
        new_few, new_many = queries(few), queries(many)
        # inserts go in batches of a size
        self.assertLess(new_many - new_few, 25)
        queries(many)
        self.assertEqual(queries(few), queries(many))


@tagged("post_install", "-at_install")
class TestSyncActive(SyncCase):
    def test_set_active(self):
        customer = self.put(FULL)
        result = self.sync().set_active("fortnox", "C-1", False)
        self.assertEqual((result["status"], result["active"]), ("updated", False))
        self.assertFalse(customer.active)
        result = self.sync().set_active("fortnox", "C-1", False)
        self.assertEqual(result["status"], "unchanged")
        result = self.sync().set_active("fortnox", "C-1", True)
        self.assertEqual((result["status"], result["active"]), ("updated", True))
        self.assertTrue(customer.active)

    def test_refused(self):
        result = self.sync().set_active("fortnox", "nobody", False)
        self.assertEqual(result["status"], "error")
        self.assertEqual(result["errors"][0]["field"], "external_id")
        result = self.sync().set_active("fortnox", "nobody", "no")
        self.assertEqual(result["errors"][0]["field"], "active")


@tagged("post_install", "-at_install")
class TestSyncLog(SyncCase):
    def test_calls_are_logged(self):
        number = "11077941013"
        self.upsert(
            FULL,
            {"external_id": "2", "name": "A", "personal_identity_number": number},
        )
        log = self.fortnox.log_ids
        self.assertEqual(log.user_id, self.integration)
        self.assertEqual(log.operation, "upsert")
        self.assertEqual((log.created_count, log.error_count), (1, 1))
        self.assertIn("2: personal_identity_number: ", log.errors)
        self.assertNotIn(number, log.errors)
        self.assertEqual(self.fortnox.last_errors, log.errors)
        self.assertEqual(self.fortnox.last_call_at, log.called_at)
        self.assertEqual(self.fortnox.link_count, 1)

    def test_nobody_writes_it(self):
        self.upsert(FULL)
        with self.assertRaises(AccessError):
            self.fortnox.with_user(self.integration).log_ids.read()
        manager = new_test_user(
            self.env,
            "sync_manager",
            groups="base.group_user,customer_register.group_customer_manager",
        )
        log = self.fortnox.log_ids.with_user(manager)
        self.assertTrue(log.read())
        with self.assertRaises(AccessError):
            log.write({"error_count": 0})

    def test_log_stays_bounded(self):
        for number in range(4):
            self.upsert({"external_id": str(number), "name": f"A{number}"})
        module = sys.modules["odoo.addons.customer_register.models.customer_sync_log"]
        newest = self.fortnox.log_ids[:2]
        self.patch(module, "CALLS_KEPT", 2)
        self.env["customer.sync.log"]._gc_calls()
        self.env.invalidate_all()
        self.assertEqual(self.fortnox.log_ids, newest)
