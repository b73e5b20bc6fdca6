import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** Tell the user, wherever in Odoo they are, that their import is done. */
export const importNoticeService = {
    dependencies: ["action", "bus_service", "notification"],
    start(env, { action, bus_service: busService, notification }) {
        busService.subscribe("customer_register/import_done", (notice) => {
            const close = notification.add(notice.message, {
                title: notice.title,
                type: notice.type,
                sticky: true,
                buttons: [
                    {
                        name: _t("Open the import"),
                        primary: true,
                        onClick: () => {
                            close();
                            action.doAction({
                                type: "ir.actions.act_window",
                                res_model: "customer.import",
                                res_id: notice.id,
                                views: [[false, "form"]],
                            });
                        },
                    },
                ],
            });
        });
        busService.start();
    },
};

registry
    .category("services")
    .add("customer_register.import_notice", importNoticeService);
