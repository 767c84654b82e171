import type { Response } from 'express'
import type { Database } from '#src/database/engine.ts'
import { renderPage } from '#src/http/render.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { formValues } from '../account.form.ts'
import { accountFields, accountOf, type Customer } from '../customer.ts'
import { editableFields } from '../editor.ts'
import { placeInList } from '../list/list-place.ts'
import type { Choices } from './conflict.ts'
import { editPage, type EditInput } from './edit.page.ts'
import { movedAddresses } from './moved-address.ts'
import { readChoices, readFields, type Submission } from './submission.ts'
import { meetingOf, type Meeting, type UpdateResult } from './update-account.ts'

/** What a form shows beside what every form of its customer has. */
type Form = Omit<EditInput, 'customer' | 'staffId' | 'editable' | 'listHref' | 'around'>

type Invalid = Extract<UpdateResult, { outcome: 'invalid' }>
type Conflicting = Extract<UpdateResult, { outcome: 'conflict' }>

/** The form as an answer: as first filled, as typed, after mistakes and with a conflict. */
export function createFormAnswers(database: Database) {
  async function withForm(req: StaffRequest, res: Response, customer: Customer, form: Form): Promise<void> {
    const editable = editableFields(req.staff)
    const place = await placeInList(req, database, customer, res.locals.ui.locale)
    const input = { ...form, customer, staffId: req.staff.id, editable, ...place }
    renderPage(res, 'customers/edit/edit', editPage(input, readerOf(res)))
  }

  return {
    withForm,

    /** As typed, with the fields of the countries that are chosen now. */
    async asTyped(
      req: StaffRequest,
      res: Response,
      customer: Customer,
      submission: Submission,
      { notice }: Pick<Form, 'notice'> = {},
    ): Promise<void> {
      const stored = formValues(accountOf(customer))
      const { typed, emptied } = movedAddresses(submission.typed, stored, submission.drawn_for)
      const values = { ...stored, ...typed }
      await withForm(req, res, customer, { ...submission, values, emptied, problems: [], notice })
    },

    /** As typed, with what is wrong with it; the refusal has moved its addresses already. */
    async withProblems(
      req: StaffRequest,
      res: Response,
      submission: Submission,
      { customer, typed, emptied, problems }: Invalid,
    ): Promise<void> {
      const values = { ...formValues(accountOf(customer)), ...typed }
      await withForm(req, res, customer, { ...submission, values, emptied, problems })
    },

    /** With what somebody else has saved since, to choose from. */
    async withConflict(
      req: StaffRequest,
      res: Response,
      submission: Submission,
      result: Conflicting,
    ): Promise<void> {
      const { customer, mine } = result
      await withForm(req, res, customer, {
        ...submission,
        version: customer.version,
        values: formValues(mine),
        problems: [],
        conflict: conflictIn(result, submission.version, {}),
      })
    },

    /** With a conflict again, and what is typed and chosen in it so far. */
    async withConflictAgain(req: StaffRequest, res: Response, submission: Submission): Promise<void> {
      const fields = readFields(req)
      const typed = Object.fromEntries(
        accountFields.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])),
      )
      const asFirst = { ...submission, typed, take_back: [], version: submission.original_version }
      const meeting = await meetingOf(database, req.staff, asFirst)
      const merged = formValues(meeting.merged)
      const moved = movedAddresses(typed, merged, submission.drawn_for)
      await withForm(req, res, meeting.customer, {
        ...submission,
        version: meeting.customer.version,
        values: { ...merged, ...moved.typed },
        emptied: moved.emptied,
        problems: [],
        conflict: conflictIn(meeting, asFirst.version, readChoices(fields)),
      })
    },
  }
}

function conflictIn(
  { conflicts, since }: Pick<Meeting, 'conflicts' | 'since'>,
  original_version: number,
  chosen: Choices,
): Form['conflict'] {
  if (conflicts.length === 0) return undefined
  return { conflicts, chosen, original_version, who: [...new Set(since.map((entry) => entry.staff_name))] }
}
