"""Columns of other systems' exports that the words of the languages don't explain.

Most columns of these exports are ordinary words and found in the languages' own files.
Here are those that are not: names of programming interfaces, abbreviations, and words
that mean something else in that system than elsewhere. Sources: the vendors' public
import and export descriptions; APEX: ``002_a8a069dd9c20dcd3.txt`` and its page of
fields; Sticos: ``000_26c010d3a1eadc26.txt``.
"""

#: System -> {target: columns}; ``*`` keeps a column out of the register.
SYSTEMS = {
    "Fortnox": {
        "contact.name": "YourReference, Er referens",
        "invoice.email": "EmailInvoice, E-post faktura, E-postadress faktura",
        "*": "EmailInvoiceCC, EmailInvoiceBCC, EmailOffer, EmailOfferCC, EmailOrder,"
        " EmailOrderCC, EmailOfferBCC, EmailOrderBCC, E-post offert, E-post"
        " order, E-post order cc, E-post faktura cc, E-post offert cc, E-post"
        " faktura bcc, E-post offert bcc, E-post order bcc, InvoiceRemark,"
        " InvoiceDiscount, InvoiceFreight, InvoiceAdministrationFee,"
        " ShowPriceVATIncluded, WayOfDelivery, TermsOfDelivery, Fakturatext,"
        " Fakturarabatt, Fakturafrakt, DeliveryFax, LeveransFax,"
        " DefaultDeliveryTypes, DefaultTemplates, ModeOfPayment, Visa pris inkl"
        " moms, Priser inkl moms, Försäljningskonto, SalesAccount, Intäktskonto,"
        " ExternalReference note",
        "phone_other": "Phone2, Telefon 2",
        "delivery.phone_other": "DeliveryPhone2",
        "website": "WWW",
        "external_id": "ExternalReference",
    },
    "Visma": {
        "company_registry": "CorporateIdentityNumber, CorporateIdentityNo, Foretaksnr,"
        " Företagsnr, BsNo, corporateId",
        "identity_number": "Org nr/Pers nr",
        "contact.name": "ContactPersonName, Vår kontakt hos kunden",
        "contact.phone": "ContactPersonPhone",
        "contact.phone_other": "ContactPersonMobile",
        "name": "CustNm, Nm, CustomerName1",
        "ref": "CustNo, Kundnr/Kundnamn nr, customerCd, BAccountCd",
        "street": "Ad1, mainAddress.addressLine1",
        "street2": "Ad2, mainAddress.addressLine2",
        "zip": "PNo, mainAddress.postalCode",
        "city": "PArea, mainAddress.city",
        "country_id": "Ctry, mainAddress.country",
        "email": "MailAd, mainContact.email",
        "phone": "mainContact.phone1",
        "phone_other": "mainContact.phone2",
        "website": "WwwAddress, mainContact.web",
        "vat": "vatRegistrationId",
        "property_payment_term_id": "TermsOfPaymentId, creditTerms",
        "lang": "SalesDocumentLanguage, documentLanguage",
        "is_private": "IsPrivatePerson",
        "invoice.name": "InvoiceCustomerName",
        "delivery.name": "DeliveryCustomerName",
        "*": "ReverseChargeOnConstructionServices, WebshopCustomerNumber,"
        " UsePaymentReferenceNumber, ElectronicReference, AutoInvoiceServiceId,"
        " ElectronicAddress, DiscountPercentage, WebbshopKundnummer, Attribut,"
        " priceClass, mainContact.fax, Omvänd betalningsskyldighet,"
        " GLN-nummer, Leveranssätt id, lockCreditLimit",
    },
    "Tripletex": {
        "invoice.email": "invoiceEmail, Faktura e-post, E-post faktura, Fakturaepost",
        "phone_other": "phoneNumberMobile",
        "is_private": "isPrivateIndividual",
        "inactive": "isInactive",
        "*": "overdueNoticeEmail, E-post purring, Purre-epost, isSupplier,"
        " isCustomer, invoiceSendMethod, invoicesDueInType,"
        " singleCustomerInvoice, emailAttachmentType, KID, Forfallstype,"
        " Fakturasendemetode, E-postvedlegg",
        "property_payment_term_id": "invoicesDueIn",
        "category_id": "category1, category2, category3, Kategori 1, Kategori 2,"
        " Kategori 3",
    },
    "PowerOffice": {
        "ref": "Code",
        "invoice.email": "InvoiceEmailAddress, E-post for faktura, E-post til faktura",
        "*": "InvoiceDeliveryType, UseInvoiceFee, SubledgerNumber, IsVatFree,"
        " PrivateDelivery, Reskontro, ContactGroups, Fakturaleveringsmetode,"
        " Motpart",
        "is_private": "IsPerson",
        "inactive": "IsArchived",
        "user_id": "OurReferenceEmployeeCode",
    },
    "24SevenOffice": {
        "ref": "Company ID, CompanyId, ContactCustomerId",
        "first_name": "CompanyConsumername",
        "is_company": "CompanyIsCorporate",
        "is_private": "ContactIsConsumer",
        "invoice.email": "CompanyInvoiceEmail",
        "mail.city": "CompanyPostPostarea, CompanyPostPostArea",
        "visiting.city": "CompanyVisitPostArea",
        "invoice.city": "CompanyInvoicePostArea",
        "delivery.city": "CompanyDeliveryPostArea",
        "company_registry": "CompanyGovNo",
        "user_id": "CompanyOwner",
        "*": "CompanyPostCity, CompanyVisitCity, CompanyInvoiceCity,"
        " CompanyDeliveryCity, CompanySupplier, CompanyProfit, CompanyTurnover,"
        " CompanyNrOfEmp, CompanyNickname, CompanyDateRegistrered,"
        " CompanyDateChanged, CompanyFax, CompanyBankAccount, ContactNickname,"
        " ContactIsEmployee, ContactFax, ContactRoleFax, ContactDateRegistrered,"
        " ContactDateChanged",
        "contact.email": "ContactRoleMail, ContactRoleEmail",
        "contact.phone": "ContactRolePhone",
        "contact.phone_other": "ContactRoleMobile",
        "contact.function": "ContactRolePosition",
        "birthdate": "ContactDateOfBirth",
    },
    "Severa": {
        "name": "Account name, Asiakkuuden nimi",
        "category_id": "Market segment, Market segments, Asiakasryhmittely,"
        " Kundgruppering, Kundegruppering",
        "contact.function": "Contact role, Kontaktroll, Kontaktrolle, Contact title",
        "contact.comment": "Contact keyword, Contact keywords, Kontaktpersonens"
        " nyckelord",
        "*": "Einvoice operator, E-invoicing address, Operator, Intermediator",
        "user_id": "Account owner, Asiakkuuden omistaja, Customer owner",
    },
    "Komet Sales": {
        "ref": "Customer Code, Code",
        "name": "Customer Name",
        "property_payment_term_id": "Payment Term, Terms",
        "user_id": "Sales Person, Salesperson, Sales rep",
        "property_product_pricelist": "Price List, Price level",
        "*": "Location, Locations, Credit Limit, Carrier, Cargo Agency, Tax Rate,"
        " Sales Group, Statement email, Print group, Default carrier",
        "active": "Status",
    },
    "APEX": {
        "facility.unit_number": "Bolignummer, Bolig ID, BoligID",
        "phone_other": "Telefon (private), Telefon privat, Telefon (jobb), Telefon"
        " jobb",
    },
    "Serviceprotokoll": {
        "contact.send_service_protocol": "Send service protocol, Skicka"
        " serviceprotokoll",
        "contact.send_work_order": "Send work order, Skicka arbetsorder",
        "facility.name": "Facility, Anläggning",
        "housing_association_number": "BRF org.nr",
        "company_registry": "Corporate ID, Corporate identity number",
    },
}
