from . import customer_document
from . import customer_attachment
from . import safe_export
from . import customer_survey
