"""Which registry is asked for companies of which country."""

from . import errors as e
from .denmark import DenmarkClient
from .finland import FinlandClient
from .norway import NorwayClient
from .sweden import SwedenClient

CLIENTS = {
    client.country_code: client
    for client in (NorwayClient, SwedenClient, FinlandClient, DenmarkClient)
}


def client_for(country_code, base_url="", **options):
    """Return a client for the registry of a country.

    :param str country_code: ISO code in any case
    :param str base_url: where the registry is, empty for the public one
    :param options: see :class:`RegistryClient` and, for Sweden, its client
    :rtype: RegistryClient
    :raise RegistryNotSupported: if the country has none
    """
    client = CLIENTS.get((country_code or "").strip().upper())
    if client is None:
        raise e.RegistryNotSupported(e.NO_REGISTRY)
    return client(base_url, **options)
