"""Regions of the world: the subregions of the United Nations (M49 standard, 2024)."""

from __future__ import annotations

from babel import Locale
from django.utils.translation import get_language

# M49 code of a subregion, then the ISO 3166-1 codes of its countries and territories.
_SUBREGIONS = {
    "015": "DZ EG EH LY MA SD TN",
    "011": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "017": "AO CD CF CG CM GA GQ ST TD",
    "014": "BI DJ ER ET KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    "018": "BW LS NA SZ ZA",
    "021": "BM CA GL PM US",
    "029": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "013": "BZ CR GT HN MX NI PA SV",
    "005": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
    "143": "KG KZ TJ TM UZ",
    "030": "CN HK JP KP KR MN MO",
    "035": "BN ID KH LA MM MY PH SG TH TL VN",
    "034": "AF BD BT IN IR LK MV NP PK",
    "145": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    "151": "BG BY CZ HU MD PL RO RU SK UA",
    "154": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
    "039": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA",
    "155": "AT BE CH DE FR LI LU MC NL",
    "053": "AU CC CX NF NZ",
    "054": "FJ NC PG SB VU",
    "057": "FM GU KI MH MP NR PW",
    "061": "AS CK NU PF PN TK TO TV WF WS",
}
_REGION_OF = {code: region for region, codes in _SUBREGIONS.items() for code in codes.split()}


def region_of(country: str) -> str:
    """The M49 code of a country's subregion, from its ISO 3166-1 code; empty when unknown."""
    return _REGION_OF.get(country, "")


def region_name(region: str) -> str:
    """The name of a subregion in the language being spoken, as the Unicode CLDR gives it."""
    language = (get_language() or "fr").partition("-")[0]
    return str(Locale(language).territories.get(region, region))
