from . import test_customer_document
from . import test_customer_document_access
from . import test_customer_document_tour
from . import test_document_files
from . import test_personal_number
from . import test_personal_number_search
