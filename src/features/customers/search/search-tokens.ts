import { phoneDigits } from '#src/reference/phones.ts'
import { attestationFields, type Account, type CustomerIdentity, type Relationship } from '../customer.ts'
import { indexTokens, joinedTokens } from './pieces.ts'
import { indexedRuns, indexedWords } from './search-text.ts'
import { tagKey, tagsIn } from '../tags.ts'

type Searchable = CustomerIdentity & Account

/**
 * What a customer is found by: marks for filters and tags, and texts; names also by their words written as one. What has the
 * same of it has the same tokens.
 */
export type FoundBy = { marks: string[]; texts: string[]; names: string[] }

/** What a customer is found by in the index: the pieces of its text, and marks for filters. */
export function searchTokens({ marks, texts, names }: FoundBy): string[] {
  const runs = new Map(names.flatMap(indexedRuns).map((run) => [run.join(' '), run]))
  return [
    ...marks,
    ...indexTokens(new Set([...names, ...texts].flatMap(indexedWords))),
    ...joinedTokens(runs.values()),
  ]
}

/** Whether two customers, or two versions of one, are found by the same. */
export function isFoundByTheSame(one: FoundBy, other: FoundBy): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

export function foundBy(customer: Searchable, needsAttention: boolean): FoundBy {
  const marks = searchMarks({
    country: customer.company_country,
    relationship: customer.relationship as Relationship,
    attention: needsAttention ? 'yes' : undefined,
  })
  const attested = attestationFields.some((field) => customer[field] !== '') ? searchMark.attested : []
  const archived = customer.archived === '' ? [] : searchMark.archived
  const tags = tagsIn(customer.tags).map(tagMark)
  return {
    marks: [...marks, ...attested, ...archived, ...tags],
    texts: searchableTexts(customer),
    names: names(customer),
  }
}

/** States of an account that one can search for. */
type State = keyof typeof searchMark

const searchMark = { yes: ['#a'], attested: ['#t'], archived: ['#x'] }

/** The mark of a tag: in hexadecimal, since a mark holds letters and digits only. */
const tagMark = (tag: string): string => `#g${Buffer.from(tagKey(tag)).toString('hex')}`

/** What keeps a row out of what is found: archived customers, unless they are asked for. */
export function searchExclusions({ attention }: { attention?: State | undefined }): string[] {
  return attention === 'archived' ? [] : searchMark.archived
}

/** The marks that stand for the list's filters. `#` is in no searchable word. */
export function searchMarks(filters: {
  country?: string | undefined
  relationship?: Relationship | undefined
  attention?: State | undefined
  tag?: string | undefined
}): string[] {
  return [
    ...(filters.country ? [`#c${filters.country.toLowerCase()}`] : []),
    ...(filters.relationship ? [`#r${filters.relationship.replaceAll('_', '')}`] : []),
    ...(filters.attention ? searchMark[filters.attention] : []),
    ...(filters.tag ? [tagMark(filters.tag)] : []),
  ]
}

function names(customer: Searchable): string[] {
  return [
    customer.company_name,
    customer.billing_company_name,
    // 王伟 is one word to whoever looks for it, though the form keeps 王 and 伟 apart.
    [customer.billing_last_name, customer.billing_first_name].join(' '),
    [customer.billing_first_name, customer.billing_middle_name, customer.billing_last_name].join(' '),
    ...tagsIn(customer.tags),
  ]
}

function searchableTexts(customer: Searchable): string[] {
  return [
    customer.primary_domain,
    ...withAndWithoutSeparators(customer.id),
    ...withAndWithoutSeparators(customer.registration_number),
    customer.company_email,
    customer.billing_email,
    ...phoneDigits(customer.company_phone_number),
    ...phoneDigits(customer.billing_phone_number),
  ]
}

const withAndWithoutSeparators = (text: string): string[] => [text, text.replace(/[^\p{L}\p{N}]/gu, '')]
