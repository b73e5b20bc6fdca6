"""Many Norwegian companies at once, and the feed of changes."""

import datetime

from odoo.tests import tagged

from odoo.addons.customer_register.registries import errors as e
from odoo.addons.customer_register.registries.norway import Change

from .registry_norway_common import (
    EQUINOR,
    NOBODY,
    NOBODY_ELSE,
    NorwayCase,
    entity,
    hits,
)
from .registry_server import Reply, sample


@tagged("post_install", "-at_install", "customer_register")
class TestManyNorwegianCompanies(NorwayCase):
    def test_many_with_few_questions(self):
        numbers = [EQUINOR, NOBODY, NOBODY_ELSE, "974760673"]
        self.server.on(
            "/enheter", Reply.json(hits(entity(EQUINOR), entity("974760673")))
        )
        sub_unit = {**sample("no_underenhet_200"), "organisasjonsnummer": NOBODY}
        self.server.on("/underenheter", Reply.json(hits(sub_unit, kind="underenheter")))
        # a search doesn't find it any more
        self.serve(NOBODY_ELSE, Reply.sample("no_enhet_slettet_200"))

        answers = self.client.get_companies([*numbers, "NO923609016MVA", "12"])

        self.assertEqual(answers[EQUINOR].number, EQUINOR)
        self.assertEqual(answers["NO923609016MVA"], answers[EQUINOR])
        self.assertTrue(answers[NOBODY].is_sub_unit)
        self.assertEqual(answers[NOBODY_ELSE].status, "deleted")
        self.assertEqual(answers["12"].code, e.WRONG_NUMBER)
        self.assertEqual(
            [(question.path, question.query) for question in self.server.questions],
            [
                (
                    "/enheter",
                    {
                        "organisasjonsnummer": ",".join(numbers),
                        "size": "4",
                        "page": "0",
                    },
                ),
                (
                    "/underenheter",
                    {
                        "organisasjonsnummer": f"{NOBODY},{NOBODY_ELSE}",
                        "size": "2",
                        "page": "0",
                    },
                ),
                (f"/enheter/{NOBODY_ELSE}", {}),
            ],
        )

    def test_list_that_the_registry_refuses(self):
        self.server.on("/enheter", Reply.sample("no_400_validation"))
        self.server.on("/underenheter", Reply.sample("no_400_validation"))
        self.serve(EQUINOR, Reply.sample("no_enhet_200"))
        answers = self.client.get_companies([EQUINOR, NOBODY])
        self.assertEqual(answers[EQUINOR].name, "EQUINOR ASA")
        self.assertIsNone(answers[NOBODY])

    def test_out_of_order(self):
        self.server.fail(Reply(status=500))
        answers = self.client.get_companies([EQUINOR, NOBODY, NOBODY_ELSE])
        self.assertEqual({error.code for error in answers.values()}, {e.OUT_OF_ORDER})
        self.assertEqual(len(self.server.questions), 2)

    def test_out_of_order_in_between(self):
        self.server.on("/enheter", Reply.json(hits(entity(EQUINOR))))
        self.server.on("/underenheter", Reply(status=500))
        answers = self.client.get_companies([EQUINOR, NOBODY])
        self.assertEqual(answers[EQUINOR].number, EQUINOR)
        self.assertEqual(answers[NOBODY].code, e.OUT_OF_ORDER)


@tagged("post_install", "-at_install", "customer_register")
class TestNorwegianChanges(NorwayCase):
    def test_changes_after_one_leave_it_out(self):
        self.server.on(
            "/oppdateringer/enheter", Reply.sample("no_oppdateringer_enheter_200")
        )
        changes = self.client.changes(24720422)
        self.assertEqual(changes[0], Change(24720423, EQUINOR, "Endring"))
        self.assertEqual(
            [change.kind for change in changes],
            ["Endring", "Ny", "Sletting", "Endring", "Fjernet"],
        )
        # the registry begins with the one that it is asked for
        self.assertEqual(
            self.server.questions[0].query,
            {"oppdateringsid": "24720423", "size": "1000"},
        )

    def test_changes_of_sub_units(self):
        name = "no_oppdateringer_underenheter_200"
        self.server.on("/oppdateringer/underenheter", Reply.sample(name))
        self.assertEqual(
            len(self.client.changes(1, sub_units=True)),
            len(sample(name)["_embedded"]["oppdaterteUnderenheter"]),
        )

    def test_no_changes(self):
        self.server.on(
            "/oppdateringer/enheter", Reply.sample("no_enheter_search_empty_200")
        )
        self.assertEqual(self.client.changes(5), [])

    def test_where_to_begin(self):
        self.server.on(
            "/oppdateringer/enheter", Reply.sample("no_oppdateringer_enheter_200")
        )
        since = datetime.datetime(2026, 6, 28, 0, 0, 5)
        self.assertEqual(self.client.change_to_begin_after(since), 24720422)
        self.assertEqual(
            self.server.questions[0].query,
            {"dato": "2026-06-28T00:00:05.000Z", "size": "1"},
        )
        self.server.on(
            "/oppdateringer/enheter", Reply.sample("no_enheter_search_empty_200")
        )
        self.assertEqual(self.client.change_to_begin_after(), 0)

    def test_faults(self):
        self.assertAnswersFaults(lambda: self.client.changes(1))
