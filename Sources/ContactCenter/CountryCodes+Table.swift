extension CountryCodes {
    /// A country a line: its two letters of ISO 3166, the beginnings of its numbers without `+`, its name.
    ///
    /// Country codes as ITU-T lists them (Annex to Operational Bulletin No. 994, "List of Recommendation ITU-T E.164 assigned
    /// country codes"), codes and names taken from the metadata of `phonenumbers` for Python, Apache License 2.0; area codes
    /// of the islands and territories in +1 as the North American Numbering Plan Administrator lists them.
    static let table = """
        CA 1 Canada
        US 1 United States
        BS 1242 Bahamas
        BB 1246 Barbados
        AI 1264 Anguilla
        AG 1268 Antigua and Barbuda
        VG 1284 British Virgin Islands
        VI 1340 U.S. Virgin Islands
        KY 1345 Cayman Islands
        BM 1441 Bermuda
        GD 1473 Grenada
        TC 1649 Turks and Caicos Islands
        MS 1664 Montserrat
        MP 1670 Northern Mariana Islands
        GU 1671 Guam
        AS 1684 American Samoa
        SX 1721 Sint Maarten (Dutch part)
        LC 1758 Saint Lucia
        DM 1767 Dominica
        VC 1784 Saint Vincent and The Grenadines
        PR 1787,1939 Puerto Rico
        DO 1809,1829,1849 Dominican Republic
        TT 1868 Trinidad and Tobago
        KN 1869 Saint Kitts and Nevis
        JM 1876,1658 Jamaica
        EG 20 Egypt
        SS 211 South Sudan
        EH 212 Western Sahara
        MA 212 Morocco
        DZ 213 Algeria
        TN 216 Tunisia
        LY 218 Libya
        GM 220 Gambia
        SN 221 Senegal
        MR 222 Mauritania
        ML 223 Mali
        GN 224 Guinea
        CI 225 Côte d'Ivoire
        BF 226 Burkina Faso
        NE 227 Niger
        TG 228 Togo
        BJ 229 Benin
        MU 230 Mauritius
        LR 231 Liberia
        SL 232 Sierra Leone
        GH 233 Ghana
        NG 234 Nigeria
        TD 235 Chad
        CF 236 Central African Republic
        CM 237 Cameroon
        CV 238 Cape Verde
        ST 239 Sao Tome and Principe
        GQ 240 Equatorial Guinea
        GA 241 Gabon
        CG 242 Congo
        CD 243 Democratic Republic of the Congo
        AO 244 Angola
        GW 245 Guinea-Bissau
        IO 246 British Indian Ocean Territory
        AC 247 Ascension Island
        SC 248 Seychelles
        SD 249 Sudan
        RW 250 Rwanda
        ET 251 Ethiopia
        SO 252 Somalia
        DJ 253 Djibouti
        KE 254 Kenya
        TZ 255 Tanzania
        UG 256 Uganda
        BI 257 Burundi
        MZ 258 Mozambique
        ZM 260 Zambia
        MG 261 Madagascar
        RE 262 Reunion
        YT 262 Mayotte
        ZW 263 Zimbabwe
        NA 264 Namibia
        MW 265 Malawi
        LS 266 Lesotho
        BW 267 Botswana
        SZ 268 Swaziland
        KM 269 Comoros
        ZA 27 South Africa
        SH 290 Saint Helena
        TA 290 Tristan da Cunha
        ER 291 Eritrea
        AW 297 Aruba
        FO 298 Faroe Islands
        GL 299 Greenland
        GR 30 Greece
        NL 31 Netherlands
        BE 32 Belgium
        FR 33 France
        ES 34 Spain
        GI 350 Gibraltar
        PT 351 Portugal
        LU 352 Luxembourg
        IE 353 Ireland
        IS 354 Iceland
        AL 355 Albania
        MT 356 Malta
        CY 357 Cyprus
        AX 358 Åland Islands
        FI 358 Finland
        BG 359 Bulgaria
        HU 36 Hungary
        LT 370 Lithuania
        LV 371 Latvia
        EE 372 Estonia
        MD 373 Moldova
        AM 374 Armenia
        BY 375 Belarus
        AD 376 Andorra
        MC 377 Monaco
        SM 378 San Marino
        UA 380 Ukraine
        RS 381 Serbia
        ME 382 Montenegro
        XK 383 Kosovo
        HR 385 Croatia
        SI 386 Slovenia
        BA 387 Bosnia and Herzegovina
        MK 389 Macedonia
        IT 39 Italy
        VA 39 Vatican City
        RO 40 Romania
        CH 41 Switzerland
        CZ 420 Czech Republic
        SK 421 Slovakia
        LI 423 Liechtenstein
        AT 43 Austria
        GB 44 United Kingdom
        GG 44 Guernsey
        IM 44 Isle of Man
        JE 44 Jersey
        DK 45 Denmark
        SE 46 Sweden
        NO 47 Norway
        SJ 47 Svalbard and Jan Mayen
        PL 48 Poland
        DE 49 Germany
        FK 500 Falkland Islands
        BZ 501 Belize
        GT 502 Guatemala
        SV 503 El Salvador
        HN 504 Honduras
        NI 505 Nicaragua
        CR 506 Costa Rica
        PA 507 Panama
        PM 508 Saint Pierre and Miquelon
        HT 509 Haiti
        PE 51 Peru
        MX 52 Mexico
        CU 53 Cuba
        AR 54 Argentina
        BR 55 Brazil
        CL 56 Chile
        CO 57 Colombia
        VE 58 Venezuela
        BL 590 Saint Barthélemy
        GP 590 Guadeloupe
        MF 590 Saint Martin
        BO 591 Bolivia
        GY 592 Guyana
        EC 593 Ecuador
        GF 594 French Guiana
        PY 595 Paraguay
        MQ 596 Martinique
        SR 597 Suriname
        UY 598 Uruguay
        BQ 599 Bonaire, Sint Eustatius and Saba
        CW 599 Curaçao
        MY 60 Malaysia
        AU 61 Australia
        CC 61 Cocos Islands
        CX 61 Christmas Island
        ID 62 Indonesia
        PH 63 Philippines
        NZ 64 New Zealand
        SG 65 Singapore
        TH 66 Thailand
        TL 670 Timor-Leste
        NF 672 Norfolk Island
        BN 673 Brunei
        NR 674 Nauru
        PG 675 Papua New Guinea
        TO 676 Tonga
        SB 677 Solomon Islands
        VU 678 Vanuatu
        FJ 679 Fiji
        PW 680 Palau
        WF 681 Wallis and Futuna
        CK 682 Cook Islands
        NU 683 Niue
        WS 685 Samoa
        KI 686 Kiribati
        NC 687 New Caledonia
        TV 688 Tuvalu
        PF 689 French Polynesia
        TK 690 Tokelau
        FM 691 Micronesia
        MH 692 Marshall Islands
        KZ 7 Kazakhstan
        RU 7 Russia
        JP 81 Japan
        KR 82 South Korea
        VN 84 Vietnam
        KP 850 North Korea
        HK 852 Hong Kong
        MO 853 Macao
        KH 855 Cambodia
        LA 856 Laos
        CN 86 China
        BD 880 Bangladesh
        TW 886 Taiwan
        TR 90 Turkey
        IN 91 India
        PK 92 Pakistan
        AF 93 Afghanistan
        LK 94 Sri Lanka
        MM 95 Myanmar
        MV 960 Maldives
        LB 961 Lebanon
        JO 962 Jordan
        SY 963 Syria
        IQ 964 Iraq
        KW 965 Kuwait
        SA 966 Saudi Arabia
        YE 967 Yemen
        OM 968 Oman
        PS 970 Palestine
        AE 971 United Arab Emirates
        IL 972 Israel
        BH 973 Bahrain
        QA 974 Qatar
        BT 975 Bhutan
        MN 976 Mongolia
        NP 977 Nepal
        IR 98 Iran
        TJ 992 Tajikistan
        TM 993 Turkmenistan
        AZ 994 Azerbaijan
        GE 995 Georgia
        KG 996 Kyrgyzstan
        UZ 998 Uzbekistan
        """
}
