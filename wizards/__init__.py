from . import customer_assign
