import type { CsvTable } from '#src/http/csv.ts'
import type { Reader } from '#src/http/ui.ts'
import type { MessageKey, Translate } from '#src/i18n/translator.ts'
import { fieldPart } from '#src/history/field-names.ts'
import { relationshipName } from '#src/history/field-values.ts'
import { countryName } from '#src/reference/countries.ts'
import { languageName } from '#src/reference/languages.ts'
import { columnName, delimiterFor, fileColumns, type FileColumn } from '../list/list-export.ts'

/** What a file of customers looks like: one to begin with, and what its columns mean. */

/** Two customers that nobody has, one with all that an account needs and one with the least. */
function exampleCustomers({ t, locale }: Reader): Partial<Record<FileColumn, string>>[] {
  const spain = countryName('ES', locale)
  const full = {
    company_name: 'Almacenes Ejemplo, S.A.',
    primary_domain: 'almacenes-ejemplo.example',
    relationship: relationshipName('reseller', t),
    tags: t('import.sample_tags'),
    company_phone_number: '+34 915 550 123',
    company_country: spain,
    company_address_line_1: 'Calle Mayor 1',
    company_city: 'Madrid',
    company_state: 'Madrid',
    company_postal_code: '28013',
    billing_company_name: 'Almacenes Ejemplo, S.A.',
    billing_first_name: 'Inés',
    billing_last_name: 'Peñalver',
    billing_email: 'ines@almacenes-ejemplo.example',
    billing_phone_number: '+34 915 550 124',
    billing_language: languageName('es', locale),
    billing_culture: 'es-ES',
    billing_country: spain,
    billing_address_line_1: 'Calle Mayor 1',
    billing_city: 'Madrid',
    billing_state: 'Madrid',
    billing_postal_code: '28013',
  }
  return [
    full,
    {
      company_name: '示例贸易有限公司',
      primary_domain: 'example-trade.example',
      company_country: countryName('CN', locale),
    },
  ]
}

/** A file to begin with: every column, and two customers. */
export function sampleTable(reader: Reader): CsvTable {
  const { t, locale } = reader
  // eslint-disable-next-line @typescript-eslint/require-await -- a table comes piece by piece
  async function* records(): AsyncGenerator {
    yield* exampleCustomers(reader)
  }
  return {
    name: t('import.sample_name'),
    columns: fileColumns.map((key) => ({ key, header: columnName(key, t) })),
    delimiter: delimiterFor(locale),
    records: records(),
  }
}

/** What is to be known of a column beyond its name. */
const meanings: Record<string, MessageKey> = {
  id: 'import.meaning.id',
  primary_domain: 'import.meaning.primary_domain',
  version: 'import.meaning.version',
  company_name: 'import.meaning.company_name',
  country: 'import.meaning.country',
  state: 'import.meaning.state',
  language: 'import.meaning.language',
  culture: 'import.meaning.culture',
  relationship: 'import.meaning.relationship',
  tags: 'import.meaning.tags',
  archived: 'import.meaning.archived',
  phone_number: 'import.meaning.phone_number',
}

/** Every column that a file may have, with what it means. */
export function knownColumns(t: Translate): { name: string; meaning: string }[] {
  return fileColumns.map((column) => {
    const key = meanings[column] ?? meanings[fieldPart(column)]
    const names = ['reseller', 'advisor', 'none'].map((code) => relationshipName(code, t)).join(', ')
    return { name: columnName(column, t), meaning: key ? t(key, { names }) : '' }
  })
}
