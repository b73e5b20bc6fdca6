from . import customer_document
from . import customer_attachment
from . import customer_survey
