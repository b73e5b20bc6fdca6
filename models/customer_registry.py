import dataclasses
import logging

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..registries import (
    CLIENTS,
    INTERACTIVE,
    RegistryError,
    RegistryUnavailable,
    ViesClient,
    client_for,
    expected_vat_number,
)
from .registry_messages import registry_message

_logger = logging.getLogger(__name__)

PARAMETER = "customer_register.registry_%s"
# Who may ask: those who add customers or correct them.
PERMISSIONS = ("create", "edit_assigned", "edit", "manager")
MOST_AT_ONCE = 100


class CustomerRegistry(models.AbstractModel):
    """Ask the public company registries; see ``registries/`` for how.

    A company is a dict of plain values, as ``Company.as_dict`` makes it.
    """

    _name = "customer.registry"
    _description = "Public Company Registries"

    # === QUESTIONS === #

    @api.model
    def search_companies(self, query, country_code, limit=10):
        """Return companies by organisation number or name.

        :param str query: a number in any form, or a part of the name
        :param str country_code: ISO code of the country whose registry is asked
        :param int limit: how many at most, up to 100
        :return: dicts that describe companies
        :rtype: list
        :raise UserError: if the registry does not answer; it says why and what to do
        """
        self._check_registry_access()
        try:
            companies = self._registry_client(country_code).search_companies(
                query, min(int(limit), MOST_AT_ONCE)
            )
        except RegistryError as error:
            raise self._registry_user_error(error) from error
        return [company.as_dict() for company in companies]

    @api.model
    def get_company(self, number, country_code):
        """Return the company with an organisation number.

        :param str number: in any form people write it
        :param str country_code: ISO code of the country whose registry is asked
        :return: a dict that describes the company, False if the registry has none
        :raise UserError: if the registry does not answer; it says why and what to do
        """
        [answer] = self.get_companies([number], country_code)
        if answer["error"]:
            raise UserError(answer["error"])
        return answer["company"]

    @api.model
    def get_companies(self, numbers, country_code):
        """Return what a registry says of many organisation numbers, in their order.

        :param list numbers: in any form people write them
        :param str country_code: ISO code of the country whose registry is asked
        :return: dicts with ``number`` (as given), ``company`` (a dict, False if the
            registry has none) and ``error`` (why there is no answer, else "")
        :rtype: list
        """
        self._check_registry_access()
        return [
            {
                "number": number,
                "company": answer.as_dict() if is_company else False,
                "error": registry_message(self.env, answer)
                if answer and not is_company
                else "",
            }
            for number, answer in self._ask_companies(numbers, country_code)
            for is_company in [answer and not isinstance(answer, RegistryError)]
        ]

    # === ASKING === #

    @api.model
    def _check_registry_access(self):
        user = self.env.user
        if self.env.su or (
            user._is_internal()
            and any(user._has_customer_permission(name) for name in PERMISSIONS)
        ):
            return
        raise AccessError(
            self.env._(
                "Only those who add or edit customers can ask the company registries. "
                "A customer administrator can give you that permission."
            )
        )

    @api.model
    def _ask_companies(self, numbers, country_code, patience=INTERACTIVE):
        """Return (number, company, None or error) for each number.

        :param list numbers: in any form people write them
        :param str country_code: ISO code of the country whose registry is asked
        :param Patience patience: how long to wait for answers
        :rtype: list
        """
        try:
            client = self._registry_client(country_code, patience)
        except RegistryError as error:
            return [(number, error) for number in numbers]
        answers = client.get_companies(numbers)
        if not client.tells_vat:
            answers = self._add_vat(answers, patience)
        for error in {a for a in answers.values() if isinstance(a, RegistryError)}:
            _logger.info("Company registry: %s", error)
        return [(number, answers[number]) for number in numbers]

    @api.model
    def _add_vat(self, answers, patience):
        """Complete companies by what VIES says; an outage leaves it unknown."""
        try:
            vies = self._vies_client(patience)
        except RegistryError as error:
            _logger.info("VAT register: %s", error)
            return answers
        completed = dict(answers)
        for number, company in answers.items():
            if getattr(company, "vat_registered", False) is not None:
                continue
            vat = expected_vat_number(company.country_code, company.number)
            try:
                is_valid = vies.is_valid(vat)
            except RegistryError as error:
                _logger.info("VAT register: %s", error)
                if isinstance(error, RegistryUnavailable):
                    break
                continue
            completed[number] = dataclasses.replace(
                company,
                vat_registered=is_valid,
                vat_number=vat if is_valid else "",
            )
        return completed

    @api.model
    def _registry_client(self, country_code, patience=INTERACTIVE):
        """Return the client for a country, with its settings.

        :raise RegistryError: if there is none, or its address is wrong
        """
        country_code = (country_code or "").strip().upper()
        options = {
            "patience": patience,
            "contact": self._registry_contact(),
            # the company's: what is stored must not change with who asks
            "lang": (self.env.company.sudo().partner_id.lang or "en")[:2],
        }
        if country_code == "SE":
            options.update(
                client_id=self._registry_parameter("se_client_id"),
                client_secret=self._registry_parameter("se_client_secret"),
                token_url=self._registry_parameter("se_token_url"),
            )
        url = ""
        if country_code in CLIENTS:
            url = self._registry_parameter(f"{country_code.lower()}_url")
        return client_for(country_code, url, **options)

    @api.model
    def _vies_client(self, patience=INTERACTIVE):
        return ViesClient(
            self._registry_parameter("vies_url"),
            patience=patience,
            contact=self._registry_contact(),
        )

    @api.model
    def _registry_contact(self):
        return self.env.company.sudo().name or ""

    @api.model
    def _registry_parameter(self, name):
        return (
            self.env["ir.config_parameter"].sudo().get_param(PARAMETER % name) or ""
        ).strip()

    @api.model
    def _registry_user_error(self, error):
        _logger.info("Company registry: %s", error)
        return UserError(registry_message(self.env, error))
