"""Custom fields of customers: in lists, searches, imports and exports.

Source: seeds/001_89ddd0bb9fc3d60e.txt, "Custom fields".
"""

from odoo.exceptions import AccessError
from odoo.tests import Form, TransactionCase, new_test_user, tagged

FORM = "customer_register.res_partner_customer_view_form"


@tagged("post_install", "-at_install")
class TestCustomFields(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env,
            "fields_user",
            groups="base.group_allow_export,base.group_partner_manager,"
            "customer_register.group_customer_edit,"
            "customer_register.group_customer_create",
        )
        definition = cls.env[
            "properties.base.definition"
        ]._get_definition_for_property_field("res.partner", "properties")
        definition.properties_definition = [
            {"name": "branch", "type": "char", "string": "Branch"},
            {"name": "lifts", "type": "integer", "string": "Number of Lifts"},
            {
                "name": "contract",
                "type": "selection",
                "string": "Contract",
                "selection": [["gold", "Gold"], ["basic", "Basic"]],
            },
            {"name": "signed", "type": "date", "string": "Signed On"},
            {"name": "is_member", "type": "boolean", "string": "Member"},
        ]
        cls.customer, cls.other = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "is_company": True,
                    "customer_rank": 1,
                    "properties": properties,
                }
                for name, properties in (
                    (
                        "Fields AB",
                        {"branch": "Housing", "lifts": 4, "contract": "gold"},
                    ),
                    ("Other AB", {"branch": "Retail", "lifts": 1, "contract": "basic"}),
                )
            ]
        )
        cls.partners = cls.env["res.partner"].with_user(cls.user)

    def found(self, domain):
        return self.partners.search(
            [*domain, ("id", "in", (self.customer | self.other).ids)]
        )

    def test_on_the_card(self):
        with Form(self.customer.with_user(self.user), view=FORM) as form:
            self.assertFalse(form._get_modifier("properties", "invisible"))
            form.properties = [
                {**item, "value": "Offices"} if item["name"] == "branch" else item
                for item in form.properties
            ]
        self.assertEqual(self.customer.properties["branch"], "Offices")
        self.assertEqual(self.customer.properties["lifts"], 4)

    def test_columns_of_the_list(self):
        views = self.partners.get_views(
            [
                (
                    self.env.ref(
                        f"customer_register.res_partner_customer_view_{kind}"
                    ).id,
                    kind,
                )
                for kind in ("list", "search")
            ]
        )["views"]
        for kind in ("list", "search"):
            with self.subTest(view=kind):
                self.assertIn('name="properties"', views[kind]["arch"])
        [row] = self.customer.with_user(self.user).web_read({"properties": {}})
        values = {item["string"]: item.get("value") for item in row["properties"]}
        self.assertEqual(values["Branch"], "Housing")
        self.assertEqual(values["Contract"], "gold")

    def test_search(self):
        for domain in (
            [("properties.branch", "ilike", "hous")],
            [("properties.lifts", ">", 2)],
            [("properties.contract", "=", "gold")],
            [("properties.contract", "in", ["gold"])],
            [("properties.signed", "=", False), ("properties.lifts", "=", 4)],
        ):
            with self.subTest(domain=domain):
                self.assertEqual(self.found(domain), self.customer)

    def test_grouping_and_sorting(self):
        domain = [("id", "in", (self.customer | self.other).ids)]
        groups = self.partners.formatted_read_group(
            domain, ["properties.contract"], ["__count"]
        )
        self.assertEqual(
            {group["properties.contract"]: group["__count"] for group in groups},
            {"gold": 1, "basic": 1},
        )
        self.assertEqual(
            self.partners.search(domain, order="properties.lifts").ids,
            [self.other.id, self.customer.id],
        )

    def test_export(self):
        rows = (
            (self.customer | self.other)
            .with_user(self.user)
            .export_data(
                ["name", "properties.branch", "properties.lifts", "properties.contract"]
            )["datas"]
        )
        self.assertEqual(
            rows,
            [
                ["Fields AB", "Housing", 4, "Gold"],
                ["Other AB", "Retail", 1, "Basic"],
            ],
        )

    def test_export_for_an_import_comes_back_the_same(self):
        columns = ["id", "name", "properties.branch", "properties.contract"]
        customer = self.customer.with_user(self.user)
        [row] = customer.export_data(columns)["datas"]
        row[2] = "Offices"
        result = self.partners.load(columns, [row])
        self.assertEqual(result["ids"], self.customer.ids)
        self.assertEqual(self.customer.properties["branch"], "Offices")
        self.assertEqual(self.customer.properties["contract"], "Gold")
        # a column that is not in the file stays
        self.assertEqual(self.customer.properties["lifts"], 4)

    def test_import(self):
        result = self.partners.with_context(
            res_partner_search_mode="customer", default_is_company=True
        ).load(
            [
                "name",
                "properties.branch",
                "properties.lifts",
                "properties.contract",
                "properties.signed",
                "properties.is_member",
            ],
            [["New AB", "Hotels", "7", "Basic", "2026-01-31", "1"]],
        )
        self.assertFalse(result["messages"])
        customer = self.env["res.partner"].browse(result["ids"])
        self.assertTrue(customer.is_customer)
        self.assertEqual(
            {
                name: customer.properties[name]
                for name in ("branch", "lifts", "contract", "is_member")
            },
            {"branch": "Hotels", "lifts": 7, "contract": "Basic", "is_member": True},
        )
        self.assertEqual(str(customer.properties["signed"]), "2026-01-31")

    def test_import_refuses_wrong_values(self):
        result = self.partners.load(
            ["name", "properties.contract"], [["New AB", "Platinum"]]
        )
        self.assertFalse(result["ids"])
        self.assertIn("Platinum", result["messages"][0]["message"])

    def test_odoos_import_offers_them(self):
        fields = (
            self.env["base_import.import"]
            .with_user(self.user)
            .get_fields_tree("res.partner")
        )
        names = {field["name"] for field in fields}
        self.assertLessEqual(
            {"properties.branch", "properties.lifts", "properties.contract"}, names
        )

    def test_odoos_import_of_a_file(self):
        content = "Name;Branch;Lifts\nFile AB;Schools;12\n"
        wizard = (
            self.env["base_import.import"]
            .with_user(self.user)
            .create(
                {
                    "res_model": "res.partner",
                    "file": content.encode(),
                    "file_type": "text/csv",
                    "file_name": "customers.csv",
                }
            )
        )
        result = wizard.execute_import(
            ["name", "properties.branch", "properties.lifts"],
            ["name", "branch", "lifts"],
            {"quoting": '"', "separator": ";", "has_headers": True},
        )
        self.assertFalse(result["messages"])
        customer = self.env["res.partner"].browse(result["ids"])
        self.assertEqual(customer.properties["branch"], "Schools")
        self.assertEqual(customer.properties["lifts"], 12)

    def test_customer_users_do_not_read_them(self):
        portal = new_test_user(self.env, "fields_portal", groups="base.group_portal")
        portal.partner_id.parent_id = self.customer
        customer = self.customer.with_user(portal)
        self.assertTrue(customer.read(["name"]))
        for call in (
            lambda: customer.read(["properties"]),
            lambda: customer.search([("properties.branch", "=", "Housing")]),
        ):
            with self.assertRaises(AccessError):
                call()
