"""Add customers from the public registries; the registries are on this machine."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged

from odoo.addons.customer_register.models.masked_number import MASKED_NUMBER

from .common import CustomerMixin
from .registry_customer import BIKES, BOLAGSVERKET, EQUINOR, NOBODY, RegistryMixin
from .registry_server import Reply, sample

FAULT = Reply(status=500)


class LookupMixin(RegistryMixin, CustomerMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.no")
        cls.creator = new_test_user(
            cls.env,
            "lookup_creator",
            groups="base.group_user,customer_register.group_customer_create",
        )

    def setUp(self):
        super().setUp()
        self.server.on("/no/enheter", Reply.sample("no_enheter_search_200"))

    def lookup(self, query, country="NO", user=None, **values):
        """Return a look-up that has searched."""
        lookup = (
            self.env["customer.registry.lookup"]
            .with_user(user or self.editor)
            .create(
                {
                    "query": query,
                    "country_id": self.env.ref(f"base.{country.lower()}").id,
                    **values,
                }
            )
        )
        lookup.action_search()
        return lookup


@tagged("post_install", "-at_install")
class TestLookupSearch(LookupMixin, TransactionCase):
    def test_by_number(self):
        lookup = self.lookup("NO 923 609 016 MVA")
        self.assertRecordValues(
            lookup.line_ids,
            [
                {
                    "number": EQUINOR,
                    "name": "EQUINOR ASA",
                    "place": "STAVANGER",
                    "legal_form": "Allmennaksjeselskap",
                    "status": "active",
                    "register_state": False,
                    "partner_id": self.partners.browse().id,
                }
            ],
        )
        self.assertFalse(lookup.message)

    def test_by_name(self):
        lookup = self.lookup("equinor")
        self.assertGreater(len(lookup.line_ids), 1)
        self.assertEqual(self.server.asked("/no/enheter")[-1].query["navn"], "equinor")

    def test_searching_again_forgets_the_lines_of_before(self):
        lookup = self.lookup("equinor")
        lookup.query = EQUINOR
        lookup.action_search()
        self.assertEqual(lookup.line_ids.mapped("number"), [EQUINOR])

    def test_country_of_the_company_is_the_default(self):
        lookups = self.env["customer.registry.lookup"]
        self.assertEqual(lookups.create({}).country_code, "NO")
        self.env.company.country_id = self.env.ref("base.fi")
        self.assertEqual(lookups.create({}).country_code, "FI")
        self.env.company.country_id = self.env.ref("base.be")
        self.assertEqual(lookups.create({}).country_code, "NO")

    def test_sweden_is_searched_by_number_only(self):
        lookup = self.lookup("Bikes", country="SE")
        self.assertFalse(lookup.has_name_search)
        self.assertFalse(lookup.line_ids)
        self.assertIn("can't be searched by name", lookup.message)
        self.assertFalse(self.server.asked(BOLAGSVERKET))
        lookup.query = BIKES
        lookup.action_search()
        self.assertFalse(lookup.message)
        self.assertEqual(lookup.line_ids.number, BIKES)

    def test_nothing_found(self):
        self.server.on("/no/enheter", Reply.sample("no_enheter_search_empty_200"))
        self.assertIn("by this name", self.lookup("nothing at all").message)
        self.assertIn("with this number", self.lookup(NOBODY).message)
        self.assertIn("Type an organisation number", self.lookup("  ").message)

    def test_registry_down_is_said_and_blocks_nothing(self):
        self.server.fail(FAULT)
        lookup = self.lookup("equinor")
        self.assertIn("out of order", lookup.message)
        self.assertFalse(lookup.line_ids)
        action = lookup.action_enter_manually()
        self.assertEqual(action["res_model"], "res.partner")
        self.server.fail()
        lookup.action_search()
        self.assertFalse(lookup.message)
        self.assertTrue(lookup.line_ids)

    def test_number_of_a_person_is_covered(self):
        self.server.on(
            BOLAGSVERKET,
            Reply.sample("se_organisationer_enskild_official_200"),
            method="POST",
        )
        number = sample("se_organisationer_enskild_official_200")["organisationer"][0][
            "organisationsidentitet"
        ]["identitetsbeteckning"]
        lookup = self.lookup(number, country="SE")
        self.assertEqual(lookup.query, MASKED_NUMBER)
        self.assertEqual(set(lookup.line_ids.mapped("number")), {MASKED_NUMBER})
        for values in (*lookup.line_ids.read(), *lookup.read()):
            self.assertNotIn(number[-10:], str(values))
        with self.assertRaises(AccessError):
            lookup.line_ids.read(["company"])
        lookup.line_ids[0].action_add()
        customer = lookup.line_ids[0].partner_id
        self.assertFalse(customer.company_registry)
        self.assertEqual(customer.sudo().personal_identity_number[-10:], number[-10:])
        # the covered number is no query
        lookup.action_search()
        self.assertIn("again", lookup.message)

    def test_lines_in_the_register_are_marked(self):
        known = self.customer(
            "Known", company_registry=EQUINOR, country_id=self.no().id
        )
        self.assertRecordValues(
            self.lookup(EQUINOR).line_ids,
            [{"register_state": "customer", "partner_id": known.id}],
        )
        known.active = False
        line = self.lookup(EQUINOR).line_ids
        self.assertRecordValues(
            line, [{"register_state": "archived", "partner_id": known.id}]
        )
        action = line.action_reactivate_customer()
        self.assertEqual(action["context"]["default_partner_id"], known.id)
        known.customer_rank = 0
        known.active = True
        self.assertEqual(self.lookup(EQUINOR).line_ids.register_state, "contact")

    def test_hidden_customers_are_said_without_showing_them(self):
        known = self.customer(
            "Secret", company_registry=EQUINOR, country_id=self.no().id
        )
        line = self.lookup(EQUINOR, user=self.creator).line_ids
        self.assertEqual(line.register_state, "hidden")
        self.assertFalse(line.partner_id)
        with self.assertRaisesRegex(Exception, "do not have access") as caught:
            line.action_add()
        self.assertNotIn("Secret", str(caught.exception))
        self.assertEqual(
            self.partners.search([("company_registry", "=", EQUINOR)]), known
        )

    def test_marking_takes_as_many_queries_for_many_lines(self):
        counts = []
        for count in (10, 100):
            numbers = _valid_numbers(count)
            self.customer(f"Known {count}", company_registry=numbers[0])
            companies = [
                {**self.company_dict(), "number": number} for number in numbers
            ]
            lines = self.env["customer.registry.lookup.line"].with_user(self.editor)
            lines._register_marks(companies)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            marks = lines._register_marks(companies)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(
                [mark["register_state"] for mark in marks],
                ["customer"] + [False] * (count - 1),
            )
        self.assertEqual(*counts)

    def no(self):
        return self.env.ref("base.no")

    def company_dict(self):
        return self.env["customer.registry"].get_company(EQUINOR, "NO")


@tagged("post_install", "-at_install")
class TestLookupAccess(LookupMixin, HttpCase):
    def test_permission_is_named(self):
        viewer = new_test_user(
            self.env,
            "lookup_viewer",
            groups="base.group_user,customer_register.group_customer_view",
        )
        with self.assertRaisesRegex(AccessError, "“Create”"):
            self.lookup(EQUINOR, user=viewer)
        editor = new_test_user(
            self.env,
            "lookup_editor",
            groups="base.group_user,customer_register.group_customer_edit",
        )
        with self.assertRaisesRegex(AccessError, "“Create”"):
            self.lookup(EQUINOR, user=editor)
        # who edits fills in cards, but adds nobody
        customer = self.customer("Old Name")
        lookup = self.lookup(
            EQUINOR, user=editor, purpose="fill_card", partner_id=customer.id
        )
        with self.assertRaisesRegex(AccessError, "“Create”"):
            lookup.line_ids.action_add()
        with self.assertRaisesRegex(AccessError, "“Create”"):
            lookup.action_enter_manually()
        with self.assertRaisesRegex(AccessError, "“Create”"):
            lookup.get_card_values(EQUINOR, "NO")

    def test_only_creating_is_enough(self):
        line = self.lookup("equinor", user=self.creator).line_ids[0]
        line.action_choose()
        action = line.action_add()
        customer = self.partners.browse(action["res_id"])
        self.assertTrue(customer.is_customer)
        self.assertEqual(customer.with_user(self.creator).name, customer.name)
        survey = line.action_add_with_survey()
        self.assertEqual(survey["res_model"], "customer.survey.start")

    def test_what_others_look_up_is_not_seen(self):
        lookup = self.lookup(EQUINOR)
        with self.assertRaises(AccessError):
            lookup.with_user(self.creator).read(["query"])
        with self.assertRaises(AccessError):
            lookup.line_ids.with_user(self.creator).action_add()

    def test_portal_users_are_refused_over_rpc(self):
        customer = self.customer("Portal Customer")
        new_test_user(
            self.env,
            "lookup_portal",
            groups="base.group_portal",
            partner_id=customer.id,
        )
        self.authenticate("lookup_portal", "lookup_portal")
        for model, method, args in (
            ("customer.registry.lookup", "create", [{"query": EQUINOR}]),
            ("customer.registry.lookup", "action_open", [EQUINOR, "NO"]),
            ("customer.registry.lookup", "get_card_values", [EQUINOR, "NO"]),
            ("customer.registry.lookup", "search_read", [[], []]),
            ("customer.registry.lookup.line", "search_read", [[], []]),
            ("customer.registry.lookup.change", "search_read", [[], []]),
            ("customer.registry", "search_companies", [EQUINOR, "NO"]),
            ("res.partner", "action_look_up_in_registry", [[customer.id]]),
        ):
            with self.subTest(model=model, method=method):
                answer = self.url_open(
                    f"/web/dataset/call_kw/{model}/{method}",
                    json={
                        "params": {
                            "model": model,
                            "method": method,
                            "args": args,
                            "kwargs": {},
                        }
                    },
                ).json()
                self.assertEqual(
                    answer["error"]["data"]["name"], "odoo.exceptions.AccessError"
                )
        self.assertFalse(self.server.questions)


def _valid_numbers(count):
    """Return Norwegian numbers that are well formed."""
    numbers = []
    for stem in range(81000000, 82000000):
        digits = [int(digit) for digit in str(stem)]
        weights = (3, 2, 7, 6, 5, 4, 3, 2)
        check = -sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
        if check < 10:
            numbers.append(f"{stem}{check}")
        if len(numbers) == count:
            return numbers
    raise AssertionError("too few numbers")
