"""Ask the public company registries of the Nordic countries; no Odoo in here."""

from .company import Address, Company
from .errors import (
    RegistryBadRequest,
    RegistryError,
    RegistryNotAllowed,
    RegistryNotSupported,
    RegistryRateLimited,
    RegistryUnavailable,
    RegistryUnreadable,
)
from .client import expected_vat_number
from .clients import CLIENTS, client_for
from .http import BACKGROUND, INTERACTIVE
from .vies import ViesClient
