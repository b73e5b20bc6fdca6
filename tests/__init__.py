from . import test_customer_card
from . import test_customer_search
from . import test_customer_facility
from . import test_error_report
