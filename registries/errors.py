"""What can go wrong when a public registry is asked.

Errors carry a code and parameters, no sentence: whoever shows them to a person turns
them into one. Parameters are our own words and counts, never what somebody typed, so no
personal identity number can travel in an error.
"""

# The registry can't be reached, or says that it is out of order.
UNREACHABLE = "unreachable"
TIMED_OUT = "timed_out"
BAD_CERTIFICATE = "bad_certificate"
OUT_OF_ORDER = "out_of_order"
# The registry asks to wait.
TOO_MANY_REQUESTS = "too_many_requests"
# The registry does not take the number or the name.
WRONG_NUMBER = "wrong_number"
WRONG_REQUEST = "wrong_request"
# The registry does not let us in.
CREDENTIALS_MISSING = "credentials_missing"
CREDENTIALS_REFUSED = "credentials_refused"
BLOCKED = "blocked"
# The registry answers something else than it should.
NOT_JSON = "not_json"
UNEXPECTED_ANSWER = "unexpected_answer"
ANSWER_TOO_LARGE = "answer_too_large"
REDIRECTED = "redirected"
# It is not possible with this registry.
NO_NAME_SEARCH = "no_name_search"
NO_REGISTRY = "no_registry"
WRONG_ADDRESS = "wrong_address"


class RegistryError(Exception):
    """A registry did not give an answer.

    :param str code: one of the constants of this module
    :param str registry: code of the registry, or of the country that has none
    """

    def __init__(self, code, registry=""):
        super().__init__(code, registry)
        self.code = code
        self.registry = registry

    def __str__(self):
        return f"{self.registry}: {self.code}" if self.registry else self.code


class RegistryUnavailable(RegistryError):
    """Out of reach or out of order: the same question may be answered later.

    :param float retry_after: seconds until it may be asked again, 0 if not told
    """

    def __init__(self, code, registry="", retry_after=0):
        super().__init__(code, registry)
        self.retry_after = retry_after


class RegistryRateLimited(RegistryUnavailable):
    """The registry has been asked too often."""


class RegistryBadRequest(RegistryError):
    """The registry does not take this number or name.

    :param data: the JSON document that came with the refusal, or None; it may repeat
        what was asked for, so it is never shown or logged
    """

    def __init__(self, code, registry="", data=None):
        super().__init__(code, registry)
        self.data = data


class RegistryNotAllowed(RegistryError):
    """Credentials are missing or refused, or the registry has shut us out."""


class RegistryUnreadable(RegistryUnavailable):
    """The answer is not what the registry is known to answer."""


class RegistryNotSupported(RegistryError):
    """This registry can't do that, or there is none for the country."""
