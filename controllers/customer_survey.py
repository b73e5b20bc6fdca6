from odoo.http import request

from odoo.addons.survey.controllers.main import Survey


class CustomerSurvey(Survey):
    """Client surveys in the browser.

    Odoo lets those who are logged in open their own answers only. Here, staff fills in
    client surveys for customers, and reads what customers answered, as far as the
    permissions of the register go. A link that was passed on opens nothing of a hidden
    customer.
    """

    def _check_validity(
        self,
        survey_sudo,
        answer_sudo,
        answer_token,
        ensure_token=True,
        check_partner=True,
    ):
        user = request.env.user
        if answer_sudo.customer_id and user._is_internal():
            customer = answer_sudo.customer_id.with_user(user)
            allowed = (
                customer._filter_client_survey_startable()
                if check_partner
                else customer._filtered_access("read")
            )
            if not allowed:
                return "answer_wrong_user"
            check_partner = False
        return super()._check_validity(
            survey_sudo,
            answer_sudo,
            answer_token,
            ensure_token=ensure_token,
            check_partner=check_partner,
        )
