from . import test_sale_order_customer
from . import test_sale_order_articles
