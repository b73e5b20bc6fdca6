"""Words of column headers in Danish; see :mod:`.header_words` for the form."""

CONCEPTS = {
    "name": "navn, kundenavn, firmanavn, firma, virksomhed, virksomhedsnavn, selskab,"
    " selskabsnavn, debitornavn, kunde, fulde navn, organisationsnavn, debitor",
    "first_name": "fornavn",
    "last_name": "efternavn",
    "ref": "kunde {nr}, debitor {nr}, kundeid, kunde id, kundekode, klient {nr},"
    " kundereference, debitorkonto {nr}",
    "external_id": "eksternt id, ekstern id, eksternt {nr}, system id, internt id",
    "company_registry": "cvr, cvr {nr}, cvrnr, virksomheds {nr}, se {nr} cvr,"
    " organisations {nr}, cvr nummer, firmaregistrerings {nr}, selskabs {nr}, p"
    " {nr} cvr",
    "personal_identity_number": "cpr, cpr {nr}, person {nr}, cprnr",
    "vat": "momsnummer, moms {nr}, se {nr}, momsregistrerings {nr}, vat {nr}, eu moms"
    " {nr}",
    "is_company": "kundetype, erhverv privat, privat erhverv, firma privat,"
    " er virksomhed, erhvervskunde, virksomhed eller privat, virksomhed privat",
    "is_private": "privatperson, privatkunde, er privatperson, privat, er privat,"
    " forbruger",
    "active": "aktiv, er aktiv, status, kundestatus",
    "inactive": "inaktiv, passiv, spærret, arkiveret, ophørt, afsluttet, er inaktiv,"
    " ikke aktiv, lukket",
    "country_id": "land, landekode, landkode, landenavn, lande kode",
    "state_id": "region, amt, landsdel",
    "street": "adresse, gadeadresse, gade, vej, vejnavn, adresse 1, adresselinje 1,"
    " adresselinje, gadenavn, vejadresse, adr, hjemmeadresse, bopælsadresse, linje 1",
    "street2": "adresse 2, adresselinje 2, co adresse, c o, c o navn, ekstra adresse,"
    " supplerende adresse, linje 2, stednavn",
    "zip": "post {nr}, postkode, post nr",
    "city": "by, bynavn, postdistrikt, postby",
    "zip_city": "post {nr} by, post {nr} og by, postnrby, post by",
    "email": "mail, e mail, email, mailadresse, e mailadresse, e mail adresse,"
    " emailadresse, e post",
    "phone": "telefon, tlf, telefon {nr}, tlf {nr}, tlfnr, fastnet, fastnettelefon,"
    " hovednummer",
    "mobile": "mobil, mobil {nr}, mobiltelefon, mobiltlf, mobiltelefon {nr}",
    "phone_other": "anden telefon, telefon privat, telefon arbejde, privattelefon,"
    " arbejdstelefon, direkte telefon",
    "email_other": "anden mail, privat mail, ekstra mail",
    "website": "hjemmeside, webside, websted, webadresse, website, internet",
    "lang": "sprog, sprogkode, fakturasprog",
    "vat_type": "momstype, vis moms, momsvisning, moms",
    "birthdate": "fødselsdato, fødselsdag, født, fødsels dato",
    "comment": "kommentar, kommentarer, bemærkning, bemærkninger, note, noter, notat,"
    " notater, beskrivelse, intern note, interne noter, intern bemærkning, fritekst,"
    " øvrige oplysninger, andet",
    "property_product_pricelist": "prisliste, rabatbrev, prisgruppe, rabatgruppe,"
    " prislister, prisaftale",
    "property_payment_term_id": "betalingsbetingelser, betalingsbetingelse,"
    " betalingsvilkår, betalingsfrist, kredittid, kreditdage, betalingsdage,"
    " netto dage, forfaldsdage",
    "technician_ids": "tekniker, teknikere, montør, montører, servicetekniker,"
    " tildelt tekniker",
    "user_id": "sælger, kundeansvarlig, vores reference, vor reference, vor ref,"
    " vores ref, ansvarlig, sagsbehandler, medarbejder, vores kontakt,"
    " vores kontaktperson",
    "cost_center_id": "omkostningssted, omkostningscenter, omkostningssteder,"
    " omkostnings sted",
    "industry_id": "branche, branchenavn, brancher, erhverv",
    "category_id": "kategori, kategorier, kundegruppe, debitorgruppe, kundekategori,"
    " gruppe, segment, etiket, etiketter, nøgleord, kundegrupper, kundesegment",
    "facilities_disabled": "ingen anlæg, anlæg deaktiveret, uden anlæg",
    "facility_required": "anlæg obligatorisk, kræv anlæg, anlæg påkrævet",
    "cost_center_required": "omkostningssted obligatorisk, kræv omkostningssted",
    "erp_always_invoice": "altid faktura, send altid som faktura",
    "tax_reduction_type": "skattefradrag, håndværkerfradrag, skattefradragstype",
    "property_designation": "matrikel, matrikel {nr}, ejendom, ejendomsbetegnelse",
    "housing_association_number": "andelsboligforening cvr, ejerforening cvr,"
    " boligforening cvr, andelsboligforening cvr {nr}, boligforenings {nr}",
    "apartment_number": "lejligheds {nr}, lejlighed, lejlighed {nr}",
    "function": "titel, stilling, rolle, funktion, stillingsbetegnelse, jobtitel",
    "send_service_protocol": "send serviceprotokol, send servicerapport,"
    " serviceprotokol",
    "send_work_order": "send arbejdsordre, arbejdsordre, send arbejdsseddel",
    "is_main_contact": "hovedkontakt, primær kontakt, hovedkontaktperson,"
    " er hovedkontakt",
    "unit_number": "bolig {nr}, boligenhed, enheds {nr}, bolig id, bolig",
    "description": "vejbeskrivelse, adgangsforhold, adgang",
    "share": "andel, procent, ejerandel, andel procent",
    "number": "{nr}, nummer, kode",
}

ROLES = {
    "contact": "kontaktpers, kontakt, kontaktperson, kontaktpersoner,"
    " kontaktpersonens, kontakter",
    "invoice": "fakt, faktura, fakturerings, fakturering, fakturamodtager",
    "visiting": "besøgs, besøg, forretnings, kontor, fysisk",
    "mail": "post, brev",
    "delivery": "leverings, levering, leverance, vare, lev",
    "facility": "anlæg, anlægs, lokation, objekt, serviceadresse, installations",
    "tax_person": "medansøger, ansøger, skattefradragsperson",
}
ROLE_PHRASES = {
    "contact": "kontaktpers, kontakt, kontaktperson, kontaktpersoner, kontaktnavn,"
    " deres reference, deres ref, att, jeres reference, kundens reference",
    "invoice": "fakturaadresse, faktureringsadresse, fakturaadr",
    "visiting": "besøgsadresse, forretningsadresse, kontoradresse",
    "mail": "postadresse, postboks, brevadresse",
    "delivery": "leveringsadresse, leveranceadresse, levadresse, lev adresse",
    "facility": "anlæg, anlægsnavn, lokation, objekt, serviceobjekt",
    "tax_person": "medansøger, skattefradragsperson",
}

FILLERS = (
    "ja nej, intern, interne, kunde, kunden, kundens, kunder, firma, firmaets,"
    " virksomhed, virksomhedens, virksomheds, selskabets, debitors, debitorens, for,"
    " til, af, og, eller, i, på, med, den, det, primær, hoved, generel, påkrævet,"
    " obligatorisk, valgfri, tegn, maks, dansk, hos, standard, ekskl, navn og"
)

IGNORED = (
    "fax, telefax, valuta, valutakode, saldo, kreditmaksimum, kreditgrænse, køn,"
    " bankkonto, reg {nr} bank, konto {nr}, kontonummer, konto, iban, ean, ean {nr},"
    " gln, e faktura, oprettet, oprettet dato, oprettet af, ændret, sidst ændret,"
    " opdateret, fakturagebyr, leveringsbetingelser, leveringsmåde, leveringsvilkår,"
    " rabat, rabatprocent, rabat procent, omsætning, antal ansatte, ansatte,"
    " leverandør {nr}, leverandør, projekt, afdeling, kommune, momszone, momskode,"
    " momssats, layout, rykker, rykkergebyr, virksomhedsform, betalingsid, p nummer,"
    " husnummer, hus {nr}, linje {nr}, fejl, årsag, faktureringsmetode, barred"
)
