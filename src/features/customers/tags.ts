import { normalForm } from '#src/reference/normal-form.ts'

/** Tags of customers. Pure. */

/** Characters of a tag at most. */
export const longestTag = 50

/** The tags in a text, as somebody typed them. People separate them as their language does. */
export function tagsIn(tags: string): string[] {
  return tags
    .split(/[,;،；，、]/)
    .map((tag) => tag.replace(/\s+/gu, ' ').trim())
    .filter((tag) => tag !== '')
}

/** What tags are the same by: case, width and white space say nothing (Unicode NFKC and case folding); accents do. */
export function tagKey(tag: string): string {
  return normalForm(normalForm(tag, 'NFKC').toUpperCase().toLowerCase(), 'NFKC').replace(/\s+/gu, ' ').trim()
}

/** Tags as they are kept: in the order given, each once, as it was first written. */
export function canonicalTags(typed: string): string {
  return [...tagsByKey(typed).values()].join(', ')
}

/** The tags in a text by what they are the same by, each as it was first written. */
export function tagsByKey(tags: string): Map<string, string> {
  const byKey = new Map<string, string>()
  for (const tag of tagsIn(tags)) if (!byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag)
  return byKey
}
