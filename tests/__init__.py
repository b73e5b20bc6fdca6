from . import test_technician
from . import test_customer_status
from . import test_customer_history
from . import test_tax_reduction
from . import test_customer_status_tour
