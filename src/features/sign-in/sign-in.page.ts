import { signInUrl } from '#src/http/urls.ts'
import type { Reader } from '#src/http/ui.ts'

export type SignInPage = {
  title: string
  form_id: string
  action: string
  email: string
  notice: string | undefined
  error: string | undefined
  demonstration: { emails: string[]; password: string } | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'sign-in/sign-in': SignInPage
  }
}

type Input = {
  next: string
  email: string
  error: string | undefined
  signedOut: boolean
  demonstration: SignInPage['demonstration']
}

export function signInPage(
  { next, email, error, signedOut, demonstration }: Input,
  { t }: Reader,
): SignInPage {
  const continuing = next === '/' ? undefined : t('sign_in.to_continue')
  return {
    title: t('sign_in.title'),
    form_id: 'sign-in-form',
    action: signInUrl(next),
    email,
    notice: signedOut ? t('sign_in.signed_out') : continuing,
    error,
    demonstration,
  }
}
