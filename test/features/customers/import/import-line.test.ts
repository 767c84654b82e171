import { describe, expect, it } from 'vitest'
import { readLine } from '#src/features/customers/import/line.ts'
import type { FileColumn } from '#src/features/customers/list/list-export.ts'

const typed = (column: FileColumn, text: string) => readLine([text], [column]).typed
const problems = (column: FileColumn, text: string) => readLine([text], [column]).problems

describe('a cell', () => {
  it.each<[FileColumn, string, string[]]>([
    ['company_country', 'ES', ['es', 'ESP', 'Spain', 'España', '西班牙', 'Reino de España']],
    ['billing_country', 'GB', ['UK', 'England', 'Great Britain', 'Reino Unido', '英国']],
    ['relationship', 'reseller', ['Reseller', 'RESELLER', 'Revendedor', '经销商']],
    ['billing_language', 'es', ['es', 'Spanish', 'Español', '西班牙语', 'es-ES', 'Spanish (Spain)']],
    ['billing_language', 'de', ['Deutsch', 'alemán', '德语', 'German']],
    ['billing_language', 'zh', ['中文', 'Chinese', 'chino']],
    ['billing_culture', 'es-MX', ['es-MX', 'ES_mx', 'Spanish (Mexico)', 'español (México)']],
    ['archived', 'yes', ['yes', 'TRUE', 'Sí', '是', '1']],
    ['archived', '', ['no', 'FALSE', '否', '0']],
  ])('of %s says %s by code and by name', (column, code, texts) => {
    for (const text of texts) expect([text, typed(column, text)]).toEqual([text, { [column]: code }])
  })

  it('whose country is not known says so, in words about countries', () => {
    expect(problems('company_country', 'Atlantis')).toEqual([
      { field: 'company_country', key: 'problem.country', values: { text: 'Atlantis' } },
    ])
    expect(problems('billing_country', 'Congo')).toEqual([
      {
        field: 'billing_country',
        key: 'problem.country_of_several',
        values: { text: 'Congo', codes: 'CG, CD' },
      },
    ])
    expect(typed('company_country', '(empty)')).toEqual({ company_country: '' })
  })
})
