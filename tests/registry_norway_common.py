"""The Norwegian registry on this machine."""

from odoo.addons.customer_register.registries.norway import NorwayClient

from .registry_common import ClientCase
from .registry_server import sample

EQUINOR = "923609016"
# valid, and given to nobody
NOBODY = "999999999"
NOBODY_ELSE = "123456785"


def entity(number, **values):
    """Return the company of the sample with another number and other values."""
    return {**sample("no_enhet_200"), "organisasjonsnummer": number, **values}


def hits(*entities, kind="enheter", pages=1, total=None, number=0):
    """Return the answer of a search."""
    return {
        "_embedded": {kind: list(entities)},
        "page": {
            "size": len(entities),
            "totalElements": total or len(entities),
            "totalPages": pages,
            "number": number,
        },
    }


class NorwayCase(ClientCase):
    client_class = NorwayClient

    def serve(self, number, reply):
        self.server.on(f"/enheter/{number}", reply)
