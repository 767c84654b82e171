import { phoneDigits } from '#src/reference/phones.ts'
import {
  attestationFields,
  tagsIn,
  type Account,
  type CustomerIdentity,
  type Relationship,
} from './customer.ts'
import type { ListQuery } from './list-query.ts'
import { fold, indexedWords, indexTokens } from './search-text.ts'

type Searchable = CustomerIdentity & Account

/** What a customer is found by: marks for filters and tags, and texts. What has the same of it has the same tokens. */
export type FoundBy = { marks: string[]; texts: string[] }

/** What a customer is found by in the index: the pieces of its text, and marks for filters. */
export function searchTokens({ marks, texts }: FoundBy): string[] {
  return [...marks, ...indexTokens(new Set(texts.flatMap(indexedWords)))]
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
  return { marks: [...marks, ...attested, ...archived, ...tags], texts: searchableTexts(customer) }
}

const searchMark = { yes: ['#a'], attested: ['#t'], archived: ['#x'] }

/** The mark of a tag: in hexadecimal, since a mark holds letters and digits only. */
const tagMark = (tag: string): string => `#g${Buffer.from(fold(tag)).toString('hex')}`

/** What keeps a row out of what is found: archived customers, unless they are asked for. */
export function searchExclusions({ attention }: Pick<ListQuery, 'attention'>): string[] {
  return attention === 'archived' ? [] : searchMark.archived
}

/** The marks that stand for the list's filters. `#` is in no searchable word. */
export function searchMarks(filters: {
  [Name in 'country' | 'relationship' | 'attention' | 'tag']?: ListQuery[Name] | undefined
}): string[] {
  return [
    ...(filters.country ? [`#c${filters.country.toLowerCase()}`] : []),
    ...(filters.relationship ? [`#r${filters.relationship.replaceAll('_', '')}`] : []),
    ...(filters.attention ? searchMark[filters.attention] : []),
    ...(filters.tag ? [tagMark(filters.tag)] : []),
  ]
}

function searchableTexts(customer: Searchable): string[] {
  return [
    customer.company_name,
    customer.billing_company_name,
    customer.primary_domain,
    customer.id,
    customer.id.replaceAll('-', ''),
    customer.registration_number,
    customer.tags,
    customer.billing_first_name,
    customer.billing_middle_name,
    customer.billing_last_name,
    // 王伟 is one word to whoever looks for it, though the form keeps 王 and 伟 apart.
    customer.billing_last_name + customer.billing_first_name,
    customer.company_email,
    customer.billing_email,
    ...phoneDigits(customer.company_phone_number),
    ...phoneDigits(customer.billing_phone_number),
  ]
}
