"""Say in the user's language what the pure code in registries/ reports."""

from ..registries import errors as e


def registry_label(env, code):
    """Return how a registry is called.

    :param str code: of the registry
    """
    return {
        "brreg": env._("The Norwegian register (Brønnøysund)"),
        "prh": env._("The Finnish register (YTJ)"),
        "bolagsverket": env._("The Swedish register (Bolagsverket)"),
        "cvrapi": env._("The Danish register (CVR)"),
        "vies": env._("The EU's VAT register (VIES)"),
    }.get(code, env._("The company registry"))


def registry_message(env, error):
    """Return the translated sentences for an error of a registry.

    :param env: Odoo environment, for the language
    :param RegistryError error: what went wrong
    :rtype: str
    """
    return _MESSAGES[error.code](env, registry_label(env, error.registry))


_MESSAGES = {
    e.UNREACHABLE: lambda env, registry: env._(
        "%s can't be reached. Try again later, or enter the company yourself.", registry
    ),
    e.TIMED_OUT: lambda env, registry: env._(
        "%s does not answer in time. Try again later, or enter the company yourself.",
        registry,
    ),
    e.BAD_CERTIFICATE: lambda env, registry: env._(
        "%s can't prove that it is what it says (its certificate is wrong). Enter the "
        "company yourself, and tell your system administrator.",
        registry,
    ),
    e.OUT_OF_ORDER: lambda env, registry: env._(
        "%s is out of order. Try again later, or enter the company yourself.", registry
    ),
    e.TOO_MANY_REQUESTS: lambda env, registry: env._(
        "%s takes no more questions for the moment. Try again later, or enter the "
        "company yourself.",
        registry,
    ),
    e.WRONG_NUMBER: lambda env, registry: env._(
        "%s has no such numbers. Correct the number or the country.", registry
    ),
    e.WRONG_REQUEST: lambda env, registry: env._(
        "%s does not take this number or name. Correct it.", registry
    ),
    e.CREDENTIALS_MISSING: lambda env, registry: env._(
        "%s asks for an agreement of your own. A system administrator enters its "
        "client ID and secret in the settings of the customer register.",
        registry,
    ),
    e.CREDENTIALS_REFUSED: lambda env, registry: env._(
        "%s does not let us in. A system administrator should check the client ID and "
        "secret in the settings of the customer register.",
        registry,
    ),
    e.BLOCKED: lambda env, registry: env._(
        "%s has shut out this server. Enter the company yourself, and tell your system "
        "administrator.",
        registry,
    ),
    e.NOT_JSON: lambda env, registry: env._(
        "The answer can't be read. %s may be out of order: try again later, or enter "
        "the company yourself.",
        registry,
    ),
    e.UNEXPECTED_ANSWER: lambda env, registry: env._(
        "The answer is not what it should be. %s may be out of order: try again later, "
        "or enter the company yourself.",
        registry,
    ),
    e.ANSWER_TOO_LARGE: lambda env, registry: env._(
        "%s finds too much. Type more of the name, or the number.", registry
    ),
    e.REDIRECTED: lambda env, registry: env._(
        "%s sends us elsewhere, which is not followed. Enter the company yourself, and "
        "tell your system administrator.",
        registry,
    ),
    e.NO_NAME_SEARCH: lambda env, registry: env._(
        "%s can't be searched by name. Type the organisation number.", registry
    ),
    e.NO_REGISTRY: lambda env, registry: env._(
        "There is no company registry for this country. Enter the company yourself."
    ),
    e.WRONG_ADDRESS: lambda env, registry: env._(
        "%s has a wrong address here. A system administrator corrects it in the system "
        "parameters.",
        registry,
    ),
}
