"""Countries by their names and by the words for what belongs to them ("Greece": "Greek", "Greeks"). Metonyms and
cities are not here: that a capital stands for a government depends on the sentence."""

from __future__ import annotations

_TABLE = """
Afghanistan:Afghan,Afghans|Albania:Albanian|Algeria:Algerian|Angola:Angolan|Argentina:Argentine,Argentinian
Armenia:Armenian|Australia:Australian|Austria:Austrian|Azerbaijan:Azerbaijani|Bahrain:Bahraini
Bangladesh:Bangladeshi|Belarus:Belarusian|Belgium:Belgian|Benin:|Bhutan:|Bolivia:Bolivian
Bosnia:Bosnian,Bosnia and Herzegovina|Botswana:|Brazil:Brazilian|Bulgaria:Bulgarian|Burkina Faso:|Burundi:Burundian
Cambodia:Cambodian|Cameroon:Cameroonian|Canada:Canadian|Chad:Chadian|Chile:Chilean
China:Chinese,PRC,People's Republic of China|Colombia:Colombian|Congo:Congolese,DRC|Costa Rica:Costa Rican
Croatia:Croatian,Croat|Cuba:Cuban|Cyprus:Cypriot|Czech Republic:Czech,Czechia|Denmark:Danish,Dane|Djibouti:
Dominican Republic:Dominican|Ecuador:Ecuadorian|Egypt:Egyptian|El Salvador:Salvadoran|Eritrea:Eritrean
Estonia:Estonian|Ethiopia:Ethiopian|Fiji:Fijian|Finland:Finnish,Finn|France:French,Frenchman,Frenchmen
Gabon:Gabonese|Gambia:Gambian|Georgia:|Germany:German|Ghana:Ghanaian|Greece:Greek|Guatemala:Guatemalan
Guinea:Guinean|Guyana:Guyanese|Haiti:Haitian|Honduras:Honduran|Hungary:Hungarian|Iceland:Icelandic,Icelander
India:Indian|Indonesia:Indonesian|Iran:Iranian|Iraq:Iraqi|Ireland:Irish,Irishman|Israel:Israeli|Italy:Italian
Ivory Coast:Ivorian|Jamaica:Jamaican|Japan:Japanese|Jordan:Jordanian|Kazakhstan:Kazakh|Kenya:Kenyan
Kosovo:Kosovar|Kuwait:Kuwaiti|Kyrgyzstan:Kyrgyz|Laos:Laotian|Latvia:Latvian|Lebanon:Lebanese|Liberia:Liberian
Libya:Libyan|Lithuania:Lithuanian|Luxembourg:|Madagascar:Malagasy|Malawi:Malawian|Malaysia:Malaysian
Mali:Malian|Malta:Maltese|Mauritania:Mauritanian|Mexico:Mexican|Moldova:Moldovan|Mongolia:Mongolian
Montenegro:Montenegrin|Morocco:Moroccan|Mozambique:Mozambican|Myanmar:Burma,Burmese|Namibia:Namibian|Nepal:Nepali
Netherlands:Dutch,Holland|New Zealand:New Zealander,Kiwi|Nicaragua:Nicaraguan|Niger:Nigerien|Nigeria:Nigerian
North Korea:North Korean,DPRK|Norway:Norwegian|Oman:Omani|Pakistan:Pakistani|Palestine:Palestinian|Panama:Panamanian
Paraguay:Paraguayan|Peru:Peruvian|Philippines:Filipino,Philippine|Poland:Polish,Pole|Portugal:Portuguese|Qatar:Qatari
Romania:Romanian|Russia:Russian,Russian Federation|Rwanda:Rwandan|Saudi Arabia:Saudi,Saudi Arabian|Senegal:Senegalese
Serbia:Serbian,Serb|Sierra Leone:|Singapore:Singaporean|Slovakia:Slovak|Slovenia:Slovenian,Slovene|Somalia:Somali
South Africa:South African|South Korea:South Korean,Republic of Korea|South Sudan:|Spain:Spanish,Spaniard
Sri Lanka:Sri Lankan|Sudan:Sudanese|Sweden:Swedish,Swede|Switzerland:Swiss|Syria:Syrian|Taiwan:Taiwanese
Tajikistan:Tajik|Tanzania:Tanzanian|Thailand:Thai|Togo:Togolese|Tunisia:Tunisian|Turkey:Turkish,Turk,Türkiye
Turkmenistan:Turkmen|Uganda:Ugandan|Ukraine:Ukrainian
United Arab Emirates:UAE,U.A.E.,Emirati|United Kingdom:UK,U.K.,Britain,British,Briton,Great Britain
United States:US,U.S.,USA,U.S.A.,America,American,United States of America|Uruguay:Uruguayan|Uzbekistan:Uzbek
Venezuela:Venezuelan|Vietnam:Vietnamese|Yemen:Yemeni|Zambia:Zambian|Zimbabwe:Zimbabwean
"""


def _read() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _TABLE.replace("\n", "|").split("|"):
        name, _, others = entry.partition(":")
        for word in (name, *others.split(",")):
            if word:
                found[word.casefold()] = name
                found[f"{word.casefold()}s"] = name
    return found


_COUNTRIES = _read()


def country_of(name: str) -> str | None:
    """The country that a name or adjective belongs to, or None. "us" in small letters is the pronoun."""
    return None if name == "us" else _COUNTRIES.get(name.casefold())
