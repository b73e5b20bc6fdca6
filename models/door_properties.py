"""Custom fields of customers in incoming records."""

from datetime import date, datetime

from odoo.fields import Domain

from ..importing.identity_numbers import mask_personal_numbers

_TRUE = frozenset("true yes y 1 x ja sann sant kyllä on".split())
_FALSE = frozenset("false no n 0 nei nej falsk usann ei off".split())


class CustomFields:
    """The custom fields of the customer card, read once.

    :param env: environment of the user
    """

    def __init__(self, env):
        self.env = env
        definition = env[
            "properties.base.definition"
        ]._get_definition_for_property_field("res.partner", "properties")
        self.definitions = {
            entry["name"]: entry
            for entry in definition.sudo().properties_definition or []
            if entry.get("type") != "separator"
        }
        self._records = {}

    def label(self, name):
        entry = self.definitions.get(name)
        return entry["string"] if entry else name

    def convert(self, name, value):
        """Return the value of a custom field for what a record says.

        :param str name: of the custom field
        :param value: text of the cell, or a plain value
        :return: (value, message of what is wrong or None)
        """
        entry = self.definitions.get(name)
        if not entry:
            return None, self.env._("There is no custom field “%s” any more.", name)
        convert = getattr(self, f"_convert_{entry['type']}", None)
        if convert:
            return convert(entry, value)
        return value, None

    def shown(self, name, value):
        """Return a custom field's value as a text."""
        entry = self.definitions.get(name, {})
        if value in (None, False, "", []):
            return "" if value is not False or entry.get("type") != "boolean" else False
        kind = entry.get("type")
        if kind == "selection":
            return dict(entry.get("selection") or ()).get(value, value)
        if kind == "tags":
            labels = {tag[0]: tag[1] for tag in entry.get("tags") or ()}
            return ", ".join(labels.get(tag, tag) for tag in value)
        if kind in ("many2one", "many2many"):
            ids = [value] if kind == "many2one" else value
            return ", ".join(self._record_names(entry["comodel"], ids))
        return value

    def stored(self, partner):
        """Return {name: value} of a customer, in the form of :meth:`convert`."""
        values = partner._fields["properties"].convert_to_read(
            partner.properties, partner, use_display_name=False
        )
        return {
            entry["name"]: _plain(entry["value"])
            for entry in values or ()
            if "value" in entry
        }

    # === TYPES === #

    def _convert_boolean(self, entry, value):
        text = str(value).strip().casefold()
        if text in _TRUE | _FALSE:
            return text in _TRUE, None
        return None, self.env._("Write yes or no.")

    def _convert_integer(self, entry, value):
        number, message = self._convert_float(entry, value)
        if message or number != int(number):
            return None, self.env._("“%s” is not a whole number.", _shown(value))
        return int(number), None

    def _convert_float(self, entry, value):
        text = str(value).replace("\u00a0", "").replace(" ", "")
        if "," in text and "." in text:
            thousands = "," if text.rfind(".") > text.rfind(",") else "."
            text = text.replace(thousands, "")
        try:
            return float(text.replace(",", ".")), None
        except ValueError:
            return None, self.env._("“%s” is not a number.", _shown(value))

    _convert_monetary = _convert_float

    def _convert_date(self, entry, value):
        try:
            return date.fromisoformat(str(value)[:10]).isoformat(), None
        except ValueError:
            return None, self.env._(
                "“%s” is not a date. Write it as 2026-12-31.", _shown(value)
            )

    def _convert_datetime(self, entry, value):
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            return None, self.env._(
                "“%s” is not a date and time. Write it as 2026-12-31 23:59:00.",
                _shown(value),
            )
        return moment.strftime("%Y-%m-%d %H:%M:%S"), None

    def _convert_selection(self, entry, value):
        text = str(value).strip().casefold()
        for key, label in entry.get("selection") or ():
            if text in (str(key).casefold(), str(label).casefold()):
                return key, None
        return None, self._no_choice(entry, value)

    def _convert_tags(self, entry, value):
        by_text = {}
        for tag, label, *_color in entry.get("tags") or ():
            by_text[str(label).casefold()] = by_text[str(tag).casefold()] = tag
        parts = value if isinstance(value, list) else str(value).split(",")
        tags = []
        for part in parts:
            text = str(part).strip()
            if text and text.casefold() not in by_text:
                return None, self._no_choice(entry, text)
            if text:
                tags.append(by_text[text.casefold()])
        return tags, None

    def _convert_many2one(self, entry, value):
        ids, message = self._find(entry, [str(value).strip()])
        return (ids[0] if ids else None), message

    def _convert_many2many(self, entry, value):
        parts = value if isinstance(value, list) else str(value).split(",")
        return self._find(entry, [str(part).strip() for part in parts if part])

    def _no_choice(self, entry, value):
        return self.env._(
            "“%(value)s” is not a choice of the custom field “%(field)s”.",
            value=_shown(value),
            field=entry["string"],
        )

    def _find(self, entry, names):
        ids = []
        for name in names:
            key = (entry["comodel"], name.casefold())
            if key not in self._records:
                self._records[key] = self._search(entry, name)
            found = self._records[key]
            if len(found) != 1:
                return None, self._no_choice(entry, name)
            ids += found
        return ids, None

    def _search(self, entry, name):
        model = self.env[entry["comodel"]]
        domain = Domain("display_name", "=", name)
        return model.search(domain, limit=2).ids

    def _record_names(self, model, ids):
        return self.env[model].sudo().browse(ids).mapped("display_name")


def _plain(value):
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _shown(value):
    return mask_personal_numbers(str(value))
