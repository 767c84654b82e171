// Where the kept address data is behind, or knows fewer names than people write. Each with its source and that source's date.

/** A subdivision that the data lacks, and one that it lists under another name. */
type Correction = {
  code: string
  /** what it is called now; absent where the data's name is right */
  name?: string
  latin?: string
  /** earlier and shorter names that are still written */
  also?: string[]
  /** of which existing one it was part, whose postal codes it has */
  partOf?: string
}

const abbreviations = (text: string): Correction[] =>
  text.split(', ').map((pair) => {
    const [code = '', ...also] = pair.split('=')
    return { code, also }
  })

export const subdivisionCorrections: Record<string, Correction[]> = {
  // Law 14, 15 and 16/2022 of 25 July 2022, Law 29/2022 of 8 December 2022; ISO 3166-2:ID of 23 November 2023.
  ID: [
    { code: 'PS', name: 'Papua Selatan', latin: 'South Papua' },
    { code: 'PT', name: 'Papua Tengah', latin: 'Central Papua' },
    { code: 'PE', name: 'Papua Pegunungan', latin: 'Highland Papua' },
    { code: 'PD', name: 'Papua Barat Daya', latin: 'Southwest Papua' },
    { code: 'AC', also: ['Nanggroe Aceh Darussalam', 'NAD'] },
    { code: 'YO', also: ['DIY', 'DI Yogyakarta', 'Yogyakarta'] },
    { code: 'SG', also: ['Southeast Sulawesi'] },
    { code: 'JK', also: ['Jakarta Raya', 'DKI'] },
  ],
  // Republic Act 11297 (plebiscite of 7 December 2019); Republic Act 11550 (plebiscite of 17 September 2022).
  PH: [
    { code: 'COM', name: 'Davao de Oro', also: ['Compostela Valley'] },
    { code: 'MGN', name: 'Maguindanao del Norte', partOf: 'MAG' },
    { code: 'MGS', name: 'Maguindanao del Sur', partOf: 'MAG' },
    { code: 'NCO', also: ['North Cotabato'] },
    { code: '00', also: ['National Capital Region', 'NCR', 'Manila'] },
    { code: 'MDC', also: ['Occidental Mindoro'] },
    { code: 'MDR', also: ['Oriental Mindoro'] },
    { code: 'WSA', also: ['Western Samar'] },
  ],
  // Norma técnica NTM-008 of Servicio Postal Mexicano and Google's keys; Distrito Federal until 29 January 2016.
  MX: abbreviations(
    'AGU=Ags., BCN=B.C., BCS=B.C.S., CAM=Camp., CHP=Chis., CHH=Chih., CMX=CDMX=Cd. de México=Distrito Federal=D.F.=México D.F., ' +
      'COA=Coah.=Coahuila, COL=Col., DUR=Dgo., MEX=Méx.=México=Edomex, GUA=Gto., GRO=Gro., HID=Hgo., JAL=Jal., ' +
      'MIC=Mich.=Michoacán de Ocampo, MOR=Mor., NAY=Nay., NLE=N.L., OAX=Oax., PUE=Pue., QUE=Qro., ROO=Q.R.=Q. Roo, ' +
      'SLP=S.L.P., SIN=Sin., SON=Son., TAB=Tab., TAM=Tamps., TLA=Tlax., ' +
      'VER=Ver.=Veracruz de Ignacio de la Llave, YUC=Yuc., ZAC=Zac.',
  ),
  // The regions' numbers, which Ley 21.074 of 15 February 2018 took out of their names and people still write.
  CL: abbreviations(
    'TA=I, AN=II, AT=III, CO=IV, VS=V, LI=VI=OHiggins, ML=VII, BI=VIII, AR=IX, LL=X, AI=XI=Aysén, MA=XII=Magallanes, ' +
      'RM=XIII=RM=Metropolitana=Santiago, LR=XIV, AP=XV, NB=XVI',
  ),
  // Constitución Política de Colombia of 4 July 1991, article 322.
  CO: [
    { code: 'DC', also: ['Bogotá D.C.', 'Santafé de Bogotá', 'Distrito Capital'] },
    { code: 'VAC', also: ['Valle'] },
    { code: 'SAP', also: ['San Andrés', 'San Andrés, Providencia y Santa Catalina'] },
  ],
  // English names of the state government's own pages, as of 2026.
  MY: [
    { code: '07', also: ['Penang'] },
    { code: '04', also: ['Malacca'] },
    { code: '01', also: ['Johore'] },
    { code: '05', also: ['Negri Sembilan'] },
    { code: '14', also: ['KL', 'W.P. Kuala Lumpur'] },
  ],
  // English names of Unicode's CLDR 48.2, before those of oblasts that are called alike.
  RU: [
    { code: 'MOW', also: ['Moscow'] },
    { code: 'MOS', also: ['Moscow Oblast', 'Moscow Region'] },
    { code: 'AL', also: ['Altai Republic'] },
    { code: 'SA', also: ['Sakha', 'Yakutia', 'Якутия'] },
    { code: 'SPE', also: ['Saint Petersburg', 'St Petersburg'] },
    { code: 'SE', also: ['Severnaya Osetiya', 'North Ossetia', 'Северная Осетия'] },
    // Its second name since 27 March 2019 (decree 130 of the President).
    { code: 'KEM', also: ['Kuzbass', 'Кузбасс'] },
  ],
  // Google's key, as of July 2026.
  SV: [{ code: 'CH', also: ['Calatenango'] }],
  // (Alteration of Name) Acts: Uttaranchal of 2006, Pondicherry of 2006, Orissa of 2011.
  IN: [
    { code: 'OR', also: ['OD', 'Orissa'] },
    { code: 'PY', also: ['Pondicherry'] },
    { code: 'UT', also: ['UK', 'Uttaranchal'] },
    { code: 'DL', also: ['New Delhi', 'NCT of Delhi'] },
    // Dadra and Nagar Haveli and Daman and Diu (Merger of Union Territories) Act, in force on 26 January 2020.
    { code: 'DH', also: ['DN', 'DD', 'Dadra and Nagar Haveli', 'Daman and Diu', 'DNHDD'] },
    // Codes of ISO 3166-2:IN, as of 23 November 2023.
    { code: 'CT', also: ['CG'] },
    { code: 'TG', also: ['TS'] },
  ],
  // Canada: Constitution Amendment of 6 December 2001.
  CA: [
    { code: 'NL', also: ['Newfoundland', 'Labrador'] },
    { code: 'YT', also: ['Yukon Territory'] },
    { code: 'PE', also: ['PEI', 'P.E.I.'] },
    ...abbreviations('AB=Alta., MB=Man., NL=Nfld., ON=Ont., QC=Que.=PQ, SK=Sask.'),
  ],
  // The letters of GB/T 2260, which are the codes of ISO 3166-2:CN since 23 November 2017; English names of two regions.
  CN: abbreviations(
    '11=BJ, 12=TJ, 13=HE, 14=SX, 15=NM=Inner Mongolia=Nei Mongol, 21=LN, 22=JL, 23=HL, 31=SH, 32=JS, 33=ZJ, 34=AH, 35=FJ, 36=JX, 37=SD, ' +
      '41=HA, 42=HB, 43=HN, 44=GD, 45=GX, 46=HI, 50=CQ, 51=SC, 52=GZ, 53=YN, 54=XZ=Tibet, 61=SN, 62=GS, 63=QH, 64=NX, 65=XJ',
  ),
  // ISO 3166-2:TW, whose codes the data lacks for these two.
  TW: abbreviations('金門縣=KIN=Quemoy, 連江縣=LIE=Matsu'),
  // Cities of the first order since 2010 and 2019; ISO 3166-2:KP, as of 29 November 2022.
  KP: [
    { code: '14', name: '남포 특별시', latin: 'Nampo' },
    { code: '15', name: '개성 특별시', latin: 'Kaesong', also: ['Gaeseong'] },
    ...abbreviations(
      '02=Pyongan-namdo, 03=Pyongan-bukto, 05=Hwanghae-namdo, 06=Hwanghae-bukto, 08=Hamgyong-namdo, 09=Hamgyong-bukto',
    ),
  ],
  // Special self-governing provinces since 11 June 2023 (Gangwon) and 18 January 2024 (Jeonbuk).
  KR: abbreviations('42=Gangwon State, 45=Jeonbuk State'),
  // The state's constitution of 14 June 2019 (La Guaira, until then Vargas); that of 1999 (Distrito Capital, until then Federal).
  VE: [
    { code: 'X', name: 'La Guaira' },
    { code: 'A', name: 'Distrito Capital' },
  ],
  // Renamed: Huế is a city since 1 January 2025. Since 1 July 2025 Vietnam has 34 provinces, each under a name that is listed
  // (Resolution 202/2025/QH15); those that went into them are still written, and stay.
  VN: [
    { code: '26', name: 'Huế', latin: 'Hue' },
    { code: 'SG', also: ['TP.HCM', 'TPHCM', 'HCMC', 'Sài Gòn'] },
  ],
  // Mersin was İçel until 28 June 2002; Afyonkarahisar is short Afyon.
  TR: abbreviations('03=Afyonkarahisar, 33=İçel, 27=Antep, 46=Maraş, 63=Urfa, 41=Izmit'),
  // The capital's own names; PE-LMA and PE-LIM of ISO 3166-2.
  PE: abbreviations('LMA=Lima=Lima Metropolitana, LIM=Lima Provincias=Lima Region'),
  AR: abbreviations('C=CABA=Capital Federal=Ciudad de Buenos Aires'),
  // Communities of one province, by their codes of ISO 3166-2.
  ES: abbreviations(
    'O=AS, S=CB, LO=RI, M=MD, MU=MC, NA=NC, PM=IB=Balearic Islands, GI=Gerona, OR=Orense, L=Lérida',
  ),
  // South Tyrol by its other names. Legge regionale of 4 February 2016, no. 2: where the four provinces of 2005 went, which are still written; and provinces
  // by the first of their towns.
  IT: abbreviations(
    'BZ=Bozen=Südtirol=Alto Adige, SU=CI=Carbonia-Iglesias=VS=Medio Campidano=Sulcis Iglesiente, NU=OG=Ogliastra, SS=OT=Olbia-Tempio=Gallura, ' +
      'FC=Forlì, MB=Monza, MS=Massa, PU=Pesaro',
  ),
  // Names of ISO 3166-2 for what the data names in English or in full.
  NG: abbreviations('FC=Abuja Federal Capital Territory=FCT=Abuja'),
  NI: abbreviations('AN=Costa Caribe Norte=RACCN, AS=Costa Caribe Sur=RACCS'),
  TH: abbreviations('10=Krung Thep Maha Nakhon=Krung Thep=กรุงเทพฯ=กทม., 14=Ayutthaya=อยุธยา, 30=Korat=โคราช'),
  UA: abbreviations('30=Kyiv=Kiev, 32=Kyiv oblast=Kyivska oblast, 43=Avtonomna Respublika Krym'),
  // USPS Publication 28, appendix B, October 2024.
  US: [
    { code: 'DC', also: ['Washington DC', 'Washington D.C.'] },
    // United States Government Publishing Office, Style Manual (2016), 9.13.
    ...abbreviations(
      'AL=Ala., AZ=Ariz., AR=Ark., CA=Calif., CO=Colo., CT=Conn., DE=Del., FL=Fla., IL=Ill., IN=Ind., KS=Kans., MA=Mass., ' +
        'MI=Mich., MN=Minn., MS=Miss., MT=Mont., NE=Nebr., NV=Nev., NM=N. Mex., OK=Okla., OR=Oreg., PA=Penn., TN=Tenn., ' +
        'TX=Tex., WA=Wash., WV=W. Va., WI=Wis., WY=Wyo.',
    ),
    { code: 'VI', also: ['United States Virgin Islands', 'US Virgin Islands'] },
  ],
}
