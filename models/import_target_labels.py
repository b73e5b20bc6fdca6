"""What the targets of an import are called on the screen."""

# Words that Odoo's own field labels don't have, or have otherwise.
_LABELS = {
    "ref": lambda env: env._("Customer number"),
    "name": lambda env: env._("Name"),
    "first_name": lambda env: env._("First name"),
    "last_name": lambda env: env._("Last name"),
    "external_id": lambda env: env._("ID in the external system"),
    "company_registry": lambda env: env._("Organisation number"),
    "personal_identity_number": lambda env: env._("Personal identity number"),
    "identity_number": lambda env: env._("Organisation or personal identity number"),
    "vat": lambda env: env._("VAT number"),
    "is_company": lambda env: env._("Is a company"),
    "is_private": lambda env: env._("Is a private person"),
    "active": lambda env: env._("Active"),
    "inactive": lambda env: env._("Inactive"),
    "zip_city": lambda env: env._("Zip and city"),
    "email": lambda env: env._("E-mail"),
    "email_other": lambda env: env._("Another e-mail"),
    "phone": lambda env: env._("Phone"),
    "phone_other": lambda env: env._("Another phone"),
    "lang": lambda env: env._("Language"),
    "comment": lambda env: env._("Comments"),
    "property_product_pricelist": lambda env: env._("Discount letter (price list)"),
    "property_payment_term_id": lambda env: env._("Payment terms"),
    "technician_ids": lambda env: env._("Technicians"),
    "user_id": lambda env: env._("Salesperson"),
    "category_id": lambda env: env._("Tags"),
    "function": lambda env: env._("Job position"),
    "unit_number": lambda env: env._("Housing unit or apartment"),
    "description": lambda env: env._("Directions"),
    "share": lambda env: env._("Share %"),
    "country_id": lambda env: env._("Country"),
    "state_id": lambda env: env._("State or county"),
    "housing_association_number": lambda env: env._("Housing association (number)"),
}
_MODELS = {
    "facility": "customer.facility",
    "tax_person": "customer.tax.reduction.person",
}


def target_label(env, target):
    """Return what a target is called within its group.

    :param env: Odoo environment, for the language
    :param str target: a key of importing.targets.TARGETS
    """
    start, _dot, name = target.rpartition(".")
    if label := _LABELS.get(name):
        return label(env)
    model = env[_MODELS.get(start.rstrip("0123456789"), "res.partner")]
    field = model._fields.get(name)
    return field._description_string(env) if field else name


def group_labels(env):
    """Return {start of a dotted target: what the group is called}."""
    labels = {
        "invoice": env._("Invoice address"),
        "visiting": env._("Visiting address"),
        "mail": env._("Mail address"),
        "delivery": env._("Delivery address"),
    }
    repeated = {
        "contact": (5, env._("Contact person")),
        "facility": (3, env._("Facility")),
        "tax_person": (4, env._("Tax reduction person")),
    }
    for start, (count, label) in repeated.items():
        labels[start] = label
        for number in range(2, count + 1):
            labels[f"{start}{number}"] = f"{label} {number}"
    return labels
