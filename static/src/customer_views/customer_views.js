import { CustomerKpis } from "@customer_register/customer_kpis/customer_kpis";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

/** Customers are inactivated and activated, they are not archived. */
const withCustomerWords = (Controller) =>
    class extends Controller {
        get archiveDialogProps() {
            return {
                ...super.archiveDialogProps,
                title: _t("Inactivate customers"),
                body: _t(
                    "They cannot be chosen for new orders; executed orders remain and can be followed."
                ),
                confirmLabel: _t("Inactivate"),
            };
        }

        getStaticActionMenuItems() {
            const items = super.getStaticActionMenuItems();
            items.archive.description = _t("Inactivate");
            items.unarchive.description = _t("Activate");
            return items;
        }
    };

/** The list of customers shows their figures on top, where its action asks for it. */
class CustomerListRenderer extends ListRenderer {
    static template = "customer_register.CustomerListRenderer";
    static components = { ...ListRenderer.components, CustomerKpis };

    get showsKpis() {
        return Boolean(this.props.list.context.customer_kpis) && !this.env.inDialog;
    }
}

const customerListView = { ...listView, Renderer: CustomerListRenderer };

for (const view of [formView, kanbanView, customerListView]) {
    registry.category("views").add(`customer_${view.type}`, {
        ...view,
        Controller: withCustomerWords(view.Controller),
    });
}
