/** The edit that every submit makes, the same for the portal and its peers. */

/** The n-th edit: an address line always changes, and every other time the email, by which the customer is found. */
export function edit(number: number): Record<string, string> {
  return {
    billing_address_line_1: `${number} Market Street`,
    billing_email: `invoices.${Math.floor(number / 2)}@partner-desk.example`,
  }
}

/** The body of a form without what an edit, or the next version of the customer, says anew. */
export function unedited(fields: Record<string, string>): string {
  const anew = new Set(['version', ...Object.keys(edit(0))])
  return new URLSearchParams(Object.entries(fields).filter(([name]) => !anew.has(name))).toString()
}
