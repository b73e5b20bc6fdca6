"""Words of column headers in Swedish; see :mod:`.header_words` for the form."""

CONCEPTS = {
    "name": "namn, kundnamn, företagsnamn, företag, firma, firmanamn, bolag,"
    " bolagsnamn, kund, beställare, fullständigt namn, organisationsnamn,"
    " organisation, namn 1, hela namnet, kundens namn",
    "first_name": "förnamn, för namn, tilltalsnamn",
    "last_name": "efternamn, efter namn, släktnamn",
    "ref": "kund {nr}, kundid, kund id, kundkod, debitor {nr}, klient {nr}, kundnrr,"
    " kundreferens {nr}, kund ref",
    "external_id": "extern ref, fortnox id, fortnox {nr}, fortnox kund {nr}, externt"
    " id, extern id, externt {nr}, extern referens, system id, internt id, unikt"
    " id",
    "company_registry": "organisations {nr}, org {nr}, organisation {nr}, orgnummer,"
    " företags {nr}, bolags {nr}, organisationsid, organisationsnr, org id",
    "personal_identity_number": "person {nr}, pers {nr}, personid, personbeteckning,"
    " födelse {nr}, samordnings {nr}, persnr, pnr",
    "identity_number": "org person {nr}, person org {nr}, organisations person {nr},"
    " person organisations {nr}, org pers {nr}, identitets {nr}, identifikations"
    " {nr}",
    "vat": "vat {nr}, moms {nr}, momsregistrerings {nr}, momsreg {nr}, vat nummer,"
    " eu vat {nr}, skatteregistrerings {nr}, vatnr, mervärdesskatte {nr}, momsid",
    "is_company": "kundtyp, företag privat, privat företag, typ av kund,"
    " företag eller privat, företag privatperson, är företag, företagskund,"
    " privat eller företag",
    "is_private": "privatperson, privatkund, är privatperson, är privat, privat,"
    " konsument",
    "active": "aktiv, är aktiv, status, kundstatus, aktiva",
    "inactive": "inaktiv, är inaktiv, passiv, spärrad, arkiverad, avslutad, ej aktiv,"
    " inaktiverad, inaktiva, blockerad",
    "country_id": "land, landkod, landskod, landsnamn, lands kod",
    "state_id": "län, landskap, delstat, region, länsnamn",
    "street": "adress, gatuadress, gata, adress 1, adressrad 1, adressrad, utdelnings"
    "adress, gatunamn, adr, adr 1, bostadsadress, hemadress, adress rad 1, rad 1,"
    " väg, gatuadress 1",
    "street2": "adress 2, adressrad 2, adr 2, co adress, c o, c o adress, adress rad 2,"
    " rad 2, tilläggsadress, gatuadress 2, extra adressrad, careof, care of",
    "zip": "post {nr}, postkod, pnr post, zip, zipkod",
    "city": "ort, postort, stad, post ort, ortnamn, bostadsort, postanstalt",
    "zip_city": "post {nr} ort, post {nr} postort, post {nr} och ort,"
    " post {nr} och postort, postnrort, post {nr} stad",
    "email": "epost, e post, epostadress, e postadress, e post adress, mejl, mail,"
    " mailadress, mejladress, email, e mail, e mailadress, epost adress",
    "phone": "tel arb, telefon, tel, tfn, telefon {nr}, tel {nr}, tele, fast telefon,"
    " växel, telefon växel, telefon arbete, telefon bostad, tfn {nr}, telefon"
    " fast",
    "mobile": "mobil, mobil {nr}, mobiltelefon, mobiltel, mob, mobiltelefon {nr},"
    " telefon mobil, mobil tel, sms {nr}",
    "phone_other": "annan telefon, telefon hem, hemtelefon, telefon privat,"
    " privattelefon, direkttelefon, arbetstelefon, övrig telefon",
    "email_other": "privat epost, annan epost, extra epost, övrig epost",
    "website": "hemsida, webbplats, webbsida, webb, webbadress, hemsideadress,"
    " webbsajt, internetadress",
    "lang": "språk, språkkod, fakturaspråk, dokumentspråk",
    "vat_type": "inkl exkl moms, med utan moms, momstyp, momsvisning, visa moms,"
    " moms, typ av moms, moms typ, moms eller ej",
    "birthdate": "födelsedatum, födelsedag, född, födelse datum",
    "comment": "tilläggsinfo, tilläggsinformation, kommentar, kommentarer,"
    " anteckning, anteckningar, notering, noteringar, beskrivning, intern"
    " kommentar, interna anteckningar, anmärkning, fritext, info, intern"
    " anteckning, övrigt, meddelande, övrig information",
    "property_product_pricelist": "prislista, prislistor, rabattbrev, prisgrupp,"
    " rabattgrupp, rabattavtal, prisavtal",
    "property_payment_term_id": "betalningsvillkor, betalvillkor, betalningstid,"
    " kredittid, kreditdagar, betalningsdagar, betalnings villkor, förfallodagar",
    "technician_ids": "tekniker, montör, montörer, servicetekniker, tilldelad tekniker,"
    " tilldelade tekniker",
    "user_id": "säljare, kundansvarig, vår referens, vår ref, ansvarig, handläggare,"
    " kundägare, vår kontakt, vår kontaktperson, ansvarig säljare",
    "cost_center_id": "kostnadsställe, kostnadsställen, kst, kostnads ställe,"
    " kostnadscenter, resultatenhet",
    "industry_id": "bransch, näringsgren, branscher, verksamhetsområde",
    "category_id": "kategori, kategorier, kundgrupp, kundkategori, etikett, etiketter,"
    " grupp, segment, taggar, nyckelord, kundgrupper, marknadssegment, kundsegment",
    "facilities_disabled": "inga anläggningar, anläggningar avstängda, utan"
    " anläggningar",
    "facility_required": "anläggning obligatorisk, kräv anläggning",
    "cost_center_required": "kostnadsställe obligatoriskt, kräv kostnadsställe",
    "erp_always_invoice": "alltid faktura, skicka alltid som faktura, skicka som"
    " faktura",
    "tax_reduction_type": "skattereduktion, skattereduktionstyp, husarbete, rot rut,"
    " husavdrag, typ av husarbete, rot avdrag, avdragstyp, husarbetestyp,"
    " typ av skattereduktion, rot rut grön teknik",
    "property_designation": "fastighetsbeteckning, fastighet, fastighets beteckning,"
    " fastighetsnamn",
    "housing_association_number": "brf organisations {nr}, brf org {nr}, brf {nr},"
    " bostadsrättsförening organisations {nr}, bostadsrättsförenings"
    " organisations {nr}, bostadsrättsföreningens organisations {nr}, föreningens"
    " organisations {nr}, bostadsrättsförening, brf, bostadsrättsföreningens org"
    " {nr}, bostadsrättsförening org {nr}, förenings {nr}, organisations {nr}"
    " brf, org {nr} brf",
    "apartment_number": "lägenhets {nr}, lgh {nr}, lägenhet, lgh, lägenhetsbeteckning,"
    " lägenhet {nr}",
    "function": "titel, befattning, roll, tjänst, yrke, funktion, yrkestitel,"
    " arbetsroll",
    "send_service_protocol": "skicka serviceprotokoll, serviceprotokoll,"
    " skicka protokoll, mottagare serviceprotokoll",
    "send_work_order": "skicka arbetsorder, arbetsorder, mottagare arbetsorder",
    "is_main_contact": "huvudkontakt, är huvudkontakt, primär kontakt, primärkontakt,"
    " huvudkontaktperson",
    "unit_number": "enhets {nr}, bostads {nr}, bostad, objekts {nr}, anläggnings {nr},"
    " anläggningsid, bostadsid, anläggnings id",
    "description": "vägbeskrivning, tillträde, åtkomst, portkod",
    "share": "andel, andel procent, procent, andel i procent, procentandel, ägarandel",
    "number": "{nr}, kod",
}

ROLES = {
    "contact": "kontaktpers, kontakt, kontakts, kontaktperson, kontaktpersoner,"
    " kontaktpersonens, kontaktens, kontakter",
    "invoice": "fakt, faktura, fakturerings, fakturering, fakturans, fakturamottagare",
    "visiting": "besöks, besök, kontors, kontor, fysisk",
    "mail": "post, postal, brev",
    "delivery": "leverans, leverans och, leveransens, lev, gods, levererings,"
    " leverering",
    "facility": "anläggning, anläggnings, anläggningens, plats, objekt, serviceadress,"
    " arbetsplats, arbetsplatsens, anläggningar",
    "tax_person": "skattereduktion, skattereduktions, sökande, medsökande, rot,"
    " rut, husavdrag, skattereduktionsperson, köpare rot, rotavdrag, rutavdrag,"
    " delägare",
}
ROLE_PHRASES = {
    "contact": "kontaktpers, kontakt, kontaktperson, kontaktpersoner, kontaktnamn, er"
    " referens, referens, er ref, kundens referens, kontaktpersonnamn, att, er"
    " kontaktperson, beställarens kontaktperson, märkning kontakt",
    "invoice": "fakt adr, fakturaadress, faktureringsadress, fakt adress, fakturagata,"
    " fakturagatuadress",
    "visiting": "besöksadress, kontorsadress, besöksgata, besöksgatuadress",
    "mail": "postadress, post adress, box, boxadress, postgatuadress, brevadress",
    "delivery": "leveransadress, levadress, lev adress, godsadress, leveransgata",
    "facility": "anläggning, anläggningsnamn, anläggningens namn, arbetsplats, objekt,"
    " anläggningsadress namn, serviceobjekt",
    "tax_person": "skattereduktionsperson, sökande, medsökande, rot person,"
    " sökande namn",
}

FILLERS = (
    "ja nej, intern, interna, internt, kund, kunden, kundens, kunder, kunders,"
    " företag, företagets, företags, firma, bolag, bolagets, för, till, av, och,"
    " eller, i, på, med, den, det, primär, huvud, huvudsaklig, allmän, allmänt,"
    " obligatorisk, valfri, valfritt, max, tecken, svensk, svenskt, ej, samt, enligt,"
    " hos, standard, gata och, person med, konsument eller"
)

IGNORED = (
    "fax, telefax, fax {nr}, valuta, valutakod, saldo, kreditgräns, kreditlimit, kön,"
    " bankgiro, plusgiro, postgiro, bg, pg, bankkonto, bankkonto {nr}, konto {nr},"
    " konto, kontonummer, iban, gln, ean, e faktura, efaktura, e fakturaadress,"
    " skapad, skapad av, skapad datum, skapat, ändrad, senast ändrad, uppdaterad,"
    " fakturaavgift, leveransvillkor, leveranssätt, rabatt, rabatt procent,"
    " omsättning, antal anställda, anställda, leverantörs {nr}, leverantör, projekt,"
    " avdelning, kommun, momskod, momssats, moms procent, fakturasätt, fakturatyp,"
    " påminnelse, påminnelseavgift, räntefaktura, räntefakturering,"
    " expeditionsavgift, frakt, distributionssätt, distribution, förvald mall,"
    " fakturamall, sni kod, sni, bolagsform, rad {nr}, växelkurs, fel, orsak,"
    " lagerställe, gatunummer, hus {nr}, upplupen ränta, valutakurs, skattesats,"
    " leveransdatum, fakturadatum, faktura {nr}, order {nr}, förfallodatum, belopp,"
    " summa, momsregistrerad, f skatt, omvänd skattskyldighet, lägenhetsyta,"
    " portnummer"
)
