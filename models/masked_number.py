# What screens show instead of a personal identity number. The same for every number:
# neither its digits nor its length or country show.
MASKED_NUMBER = "••••••••••"
# Fields of others that may contain one. The endpoint of electronic invoices is made
# from the VAT number.
COVERED_FIELDS = ("vat", "peppol_endpoint")


def is_masked(value):
    """Tell whether a value that was given is a mask: it says nothing of the number.

    :param value: what was typed or imported
    :rtype: bool
    """
    return isinstance(value, str) and MASKED_NUMBER[0] in value
