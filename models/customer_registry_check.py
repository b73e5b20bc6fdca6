import datetime
import logging

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..registries import (
    BACKGROUND,
    RegistryError,
    RegistryNotAllowed,
    RegistryUnavailable,
)
from ..registries.company import BANKRUPT, DELETED, LIQUIDATION
from .customer_registry import PARAMETER
from .registry_changes import (
    GONE,
    GRAVE,
    MOVED,
    RENAMED,
    VAT_ENDED,
    carry_out,
    findings,
    proposals,
)

_logger = logging.getLogger(__name__)

CHANGES_AT_ONCE = 5000
# Customers that are asked for between two commits: a few seconds' worth of questions.
BATCH_SIZES = {"NO": 100, "FI": 10, "SE": 10, "DK": 10}
# Questions in 24 hours, of the look-ups of users too; cvrapi.dk gives 50 for nothing.
DAILY_QUESTIONS = {"FI": 5000, "SE": 5000, "DK": 40}
CHECKED_EVERY = datetime.timedelta(days=30)
# How long a registry that is out of order is left alone.
SHORTEST_PAUSE = datetime.timedelta(minutes=15)


class CustomerRegistryCheck(models.AbstractModel):
    """Compare the customers with the registries, and tell who has to know.

    Norway says what has changed; the other registries are asked for every customer in
    turn, who was asked for longest ago first. Every batch is committed with the mark of
    how far the check has come: a check that is interrupted goes on from there.
    """

    _name = "customer.registry.check"
    _description = "Comparison with the Company Registries"

    # === THE SCHEDULED CHECK === #

    @api.model
    def _cron_check(self):
        """Compare as many customers as there is time for."""
        commit = self.env["ir.cron"]._commit_progress
        time_left = commit(remaining=self._waiting_count())
        for country, work in (
            ("NO", self._follow_norwegian_changes),
            *((country, self._check_next) for country in BATCH_SIZES),
        ):
            while time_left and not self._is_paused(country):
                count = work(country)
                # Norway may tell of more changes: that is known once it is asked again
                waiting = max(self._waiting_count(), min(count, 1))
                time_left = commit(count, remaining=waiting)
                if not count:
                    break
        if time_left:
            commit(remaining=0)

    @api.model
    def _follow_norwegian_changes(self, country):
        """Check the customers among the next changes that Norway tells of.

        :return: how many changes there were
        :rtype: int
        """
        count = 0
        for sub_units in (False, True):
            try:
                count += self._follow_changes(country, sub_units)
            except RegistryError as error:
                self._pause(country, error)
                break
        return count

    @api.model
    def _follow_changes(self, country, sub_units):
        key = PARAMETER % ("no_last_sub_unit_change" if sub_units else "no_last_change")
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        last = int(parameters_sudo.get_param(key) or 0)
        client = self.env["customer.registry"]._registry_client(country, BACKGROUND)
        if not last:
            # the past is covered by asking for every customer once
            last = client.change_to_begin_after(sub_units=sub_units)
            if last:
                parameters_sudo.set_param(key, str(last))
            return 0
        changes = client.changes(last, CHANGES_AT_ONCE, sub_units=sub_units)
        if not changes:
            return 0
        numbers = {change.number for change in changes}
        partners = self._customers(
            country, [("company_registry", "in", list(numbers))]
        ).filtered("registry_checked_at")
        for first in range(0, len(partners), BATCH_SIZES[country]):
            self._check(partners[first : first + BATCH_SIZES[country]], country)
        parameters_sudo.set_param(key, str(changes[-1].id))
        # fewer are the end of it
        return len(changes) if len(changes) >= CHANGES_AT_ONCE else 0

    @api.model
    def _check_next(self, country):
        """Check the customers of a country that wait longest.

        :return: how many were checked
        :rtype: int
        """
        count = min(BATCH_SIZES[country], self._questions_left(country))
        partners = self._customers(country, self._due_domain(country), limit=count)
        if not partners:
            return 0
        try:
            self._check(partners, country)
        except RegistryError as error:
            self._pause(country, error)
            return 0
        return len(partners)

    @api.model
    def _due_domain(self, country):
        if country == "NO":
            # later changes are told
            return [("registry_checked_at", "=", False)]
        return [
            "|",
            ("registry_checked_at", "=", False),
            ("registry_checked_at", "<", fields.Datetime.now() - CHECKED_EVERY),
        ]

    @api.model
    def _customers(self, country, domain, limit=None):
        """Return customers, who were compared longest ago first, in sudo mode."""
        partners_sudo = self.env["res.partner"].sudo()
        if limit == 0:
            return partners_sudo
        return partners_sudo.search(
            self._customer_domain(country) + domain,
            limit=limit,
            order="registry_checked_at NULLS FIRST, id",
        )

    @api.model
    def _customer_domain(self, country):
        return [
            ("is_customer", "=", True),
            ("country_id.code", "=", country),
            ("company_registry_provisional", "=", False),
            # a personal identity number is a company's if a registry said so
            "|",
            ("company_registry", "!=", False),
            "&",
            ("registry_source", "!=", False),
            ("personal_identity_number", "!=", False),
        ]

    @api.model
    def _questions_left(self, country):
        most = DAILY_QUESTIONS.get(country)
        if most is None:
            return BATCH_SIZES[country]
        yesterday = fields.Datetime.now() - datetime.timedelta(days=1)
        asked = (
            self.env["res.partner"]
            .sudo()
            .search_count(
                [
                    ("country_id.code", "=", country),
                    ("registry_checked_at", ">=", yesterday),
                ]
            )
        )
        return max(0, most - asked)

    @api.model
    def _waiting_count(self):
        """Return how many customers can still be asked for today."""
        partners_sudo = self.env["res.partner"].sudo()
        counts = []
        for country in BATCH_SIZES:
            if not self._is_paused(country):
                count = partners_sudo.search_count(
                    self._customer_domain(country) + self._due_domain(country)
                )
                # Norway takes as many questions as there are
                most = count if country == "NO" else self._questions_left(country)
                counts.append(min(count, most))
        return sum(counts)

    # === PAUSES === #

    @api.model
    def _pause(self, country, error):
        """Leave a registry alone for as long as it wants, and for a while at least."""
        wanted = datetime.timedelta(seconds=getattr(error, "retry_after", 0))
        until = fields.Datetime.now() + max(wanted, SHORTEST_PAUSE)
        _logger.info("Comparison with %s stops until %s: %s", country, until, error)
        self.env["ir.config_parameter"].sudo().set_param(
            PARAMETER % f"{country.lower()}_pause_until",
            fields.Datetime.to_string(until),
        )

    @api.model
    def _is_paused(self, country):
        until = (
            self.env["ir.config_parameter"]
            .sudo()
            .get_param(PARAMETER % f"{country.lower()}_pause_until")
        )
        return bool(until) and until > fields.Datetime.to_string(fields.Datetime.now())

    # === COMPARING === #

    @api.model
    def _check(self, partners_sudo, country):
        """Compare customers of one country with its registry.

        :raise RegistryError: if the registry does not answer; nothing is written then
        """
        numbers = {
            partner: number
            for partner, (number, _code) in partners_sudo._registry_numbers().items()
        }
        answers = dict(
            self.env["customer.registry"]._ask_companies(
                list(numbers.values()), country, BACKGROUND
            )
        )
        companies = {}
        for partner, number in numbers.items():
            answer = answers[number]
            if isinstance(answer, RegistryError):
                if isinstance(answer, RegistryUnavailable | RegistryNotAllowed):
                    raise answer
                # the registry doesn't like this number: nothing is known about it
                continue
            companies[partner] = answer.as_dict() if answer else False
        self._settle(companies)
        partners_sudo.write({"registry_checked_at": fields.Datetime.now()})

    @api.model
    def _settle(self, companies):
        """Write or report what has happened, and remember what was said.

        :param dict companies: customer -> what the registry says, False if it has none
        """
        reports = {}
        updates = {}
        for partner, company in companies.items():
            partner_sudo = partner.sudo()
            found = findings(partner_sudo, company)
            if company and self._updates_itself(partner_sudo):
                wanted = [
                    proposal
                    for proposal in proposals(self.env, partner_sudo, company)
                    if proposal.is_sure
                ]
                if wanted:
                    updates[partner_sudo] = wanted
                found = [finding for finding in found if finding.kind in GRAVE]
            if found:
                reports[partner_sudo] = found
        refused = self._update(updates)
        for partner, company in companies.items():
            partner.sudo()._remember_registry(company)
        self._report(reports, refused)

    @api.model
    def _update(self, updates):
        """Write proposals; one that the register refuses spoils no other.

        :param dict updates: customer -> proposals
        :return: {customer: why it was not written}
        :rtype: dict
        """
        env = self.env(su=True)
        try:
            with self.env.cr.savepoint():
                return carry_out(env, updates)
        except UserError as error:
            if len(updates) == 1:
                return dict.fromkeys(updates, str(error))
        refused = {}
        for partner, wanted in updates.items():
            refused.update(self._update({partner: wanted}))
        return refused

    @api.model
    def _updates_itself(self, partner_sudo):
        company = partner_sudo.company_id or self.env.company.sudo()
        return company.customer_registry_auto_update

    # === REPORTING === #

    @api.model
    def _report(self, reports, refused):
        """Raise an activity for who is responsible for each customer.

        :param dict reports: customer -> findings
        :param dict refused: customer -> why it could not be updated
        """
        partners_sudo = self.env["res.partner"].sudo()
        for partner in [*reports, *refused]:
            partners_sudo |= partner
        if not partners_sudo:
            return
        kind = self.env.ref("customer_register.mail_activity_type_registry")
        model_id = self.env["ir.model"]._get_id("res.partner")
        values = []
        for partner_sudo in partners_sudo:
            user = self._responsible(partner_sudo)
            env = self.with_context(lang=user.lang).env
            found = reports.get(partner_sudo, [])
            lines = [self._finding_text(env, finding) for finding in found]
            if partner_sudo in refused:
                lines.append(refused[partner_sudo])
            values.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": partner_sudo.id,
                    "user_id": user.id,
                    "summary": env._("Company registry: %s", lines[0]),
                    "note": Markup("<ul>%s</ul>")
                    % Markup().join(Markup("<li>%s</li>") % line for line in lines),
                }
            )
        self.env["mail.activity"].sudo().with_context(
            # one mail for each customer would be too many
            mail_activity_quick_update=True
        ).create(values)

    @api.model
    def _responsible(self, partner_sudo):
        """Return who looks after a customer: salesperson, technician, administrator."""
        users = partner_sudo.user_id | partner_sudo.technician_ids.sorted("id")
        users = users.filtered(lambda user: user.active and not user.share)
        return users[:1] or self._administrators(partner_sudo)[:1] or self.env.user

    @api.model
    def _administrators(self, partner_sudo):
        group_sudo = self.env.ref("customer_register.group_customer_manager").sudo()
        users = group_sudo.all_user_ids.filtered("active").sorted("id")
        company = partner_sudo.company_id or self.env.company
        return users.filtered(lambda user: company in user.company_ids)

    @api.model
    def _finding_text(self, env, finding):
        return {
            RENAMED: lambda: env._(
                "the name is now %(new)s, it was %(old)s",
                new=finding.new,
                old=finding.old,
            ),
            MOVED: lambda: env._(
                "the address is now %(new)s, it was %(old)s",
                new=finding.new,
                old=finding.old,
            ),
            BANKRUPT: lambda: env._("bankrupt %s", finding.new),
            LIQUIDATION: lambda: env._("in liquidation %s", finding.new),
            DELETED: lambda: env._("deleted from the registry %s", finding.new),
            VAT_ENDED: lambda: env._("no longer registered for VAT"),
            GONE: lambda: env._("the registry does not know the number any more"),
        }[finding.kind]().strip()
