import { normalForm } from '../normal-form.ts'

/**
 * The number of a German register: of companies (HRA, HRB), cooperatives (GnR), partnerships (PR, GsR) or associations
 * (VR). The same number is given by each of the courts, so that it is whole with the court's name only.
 */

// The courts that keep a register, and kept one, by the justice portal's list (handelsregister.de). What stands behind the
// bar belongs to the name, but is often left out.
const courts = [
  'Aachen|Altenburg|Amberg|Ansbach|Apolda|Arnsberg|Arnstadt|Aschaffenburg|Augsburg|Aurich|Bad Hersfeld|Bad Kreuznach',
  'Bad Oeynhausen|Bad Salzungen|Bamberg|Bayreuth|Bielefeld|Bochum|Bonn|Braunschweig|Bremen|Chemnitz|Coburg|Coesfeld',
  'Cottbus|Darmstadt|Deggendorf|Dortmund|Dresden|Duisburg|Düren|Düsseldorf|Eisenach|Erfurt|Eschwege|Essen|Flensburg',
  'Freiburg|Friedberg|Fritzlar|Fulda|Fürth|Gelsenkirchen|Gera|Gießen|Göttingen|Gotha|Greiz|Gütersloh|Hagen|Halle',
  'Hamburg|Hamm|Hanau|Hannover|Heilbad Heiligenstadt|Hildburghausen|Hildesheim|Hof|Homburg|Ingolstadt|Iserlohn|Jena',
  'Kaiserslautern|Kassel|Kiel|Kleve|Koblenz|Köln|Königstein|Korbach|Krefeld|Landau|Landshut|Langenfeld|Lebach|Leipzig',
  'Lemgo|Limburg|Lübeck|Lüneburg|Mainz|Mannheim|Marburg|Meiningen|Memmingen|Merzig|Mönchengladbach|Montabaur|Mühlhausen',
  'München|Münster|Neubrandenburg|Neunkirchen|Neuruppin|Neuss|Nordhausen|Nürnberg|Osnabrück|Ottweiler|Paderborn|Passau',
  'Pinneberg|Pößneck|Potsdam|Recklinghausen|Regensburg|Rostock|Rudolstadt|Saarbrücken|Saarlouis|Schweinfurt|Schwerin',
  'Siegburg|Siegen|Sömmerda|Sondershausen|Sonneberg|St. Ingbert|St. Wendel|Stadthagen|Stadtroda|Steinfurt|Stendal',
  'Stralsund|Straubing|Stuttgart|Suhl|Tostedt|Traunstein|Ulm|Völklingen|Walsrode|Weimar|Wetzlar|Wiesbaden|Wittlich',
  'Wuppertal|Würzburg|Zweibrücken',
]
  .join('|')
  .split('|')

// Names by which a court goes, other than its whole one.
const otherNames: Record<string, string> = {
  'Bad Homburg': 'Bad Homburg v.d.H.',
  Berlin: 'Berlin (Charlottenburg)',
  Charlottenburg: 'Berlin (Charlottenburg)',
  Frankfurt: 'Frankfurt am Main',
  'Frankfurt Oder': 'Frankfurt/Oder',
  'Frankfurt an der Oder': 'Frankfurt/Oder',
  'Frankfurt a d Oder': 'Frankfurt/Oder',
  Kempten: 'Kempten (Allgäu)',
  Allgäu: 'Kempten (Allgäu)',
  Ludwigshafen: 'Ludwigshafen am Rhein',
  Munich: 'München',
  Nuremberg: 'Nürnberg',
  Cologne: 'Köln',
  Hanover: 'Hannover',
  Oldenburg: 'Oldenburg (Oldenburg)',
  Offenbach: 'Offenbach am Main',
  'Sankt Ingbert': 'St. Ingbert',
  'Sankt Wendel': 'St. Wendel',
  Weiden: 'Weiden i. d. OPf.',
}

/** A name's words, however its umlauts are written. */
function wordsOf(name: string): string[] {
  const plain = normalForm(name, 'NFD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.replaceAll('ß', 'ss').match(/[a-z]+/g) ?? []
  return words.map((word) => word.replace(/([aou])e/g, '$1'))
}

const courtByWords = new Map(
  [...courts.map((court) => [court, court] as const), ...Object.entries(otherNames)].map(
    ([name, court]) => [wordsOf(name).join(' '), court] as const,
  ),
)

const besideTheCourt =
  /\b(?:amtsgerichts?|ag|registergerichts?|gericht|handelsregisters?|genossenschaftsregister|partnerschaftsregister|vereinsregister|register|registernummer|handelsregisternummer|local|district|court|eingetragen|beim|des|der|im|am|of|nummer|nr|unter|under|in|at|commercial|registered|entered)\b\.?/giu

/** The court that the words begin with, of whose name the most is there. */
function courtOf(name: string | string[]): string | undefined {
  const words = typeof name === 'string' ? wordsOf(name) : name
  for (let count = Math.min(words.length, 4); count > 0; count--) {
    const court = courtByWords.get(words.slice(0, count).join(' '))
    if (court !== undefined) return court
  }
  return undefined
}

const registers: Record<string, string> = {
  HRA: 'HRA',
  HRB: 'HRB',
  GNR: 'GnR',
  GSR: 'GsR',
  PR: 'PR',
  VR: 'VR',
}

const entry =
  /^(?<before>.*?)(?<![\p{L}\d])(?<register>HR\s?A|HR\s?B|GnR|GsR|PR|VR)[\s.:#-]*(?:(?:Nr|Nummer|No)[\s.:#-]*)?(?<number>[1-9](?:[\s.]?\d){0,5})(?!\d)(?<rest>.*)$/iu

/** The letters that some courts put behind the number: `B` in Berlin, `KI` in Kiel. */
const suffix = /^\s*([A-ZÖ]{1,3})(?![\p{L}.])/iu

/**
 * What is kept of a typed number: the court's whole name, register, number and letters, parted by spaces. It is kept
 * without a court where none is typed, and not at all where a court keeps no register.
 */
export function germanRegisterNumber(typed: string): string | undefined {
  const { before = '', register = '', number = '', rest = '' } = entry.exec(typed)?.groups ?? {}
  if (number === '') return undefined
  const behind = rest.replace(besideTheCourt, ' ')
  const letters = suffix.exec(behind)?.[1] ?? ''
  const isSuffix = letters !== '' && courtOf(letters) === undefined
  const inFront = wordsOf(before.replace(besideTheCourt, ' '))
  const after = wordsOf(isSuffix ? behind.replace(letters, '') : behind)
  const named = inFront.length > 0 ? inFront : after
  const court = courtOf(named)
  if (named.length > 0 && court === undefined) return undefined
  if (inFront.length > 0 && after.length > 0) return undefined
  const written = registers[register.replace(/\s/g, '').toUpperCase()]
  return [court, written, number.replace(/\D/g, ''), isSuffix ? letters.toUpperCase() : '']
    .filter(Boolean)
    .join(' ')
}
