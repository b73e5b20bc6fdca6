"""Dates in the forms that people and programs write."""

import datetime

from odoo.tests import tagged

from odoo.addons.customer_register.importing import problems as p
from odoo.addons.customer_register.importing.dates import date_order, parse_date
from odoo.addons.customer_register.importing.problems import Problem

from .test_import_cells import TODAY, CellCase

CHRISTMAS = "1984-12-24"


@tagged("post_install", "-at_install", "customer_register")
class TestDates(CellCase):
    def test_forms(self):
        for text in (
            "1984-12-24",
            "1984/12/24",
            "1984.12.24",
            "19841224",
            "1984-12-24 00:00:00",
            "1984-12-24T13:45:00Z",
            "1984-12-24T13:45:00.123+01:00",
            "24.12.1984",
            "24.12.84",
            "24. 12. 1984",
            "24.12.1984 13:45",
            "24.12.1984 kl. 13:45",
            "24/12/1984",
            "24/12/84",
            "24/12-84",
            "24/12-1984",
            "24/12 1984",
            "24-12-1984",
            "24-12-84",
            "24 12 1984",
            "24121984",
            "24. desember 1984",
            "24. des. 1984",
            "24 desember 84",
            "24. december 1984",
            "24 dec 1984",
            "24-Dec-84",
            "24-dec-1984",
            "den 24 december 1984",
            "24. joulukuuta 1984",
            "joulukuun 24. 1984",
            "December 24, 1984",
            "Dec 24 1984",
            "24th of December 1984",
            "Monday, 24 December 1984",
            "mandag 24. desember 1984",
            "måndag 24 december 1984",
            "1984 December 24",
        ):
            with self.subTest(text=text):
                self.assertEqual(self.clean("birthdate", text), CHRISTMAS)

    def test_all_months_in_all_languages(self):
        for names in (
            "January February March April May June July August September October"
            " November December",
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
            "januar februar mars april mai juni juli august september oktober november"
            " desember",
            "januari februari mars april maj juni juli augusti september oktober"
            " november december",
            "januar februar marts april maj juni juli august september oktober"
            " november december",
            "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu"
            " syyskuu lokakuu marraskuu joulukuu",
            "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
        ):
            for month, name in enumerate(names.split(), 1):
                with self.subTest(name=name):
                    self.assertEqual(
                        parse_date(f"3. {name} 1999", TODAY),
                        datetime.date(1999, month, 3),
                    )

    def test_refusals(self):
        for text in (
            "31.02.1984",
            "24.13.1984",
            "32.1.84",
            "1984",
            "24.12",
            "12345",
            "unknown day",
            "24.12.1984 and more",
            "24. foo 1984",
            "24.12.198",
            "1.2.3.4",
            "0001-01-02",
        ):
            with self.subTest(text=text):
                found = self.clean("birthdate", text)
                self.assertEqual(found, Problem(p.VALUE_NOT_DATE))
        self.assertEqual(
            self.clean("birthdate", "2030-01-01"), Problem(p.VALUE_DATE_IN_FUTURE)
        )

    def test_two_digits_of_a_year_are_not_in_the_future(self):
        for text, date in (
            ("24.11.26", "2026-11-24"),
            ("26.11.26", "1926-11-26"),
            ("1.1.30", "1930-01-01"),
            ("29.2.00", "2000-02-29"),
            ("29.2.48", "1948-02-29"),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.clean("birthdate", text), date)

    def test_order_is_the_columns(self):
        self.assertEqual(self.clean("birthdate", "01/02/1984"), "1984-02-01")
        self.assertEqual(
            self.clean("birthdate", "01/02/1984", date_order="mdy"), "1984-01-02"
        )
        self.assertEqual(
            self.clean("birthdate", "12/24/1984", date_order="dmy"),
            Problem(p.VALUE_NOT_DATE),
        )
        self.assertEqual(
            self.clean("birthdate", "840102", date_order="ymd"), "1984-01-02"
        )
        self.assertEqual(
            self.clean("birthdate", "020184", date_order="dmy"), "1984-01-02"
        )
        # two dates that differ are none
        self.assertEqual(self.clean("birthdate", "010203"), Problem(p.VALUE_NOT_DATE))
        self.assertEqual(date_order(["1/2/84", "12/24/84"], TODAY), "mdy")
        self.assertEqual(date_order(["1/2/84", "24/12/84"], TODAY), "dmy")
        self.assertEqual(date_order(["84-01-02", "", "99-12-31"], TODAY), "ymd")

    def test_days_of_a_spreadsheets_calendar(self):
        self.assertEqual(self.clean("birthdate", "31040", serial=True), CHRISTMAS)
        self.assertEqual(self.clean("birthdate", "31040.0", serial=True), CHRISTMAS)
        self.assertEqual(self.clean("birthdate", "31040"), Problem(p.VALUE_NOT_DATE))
        self.assertEqual(self.clean("birthdate", "19841224", serial=True), CHRISTMAS)
