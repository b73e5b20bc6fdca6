from . import test_customer_facility
from . import test_error_report
