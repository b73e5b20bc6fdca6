from . import sale_advance_payment_inv
from . import customer_assign
