from . import customer_document
from . import customer_attachment
from . import portal_pages
from . import portal_error_reports
from . import portal_places
from . import portal_company
from . import portal_orders
