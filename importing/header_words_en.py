"""Words of column headers in English; see :mod:`.header_words` for the form."""

CONCEPTS = {
    "name": "name, full name, customer name, client name, account name, company name,"
    " company, organisation, organization, organisation name, organization name,"
    " business name, account, customer full name, legal name, display name,"
    " firm, firm name",
    "first_name": "first name, given name, forename",
    "last_name": "last name, surname, family name",
    "ref": "acct {no}, acct, customer {no}, customer code, customer id, client {no},"
    " client code, client id, account {no}, account code, debtor {no}, customer"
    " {no} id, debitor {no}, cust {no}, cust id, company id, customer key",
    "external_id": "external ref, erp id, erp {no}, external id, external {no},"
    " external reference, guid, uuid, record id, system id, source id, foreign"
    " id, internal id, database id, unique id",
    "company_registry": "organisation {no}, organization {no}, org {no}, org id,"
    " company registration {no}, registration {no}, company {no}, business id,"
    " company registry, company reg {no}, reg {no}, registry {no}, corporate id,"
    " corporate id {no}, corporate registration {no}, corporate identity {no},"
    " organisation id, organization id, organisational {no},"
    " organisation registration {no}, business {no}, crn, company gov {no}, gov {no},"
    " legal id, enterprise {no}, national id {no} company",
    "personal_identity_number": "personal identity {no}, personal id, personal {no},"
    " personal identification {no}, social security {no}, ssn, national identity {no},"
    " personal id {no}, national id, person {no}, birth {no}, identity code,"
    " personal identity code",
    "identity_number": "identity {no}, identification {no}, company or personal {no}",
    "vat": "vat {no}, vat id, vat reg {no}, vat registration {no}, vat code, tax id,"
    " tax {no}, eu vat {no}, vat identification {no}, tax identification {no},"
    " vat {no} eu, eu vat, vat registered {no}",
    "is_company": "customer type, company or person, company private, is company,"
    " company type, is corporate, business or private, type of customer,"
    " company individual, account type, b2b b2c",
    "is_private": "is private, is private individual, private individual,"
    " private person, private customer, is private person, is person, individual,"
    " is consumer, consumer, private",
    "active": "active, is active, status, customer status, enabled, account status",
    "inactive": "inactive, is inactive, archived, disabled, blocked, passive, closed,"
    " is blocked, deactivated",
    "country_id": "country, country code, country name, nation, country iso code,"
    " iso country, iso country code, country id, country region",
    "state_id": "state, province, county, region, state province, state code",
    "street": "address, street, street address, address line 1, address 1, street 1,"
    " address line, addr, addr line 1, street name, road, home address, street line 1,"
    " line 1",
    "street2": "address line 2, address 2, street 2, addr line 2, co address, c o,"
    " address line two, street line 2, line 2, suite, additional address,"
    " address extra, address continued",
    "zip": "zip, zip code, postal code, post code, postcode, postal {no}, zip postal"
    " code, zip {no}, zip or postal code",
    "city": "city, town, post town, city town, postal city, town city, post area,"
    " postal area, place, postal place, post office, city name, locality",
    "zip_city": "zip city, postal code city, post code city, zip and city,"
    " zip code city, postal address line",
    "email": "email, e mail, email address, e mail address, mail, mail address, emails,"
    " email addr",
    "phone": "phone, telephone, phone {no}, telephone {no}, tel, tel {no}, landline,"
    " main phone, switchboard, office phone, work phone, business phone, phones",
    "mobile": "mobile, mobile phone, mobile {no}, cell phone, cell, mobile phone {no},"
    " cellular, cell {no}, phone {no} mobile, mobile telephone, sms {no}",
    "phone_other": "other phone, home phone, private phone, alternative phone,"
    " secondary phone, phone private, direct phone, extra phone",
    "email_other": "other email, private email, secondary email, alternative email,"
    " extra email",
    "website": "website, web site, url, homepage, home page, web, www, web address,"
    " web page, website url, internet",
    "lang": "language, lang, language code, preferred language, invoice language,"
    " document language, customer language, locale",
    "vat_type": "incl excl vat, vat incl excl, vat type, type of vat, vat treatment,"
    " show vat, vat handling, vat or no vat",
    "birthdate": "birth date, birthdate, date of birth, dob, birthday, born",
    "comment": "comment, comments, note, notes, remark, remarks, memo, description,"
    " internal note, internal notes, internal comment, other information,"
    " additional information, info, customer notes, internal comments",
    "property_product_pricelist": "price list, pricelist, discount letter,"
    " discount letters, price group, discount group, price list code, price level",
    "property_payment_term_id": "payment terms, payment term, terms of payment,"
    " payment days, credit days, due days, terms, net days, payment conditions,"
    " days until due, credit time, invoices due in",
    "technician_ids": "technician, technicians, assigned technician,"
    " assigned technicians, fitter, service technician, assigned to",
    "user_id": "salesperson, sales person, account manager, our reference, owner,"
    " responsible, sales rep, seller, customer owner, sales representative, salesman,"
    " our contact, customer responsible, account owner, responsible person",
    "cost_center_id": "cost center, cost centre, cost center code, costcenter",
    "industry_id": "industry, line of business, industry name, sector, trade, branch",
    "category_id": "category, categories, tag, tags, customer group, group, segment,"
    " market segment, customer category, market segments, keywords, customer groups,"
    " customer segment, labels, classification",
    "facilities_disabled": "no facilities, facilities disabled, without facilities",
    "facility_required": "facility required, facility obligatory, require facility",
    "cost_center_required": "cost center required, cost centre required,"
    " cost center obligatory, cost centre obligatory, require cost center",
    "erp_always_invoice": "always invoice, always send as invoice, send as invoice",
    "tax_reduction_type": "tax reduction, tax reduction type, type of tax reduction,"
    " tax deduction, house work type, tax reduction kind, rot rut",
    "property_designation": "property designation, property name, real estate,"
    " cadastral designation, real estate designation, property {no}",
    "housing_association_number": "housing association {no}, housing association,"
    " housing cooperative {no}, housing association organisation {no},"
    " housing association org {no}",
    "apartment_number": "apartment {no}, apartment, flat {no}, flat, apt {no}",
    "function": "title, job title, position, role, job position, function, job, duty",
    "send_service_protocol": "send service protocol, send service protocols,"
    " service protocol, receives service protocol",
    "send_work_order": "send work order, send work orders, receives work order,"
    " work order",
    "is_main_contact": "main contact, is main contact, primary contact,"
    " main contact person, is primary, is primary contact",
    "unit_number": "unit {no}, housing unit, housing unit {no}, unit id,"
    " housing unit id, unit, dwelling {no}, house {no} unit",
    "description": "directions, access information, access",
    "share": "share, share percent, percent, percentage, part",
    "number": "{no}, code, id {no}",
}

ROLES = {
    "contact": "contact, contacts, contact person, contact persons, person",
    "invoice": "invoice, invoicing, billing, bill to, bill, invoice to",
    "visiting": "visiting, visit, business, physical, premises, location",
    "mail": "mailing, postal, post, post office box",
    "delivery": "delivery, shipping, ship to, deliver to, ship",
    "facility": "facility, facilities, site, service address, plant, installation,"
    " building, property site",
    "tax_person": "tax reduction person, tax person, co applicant, applicant,"
    " tax reduction applicant, tax reduction",
}
#: Headers that name one of a group without a field, and the field that is meant.
ROLE_PHRASES = {
    "contact": "contact, contact person, contact name, contact persons, contacts,"
    " your reference, their reference, attention, attn, primary contact name,"
    " main contact name, contact full name, customer reference person",
    "invoice": "invoice address, billing address, invoicing address, bill to address",
    "visiting": "visiting address, visit address, business address, physical address,"
    " office address, premises address, visitor address, visitors address",
    "mail": "mailing address, postal address, post address, po box, p o box",
    "delivery": "delivery address, shipping address, ship to address, goods address,"
    " delivery street",
    "facility": "facility, facility name, site, site name, building, service location,"
    " object, service address, building name, installation",
    "tax_person": "tax reduction person, tax person, co applicant, tax applicant",
}

FILLERS = (
    "yes no, internal, customer, customers, client, clients, the, of, for, and, or,"
    " a, to, in, on, with, required, optional, mandatory, primary, main, company,"
    " cust, general, default, if any, eg, max, characters, chars, main office,"
    " standard, value, text, field, iso, full, acc to"
)

IGNORED = (
    "fax, telefax, fax {no}, currency, currency code, balance, credit limit, iban,"
    " bic, swift, bank account, bank account {no}, bankgiro, plusgiro, gender, sex,"
    " salutation, ean, gln, e invoice address, peppol id, peppol, created, created at,"
    " created by, created date, updated, updated at, last modified, last updated,"
    " modified, date created, invoice fee, terms of delivery, way of delivery,"
    " delivery terms, delivery method, discount, discount percent, turnover, profit,"
    " employees, {no} of employees, number of employees, supplier {no}, supplier,"
    " vendor {no}, revenue, ledger account, sales account, vat code percent, vat rate,"
    " vat percent, latitude, longitude, delivery type, reminder, reminders, row, row"
    " {no}, line {no}, nickname, edi, invoice type, invoice method, invoice format,"
    " invoice delivery method, date changed, date registered, last invoice,"
    " invoice date, order {no}, invoice {no}, due date, sum, total, amount, tax code,"
    " birth place, photo, image, logo, facebook, linkedin, twitter, instagram, skype,"
    " contact id, address id, address type, house {no}, fax number, sni code,"
    " nace code, industry code, vat rule, is vat registered, parent company,"
    " warehouse, freight, interest invoicing, price list id, error, reason"
)
