from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..models.res_partner_personal_number import MASKED_NUMBER

# Test numbers that the Swedish Tax Agency publishes.
NUMBER = "199001012385"
OTHER_NUMBER = "199001022392"
FIELD = "personal_identity_number"
MASKED = "personal_identity_number_masked"


class PersonalNumberCommon(TransactionCase):
    """A private customer with a number, and users with different permissions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sweden = cls.env.ref("base.se")
        cls.partner = cls.env["res.partner"].create(
            {
                "name": "Linnea",
                "customer_rank": 1,
                "country_id": cls.sweden.id,
                FIELD: NUMBER,
            }
        )
        cls.users = {
            name: new_test_user(
                cls.env,
                f"number_{name}",
                groups=",".join(
                    f"customer_register.group_customer_{group}" for group in groups
                )
                + ",base.group_allow_export",
            )
            for name, groups in {
                "viewer": ["view"],
                "editor": ["edit"],
                "creator": ["view", "create"],
                "assigned": ["view", "edit_assigned"],
                "manager": ["manager"],
            }.items()
        }
        cls.users["system"] = new_test_user(
            cls.env, "number_system", groups="base.group_system,base.group_allow_export"
        )
        cls.users["portal"] = new_test_user(
            cls.env,
            "number_portal",
            groups="base.group_portal",
            partner_id=cls.env["res.partner"]
            .create({"name": "Eva", "parent_id": cls.partner.id})
            .id,
        )

    def _as(self, name):
        return self.partner.with_user(self.users[name])

    def _readable_values(self, record):
        """Return all that the user reads of plain fields, as text."""
        plain = {"char", "text", "html", "selection", "json"}
        names = [
            name
            for name, description in record.fields_get().items()
            if description["type"] in plain
        ]
        return str(record.read(names))

    def _stored(self, partner=None):
        return (partner or self.partner).sudo()[FIELD]


@tagged("post_install", "-at_install")
class TestPersonalNumber(PersonalNumberCommon):
    # === READING === #

    def test_nobody_reads_the_number(self):
        domain = [("id", "=", self.partner.id)]
        spec = {FIELD: {}}
        calls = {
            "read": lambda p: p.read([FIELD]),
            "search_read": lambda p: p.search_read(domain, [FIELD]),
            "web_read": lambda p: p.web_read(spec),
            "web_search_read": lambda p: p.web_search_read(domain, spec),
            "export_data": lambda p: p.export_data([FIELD]),
            "formatted_read_group": lambda p: p.formatted_read_group(
                domain, [FIELD], ["__count"]
            ),
            "aggregate": lambda p: p.formatted_read_group(
                domain, [], [f"{FIELD}:array_agg"]
            ),
            "search": lambda p: p.search([(FIELD, "=like", "1990%")]),
            "search_count": lambda p: p.search_count([(FIELD, "!=", False)]),
            "order": lambda p: p.search(domain, order=FIELD),
            "through contact": lambda p: p.search(
                [(f"child_ids.{FIELD}", "=like", "19%")]
            ),
            "identity key": lambda p: p.search([("identity_key", "=like", "SE:1990%")]),
            "read identity key": lambda p: p.read(["identity_key"]),
            "export identity key": lambda p: p.export_data(["identity_key"]),
            "onchange": lambda p: p.onchange({}, [], spec),
            "mapped": lambda p: p.mapped(FIELD),
            "filtered_domain": lambda p: p.filtered_domain([(FIELD, "=like", "19%")]),
        }
        for name in ("viewer", "editor", "assigned", "manager", "system", "portal"):
            for label, call in calls.items():
                # customer users may not export at all
                no_export = name == "portal" and label.startswith("export")
                with (
                    self.subTest(user=name, call=label),
                    mute_logger("odoo.models", "odoo.orm.models"),
                    self.assertRaises(UserError if no_export else AccessError),
                ):
                    self.env.invalidate_all()
                    call(self._as(name))

    def test_reading_everything_leaves_it_out(self):
        for name in ("viewer", "editor", "manager", "system"):
            with self.subTest(name=name):
                self.env.invalidate_all()
                values = self._readable_values(self._as(name))
                self.assertIn("Linnea", values)
                self.assertNotIn(NUMBER[2:], values)
                self.assertNotIn(FIELD, self._as(name).fields_get())

    def test_users_are_no_way_round(self):
        user = self.users["viewer"]
        user.partner_id.write({FIELD: OTHER_NUMBER, "country_id": self.sweden.id})
        for name in ("viewer", "editor", "manager", "system"):
            as_user = user.with_user(self.users[name])
            with self.subTest(name=name):
                with self.assertRaises(AccessError):
                    as_user.read([FIELD])
                with self.assertRaises(AccessError):
                    as_user.search([(f"partner_id.{FIELD}", "=like", "19%")])
                self.assertNotIn(FIELD, as_user.fields_get())
                self.assertNotIn(OTHER_NUMBER[2:], self._readable_values(as_user))

    def test_the_mask_says_only_that_there_is_a_number(self):
        self.assertEqual(self._as("viewer")[MASKED], MASKED_NUMBER)
        self.assertEqual(
            self._as("editor").export_data([MASKED])["datas"], [[MASKED_NUMBER]]
        )
        with self.assertRaises(AccessError):
            self._as("portal").read([MASKED])
        nobody = self.env["res.partner"].create({"name": "Nobody"})
        self.assertFalse(nobody[MASKED])

    # === SHOWING === #

    def test_each_showing_is_logged(self):
        for name in ("editor", "manager"):
            self.assertEqual(
                self._as(name).action_show_personal_identity_number(), NUMBER
            )
        logs = self.env["customer.personal.number.log"].search(
            [("partner_id", "=", self.partner.id)]
        )
        self.assertEqual(logs.user_id, self.users["editor"] | self.users["manager"])
        self.assertEqual(set(logs.mapped("partner_name")), {"Linnea"})
        self.assertNotIn(NUMBER, str(logs.read()))

    def test_showing_needs_the_permission(self):
        for name in ("viewer", "creator"):
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(AccessError, "“Edit”"),
            ):
                self._as(name).action_show_personal_identity_number()
        with self.assertRaises(AccessError):
            self._as("portal").action_show_personal_identity_number()
        self.assertFalse(
            self.env["customer.personal.number.log"].search(
                [("partner_id", "=", self.partner.id)]
            )
        )

    def test_showing_nothing_is_not_logged(self):
        nobody = self.env["res.partner"].create({"name": "Nobody"})
        as_editor = nobody.with_user(self.users["editor"])
        self.assertIs(as_editor.action_show_personal_identity_number(), False)
        self.assertFalse(
            self.env["customer.personal.number.log"].search(
                [("partner_id", "=", nobody.id)]
            )
        )

    def test_nobody_touches_the_log(self):
        self._as("editor").action_show_personal_identity_number()
        log = self.env["customer.personal.number.log"].search([], limit=1)
        for name in ("editor", "manager", "system"):
            as_user = log.with_user(self.users[name])
            with self.subTest(name=name):
                with self.assertRaises(AccessError):
                    as_user.write({"partner_name": "x"})
                with self.assertRaises(AccessError):
                    as_user.unlink()
                with self.assertRaises(AccessError):
                    as_user.create(
                        {"partner_name": "x", "user_id": self.users["viewer"].id}
                    )
        self.assertTrue(log.with_user(self.users["manager"]).partner_name)
        for name in ("viewer", "editor", "portal"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                log.with_user(self.users[name]).read(["partner_name"])

    def test_the_log_outlives_the_customer(self):
        self._as("editor").action_show_personal_identity_number()
        log = self.env["customer.personal.number.log"].search([], limit=1)
        self.users["portal"].unlink()
        self.partner.child_ids.unlink()
        self.partner.unlink()
        log.invalidate_recordset()
        self.assertEqual(log.partner_name, "Linnea")
        self.assertFalse(log.partner_id)

    # === WRITING === #

    def test_editors_and_creators_write_it(self):
        self._as("editor").write({FIELD: "900102-2392"})
        self.assertEqual(self._stored(), OTHER_NUMBER)
        vals = {"name": "New", "customer_rank": 1, "country_id": self.sweden.id}
        for field_name in (FIELD, MASKED):
            with self.subTest(field=field_name):
                partner = (
                    self.env["res.partner"]
                    .with_user(self.users["creator"])
                    .create({**vals, field_name: "900103-2383"})
                )
                self.assertEqual(self._stored(partner), "199001032383")
                partner.invalidate_recordset()
                self.assertEqual(partner[MASKED], MASKED_NUMBER)
                partner.sudo().unlink()

    def test_others_do_not(self):
        for name in ("viewer", "portal"):
            for field_name in (FIELD, MASKED):
                with self.subTest(name=name), self.assertRaises(AccessError):
                    self._as(name).write({field_name: OTHER_NUMBER})
        self.assertEqual(self._stored(), NUMBER)

    def test_loading_a_file_writes_it(self):
        result = (
            self.env["res.partner"]
            .with_user(self.users["manager"])
            .load(["name", "country_id", FIELD], [["Loaded", "Sweden", OTHER_NUMBER]])
        )
        self.assertFalse(result["messages"])
        partner = self.env["res.partner"].browse(result["ids"])
        self.assertEqual(self._stored(partner), OTHER_NUMBER)

    def test_an_exported_mask_changes_nothing(self):
        self._as("editor").write({MASKED: MASKED_NUMBER})
        self.assertEqual(self._stored(), NUMBER)
        self._as("editor").write({MASKED: False})
        self.assertFalse(self._stored())

    def test_private_customer_becomes_a_company_in_one_step(self):
        self._as("editor").write(
            {"is_company": True, "company_registry": "556036-0793", MASKED: False}
        )
        self.assertFalse(self._stored())
        self.assertEqual(self.partner.company_registry, "5560360793")
        self._as("editor").write(
            {"is_company": False, "company_registry": False, MASKED: OTHER_NUMBER}
        )
        self.assertEqual(self._stored(), OTHER_NUMBER)

    def test_context_is_no_way_round(self):
        for value in (True, 1, "x"):
            as_editor = self._as("editor").with_context(customer_personal_number=value)
            with self.assertRaises(AccessError):
                as_editor.read([FIELD])

    def test_invalid_number_is_refused_without_repeating_it(self):
        with self.assertRaises(ValidationError) as caught:
            self._as("editor").write({MASKED: "900101-2386"})
        self.assertNotIn("2386", str(caught.exception))

    def test_the_form_never_holds_the_old_number(self):
        with Form(
            self._as("editor"), "customer_register.res_partner_customer_view_form"
        ) as form:
            self.assertEqual(form[MASKED], MASKED_NUMBER)
            form.name = "Linnea S"
        self.assertEqual(self._stored(), NUMBER)

    def test_merging_keeps_the_number(self):
        keeper = self.env["res.partner"].create(
            {
                "name": "Linnea S",
                "customer_rank": 1,
                "country_id": self.sweden.id,
                "email": self.partner.email,
            }
        )
        partner = self.env["res.partner"].create(
            {
                "name": "Linnea again",
                "customer_rank": 1,
                "country_id": self.sweden.id,
                FIELD: OTHER_NUMBER,
            }
        )
        admin = self.env.ref("base.user_admin")
        self.env["base.partner.merge.automatic.wizard"].with_user(admin)._merge(
            (keeper | partner).ids, keeper.with_user(admin)
        )
        self.assertFalse(partner.exists())
        self.assertEqual(self._stored(keeper), OTHER_NUMBER)

    def test_private_customer_in_the_form(self):
        form = Form(
            self.env["res.partner"]
            .with_user(self.users["manager"])
            .with_context(res_partner_search_mode="customer", default_is_company=True),
            "customer_register.res_partner_customer_view_form",
        )
        self.assertEqual(form.company_type, "company")
        self.assertTrue(form._get_modifier(MASKED, "invisible"))
        self.assertFalse(form._get_modifier("company_registry", "invisible"))
        form.name = "Private"
        form.country_id = self.sweden
        form.company_type = "person"
        self.assertFalse(form._get_modifier(MASKED, "invisible"))
        self.assertTrue(form._get_modifier("company_registry", "invisible"))
        form[MASKED] = OTHER_NUMBER
        partner = form.save()
        self.assertEqual(self._stored(partner), OTHER_NUMBER)

    def test_sole_trader_is_protected_alike(self):
        partner = self.env["res.partner"].create(
            {
                "name": "Linneas Rör",
                "is_company": True,
                "customer_rank": 1,
                "country_id": self.sweden.id,
                "company_registry": OTHER_NUMBER,
            }
        )
        self.assertFalse(partner.company_registry)
        self.assertEqual(self._stored(partner), OTHER_NUMBER)
        self.assertEqual(partner[MASKED], MASKED_NUMBER)
        self.assertNotIn(
            OTHER_NUMBER[2:],
            self._readable_values(partner.with_user(self.users["manager"])),
        )

    # === HISTORY === #

    def test_history_tells_the_change_without_the_number(self):
        self._as("editor").write({FIELD: OTHER_NUMBER})
        self._as("editor").write({FIELD: False})
        messages = self.partner.message_ids
        history = " ".join(str(message.body) for message in messages)
        self.assertIn("number changed", history)
        self.assertIn("number removed", history)
        self.assertFalse(
            messages.tracking_value_ids.filtered(
                lambda value: value.field_id.name in (FIELD, MASKED)
            )
        )
        for number in (NUMBER, OTHER_NUMBER):
            self.assertNotIn(number, history)

    def test_assigned_technician_may_show(self):
        self.partner.technician_ids = [Command.link(self.users["assigned"].id)]
        self.assertEqual(
            self._as("assigned").action_show_personal_identity_number(), NUMBER
        )
