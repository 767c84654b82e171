import type { StorageFault } from '#src/database/storage-fault.ts'
import type { Origin } from '#src/history/history.store.ts'
import type { Reader } from '#src/http/ui.ts'
import type { Account, AccountField } from '../customer.ts'
import { fieldLabel } from '../field-words.ts'

/** What the form says before anything else. */
export type Notice = { kind: 'info' | 'danger'; text: string; detail: string }

/** What is said of a form that waited for its person to sign in again. */
export const keptNotice = ({ t }: Reader): Notice => ({
  kind: 'info',
  text: t('edit.kept'),
  detail: t('edit.kept_advice'),
})

/** What is said of a form that brings something back. */
export function originNotice({ origin, origin_version }: Origin, { t }: Reader): Notice | undefined {
  if (!origin) return undefined
  return {
    kind: 'info',
    text: t(origin === 'restores' ? 'edit.restores' : 'edit.undoes', { version: origin_version ?? 0 }),
    detail: t('edit.restore_advice'),
  }
}

/** What is said where the storage failed: whether it was saved, and what to do. */
export const notSavedNotice = (fault: StorageFault, { t }: Reader): Notice => ({
  kind: 'danger',
  text: t(`edit.fault.${fault}`),
  detail: t(`edit.fault.${fault}_advice`),
})

/** What is said once billing fields were filled from the company's. */
export function filledNotice(
  filled: readonly AccountField[],
  values: Account,
  { t, format }: Reader,
): Notice {
  if (filled.length === 0) return { kind: 'info', text: t('edit.same_already'), detail: '' }
  const fields = format.list(filled.map((field) => fieldLabel(field, values, t)))
  return { kind: 'info', text: t('edit.same_filled', { fields }), detail: t('edit.same_advice') }
}
