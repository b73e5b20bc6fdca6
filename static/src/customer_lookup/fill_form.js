import { deserializeDate, deserializeDateTime } from "@web/core/l10n/dates";
import { x2ManyCommands } from "@web/core/orm_service";

const PARSERS = { date: deserializeDate, datetime: deserializeDateTime };

/**
 * Fill in a card that is not saved yet with what a registry says of a company.
 *
 * @param {Record} record of the form; fields that the form does not have are left out
 * @param {Object} values as customer.registry.lookup hands them out
 */
export async function fillForm(record, values) {
    const changes = {};
    for (const [name, value] of Object.entries(values)) {
        if (!(name in record.activeFields)) {
            continue;
        }
        const { type } = record.fields[name];
        if (type === "one2many") {
            // addresses of a company that was taken before go
            const old = record.data[name].records.filter((child) => !child.resId);
            await Promise.all(old.map((child) => record.data[name].delete(child)));
            changes[name] = value.map((child) => [x2ManyCommands.CREATE, false, child]);
        } else {
            changes[name] = value && type in PARSERS ? PARSERS[type](value) : value;
        }
    }
    await record.update(changes);
}
