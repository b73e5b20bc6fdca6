from . import sale_advance_payment_inv
from . import customer_assign
from . import base_partner_merge
from . import portal_wizard
from . import customer_settings
