"""Words of column headers in Norwegian; see :mod:`.header_words` for the form."""

CONCEPTS = {
    "name": "navn, kundenavn, firmanavn, firma, bedrift, bedriftsnavn, selskap,"
    " selskapsnavn, foretak, foretaksnavn, virksomhet, virksomhetsnavn, kunde,"
    " fullt navn, organisasjonsnavn, kontonavn, debitornavn, navn 1, fullstendig navn,"
    " organisasjon, namn",
    "first_name": "fornavn, for navn, fornamn",
    "last_name": "etternavn, etter navn, familienavn, etternamn, slektsnavn",
    "ref": "kunde {nr}, kundeid, kunde id, kundekode, debitor {nr}, klient {nr},"
    " kunde ref, kundereferanse, debitor id, reskontro {nr}, klient id, kunde konto",
    "external_id": "ekstern ref, visma id, tripletex id, erp id, poweroffice id,"
    " ekstern id, eksternt {nr}, ekstern referanse, ekstern {nr}, system id,"
    " intern id, unik id, eksternid",
    "company_registry": "organisasjons {nr}, org {nr}, organisasjon {nr}, foretaks"
    " {nr}, firma {nr}, bedrifts {nr}, orgnummer, organisasjonsid, virksomhets"
    " {nr}, foretaksregister {nr}, enhetsregister {nr}, org id",
    "personal_identity_number": "person {nr}, fødsels {nr}, fødsels og person {nr},"
    " personid, fødsels- og person {nr}, d {nr}, f {nr}, fnr",
    "identity_number": "org person {nr}, person org {nr}, org fødsels {nr},"
    " organisasjons person {nr}, organisasjons fødsels {nr}, identifikasjons"
    " {nr}, identitets {nr}",
    "vat": "mva {nr}, merverdiavgifts {nr}, vat {nr}, mva reg {nr}, avgifts {nr},"
    " momsregistrerings {nr}, mva registrerings {nr}, utenlandsk mva {nr},"
    " utenlandsk organisasjons {nr} vat",
    "is_company": "kundetype, bedrift privat, privat bedrift, firma privat,"
    " bedrift eller privat, type kunde, er bedrift, er firma, bedriftskunde,"
    " privat firma, kundeform, er bedriftskunde",
    "is_private": "privatperson, privatkunde, er privatperson, er privat, privat,"
    " er privatkunde, forbruker",
    "active": "aktiv, er aktiv, status, kundestatus, aktive",
    "inactive": "inaktiv, er inaktiv, passiv, sperret, arkivert, avsluttet, utgått,"
    " ikke aktiv, deaktivert, inaktive",
    "country_id": "land, landkode, landskode, land kode, landnavn, nasjon",
    "state_id": "fylke, fylkesnavn, landsdel, delstat",
    "street": "adresse, gateadresse, gate, vei, gatenavn, adresse 1, adresselinje 1,"
    " adresse linje 1, adresselinje, adr, adr 1, vegadresse, veiadresse,"
    " bostedsadresse, boligadresse, hjemmeadresse, linje 1, gate 1, gate vei, veg",
    "street2": "adresse 2, adresselinje 2, adresse linje 2, adr 2, adressefelt 2,"
    " co adresse, c o, linje 2, tilleggsadresse, gate 2, c o adresse",
    "zip": "post {nr}, postkode, p {nr} post, zip, postal {nr}",
    "city": "poststed, sted, by, stad, post sted, tettsted, postområde",
    "zip_city": "post {nr} sted, post {nr} poststed, post {nr} og sted,"
    " post {nr} og poststed, postnummersted, poststed med post {nr}",
    "email": "epost, e post, epostadresse, e postadresse, e post adresse, mail,"
    " mailadresse, email, e mail, epost adresse, e mailadresse",
    "phone": "telefon, tlf, telefon {nr}, tlf {nr}, tlfnr, fasttelefon, fast telefon,"
    " sentralbord, telefon sentralbord, telefoner",
    "mobile": "mobil, mobil {nr}, mobiltelefon, mobiltlf, mob, mobiltelefon {nr},"
    " mobil telefon {nr}, mob {nr}, mobil tlf",
    "phone_other": "tlf arb, telefon jobb, telefon privat, tlf privat, tlf jobb,"
    " telefon arbeid, telefon private, privat telefon, jobbtelefon, telefon hjem,"
    " annen telefon, direktetelefon, arbeidstelefon",
    "email_other": "privat epost, annen epost, epost privat, ekstra epost",
    "website": "hjemmeside, nettside, nettsted, webside, nettadresse, hjemmesider,"
    " nettsider, webadresse, internettadresse",
    "lang": "språk, språkkode, fakturaspråk, målform",
    "vat_type": "inkl ekskl mva, inkl eks mva, med uten mva, mva type, momstype,"
    " avgiftstype, vis mva, type mva, merverdiavgift, vis moms",
    "birthdate": "fødselsdato, fødselsdag, født, fødtdato, f dato, fødsels dato",
    "comment": "bemerkninger, tilleggsinfo, tilleggsinformasjon, kommentar,"
    " kommentarer, notat, notater, merknad, merknader, beskrivelse, intern"
    " kommentar, interne notater, anmerkning, internt notat, bemerkning, info,"
    " øvrig informasjon, annet, øvrig",
    "property_product_pricelist": "prisliste, prislister, rabattbrev, prisgruppe,"
    " rabattgruppe, prisavtale",
    "property_payment_term_id": "betalingsbetingelser, betalingsbetingelse,"
    " betalingsvilkår, betalingsfrist, kredittid, kredittdager, forfallsdager,"
    " betalingsdager, betalings betingelser, dager til forfall, forfall dager, kreditt"
    " dager",
    "technician_ids": "tekniker, teknikere, montør, montører, servicetekniker,"
    " tildelt tekniker, tildelte teknikere",
    "user_id": "selger, kundeansvarlig, vår referanse, vår ref, ansvarlig,"
    " kunderådgiver, saksbehandler, vår kontakt, kontoansvarlig, kundebehandler,"
    " ansvarlig selger, vår kontaktperson",
    "cost_center_id": "kostnadssted, koststed, kostsenter, kostnadsbærer sted,"
    " kostnadssenter, kostnadssteder",
    "industry_id": "bransje, næring, bransjenavn, bransjer",
    "category_id": "kategori, kategorier, kundegruppe, kundekategori, etikett,"
    " etiketter, gruppe, segment, stikkord, nøkkelord, kundegrupper, tagger,"
    " markedssegment, kundesegment",
    "facilities_disabled": "ingen anlegg, anlegg deaktivert, uten anlegg",
    "facility_required": "anlegg obligatorisk, krev anlegg, anlegg påkrevd",
    "cost_center_required": "kostnadssted obligatorisk, kostnadssted påkrevd,"
    " krev kostnadssted",
    "erp_always_invoice": "alltid faktura, send alltid som faktura",
    "tax_reduction_type": "skattefradrag, skattereduksjon, skattefradragstype",
    "property_designation": "eiendomsbetegnelse, eiendom, matrikkel {nr},"
    " gårds og bruks {nr}, gnr bnr, matrikkel",
    "housing_association_number": "borettslag organisasjons {nr}, borettslag org {nr},"
    " borettslag {nr}, sameie org {nr}",
    "apartment_number": "lgh {nr}",
    "function": "tittel, stilling, rolle, stillingstittel, funksjon, yrke, yrkestittel",
    "send_service_protocol": "send serviceprotokoll, send servicerapport,"
    " serviceprotokoll, sende serviceprotokoll",
    "send_work_order": "send arbeidsordre, arbeidsordre, sende arbeidsordre",
    "is_main_contact": "hovedkontakt, er hovedkontakt, primærkontakt,"
    " hovedkontaktperson",
    "unit_number": "leil {nr}, leil, bolig {nr}, boligid, bolig id, leilighets {nr},"
    " leilighet, enhets {nr}, seksjons {nr}, bruksenhets {nr}, bolig, boenhet,"
    " bruksenhet, leilighet {nr}, boenhets {nr}, h {nr}",
    "description": "veibeskrivelse, adkomst, adkomstbeskrivelse",
    "share": "andel, andel prosent, prosent, eierandel, prosentandel",
    "number": "{nr}, kode",
}

ROLES = {
    "contact": "kontaktpers, kontakt, kontakts, kontaktperson, kontaktpersoner,"
    " kontaktpersonens, kontakter",
    "invoice": "fakt, faktura, fakturerings, fakturering, fakturaens, fakturamottaker",
    "visiting": "besøks, besøk, forretnings, kontor, gate adresse besøk, fysisk",
    "mail": "post, postal",
    "delivery": "leverings, levering, vare, leveranse, leveransens, lev",
    "facility": "anlegg, anleggs, lokasjon, byggeplass, eiendoms, objekt,"
    " serviceadresse",
    "tax_person": "medsøker, søker, skattefradragsperson",
}
ROLE_PHRASES = {
    "contact": "kontaktpers, kontakt, kontaktperson, kontaktpersoner, kontaktnavn,"
    " kontaktpersonnavn, deres referanse, deres ref, kundens referanse, att, attention,"
    " v att, deres kontaktperson, kontakt person",
    "invoice": "fakt adresse, fakt adr, fakturaadresse, faktureringsadresse, faktura"
    " adr, fakturaadr, fakturagate",
    "visiting": "besøksadresse, forretningsadresse, besøksadr, kontoradresse,"
    " forretningsadr, besøksgate",
    "mail": "postadresse, postadr, postboks, post adr, postboksadresse",
    "delivery": "leveringsadresse, leveranseadresse, vareadresse, leveringsadr,"
    " lev adresse, lev adr, leveringsgate",
    "facility": "anlegg, anleggsnavn, lokasjon, byggeplass, anleggets navn, objekt,"
    " anleggsadresse navn, serviceobjekt",
    "tax_person": "medsøker, skattefradragsperson",
}

FILLERS = (
    "ja nei, mva, intern, interne, internt, kunde, kunden, kundens, kunder, kundes,"
    " firma, firmaets, bedriftens, bedrifts, selskapets, selskap, for, til, av, og,"
    " eller, i, på, med, den, det, primær, hoved, generell, generelt, påkrevd,"
    " obligatorisk, valgfri, valgfritt, maks, tegn, ja nei, offisiell, standard,"
    " norsk, hos, samt, bedrift, privat eller, kun"
)

IGNORED = (
    "faks, telefaks, faks {nr}, valuta, valutakode, saldo, kredittgrense, kjønn,"
    " bankkonto, bankkonto {nr}, kontonummer, konto {nr}, konto, iban, kid, ehf, ean,"
    " e faktura, efaktura, opprettet, opprettet dato, opprettet av, endret,"
    " sist endret, oppdatert, fakturagebyr, leveringsbetingelser, leveringsmåte,"
    " leveringsvilkår, rabatt, rabatt prosent, omsetning, antall ansatte, ansatte,"
    " leverandør {nr}, leverandør, avdeling, prosjekt, kommune, kommune {nr}, mva kode,"
    " mva prosent, mva sats, momskode, fakturametode, fakturatype, purring, purregebyr,"
    " organisasjonsform, selskapsform, fakturalevering, linje {nr}, rad, kallenavn,"
    " husnummer, hus {nr}, mva registrert, registrert i mvaregisteret, mva pliktig,"
    " næringskode, bransjekode, daglig leder, gironummer, kjede {nr}, debet, kredit,"
    " faktura leveringsmåte, distribusjon, sendemåte, fakturautsendelse, beløp, sum,"
    " feil, årsak, fødested, postboks {nr}, standard mva, eiendomstype"
)
