import type { Request, Response } from 'express'
import type { Database } from '#src/database/engine.ts'
import { storageFault } from '#src/database/storage-fault.ts'
import { knownPerson } from '#src/http/device.ts'
import { setFlash } from '#src/http/flash.ts'
import type { Logger } from '#src/http/log.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { get, post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { signInUrl, urls, withQuery } from '#src/http/urls.ts'
import { formValues } from '../account.form.ts'
import { accountOf, type Customer } from '../customer.ts'
import { customerOf, idOf } from '../customer-request.ts'
import { editableFields, editorOf } from '../editor.ts'
import { filledFrom } from './filled-from.ts'
import { createKeptFormsStore } from './kept-forms.store.ts'
import { filledNotice, keptNotice, notSavedNotice, originNotice } from './notices.ts'
import { sameAsCompany, sameAsCompanyField } from './same-as-company.ts'
import { createFormAnswers } from './form-answers.ts'
import { noOrigin, readFields, readOrigin, readSubmission, type Submission } from './submission.ts'
import type { UpdateAccount, UpdateResult } from './update-account.ts'

type Deps = { database: Database; logger: Logger; writes: { updateAccount: UpdateAccount } }

/** Seconds after which a Submit that could not be saved is worth another try. */
const retryAfter = 2

/** The form of an account: opened, drawn again for other countries, submitted. */
export function editRoutes({ database, logger, writes }: Deps): Route[] {
  const keptForms = createKeptFormsStore(database)
  const answer = createFormAnswers(database)

  /** The form: as stored, as kept when a session ended, or filled with what an earlier version had. */
  async function open(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(database, req)
    const { kept: id } = req.query
    const { now } = res.locals
    const kept = typeof id === 'string' ? await keptForms.find(req.staff.id, customer.id, id, now) : undefined
    if (kept) {
      const submission = readSubmission(customer.id, kept)
      await answer.asTyped(req, res, customer, submission, { notice: keptNotice(readerOf(res)) })
      return
    }
    const origin = originOf(req)
    const { account, emptied } = await filledFrom(database, req.staff, customer, origin)
    await answer.withForm(req, res, customer, {
      version: customer.version,
      values: formValues(account),
      reason: '',
      ...origin,
      problems: [],
      emptied,
      notice: originNotice(origin, readerOf(res)),
    })
  }

  /** The form again as typed, with the fields of the countries that are chosen now. */
  async function again(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(database, req)
    const submission = submissionIn(req)
    const isToBeFilled = formValue(req, sameAsCompanyField) !== ''
    if (isToBeFilled && editableFields(req.staff).includes('billing_email'))
      await filledFromCompany(req, res, customer)
    else if (submission.original_version === submission.version)
      await answer.asTyped(req, res, customer, submission)
    else await answer.withConflictAgain(req, res, submission)
  }

  /** The form again with the company's values as billing information; nothing is saved, and it says what was filled. */
  async function filledFromCompany(req: StaffRequest, res: Response, customer: Customer): Promise<void> {
    const sent = readFields(req)
    const values = { ...formValues(accountOf(customer)), ...readSubmission(customer.id, sent).typed }
    const { fields, filled } = sameAsCompany(sent, values)
    const submission = readSubmission(customer.id, fields)
    const notice = filledNotice(filled, { ...values, ...submission.typed }, readerOf(res))
    await answer.asTyped(req, res, customer, submission, { notice })
  }

  async function submit(req: StaffRequest, res: Response): Promise<void> {
    const submission = submissionIn(req)
    const { customer_id, version: filled_from } = submission
    const result = await save(req, res, submission)
    switch (result?.outcome) {
      case 'saved':
        await keptForms.forget(req.staff.id, customer_id)
        setFlash(res, { kind: 'saved', customer_id, version: result.version, filled_from })
        res.redirect(303, urls.account(customer_id))
        return
      case 'unchanged':
        setFlash(res, { kind: 'unchanged', customer_id })
        res.redirect(303, urls.account(customer_id))
        return
      case 'invalid':
        await answer.withProblems(req, res.status(422), submission, result)
        return
      case 'conflict':
        await answer.withConflict(req, res.status(409), submission, result)
    }
  }

  /** Saves; where the storage fails, answers with the form as typed and says whether it was saved. */
  async function save(
    req: StaffRequest,
    res: Response,
    submission: Submission,
  ): Promise<UpdateResult | undefined> {
    try {
      return await writes.updateAccount(editorOf(req), submission, res.locals.now)
    } catch (error) {
      const fault = storageFault(error)
      if (!fault) throw error
      logger.error({ request_id: req.id, fault }, 'a submit was not saved')
      const customer = await customerOf(database, req)
      res.status(503).set('Retry-After', String(retryAfter))
      await answer.asTyped(req, res, customer, submission, { notice: notSavedNotice(fault, readerOf(res)) })
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
    const customer = await customerOf(database, req)
    const notice = keptNotice(readerOf(res))
    await answer.asTyped(req, res.status(403), customer, submissionIn(req), { notice })
    return true
  }

  return [
    get('/customers/:id/account/edit', 'company_details:edit', open),
    post('/customers/:id/account/edit', 'company_details:edit', again),
    post('/customers/:id/account', 'company_details:edit', submit, {
      again,
      whenSignedOut: keepForm,
      whenOfEarlierSession: showAgain,
    }),
  ]
}

const submissionIn = (req: Request): Submission => readSubmission(idOf(req), readFields(req))

/** `?restores=7` or `?undoes=7` in the form's address. */
function originOf(req: Request) {
  const { restores, undoes } = req.query
  if (restores !== undefined) return readOrigin('restores', restores)
  return undoes === undefined ? noOrigin : readOrigin('undoes', undoes)
}
