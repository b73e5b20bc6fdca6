from . import customer_document
