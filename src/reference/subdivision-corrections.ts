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
    'AGU=Ags., BCN=B.C., BCS=B.C.S., CAM=Camp., CHP=Chis., CHH=Chih., CMX=CDMX=Distrito Federal=D.F.=México D.F., ' +
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
  CO: [{ code: 'DC', also: ['Bogotá D.C.', 'Santafé de Bogotá', 'Distrito Capital'] }],
  // English names of the state government's own pages, as of 2026.
  MY: [
    { code: '07', also: ['Penang'] },
    { code: '04', also: ['Malacca'] },
    { code: '01', also: ['Johore'] },
  ],
  // English names of ISO 3166-2:RU, as of 23 November 2023.
  RU: [
    { code: 'MOW', also: ['Moscow'] },
    { code: 'SPE', also: ['Saint Petersburg', 'St Petersburg'] },
  ],
  // Google's key, as of July 2026.
  SV: [{ code: 'CH', also: ['Calatenango'] }],
  // States renamed: Government of India, 23 September 2011 (Odisha), 1 October 2006 (Puducherry), 1 January 2007 (Uttarakhand).
  IN: [
    { code: 'OR', also: ['Orissa'] },
    { code: 'PY', also: ['Pondicherry'] },
    { code: 'UT', also: ['Uttaranchal'] },
  ],
  // Canada: Constitution Amendment of 6 December 2001.
  CA: [
    { code: 'NL', also: ['Newfoundland', 'Labrador'] },
    { code: 'YT', also: ['Yukon Territory'] },
    { code: 'PE', also: ['PEI', 'P.E.I.'] },
  ],
  // USPS Publication 28, appendix B, October 2024.
  US: [{ code: 'DC', also: ['Washington DC', 'Washington D.C.'] }],
}
