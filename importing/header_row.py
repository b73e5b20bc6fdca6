"""Find the row with the column names among the first rows of a file.

Exports and hand-made lists begin with a title, the name of a project, a date or blank
rows. The header is the first row that is as full as the table below it and looks like
names: words that columns of customer lists have, or text above values of another kind.

In doubt a row is a customer's: a customer taken for a header would be lost without a
word, a header taken for a customer is reported as a wrong row.
"""

import re
from itertools import islice

#: Rows in which a header is looked for.
SAMPLE_ROWS = 60
# A title page longer than this is none.
_MAX_TITLE_ROWS = 30

#: Words that name columns, without spaces, digits and punctuation. They only tell
#: a header from data; which column is which is decided elsewhere.
_WORDS = frozenset(
    """
    name navn namn nimi customername kundenavn kundnamn asiakasnimi asiakkaannimi
    company companyname firma firmanavn firmanamn bedrift bedriftsnavn företag
    företagsnamn foretag virksomhed virksomhedsnavn selskap selskapsnavn yritys
    yrityksennimi firstname lastname fornavn etternavn efternavn förnamn efternamn
    etunimi sukunimi fullname fulltnavn
    id no nr number nummer numero nro customer kunde kund asiakas client
    customerid customernumber customerno customernr kundenummer kundenr kundenummeret
    kundnummer kundnr kundid kundeid asiakasnumero asiakasnro asiakastunnus clientid
    clientnumber externalid
    organizationnumber organisationnumber organizationno organisationno orgnumber orgno
    organisasjonsnummer organisasjonsnr organisationsnummer organisationsnr orgnr
    orgnummer ytunnus yritystunnus cvr cvrnr cvrnummer companyregistry vat vatnumber
    vatno momsnr momsnummer momsregistreringsnummer mvanummer alvtunnus alvnumero
    registrationnumber businessid personnummer personnr fødselsnummer fodselsnummer
    cprnummer cprnr henkilötunnus hetu birthdate fødselsdato fodselsdato födelsedatum
    syntymäaika kjønn kön køn sukupuoli gender
    email epost epostadress epostadresse mail mailadresse sähköposti sähköpostiosoite
    phone telephone tel telefon telefonnr telefonnummer tlf tlfnr mobile mobil
    mobilnummer mobiltelefon mobilnr matkapuhelin puhelin puhelinnumero gsm fax
    address adresse adress osoite street streetaddress gateadresse gatuadress katuosoite
    postadress postadresse lähiosoite visitingaddress besøksadresse besöksadress
    invoiceaddress fakturaadresse fakturaadress laskutusosoite deliveryaddress
    leveringsadresse leveransadress
    zip zipcode postcode postalcode postnr postnummer postinumero city town ort postort
    poststed by sted kunta kaupunki postitoimipaikka country countrycode land landkode
    landskod maa maakoodi state county fylke län kommun kommune region
    contact contactperson contactname kontakt kontaktperson kontaktnavn kontaktnamn
    yhteyshenkilö reference referanse referens yourreference derasreferens
    language språk sprog kieli website web www hjemmeside hemsida kotisivu
    type kundetype kundtyp category kategori group gruppe grupp kundegruppe kundgrupp
    status active aktiv comment comments kommentar note notes notat anteckning
    muistiinpano huomautus description beskrivelse beskrivning
    paymentterms betalingsbetingelser betalningsvillkor maksuehto pricelist prisliste
    prislista currency valuta valuutta industry bransje bransch toimiala
    boligid bolignummer enhet unit facility anlegg anläggning kohde leilighet lägenhet
    lejlighed asunto kjøper köpare køber buyer ostaja eier ägare ejer owner omistaja
    """.split()
)
_NO_LETTERS = re.compile(r"[\W\d_]")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"(.*\w)\s+\d")


class FirstRows:
    """What the rows at the beginning of a table are.

    :param rows: the table's rows, or some of the first
    :param has_header: True, False, or None to find out
    :param bool find_titles: whether rows above the table are left out
    """

    def __init__(self, rows, has_header=None, find_titles=True):
        self._rows = list(islice(rows, SAMPLE_ROWS))
        self._has_header = has_header
        #: the :class:`~.table.Row` with the column names, or None
        self.header = None
        #: number of the first row of the table, the header's where there is one; 0 in
        #: a file without rows
        self.first_number = 0
        if not self._rows:
            return
        self.first_number = self._rows[0].number
        if has_header is not False:
            self._find_header(find_titles)
        if not self.header and find_titles:
            self._leave_out_titles()

    def _find_header(self, find_titles):
        candidates = self._rows[: _MAX_TITLE_ROWS if find_titles else 1]
        usual = self._usual_width()
        headers = [
            row
            for place, row in enumerate(candidates)
            if self._is_header(row, self._rows[place + 1 :], usual)
        ]
        if headers:
            # Above the names may stand the names of groups of columns.
            self.header = max(headers, key=_known_names)
        elif self._has_header:
            # There is one, somebody says: then the first row as wide as the table.
            wide = (row for row in candidates if _filled(row) * 2 > usual)
            self.header = next(wide, candidates[0])
        if self.header:
            self.first_number = self.header.number

    def _usual_width(self):
        """Return how many cells rows have, title rows aside."""
        counts = sorted(_filled(row) for row in self._rows)
        # the upper quarter: half of the rows may be sparse, hardly all
        return counts[len(counts) * 3 // 4]

    @staticmethod
    def _is_header(row, below, usual):
        cells = [value for value in row.values if value]
        if len(cells) * 2 < usual or len(cells) < min(usual, 2):
            return False
        if any(map(_is_data, cells)):
            return False
        known = _known_names(row)
        if known >= 2 or (known and len(cells) <= 2):
            return True
        return _differs(row, below)

    def _leave_out_titles(self):
        """Leave out lone cells that a blank row divides from the table."""
        usual = self._usual_width()
        if usual < 3:
            return
        previous = None
        for row in self._rows[:_MAX_TITLE_ROWS]:
            if _filled(row) > 1:
                if previous and row.number > previous.number + 1:
                    self.first_number = row.number
                return
            previous = row


def _filled(row):
    return sum(map(bool, row.values))


def _known_names(row):
    return sum(map(_is_known_name, row.values))


def _is_known_name(text):
    if _NO_LETTERS.sub("", text.lower()) in _WORDS:
        return True
    # several of a kind, numbered: "E-post kjøper 2"
    numbered = _NUMBERED.fullmatch(text.lower())
    return bool(numbered) and all(
        _NO_LETTERS.sub("", word) in _WORDS for word in numbered[1].split()
    )


def _differs(row, below):
    """Tell whether a row of words stands above columns of something else."""
    if any(map(_DIGIT.search, row.values)):
        return False
    differs = False
    for position, name in enumerate(row.values):
        column = [
            other.values[position]
            for other in below
            if len(other.values) > position and other.values[position]
        ]
        if name in column:
            return False
        differs |= bool(name) and sum(map(_is_data, column)) * 2 > len(column)
    return differs


def _is_data(text):
    """Tell whether a cell can't be the name of a column."""
    return sum(map(str.isdigit, text)) >= 5 or "@" in text or len(text) > 120
