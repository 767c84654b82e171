import { remembered } from './remembered.ts'

/**
 * Names of places in Latin letters, which every map writes a little differently: Altay and Altai, Hukusima and Fukushima,
 * Al Iskandarīyah for الإسكندرية, Poltava Oblast for Poltavs'ka oblast'. What is compared is folded: small letters, no accents.
 */

/** The names of all countries, and some of what is typed. */
const atMost = 10_000

/** Whether a name is what was typed, in another way of writing it in Latin letters. Several names may be. */
export function isWrittenAlike(name: string, typed: string): boolean {
  if (/\p{Script=Arabic}/u.test(name)) return consonantsOf(name) === consonantsOf(typed)
  const [known, asked] = [soundOf(name), soundOf(typed)]
  return known === asked || isAdjectiveOf(known, asked) || isAdjectiveOf(asked, known)
}

/** What one map writes and what another does, in turn: BGN/PCGN and ISO 9, Hepburn and Kunrei (ISO 3602), č and ch. */
const sounds: [RegExp, string][] = [
  [/[\s'’]/g, ''],
  [/^y(?=e)/g, ''],
  [/shch|sch|sh/g, 's'],
  [/ch(?=i)|ts(?=u)/g, 't'],
  [/ch|ts/g, 'c'],
  [/dz/g, 'j'],
  [/f(?=u)/g, 'h'],
  [/j(?=i)/g, 'z'],
  [/kh|x/g, 'h'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/q/g, 'k'],
  [/w/g, 'v'],
  [/ou|oo/g, 'u'],
  [/[yj]/g, 'i'],
  [/([a-z])\1/g, '$1'],
]

const soundOf = remembered(
  (text: string): string => sounds.reduce((sound, [written, alike]) => sound.replace(written, alike), text),
  atMost,
)

/** Slavic names of regions are adjectives of a town or a river: Poltavska of Poltava, Амурская of Амур. */
function isAdjectiveOf(name: string, place: string): boolean {
  const stem = place.replace(/[aeiouаеиоуыіяь]{1,3}$/, '')
  if (stem.length < 3 || place.length < 4 || !name.startsWith(stem)) return false
  const ending = name.slice(stem.length)
  return (
    /^\p{L}{0,4}(?:k(?:a|aia|i|oi)|к(?:а|ая|ии|ои))$/u.test(ending) && /[sczt]k|[сцз]ь?к/.test(name.slice(-6))
  )
}

/** Arabic and Persian letters as Latin ones. What may be a vowel is left out, like the vowels that nobody writes there. */
const arabicLetters: Record<string, string> = Object.fromEntries(
  'بb پp تt طt ثth جj چch حh هh ةh خkh دd ضz ذz ظz زz ژzh رr سs صs شsh غgh فf قq كk کk گg لl مm نn'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(1)]),
)

/** The article, which takes on the sound of the letter behind it: ash-Shāriqah. */
const article = /(?<!\S)(?:ال|(?:al|el|ad|ar|as|ash|at|az|an) )/g

const consonantsOf = remembered(
  (text: string): string =>
    text
      .replace(article, '')
      .replace(/\p{Script=Arabic}/gu, (letter) => arabicLetters[letter] ?? '')
      .replace(/dh|d(?=h)/g, 'z')
      .replace(/[aeiouwyv\s]/g, '')
      .replace(/h$/, '')
      .replace(/([a-z])\1/g, '$1'),
  atMost,
)
