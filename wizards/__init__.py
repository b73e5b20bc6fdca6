from . import base_partner_merge
from . import customer_assign
from . import customer_import_download
from . import customer_import_fix
from . import customer_settings
from . import customer_user_add
from . import portal_wizard
from . import sale_advance_payment_inv
