from .common import CustomerCase
class TestX(CustomerCase):
    def test_a(self):
        c = self.customer("A")
        self.assertEqual(c.action_start_client_survey()["res_model"], "customer.survey.start")
