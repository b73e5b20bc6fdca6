from . import test_sale_order_customer
from . import test_sale_order_articles
from . import test_sale_order_vat
from . import test_sale_order_documents
from . import test_sale_order_card
from . import test_sale_order_tour
