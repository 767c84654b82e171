import type { Request, Response } from 'express'
import { may } from '#src/access/permissions.ts'
import type { Database } from '#src/database/engine.ts'
import { storageFault } from '#src/database/storage-fault.ts'
import { readPositiveInteger } from '#src/forms/text.ts'
import { createHistoryStore, type Origin } from '#src/history/history.store.ts'
import { knownPerson } from '#src/http/device.ts'
import { badRequest, notFound } from '#src/access/refusals.ts'
import { setFlash } from '#src/http/flash.ts'
import type { Logger } from '#src/http/log.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { signInUrl, urls, withQuery } from '#src/http/urls.ts'
import { formValues } from './account.form.ts'
import { accountPage, savedNotice } from './account/account.page.ts'
import type { Choices } from './edit/conflict.ts'
import {
  accountFields,
  accountOf,
  addressOwners,
  type Account,
  type AccountField,
  type Customer,
} from './customer.ts'
import { createCustomersStore } from './customers.store.ts'
import { editPage, filledNotice, type EditInput } from './edit/edit.page.ts'
import { createKeptFormsStore } from './edit/kept-forms.store.ts'
import { movedAddresses, type Emptied } from './edit/moved-address.ts'
import { placeInList } from './list/list-place.ts'
import { accountAt } from './history/past-account.ts'
import { sameAsCompany, sameAsCompanyField } from './edit/same-as-company.ts'
import {
  noOrigin,
  readChoices,
  readFields,
  readOrigin,
  readSubmission,
  submissionOf,
  type Submission,
} from './edit/submission.ts'
import {
  editableFields,
  editorOf,
  meetingOf,
  type Meeting,
  type UpdateAccount,
} from './edit/update-account.ts'

type Deps = { database: Database; logger: Logger; writes: { updateAccount: UpdateAccount } }
type Form = Pick<
  EditInput,
  | 'version'
  | 'values'
  | 'reason'
  | 'origin'
  | 'origin_version'
  | 'problems'
  | 'emptied'
  | 'conflict'
  | 'notice'
>

/** Looks at customers that may wait for the disk at once; where it is so slow, further ones are not noted. */
const mostWaitingVisits = 100

/** Seconds after which a Submit that could not be saved is worth another try. */
const retryAfter = 2

export function customersRoutes({ database, logger, writes }: Deps): Route[] {
  const keptForms = createKeptFormsStore(database)
  const customersOf = (req: StaffRequest) => createCustomersStore(database).forPartner(req.staff.partner_id)
  const historyOf = (req: StaffRequest) => createHistoryStore(database).forPartner(req.staff.partner_id)

  async function customerOf(req: StaffRequest): Promise<Customer> {
    const customer = await customersOf(req).find(idOf(req))
    if (!customer) throw notFound()
    return customer
  }

  async function account(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(req)
    noteVisit(req, customer, res.locals.now)
    const reader = readerOf(res)
    const flash = res.locals.ui.flash
    const saved = flash?.kind === 'saved' && flash.customer_id === customer.id ? flash : undefined
    const entries = saved ? await historyOf(req).since(customer.id, saved.filled_from) : []
    const notice = savedNotice(
      flash,
      customer,
      entries.find((entry) => entry.to_version === saved?.version),
      entries.filter((entry) => entry.to_version < (saved?.version ?? 0)),
      reader,
    )
    const mayEdit = editableFields(req.staff).length > 0
    const mayManage = may(req.staff.roles, 'customers:manage')
    const place = await placeInList(req, customersOf(req), customer, reader.locale)
    const page = { customer, mayEdit, mayManage, notice, ...place }
    renderPage(res, 'customers/account/account', accountPage(page, reader))
  }

  let waitingVisits = 0

  /** A look at a customer is worth noting, but never worth a wait for the disk, nor a failed page. */
  function noteVisit(req: StaffRequest, customer: Customer, now: number): void {
    if (waitingVisits >= mostWaitingVisits) return
    waitingVisits += 1
    customersOf(req)
      .visit(req.staff.id, customer.id, now)
      .catch((error: unknown) => {
        logger.warn({ type: (error as Error).name }, 'a visit was not noted')
      })
      .finally(() => {
        waitingVisits -= 1
      })
  }

  /** The form: as stored, as kept when a session ended, or filled with what an earlier version had. */
  async function edit(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(req)
    const { t, now } = res.locals
    const { kept: keptId } = req.query
    const kept =
      typeof keptId === 'string' ? await keptForms.find(req.staff.id, customer.id, keptId, now) : undefined
    if (kept) {
      await renderTyped(req, res, customer, readSubmission(customer.id, kept), {
        notice: { kind: 'info', text: t('edit.kept'), detail: t('edit.kept_advice') },
      })
      return
    }
    const origin = originOf(req)
    const { account, emptied } = await filledFrom(req, customer, origin)
    const notice = origin.origin
      ? ({
          kind: 'info',
          text: t(origin.origin === 'restores' ? 'edit.restores' : 'edit.undoes', {
            version: origin.origin_version ?? 0,
          }),
          detail: t('edit.restore_advice'),
        } as const)
      : undefined
    await renderEdit(req, res, customer, {
      version: customer.version,
      values: formValues(account),
      reason: '',
      ...origin,
      problems: [],
      emptied,
      notice,
    })
  }

  /** Today's account, or what an earlier version or the time before one change had in the fields that may be edited. */
  async function filledFrom(
    req: StaffRequest,
    customer: Customer,
    origin: Origin,
  ): Promise<{ account: Account; emptied: Emptied[] }> {
    const today = accountOf(customer)
    const version = origin.origin_version
    if (!origin.origin || version === null) return { account: today, emptied: [] }
    const past = await accountAt(
      database,
      req.staff.partner_id,
      customer,
      origin.origin === 'restores' ? version : version - 1,
    )
    const fields = origin.origin === 'restores' ? accountFields : await changedFields(req, customer, version)
    const mine = editableFields(req.staff).filter((field) => fields.includes(field))
    const values = Object.fromEntries(mine.map((field) => [field, past[field]]))
    const drawnFor = Object.fromEntries(addressOwners.map((owner) => [owner, past[`${owner}_country`]]))
    const { typed, emptied } = movedAddresses(values, today, drawnFor)
    return { account: { ...today, ...typed }, emptied }
  }

  async function changedFields(
    req: StaffRequest,
    customer: Customer,
    version: number,
  ): Promise<AccountField[]> {
    const entry = await historyOf(req).entry(customer.id, version)
    if (!entry) throw notFound()
    return entry.changes.filter((change) => !change.erased).map((change) => change.field as AccountField)
  }

  /** The form again as typed, with the fields of the countries that are chosen now. */
  async function fieldsOfCountry(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(req)
    const submission = submissionIn(req)
    if (formValue(req, sameAsCompanyField) !== '' && editableFields(req.staff).includes('billing_email')) {
      await renderSameAsCompany(req, res, customer)
      return
    }
    if (submission.original_version === submission.version) {
      await renderTyped(req, res, customer, submission)
      return
    }
    await renderConflictAgain(req, res, submission)
  }

  /** The form again with the company's values as billing information; nothing is saved, and it says what was filled. */
  async function renderSameAsCompany(req: StaffRequest, res: Response, customer: Customer): Promise<void> {
    const sent = readFields(req)
    const values = { ...formValues(accountOf(customer)), ...readSubmission(customer.id, sent).typed }
    const { fields, filled } = sameAsCompany(sent, values)
    const submission = readSubmission(customer.id, fields)
    const notice = filledNotice(filled, { ...values, ...submission.typed }, readerOf(res))
    await renderTyped(req, res, customer, submission, { notice })
  }

  /** A form with a conflict again, with what is typed and chosen in it so far. */
  async function renderConflictAgain(
    req: StaffRequest,
    res: Response,
    submission: Submission,
  ): Promise<void> {
    const fields = readFields(req)
    const typed = Object.fromEntries(
      accountFields.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])),
    )
    const asFirst = { ...submission, typed, take_back: [], version: submission.original_version }
    const meeting = await meetingOf(database, req.staff, asFirst)
    const moved = movedAddresses(typed, formValues(meeting.merged), submission.drawn_for)
    await renderEdit(req, res, meeting.customer, {
      ...submission,
      version: meeting.customer.version,
      values: { ...formValues(meeting.merged), ...moved.typed },
      emptied: moved.emptied,
      problems: [],
      conflict: conflictIn(meeting, asFirst.version, readChoices(fields)),
    })
  }

  const conflictIn = (
    { conflicts, since }: Pick<Meeting, 'conflicts' | 'since'>,
    original_version: number,
    chosen: Choices,
  ): Form['conflict'] =>
    conflicts.length === 0
      ? undefined
      : { conflicts, chosen, original_version, who: [...new Set(since.map((entry) => entry.staff_name))] }

  async function submit(req: StaffRequest, res: Response): Promise<void> {
    const submission = submissionIn(req)
    const result = await save(req, res, submission)
    if (!result) return
    switch (result.outcome) {
      case 'saved':
        await keptForms.forget(req.staff.id, submission.customer_id)
        setFlash(res, {
          kind: 'saved',
          customer_id: submission.customer_id,
          version: result.version,
          filled_from: submission.version,
        })
        res.redirect(303, urls.account(submission.customer_id))
        return
      case 'unchanged':
        setFlash(res, { kind: 'unchanged', customer_id: submission.customer_id })
        res.redirect(303, urls.account(submission.customer_id))
        return
      case 'invalid':
        await renderTyped(
          req,
          res.status(422),
          result.customer,
          { ...submission, typed: result.typed },
          { problems: result.problems, emptied: result.emptied },
        )
        return
      case 'conflict':
        await renderEdit(req, res.status(409), result.customer, {
          ...submission,
          version: result.customer.version,
          values: formValues(result.mine),
          problems: [],
          conflict: conflictIn(result, submission.version, {}),
        })
    }
  }

  /** The relationship has ended, or goes on: an edit like any other, with its history. */
  async function archive(req: StaffRequest, res: Response): Promise<void> {
    const id = idOf(req)
    const version = readPositiveInteger(formValue(req, 'version'))
    if (version === undefined) throw badRequest('no version')
    const archived = formValue(req, 'archived') === 'yes' ? 'yes' : ''
    const submission = submissionOf(id, version, { archived })
    const result = await writes.updateAccount(editorOf(req), submission, res.locals.now)
    if (result.outcome === 'saved')
      setFlash(res, { kind: 'saved', customer_id: id, version: result.version, filled_from: version })
    res.redirect(303, urls.account(id))
  }

  /** Saves; where the storage fails, answers with the form as typed and says whether it was saved. */
  async function save(req: StaffRequest, res: Response, submission: Submission) {
    try {
      return await writes.updateAccount(editorOf(req), submission, res.locals.now)
    } catch (error) {
      const fault = storageFault(error)
      if (!fault) throw error
      logger.error({ request_id: req.id, fault }, 'a submit was not saved')
      const { t } = res.locals
      res.status(503).set('Retry-After', String(retryAfter))
      await renderTyped(req, res, await customerOf(req), submission, {
        notice: { kind: 'danger', text: t(`edit.fault.${fault}`), detail: t(`edit.fault.${fault}_advice`) },
      })
      return undefined
    }
  }

  /** Submit after the session ended: the form waits for the same person to sign in. */
  async function keepForm(req: Request, res: Response): Promise<void> {
    const id = idOf(req)
    const person = await knownPerson(req, database)
    const own = person !== undefined && formValue(req, 'filled_by') === String(person.staff_id)
    const kept = own ? await keptForms.keep(person.staff_id, id, readFields(req), res.locals.now) : undefined
    res.redirect(303, signInUrl(withQuery(urls.editAccount(id), { kept })))
  }

  /** Submit from a form of the same person's earlier session: shown again, to be submitted in this one. */
  async function showAgain(req: StaffRequest, res: Response): Promise<boolean> {
    if (formValue(req, 'filled_by') !== String(req.staff.id)) return false
    const { t } = res.locals
    await renderTyped(req, res.status(403), await customerOf(req), submissionIn(req), {
      notice: { kind: 'info', text: t('edit.kept'), detail: t('edit.kept_advice') },
    })
    return true
  }

  async function renderTyped(
    req: StaffRequest,
    res: Response,
    customer: Customer,
    submission: Submission,
    more: Partial<Form> = {},
  ): Promise<void> {
    const stood = formValues(accountOf(customer))
    // What a refusal brings back is moved already.
    const moved = more.emptied ? submission : movedAddresses(submission.typed, stood, submission.drawn_for)
    const form = { ...submission, values: { ...stood, ...moved.typed }, problems: [] }
    await renderEdit(req, res, customer, { ...form, ...('emptied' in moved && moved), ...more })
  }

  async function renderEdit(req: StaffRequest, res: Response, customer: Customer, form: Form): Promise<void> {
    const editable = editableFields(req.staff)
    const place = await placeInList(req, customersOf(req), customer, res.locals.ui.locale)
    const input = { ...form, customer, staffId: req.staff.id, editable, ...place }
    renderPage(res, 'customers/edit/edit', editPage(input, readerOf(res)))
  }

  return [
    get('/customers/:id', 'customers:view', (req, res) => {
      res.redirect(303, urls.account(encodeURIComponent(idOf(req))))
    }),
    get('/customers/:id/account', 'customers:view', account),
    get('/customers/:id/account/edit', 'company_details:edit', edit),
    post('/customers/:id/account/edit', 'company_details:edit', fieldsOfCountry),
    post('/customers/:id/archive', 'customers:manage', archive),
    post('/customers/:id/account', 'company_details:edit', submit, {
      again: fieldsOfCountry,
      whenSignedOut: keepForm,
      whenOfEarlierSession: showAgain,
    }),
  ]
}

const idOf = (req: Request): string => String(req.params.id)

const submissionIn = (req: Request): Submission => readSubmission(idOf(req), readFields(req))

/** `?restores=7` or `?undoes=7` in the form's address. */
function originOf(req: Request): Origin {
  const { restores, undoes } = req.query
  if (restores !== undefined) return readOrigin('restores', restores)
  return undoes === undefined ? noOrigin : readOrigin('undoes', undoes)
}
