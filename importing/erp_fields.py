"""Fortnox and Visma eAccounting: their customers as records of the register, and back.

Pure functions, so that a connector is a thin loop: fetch, map, call. The names are
those of the public interfaces, see doc/erp_mapping.md. What an ERP does not say stays
absent.
Behaviours: seed 001_89ddd0bb9fc3d60e.txt, "Concerning Fortnox" and "Concerning Visma".
"""

# Field of the ERP -> field of the register, the same in both directions.
FORTNOX_FIELDS = {
    "Name": "name",
    "Address1": "street",
    "Address2": "street2",
    "ZipCode": "zip",
    "City": "city",
    "CountryCode": "country_code",
    "Email": "email",
    "Phone1": "phone",
    "WWW": "website",
    "VATNumber": "vat",
    "Comments": "comment",
    "CostCenter": "cost_center_id",
    "Active": "active",
}
FORTNOX_VISITING = {
    "VisitingAddress": "street",
    "VisitingZipCode": "zip",
    "VisitingCity": "city",
    "VisitingCountryCode": "country_code",
}
FORTNOX_DELIVERY = {
    "DeliveryName": "name",
    "DeliveryAddress1": "street",
    "DeliveryAddress2": "street2",
    "DeliveryZipCode": "zip",
    "DeliveryCity": "city",
    "DeliveryCountryCode": "country_code",
}
VISMA_FIELDS = {
    "Name": "name",
    "InvoiceAddress1": "street",
    "InvoiceAddress2": "street2",
    "InvoicePostalCode": "zip",
    "InvoiceCity": "city",
    "InvoiceCountryCode": "country_code",
    "EmailAddress": "email",
    "Telephone": "phone",
    "WwwAddress": "website",
    "VatNumber": "vat",
    "Note": "comment",
    "IsActive": "active",
}
VISMA_DELIVERY = {
    "DeliveryCustomerName": "name",
    "DeliveryAddress1": "street",
    "DeliveryAddress2": "street2",
    "DeliveryPostalCode": "zip",
    "DeliveryCity": "city",
    "DeliveryCountryCode": "country_code",
}
_PRIVATE = "PRIVATE"


def from_fortnox(customer):
    """Return the record for ``upsert`` of a customer of Fortnox.

    :param dict customer: the content of ``Customer``
    :rtype: dict
    """
    record = {
        "external_id": customer["CustomerNumber"],
        "ref": customer["CustomerNumber"],
    }
    record.update(_mapped(customer, FORTNOX_FIELDS))
    if "Type" in customer:
        record["is_company"] = customer["Type"] != _PRIVATE
    _put_number(
        record, customer.get("OrganisationNumber"), customer.get("Type") == _PRIVATE
    )
    addresses = [
        *_address(customer, FORTNOX_VISITING, "visiting"),
        *_address(customer, FORTNOX_DELIVERY, "delivery"),
    ]
    if addresses:
        record["addresses"] = addresses
    return record


def to_fortnox(customer):
    """Return the content of ``Customer`` for what ``changes`` tells.

    :param dict customer: a customer of the feed
    :rtype: dict
    """
    result = _reversed(customer, FORTNOX_FIELDS)
    if customer.get("ref"):
        result["CustomerNumber"] = customer["ref"]
    if "is_company" in customer:
        result["Type"] = "COMPANY" if customer["is_company"] else _PRIVATE
    _take_number(result, customer, "OrganisationNumber")
    for kind, fields in (
        ("visiting", FORTNOX_VISITING),
        ("delivery", FORTNOX_DELIVERY),
    ):
        result.update(_address_back(customer, kind, fields))
    return result


def from_visma(customer):
    """Return the record for ``upsert`` of a customer of Visma eAccounting.

    :param dict customer: as ``/v2/customers`` returns it
    :rtype: dict
    """
    record = {"external_id": customer["Id"], "ref": customer["CustomerNumber"]}
    record.update(_mapped(customer, VISMA_FIELDS))
    is_private = bool(customer.get("IsPrivatePerson"))
    if "IsPrivatePerson" in customer:
        record["is_company"] = not is_private
    _put_number(record, customer.get("CorporateIdentityNumber"), is_private)
    addresses = _address(customer, VISMA_DELIVERY, "delivery")
    if addresses:
        record["addresses"] = addresses
    name = customer.get("ContactPersonName")
    if name:
        contact = {
            "name": name,
            "email": customer.get("ContactPersonEmail"),
            "phone": customer.get("ContactPersonMobile")
            or customer.get("ContactPersonPhone"),
        }
        record["contacts"] = [{key: value for key, value in contact.items() if value}]
    return record


def to_visma(customer):
    """Return a customer of Visma eAccounting for what ``changes`` tells.

    :param dict customer: a customer of the feed
    :rtype: dict
    """
    result = _reversed(customer, VISMA_FIELDS)
    if customer.get("ref"):
        result["CustomerNumber"] = customer["ref"]
    if "is_company" in customer:
        result["IsPrivatePerson"] = not customer["is_company"]
    _take_number(result, customer, "CorporateIdentityNumber")
    result.update(_address_back(customer, "delivery", VISMA_DELIVERY))
    main = [
        contact
        for contact in customer.get("contacts", ())
        if contact.get("is_main_contact") and contact.get("active", True)
    ]
    if main:
        result["ContactPersonName"] = main[0]["name"]
        result["ContactPersonEmail"] = main[0].get("email") or ""
        result["ContactPersonPhone"] = main[0].get("phone") or ""
    return result


def document_to_fortnox(document):
    """Return (path, content) that create an order or an invoice in Fortnox.

    :param dict document: of ``documents``
    :return: ``("orders", {"Order": …})`` or ``("invoices", {"Invoice": …})``
    :rtype: tuple
    """
    is_invoice = document["document_type"] == "invoice"
    quantity = "DeliveredQuantity" if is_invoice else "OrderedQuantity"
    content = {
        "CustomerNumber": document["customer"]["external_id"]
        or document["customer"]["ref"],
        "YourOrderNumber": document["client_order_ref"] or "",
        "OurReference": document["our_reference"] or "",
        "CostCenter": document["cost_center"] or "",
        "Currency": document["currency"],
        "ExternalInvoiceReference1": document["name"],
        "Remarks": document["facility"] or "",
        "VATIncluded": False,
    }
    content["InvoiceDate" if is_invoice else "OrderDate"] = document["date"]
    content["InvoiceRows" if is_invoice else "OrderRows"] = [
        {"Description": line["name"]}
        if line["kind"] == "note"
        else {
            "ArticleNumber": line["article"] or "",
            "Description": line["name"],
            quantity: str(line["quantity"]),
            "Price": line["price_unit"],
            "Discount": line["discount"],
            "DiscountType": "PERCENT",
            "VAT": sum(tax["percent"] for tax in line["vat"]),
        }
        for line in document["lines"]
    ]
    if is_invoice:
        return "invoices", {"Invoice": content}
    return "orders", {"Order": content}


def _mapped(customer, fields):
    """Return the values of an ERP by the register's names; blank ones erase."""
    return {
        ours: customer[theirs] if customer[theirs] is not None else False
        for theirs, ours in fields.items()
        if theirs in customer
    }


def _reversed(customer, fields):
    return {
        theirs: customer[ours]
        if isinstance(customer[ours], bool) and ours == "active"
        else customer[ours] or ""
        for theirs, ours in fields.items()
        if ours in customer
    }


def _address(customer, fields, kind):
    values = {name: value for name, value in _mapped(customer, fields).items() if value}
    if not values.keys() - {"country_code", "name"}:
        return []
    return [{"type": kind, **values}]


def _address_back(customer, kind, fields):
    for address in customer.get("addresses", ()):
        if address["type"] == kind and address.get("active", True):
            return _reversed(address, fields)
    return {}


def _put_number(record, number, is_private):
    if number:
        name = "personal_identity_number" if is_private else "company_registry"
        record[name] = number


def _take_number(result, customer, theirs):
    """A personal number is told only to who may see it: absent stays as it is."""
    number = customer.get("personal_identity_number") or customer.get(
        "company_registry"
    )
    if number:
        result[theirs] = number
