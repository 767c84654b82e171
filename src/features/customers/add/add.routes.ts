import type { Request, Response } from 'express'
import type { Problem } from '#src/forms/problems.ts'
import { setFlash } from '#src/http/flash.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { accountFields, emptyAccount, type Account } from '../customer.ts'
import type { AlikeCustomer } from '../duplicates/alike.ts'
import { movedAddresses, readDrawnFor, type Emptied } from '../edit/moved-address.ts'
import { sameAsCompany, sameAsCompanyField } from '../edit/same-as-company.ts'
import { readFields } from '../edit/submission.ts'
import { editableFields, editorOf } from '../editor.ts'
import { checkNewcomer, type AddCustomer, type Newcomer } from './add-customer.ts'
import { newPage } from './new.page.ts'

/** New customers. */
export function addRoutes({ writes }: { writes: { addCustomer: AddCustomer } }): Route[] {
  async function add(req: StaffRequest, res: Response): Promise<void> {
    const form = typedNewcomer(req)
    const { primary_domain, values } = form
    const someone: Newcomer = { id: undefined, primary_domain, typed: values }
    const options = { alikeAllowed: formValue(req, 'alike_allowed') === 'yes', at_ms: res.locals.now }
    const result = await writes.addCustomer(editorOf(req), checkNewcomer(someone), options)
    switch (result.outcome) {
      case 'added':
        setFlash(res, { kind: 'added', customer_id: result.id })
        res.redirect(303, urls.account(result.id))
        return
      case 'alike':
        renderNew(req, res.status(409), { ...form, problems: [], alike: result.alike })
        return
      case 'invalid':
        renderNew(req, res.status(422), { ...form, problems: result.problems, alike: [] })
    }
  }

  return [
    post('/customers', 'customers:manage', add, { again: formAgain }),
    get('/customers/new', 'customers:manage', emptyForm),
    post('/customers/new', 'customers:manage', formAgain),
  ]
}

/** The form with nothing in it but where the reader is. */
function emptyForm(req: StaffRequest, res: Response): void {
  const { country } = res.locals
  const values = {
    ...emptyAccount,
    company_country: country,
    billing_country: country,
    relationship: 'reseller',
  }
  renderNew(req, res, { primary_domain: '', values, emptied: [], problems: [], alike: [] })
}

/** The form again as typed, with the fields of the countries that are chosen now. */
function formAgain(req: StaffRequest, res: Response): void {
  renderNew(req, res, { ...typedNewcomer(req), problems: [], alike: [] })
}

function renderNew(
  req: StaffRequest,
  res: Response,
  form: TypedNewcomer & { problems: Problem[]; alike: AlikeCustomer[] },
): void {
  const page = newPage({ ...form, editable: editableFields(req.staff) }, readerOf(res))
  renderPage(res, 'customers/add/new', page)
}

type TypedNewcomer = { primary_domain: string; values: Account; emptied: Emptied[] }

function typedNewcomer(req: Request): TypedNewcomer {
  const sent = readFields(req)
  const asked = formValue(req, sameAsCompanyField) !== ''
  const fields = asked ? sameAsCompany(sent, { ...emptyAccount, ...sent }).fields : sent
  const filled = Object.fromEntries(accountFields.map((field) => [field, fields[field] ?? '']))
  const { typed, emptied } = movedAddresses(filled, emptyAccount, readDrawnFor(fields))
  const relationship = formValue(req, 'relationship')
  return {
    primary_domain: formValue(req, 'primary_domain'),
    values: { ...emptyAccount, ...typed, relationship },
    emptied,
  }
}
