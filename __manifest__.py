{
    "name": "Customer Register",
    "version": "19.0.1.0.0",
    "summary": "Customer numbers, organisation numbers and a safe customer import",
    "category": "Sales/Customers",
    "author": "Customer Register contributors",
    "license": "LGPL-3",
    "depends": [
        "base_vat",
        "contacts",
        "crm",
        "portal",
        "project",
        "sale_management",
        "survey",
    ],
    "external_dependencies": {"python": ["python-stdnum"]},
    "data": [
        # groups first: everything below refers to them
        "security/customer_register_groups.xml",
        "security/ir.model.access.csv",
        "security/customer_import_security.xml",
        "security/customer_tax_reduction_security.xml",
        "data/res_company_data.xml",
        "data/ir_cron_data.xml",
        "data/account_analytic_plan_data.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/customer_import_views.xml",
        "wizards/customer_assign_views.xml",
        "views/customer_technician_views.xml",
        "views/customer_status_views.xml",
        "views/customer_history_views.xml",
        "views/customer_tax_reduction_views.xml",
        # menus last: they refer to the actions above
        "views/customer_register_menus.xml",
    ],
    "demo": [
        "demo/customer_import_demo.xml",
        "demo/customer_card_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "customer_register/static/src/**/*",
        ],
        "web.assets_tests": [
            "customer_register/static/tests/tours/**/*",
        ],
    },
    "application": True,
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
}
