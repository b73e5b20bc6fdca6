"""Words of column headers in Finnish; see :mod:`.header_words` for the form."""

CONCEPTS = {
    "name": "nimi, asiakkaan nimi, asiakasnimi, yritys, yrityksen nimi, yritysnimi,"
    " asiakas, toiminimi, virallinen nimi, koko nimi, nimi 1, yhtiö, yhtiön nimi,"
    " organisaatio, organisaation nimi",
    "first_name": "etunimi, etunimet, kutsumanimi",
    "last_name": "sukunimi",
    "ref": "asiakas {nro}, asiakastunnus, asiakaskoodi, asiakas id, asiakasnro,"
    " asiakkaan {nro}, asiakkaan tunnus",
    "external_id": "ulkoinen tunnus, ulkoinen id, ulkoinen {nro}, järjestelmätunnus,"
    " sisäinen tunnus, yksilöivä tunnus",
    "company_registry": "y tunnus, ytunnus, yritystunnus, yritys id,"
    " liike ja yhteisötunnus, yhteisötunnus, yrityksen y tunnus, ly tunnus,"
    " yritystunniste, organisaationumero, rekisteri {nro}, kaupparekisteri {nro}",
    "personal_identity_number": "henkilötunnus, hetu, sotu, sosiaaliturvatunnus,"
    " henkilö {nro}",
    "vat": "alv {nro}, alv tunnus, alv tunniste, arvonlisävero {nro},"
    " arvonlisäverotunniste, vat {nro}, vat tunnus, alv rekisteri {nro},"
    " arvonlisäverotunnus",
    "is_company": "asiakastyyppi, yritys yksityinen, yksityinen yritys, asiakaslaji,"
    " onko yritys, yritys vai yksityinen, yritys henkilö, asiakkaan tyyppi,"
    " yritysasiakas",
    "is_private": "yksityishenkilö, yksityisasiakas, yksityinen, kuluttaja,"
    " kuluttaja asiakas, henkilöasiakas, onko yksityishenkilö",
    "active": "aktiivinen, tila, asiakkaan tila, käytössä, voimassa, on aktiivinen",
    "inactive": "passiivinen, ei aktiivinen, poistettu, arkistoitu, passivoitu,"
    " ei käytössä, suljettu, epäaktiivinen, inaktiivinen",
    "country_id": "maa, maakoodi, maatunnus, maan nimi, kotimaa",
    "state_id": "maakunta, lääni, osavaltio",
    "street": "osoite, katuosoite, katu, lähiosoite, osoite 1, osoiterivi 1,"
    " osoiterivi, kotiosoite",
    "street2": "osoite 2, osoiterivi 2, osoitteen tarkenne, lisäosoite, c o, c o"
    " osoite, osoitteen lisätiedot, katuosoite 2",
    "zip": "posti {nro}, postinumero, postinro, postikoodi",
    "city": "postitoimipaikka, kaupunki, paikkakunta, toimipaikka, ptp, kotikunta"
    " paikkakunta, postitmp, postipaikka",
    "zip_city": "posti {nro} ja toimipaikka, posti {nro} ja postitoimipaikka,"
    " posti {nro} ja kaupunki, posti {nro} kaupunki, posti {nro} postitoimipaikka,"
    " posti {nro} ja paikkakunta",
    "email": "sähköposti, sähköpostiosoite, email, e mail, spostiosoite, sposti,"
    " s posti, sähköpostiosoitteet",
    "phone": "puhelin, puhelin {nro}, puh, puh {nro}, puhelinnumero, lankapuhelin,"
    " vaihde, työpuhelin, puhelinnumerot",
    "mobile": "matkapuhelin, matkapuhelin {nro}, gsm, kännykkä, gsm {nro}, mobiili,"
    " kännykkä {nro}",
    "phone_other": "muu puhelin, kotipuhelin, toinen puhelin {nro}, muu puhelin {nro},"
    " suora {nro}",
    "email_other": "muu sähköposti, toinen sähköposti, yksityinen sähköposti",
    "website": "kotisivu, kotisivut, verkkosivu, verkkosivut, www sivu, www sivut,"
    " www osoite, internet sivut, verkko-osoite, verkkosivusto",
    "lang": "kieli, kielikoodi, laskutuskieli, asiointikieli, äidinkieli, laskun kieli",
    "vat_type": "alv tyyppi, arvonlisävero, näytä alv, alv näkyvissä, alv käsittely"
    " tyyppi",
    "birthdate": "syntymäaika, syntymäpäivä, syntynyt, syntymä aika, synt aika",
    "comment": "kommentti, kommentit, huomautus, huomautukset, muistiinpano,"
    " muistiinpanot, lisätieto, lisätiedot, lisätietoja, kuvaus, huom, sisäinen"
    " kommentti, sisäinen huomautus, selite, muuta, vapaa teksti",
    "property_product_pricelist": "hinnasto, hintaryhmä, alennusryhmä, hintalista,"
    " alennuskirje, hinnastot",
    "property_payment_term_id": "maksuehto, maksuehdot, maksuaika, maksupäivät,"
    " maksuaika pv, maksuaika päivää",
    "technician_ids": "asentaja, asentajat, teknikko, huoltoteknikko, huoltoasentaja,"
    " teknikot, vastuuasentaja",
    "user_id": "myyjä, vastuuhenkilö, asiakasvastaava, viitteemme, oletusmyyjä,"
    " asiakkuusvastaava, vastuumyyjä, asiakasvastuullinen, omistaja, asiakaspäällikkö,"
    " viite meillä, vastuullinen",
    "cost_center_id": "kustannuspaikka, kustannuspaikat, laskentakohde,"
    " kustannuskeskus, kustannuspaikkakoodi",
    "industry_id": "toimiala, ala, toimialat, liiketoiminta ala",
    "category_id": "luokka, kategoria, asiakasryhmä, ryhmä, segmentti, tunnisteet,"
    " avainsanat, asiakasluokka, asiakassegmentti, asiakasryhmät, luokat",
    "facilities_disabled": "ei kohteita, kohteet pois käytöstä",
    "facility_required": "kohde pakollinen, vaadi kohde",
    "cost_center_required": "kustannuspaikka pakollinen, vaadi kustannuspaikka",
    "erp_always_invoice": "aina lasku, lähetä aina laskuna",
    "tax_reduction_type": "verovähennys, kotitalousvähennys, verovähennystyyppi,"
    " vähennyksen tyyppi",
    "property_designation": "kiinteistötunnus, kiinteistö, kiinteistön nimi",
    "housing_association_number": "taloyhtiön y tunnus, taloyhtiö y tunnus,"
    " asunto osakeyhtiön y tunnus, taloyhtiö, taloyhtiön tunnus",
    "apartment_number": "huoneisto, huoneisto {nro}, asunto {nro}, huoneiston {nro},"
    " asunnon {nro}, asunto",
    "function": "titteli, tehtävänimike, asema, rooli, toimi, tehtävä, ammatti,"
    " ammattinimike",
    "send_service_protocol": "lähetä huoltopöytäkirja, huoltopöytäkirja,"
    " lähetä huoltoraportti",
    "send_work_order": "lähetä työmääräys, työmääräys, lähetä työtilaus",
    "is_main_contact": "pääyhteyshenkilö, ensisijainen yhteyshenkilö,"
    " on pääyhteyshenkilö",
    "unit_number": "kohde {nro}, kohteen {nro}, kohdetunnus, kohteen tunnus,"
    " huoneistotunnus",
    "description": "ajo ohje, ajo-ohjeet, kulkuohje, kulku",
    "share": "osuus, osuus prosentti, prosentti, omistusosuus",
    "number": "{nro}, koodi, tunnus",
}

ROLES = {
    "contact": "yhteyshenkilö, yhteyshenkilön, yhteyshenkilöiden, kontakti, kontaktin,"
    " kontaktihenkilö, kontaktihenkilön, yhteyshenkilöt",
    "invoice": "laskutus, laskutuksen, lasku, laskun, laskujen, laskutus osoitteen",
    "visiting": "käynti, käyntiosoitteen, toimipiste, toimipisteen, katu osoitteen",
    "mail": "posti, postiosoitteen, postitus",
    "delivery": "toimitus, toimituksen, toimitusosoitteen",
    "facility": "kohde, kohteen, huoltokohde, huoltokohteen, kohteiden, laitos,"
    " laitoksen",
    "tax_person": "hakija, hakijan, puoliso, puolison, vähennyksen hakija,"
    " kotitalousvähennyksen hakija, kotitalousvähennyksen",
}
ROLE_PHRASES = {
    "contact": "yhteyshenkilö, yhteyshenkilön nimi, kontakti, kontaktihenkilö,"
    " viitteenne, yhteyshenkilöt, viite teillä, asiakkaan yhteyshenkilö,"
    " asiakkaan viite",
    "invoice": "laskutusosoite, laskutuskatuosoite, laskun osoite, laskutuslähiosoite",
    "visiting": "käyntiosoite, toimipisteen osoite, toimipaikan osoite",
    "mail": "postiosoite, postilokero, postitusosoite",
    "delivery": "toimitusosoite, toimituskatuosoite, toimituslähiosoite",
    "facility": "kohde, kohteen nimi, huoltokohde, laitos, kohdenimi",
    "tax_person": "vähennyksen hakija, hakija, kotitalousvähennyksen hakija",
}

FILLERS = (
    "kyllä ei, sisäinen, asiakas, asiakkaan, asiakkaiden, yritys, yrityksen, yhtiön,"
    " ja, tai, ensisijainen, oletus, pakollinen, valinnainen, merkkiä, max, yleinen,"
    " suomalainen, perustiedot, virallinen"
)

IGNORED = (
    "faksi, telefax, faksi {nro}, valuutta, valuuttakoodi, saldo, luottoraja,"
    " sukupuoli, tili {nro}, tilinumero, pankkitili, iban, bic, ovt, ovt tunnus,"
    " verkkolaskuosoite, verkkolasku, verkkolaskuoperaattori, operaattoritunnus,"
    " operaattori, luotu, luontipäivä, muokattu, päivitetty, toimitusehto,"
    " toimitustapa, alennus, alennusprosentti, liikevaihto, henkilöstömäärä,"
    " toimittaja {nro}, toimittaja, projekti, osasto, alv koodi, alv prosentti,"
    " verokanta, laskutustapa, myyntitili, perintä, maksumuistutus, yhtiömuoto,"
    " lyhytnimi, nimen jatke, ryhmä {nro}, virhe, syy, luottokielto, karhuesto,"
    " laskutuslisä, toimitusehdot, rivi {nro}, välittäjä, verkkolaskutunnus, laskun"
    " lähetystapa, laskun toimitustapa, viite {nro}, viitenumero, oletustoimitusehto,"
    " nimi 2, kunta"
)
