from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .customer_sync_change import CHANGED, DELETED, deleted_from
from .customer_sync_cursor import Cursor
from .customer_sync_payload import Payloads

MOST_CHANGES = 1_000
_HOME_PARAMETER = "customer_register.sync_home"


class CustomerSync(models.AbstractModel):
    """Tell other systems what changed."""

    _inherit = "customer.sync"

    @api.model
    def changes(self, cursor=None, limit=500, source=None, personal_numbers=False):
        """Return what changed since a call, each customer as it is now.

        The first call, without a cursor, starts with every customer there is. Keep the
        returned cursor when all is stored, and pass it on: what was told is told again
        after a lost answer, and nothing is left out. A customer may be told again
        though nothing changed; ``upsert`` then writes nothing.

        :param str cursor: what the last call returned, None or "" for the start
        :param int limit: changes in one answer, 1,000 at most
        :param str source: code of the caller's own system: its ids are told, and its
            own writes are left out
        :param bool personal_numbers: whether to tell personal identity numbers of
            customers that the user may edit; each is logged
        :return: ``{"cursor", "customers": [{"id", "ref", "external_id", "change", …}],
            "has_more"}``; ``change`` is created, changed, archived, deleted or merged
        :rtype: dict
        :raise UserError: when the cursor is not one of this method
        """
        self._check_sync_access()
        system = self._sync_system(source) if source else None
        limit = self._page_size(limit, MOST_CHANGES)
        place = self._place(cursor)
        payloads = Payloads(self.env, system, personal_numbers)
        if place.listing:
            result = self._list_existing(place, limit, payloads)
        else:
            result = self._list_changes(place, limit, payloads, system)
        if system and result["customers"]:
            self._log(system, "changes", sent=len(result["customers"]))
        return result

    # === PLACE IN THE FEED === #

    @api.model
    def _place(self, text):
        home = self._sync_home()
        if not text:
            # changes from here on are told after the list of those that are there
            [[xmin]] = self.env.execute_query(
                SQL("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            )
            return Cursor(home, xid=xmin, listing=True)
        try:
            place = Cursor.from_text(text)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "This is no cursor of the feed of changes. Pass on what the last "
                    "call returned, or nothing to start from the beginning."
                )
            ) from error
        if place.home != home:
            # a restored or copied database: all is told again, deletions too
            return Cursor(home, listing=True)
        return place

    @api.model
    def _sync_home(self):
        """Return what changes when the database is restored elsewhere or copied.

        Ids of transactions count for one database in one cluster. In another one, those
        of noted changes may lie in the future: they begin anew.
        """
        [[home]] = self.env.execute_query(
            SQL(
                """
                SELECT md5(system_identifier || '-' ||
                           (SELECT oid FROM pg_database
                             WHERE datname = current_database()))
                  FROM pg_control_system()
                """
            )
        )
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        if parameters_sudo.get_param(_HOME_PARAMETER) != home:
            self.env.execute_query(
                SQL(
                    """
                    UPDATE customer_sync_change SET xid = pg_current_xact_id()
                     WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())
                    RETURNING id
                    """
                )
            )
            parameters_sudo.set_param(_HOME_PARAMETER, home)
        return home

    # === WHAT IS THERE === #

    @api.model
    def _list_existing(self, place, limit, payloads):
        partners = self.env["res.partner"].with_context(active_test=False)
        customers = partners.search(
            Domain("is_customer", "=", True) & Domain("id", ">", place.listed),
            order="id",
            limit=limit + 1,
        )
        page = customers[:limit]
        told = payloads.of(page)
        is_last = len(customers) <= limit
        following = Cursor(
            place.home,
            xid=place.xid,
            event=place.event,
            listed=0 if is_last else page[-1:].id,
            listing=not is_last,
        )
        return {
            "cursor": following.to_text(),
            "customers": [
                self._told(customer, "created", told[customer.id]) for customer in page
            ],
            # after the list, the changes made meanwhile
            "has_more": not is_last or self._has_changes(following),
        }

    @api.model
    def _has_changes(self, place):
        changes_sudo = self.env["customer.sync.change"].sudo()
        [[has_changes]] = self.env.execute_query(
            SQL(
                """
                SELECT EXISTS (
                    SELECT FROM customer_sync_change
                     WHERE (xid, id) > (%s::text::xid8, %s) AND %s)
                """,
                str(place.xid),
                place.event,
                changes_sudo._settled(),
            )
        )
        return has_changes

    # === WHAT CHANGED === #

    @api.model
    def _list_changes(self, place, limit, payloads, system):
        changes_sudo = self.env["customer.sync.change"].sudo()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT xid::text::bigint, id, customer_id, change, system_id, data
                  FROM customer_sync_change
                 WHERE (xid, id) > (%s::text::xid8, %s) AND %s
                 ORDER BY xid, id
                 LIMIT %s
                """,
                str(place.xid),
                place.event,
                changes_sudo._settled(),
                limit + 1,
            )
        )
        has_more = len(rows) > limit
        rows = rows[:limit]
        if rows:
            place = Cursor(place.home, xid=rows[-1][0], event=rows[-1][1])
        noted = {}
        for _xid, _event, customer_id, change, system_id, left in rows:
            if system and system_id == system.id:
                continue
            known, known_left = noted.pop(customer_id, (CHANGED, None))
            if change == CHANGED:
                change = known
            # in the order of the last change
            noted[customer_id] = change, left or known_left
        return {
            "cursor": place.to_text(),
            "customers": self._tell(noted, payloads, system),
            "has_more": has_more,
        }

    @api.model
    def _tell(self, noted, payloads, system):
        """Return what to tell of customers, as far as the user may see them.

        :param dict noted: customer id -> (change, what is left of it)
        """
        partners_sudo = self.env["res.partner"].sudo().with_context(active_test=False)
        present_sudo = partners_sudo.search([("id", "in", list(noted))])
        customers_sudo = present_sudo.filtered("is_customer")
        customers = customers_sudo.with_env(self.env)._filtered_access("read")
        told = payloads.of(customers)
        there = set(customers_sudo.ids)
        may_know = deleted_from(self.env.user, self.env.companies.ids)
        result = []
        for customer_id, (change, left) in noted.items():
            if customer_id in told:
                customer = customers.browse(customer_id)
                # who was deleted and is there again, came anew
                change = change if change == CHANGED else "created"
                result.append(self._told(customer, change, told[customer_id]))
            elif customer_id not in there and left and may_know(left):
                external_id = left["external_ids"].get(str(system.id)) if system else 0
                gone = {
                    "id": customer_id,
                    "ref": left["ref"],
                    "external_id": external_id or False,
                    "change": change if left.get("merged_into") else DELETED,
                }
                if left.get("merged_into"):
                    gone["merged_into"] = left["merged_into"]
                result.append(gone)
        return result

    @api.model
    def _told(self, customer, change, told):
        change = change if customer.active else "archived"
        return {"id": customer.id, "change": change, **told}
