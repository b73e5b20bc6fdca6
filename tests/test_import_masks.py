"""What may be shown of rows, and finding customers that stand in a file twice.

Companies are public, personal numbers published examples (see ``identity_samples``).
"""

from odoo.tests import tagged

from odoo.addons.customer_register.importing import problems as p
from odoo.addons.customer_register.importing.identity_numbers import MASK
from odoo.addons.customer_register.importing.masks import mask, mask_cell
from odoo.addons.customer_register.importing.problems import Problem
from odoo.addons.customer_register.importing.register_rows import EarlierRows

from .test_import_rows import (
    EQUINOR,
    NORWEGIAN_PERSON,
    SWEDISH_PERSON,
    SWEDISH_PERSON_STORED,
    RowCase,
)


@tagged("post_install", "-at_install", "customer_register")
class TestMasks(RowCase):
    def test_records(self):
        values = {
            "name": f"Kari Li {NORWEGIAN_PERSON}",
            "personal_identity_number": NORWEGIAN_PERSON,
            "company_registry": EQUINOR,
            "vat": "SE640823323401",
            "phone": "0701234567",
            "zip": "0150",
            "share": 50.0,
            "is_company": False,
            "birthdate": "1979-07-11",
            "contacts": [{"name": "Per", "comment": f"har {SWEDISH_PERSON}"}],
            "tax_persons": [
                {"name": "Bo", "personal_identity_number": SWEDISH_PERSON_STORED}
            ],
            "properties": {"abc": SWEDISH_PERSON},
            "phone_fallback": ["0701234567", "Mobil: 070-123 45 67"],
            "comment_lines": f"Mobil: 070-123 45 67\n{NORWEGIAN_PERSON}",
        }
        shown = mask(values)
        self.assertEqual(
            shown,
            {
                **values,
                "name": f"Kari Li {MASK}",
                "personal_identity_number": MASK,
                "vat": MASK,
                "contacts": [{"name": "Per", "comment": f"har {MASK}"}],
                "tax_persons": [{"name": "Bo", "personal_identity_number": MASK}],
                "properties": {"abc": MASK},
                "comment_lines": f"Mobil: 070-123 45 67\n{MASK}",
            },
        )
        self.assertEqual(values["personal_identity_number"], NORWEGIAN_PERSON)

    def test_cells(self):
        for target, text, shown in (
            ("personal_identity_number", NORWEGIAN_PERSON, MASK),
            ("personal_identity_number", "11077941013", MASK),
            ("personal_identity_number", "130779", MASK),
            ("personal_identity_number", "Personnummer 2", "Personnummer 2"),
            ("personal_identity_number", "unknown", "unknown"),
            ("personal_identity_number", "", ""),
            ("personal_identity_number", "-", "-"),
            ("personal_identity_number", EQUINOR, EQUINOR),
            ("tax_person2.personal_identity_number", SWEDISH_PERSON, MASK),
            ("company_registry", EQUINOR, EQUINOR),
            ("company_registry", "NO 923 609 016 MVA", "NO 923 609 016 MVA"),
            ("company_registry", "556012-5790", "556012-5790"),
            ("company_registry", "923609017", "923609017"),
            ("company_registry", SWEDISH_PERSON, MASK),
            # with a typing error it is hardly less personal
            ("company_registry", "640823-3235", MASK),
            ("identity_number", "131052-308U", MASK),
            ("identity_number", NORWEGIAN_PERSON, MASK),
            ("vat", "SE640823323401", MASK),
            ("vat", "SE556012579001", "SE556012579001"),
            ("name", f"Li {NORWEGIAN_PERSON}", f"Li {MASK}"),
            ("", SWEDISH_PERSON, MASK),
            ("comment", f"se {SWEDISH_PERSON}", f"se {MASK}"),
            ("properties.abc", SWEDISH_PERSON, MASK),
            ("phone", "070-123 45 67", "070-123 45 67"),
            ("phone", NORWEGIAN_PERSON, MASK),
            ("birthdate", "1979-07-11", "1979-07-11"),
            ("", "070-123", "070-123"),
            ("no_such_target", SWEDISH_PERSON, MASK),
        ):
            with self.subTest(target=target, text=text):
                self.assertEqual(mask_cell(target, text), shown)

    def test_no_number_leaves_a_wrong_row(self):
        for typed in ("640823-3235", "131052-308U", "11077941013"):
            for target in ("company_registry", "personal_identity_number"):
                row = self.clean({target: typed}, "SE")
                self.assertEqual(row.values, {})
                self.assertNotIn(typed, repr(row) + repr(row.problems))


@tagged("post_install", "-at_install", "customer_register")
class TestEarlierRowsOfAnyFile(RowCase):
    def test_all_numbers_meet(self):
        earlier = EarlierRows()
        first = self.clean(
            {"ref": "A1", "external_id": "x-9", "company_registry": EQUINOR}
        )
        self.assertIsNone(earlier.find_duplicate(first))
        earlier.remember(first)
        person = self.clean({"identity_number": SWEDISH_PERSON}, "SE")
        earlier.remember(person)
        for cells, column in (
            ({"ref": " a1 "}, "ref"),
            ({"external_id": "x-9"}, "external_id"),
            ({"company_registry": "NO 923 609 016 MVA"}, "company_registry"),
            ({"vat": "NO923609016MVA"}, "company_registry"),
            (
                {"company_registry": "19640823-3234", "country_id": "SE"},
                "personal_identity_number",
            ),
        ):
            with self.subTest(cells=cells):
                self.assertEqual(
                    earlier.find_duplicate(self.clean(cells)),
                    Problem(p.ROW_DUPLICATE, {"row": 7, "column": column}),
                )
        for cells in ({"ref": "A2"}, {"external_id": "A1"}, {"name": "A1"}, {}):
            with self.subTest(cells=cells):
                self.assertIsNone(earlier.find_duplicate(self.clean(cells)))
