"""The settings of the registries: the Swedish agreement, updating by itself."""

from odoo.exceptions import AccessError
from odoo.tests import Form, TransactionCase, new_test_user, tagged

from .permission_common import groups

CLIENT_ID = "customer_register.registry_se_client_id"
SECRET = "customer_register.registry_se_client_secret"


@tagged("post_install", "-at_install", "customer_register")
class TestRegistrySettings(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parameters = cls.env["ir.config_parameter"].sudo()
        cls.manager = new_test_user(
            cls.env, "registry_manager", groups=groups("manager")
        )
        cls.pages = (
            cls.env["res.config.settings"],
            cls.env["customer.settings"].with_user(cls.manager),
        )

    def agreement(self):
        return tuple(self.parameters.get_param(key) for key in (CLIENT_ID, SECRET))

    def test_agreement(self):
        for page in self.pages:
            self.parameters.set_param(CLIENT_ID, False)
            self.parameters.set_param(SECRET, False)
            with Form(page) as form:
                self.assertFalse(form.customer_registry_se_has_secret)
                form.customer_registry_se_client_id = " our id "
                form.customer_registry_se_client_secret = " hush "
            self.assertEqual(self.agreement(), ("our id", "hush"))

    def test_secret_is_not_read_back(self):
        self.parameters.set_param(CLIENT_ID, "our id")
        self.parameters.set_param(SECRET, "hush")
        for page in self.pages:
            with Form(page) as form:
                self.assertEqual(form.customer_registry_se_client_id, "our id")
                self.assertTrue(form.customer_registry_se_has_secret)
                self.assertFalse(form.customer_registry_se_client_secret)
                form.customer_registry_auto_update = True
            self.assertEqual(self.agreement(), ("our id", "hush"))
            values = form.record.read()[0]
            self.assertNotIn("hush", str(values))
        self.assertTrue(self.env.company.customer_registry_auto_update)

    def test_agreement_that_has_ended(self):
        self.parameters.set_param(CLIENT_ID, "our id")
        self.parameters.set_param(SECRET, "hush")
        with Form(self.pages[0]) as form:
            form.customer_registry_se_client_id = False
        self.assertEqual(self.agreement(), (False, False))

    def test_others_neither_read_nor_write_it(self):
        editor = new_test_user(
            self.env, "registry_editor", groups=groups("edit", "create")
        )
        values = {"customer_registry_se_client_id": "other"}
        for name in ("res.config.settings", "customer.settings"):
            with self.assertRaises(AccessError):
                self.env[name].with_user(editor).create(values)
        with self.assertRaises(AccessError):
            self.env["ir.config_parameter"].with_user(editor).search_read([])
        self.assertNotEqual(self.parameters.get_param(CLIENT_ID), "other")
