import type {} from '#src/features/activity/activity.page.ts'
import type {} from '#src/features/customers/account/account.page.ts'
import type {} from '#src/features/customers/history/history.page.ts'
import type {} from '#src/features/customers/list/list.page.ts'
import type {} from '#src/http/middleware/failures.ts'
import type {} from '#src/features/sign-in/sign-in.page.ts'
import type {} from '#src/features/keys/keys.page.ts'
import type {} from '#src/features/profile/profile.page.ts'
import { barChart } from '#src/features/dashboard/chart.ts'
import type { CustomerHeader } from '#src/features/customers/customer-header.ts'
import type { FormSection } from '#src/features/customers/edit/form-sections.ts'
import type { Field } from '#src/forms/fields.ts'
import type { Tile } from '#src/features/dashboard/dashboard.page.ts'
import { assetUrls } from '#src/http/assets.ts'
import type { Page, Views } from '#src/http/render.ts'
import type { Ui } from '#src/http/ui.ts'

/** Something for every view to show. A view without an entry here does not compile. */
export type ViewFixtures = { [Name in keyof Views]: Views[Name] & Page }

/** @param word what stands wherever a page shows somebody's text */
export function fullFixtures(word: string): ViewFixtures {
  return {
    'activity/activity': {
      title: word,
      from: '2026-01-01',
      to: '2026-01-31',
      actions: [option('account_changed', word, true)],
      people: [option('1', word, false)],
      customer: { id: '1', name: word, clear_href: '/activity' },
      export: { action: '/activity/export', state: [{ name: 'from', value: word }] },
      rows: [activityRow(word, word), activityRow(word, undefined)],
      newest_href: '/activity',
      older_href: '/activity?before=1-1',
    },
    'customers/account/account': {
      title: word,
      header: header(word),
      edit_href: '/customers/1/account/edit',
      archive: { action: '/customers/1/archive', version: 1, to: 'yes' },
      archived: true,
      notice: { text: word, detail: word, history_href: '/customers/1/history#version-2' },
      attention_count: 2,
      company: [fact(word, [word, word]), fact(word, []), { ...fact(word, [word]), note: word }],
      billing: [{ ...fact(word, [word]), attention: [word, word], attested: word }],
    },
    'customers/edit/edit': {
      title: word,
      form_id: 'account-form',
      header: header(word),
      submit_href: '/customers/1/account',
      fields_href: '/customers/1/account/edit',
      cancel_href: '/customers/1/account',
      version: 3,
      original_version: 2,
      filled_by: 1,
      origin: { origin: 'restores', origin_version: 2 },
      notice: { kind: 'danger', text: word, detail: word },
      summary: { heading: word, items: [{ href: '#company_name', text: word }] },
      conflict: {
        text: word,
        choices: [
          {
            name: 'choose_company_name',
            moved: ['moved_company'],
            label: word,
            sides: [
              { value: 'mine', label: word, lines: [{ label: word, value: word }], checked: true },
              { value: 'theirs', label: word, lines: [{ label: '', value: '' }], checked: false },
            ],
          },
        ],
      },
      sections: [editableSection(word), lockedSection(word)],
      reason: field('reason', word),
    },
    'customers/import/bulk': {
      title: word,
      action: '/customers/bulk/check',
      cancel_href: '/customers',
      what: word,
      hidden: [{ name: 'all', value: 'yes' }],
      changes: [{ value: 'tag_add', label: word, checked: true, fields: [field('tag', word)] }],
      summary: { heading: word, items: [{ href: '#tag', text: word }] },
      error: word,
    },
    'customers/import/import': {
      title: word,
      status: 'checked',
      status_text: word,
      mapping: {
        action: '/customers/imports/1/mapping',
        errors: { heading: word, items: [{ href: '#column_0', text: word }] },
        columns: [
          {
            name: 'column_0',
            header: word,
            samples: [word],
            options: [option('id', word, true)],
            error: word,
          },
        ],
      },
      reading: {
        action: '/customers/imports/1/reading',
        error: word,
        advice: word,
        encodings: [option('utf-8', word, true)],
        header_lines: [option('1', word, true)],
        notes: [word],
        lines: [{ line: word, text: word }],
      },
      read_as: word,
      progress: { text: word, done: 1, total: 2 },
      counts: [{ label: word, count: '1', href: '/customers/imports/1', current: true, outcome: 'add' }],
      lines: [
        {
          line: word,
          name: word,
          href: '/customers/1/account',
          changes: [{ label: word, before: word, after: '' }],
          problems: [],
        },
        { line: word, name: '', href: undefined, changes: [], problems: [word] },
      ],
      more_href: '/customers/imports/1?beyond=2',
      report_href: '/customers/imports/1/report.csv?outcome=add',
      confirm: { action: '/customers/imports/1/confirm', label: word },
      undo: { action: '/customers/imports/1/undo' },
      discard: { action: '/customers/imports/1/discard' },
    },
    'customers/import/imports': {
      title: word,
      action: '/customers/imports',
      error: word,
      sample_href: '/customers/imports/sample.csv',
      columns: [{ name: word, meaning: word }],
      imports: [
        { name: word, href: '/customers/imports/1', status: word, total: word, when: word, staff_name: word },
      ],
    },
    'customers/duplicates/duplicates': {
      title: word,
      kinds: [
        { href: '/customers/duplicates', label: word, current: true },
        { href: '/customers/duplicates?kind=name', label: word, current: false },
      ],
      groups: [{ heading: word, customers: [alike(word), alike(word)] }],
      none_advice: word,
      next_href: '/customers/duplicates?after=1',
    },
    'customers/list/export': {
      title: word,
      action: '/customers/export',
      list_href: '/customers',
      state: [{ name: 'q', value: word }],
      what: word,
      columns: [
        { name: 'column_id', label: word, checked: true },
        { name: 'column_tags', label: word, checked: false },
      ],
    },
    'customers/add/new': {
      title: word,
      form_id: 'account-form',
      submit_href: '/customers',
      fields_href: '/customers/new',
      cancel_href: '/customers',
      summary: { heading: word, items: [{ href: '#company_name', text: word }] },
      alike: [alike(word)],
      identity: [field('primary_domain', word)],
      sections: [editableSection(word)],
    },
    'customers/history/as-of': {
      title: word,
      header: header(word),
      notice: word,
      detail: word,
      today_href: '/customers/1/account',
      compare_href: '/customers/1/history/compare',
      restore_href: '/customers/1/account/edit?restores=2',
      address_hrefs: [{ label: word, href: '/customers/1/history/address' }],
      company: [fact(word, [word])],
      billing: [fact(word, [])],
    },
    'customers/history/compare': {
      title: word,
      header: header(word),
      action: '/customers/1/history/compare',
      from: 1,
      to: 2,
      newest: 3,
      heading: word,
      changes: [{ label: word, before: [{ text: word, kind: 'struck' }], after: [], erased: false }],
    },
    'customers/history/history': {
      title: word,
      header: header(word),
      action: '/customers/1/history',
      fields: [option('company_name', word, true)],
      people: [option('1', word, false)],
      from: '2026-01-01',
      to: '',
      filtered: true,
      clear_href: '/customers/1/history',
      as_of_action: '/customers/1/history/as-of',
      today: '2026-01-31',
      beginning: {
        id: 'version-1',
        version: word,
        sentence: word,
        when: word,
        when_exact: word,
        as_of_href: '/customers/1/history/as-of?version=1',
      },
      entries: [
        {
          id: 'version-2',
          version: word,
          sentence: word,
          when: word,
          when_exact: word,
          reason: word,
          as_of_href: '/customers/1/history/as-of?version=2',
          undo_href: '/customers/1/account/edit?undoes=2',
          changes: [
            {
              label: word,
              before: [
                { text: word, kind: 'kept' },
                { text: word, kind: 'struck' },
              ],
              after: [{ text: word, kind: 'added' }],
              erased: false,
            },
            { label: word, before: [], after: [{ text: word, kind: 'added' }], erased: false },
            { label: word, before: [], after: [], erased: true },
          ],
        },
      ],
      newest_href: '/customers/1/history',
      older_href: '/customers/1/history?before=1',
    },
    'customers/views/columns': {
      title: word,
      action: '/customers/columns',
      list_href: '/customers',
      usual_href: '/customers',
      carried: [{ name: 'q', value: word }],
      order: 'id,tags',
      columns: [
        { value: 'id', label: word, checked: true, up: undefined, down: word, moved: 'up' },
        { value: 'tags', label: word, checked: false, up: word, down: undefined, moved: 'down' },
      ],
    },
    'customers/views/views': {
      title: word,
      notice: word,
      rows: [
        {
          name: word,
          href: '/customers?view=1',
          count: word,
          what: word,
          whose: word,
          edit: { href: '/customers/views/1', label: word },
          move: { action: '/customers/views/1/move', up: word, down: word, moved: 'up' },
          opens: { action: '/customers/views/1/opens', is: true, label: word, chosen: true },
        },
      ],
    },
    'customers/views/view': {
      title: word,
      form_id: 'view-form',
      heading: word,
      action: '/customers/views/1',
      cancel_href: '/customers/views',
      version: 1,
      notice: word,
      summary: { heading: word, items: [{ href: '#name', text: word }] },
      name: field('name', word),
      share: { checked: true, label: word, about: word },
      what: [{ label: word, lines: [{ value: word }] }],
      hidden: [{ name: 'list_q', value: word }],
      remove: { action: '/customers/views/1/delete', about: word },
    },
    'customers/list/list': {
      title: word,
      notice: { kind: 'success', text: word },
      views: {
        tabs: [
          { href: '/customers?view=1', label: word, count: word, shared: true, current: true, changed: true },
        ],
        columns_href: '/customers/columns',
        views_href: '/customers/views',
        save_href: '/customers/views/new',
        overwrite: {
          action: '/customers/views/1/state',
          version: 1,
          label: word,
          state: [{ name: 'list_q', value: word }],
        },
      },
      add_href: '/customers/new',
      actions: [{ href: '/customers/export', icon: 'download', label: word }],
      bulk: {
        action: '/customers/bulk',
        state: [{ name: 'list_q', value: word }],
        all: word,
        all_picked_href: '/customers?pick=page',
        picked: true,
      },
      count: word,
      broad: word,
      filters: {
        q: word,
        countries: [option('', word, true), option('ES', word, false)],
        relationships: [option('', word, true)],
        attentions: [option('yes', word, true)],
        carried: [{ name: 'sort', value: 'name' }],
        chosen: 1,
        chips: [{ label: word, value: word, clear_href: '/customers', in_form: true }],
        clear_href: '/customers',
      },
      sizes: [option('25', word, true)],
      heads: (['ascending', 'descending', 'none'] as const).map((direction) => ({
        label: word,
        sort: { href: '/customers?sort=name', direction },
      })),
      chosen_columns: true,
      by_changed: true,
      rows: [
        {
          href: '/customers/1/account',
          name: [
            { text: word, match: true },
            { text: word, match: false },
          ],
          domain: { whole: word, text: [{ text: word, match: false }] },
          pick: { name: 'pick_1', label: word },
          cells: [
            { class: 'cell-contact', text: [], dotted: true, below: word, pills: [] },
            {
              class: 'cell-relationship',
              text: [{ text: word, match: true }],
              dotted: false,
              below: '',
              pills: [
                { label: word, kind: 'plain' },
                { label: word, kind: 'tag', href: '/customers?tag=a' },
                { label: word, kind: 'attention', title: word },
              ],
            },
          ],
          found_in: [{ label: word, text: [{ text: word, match: true }] }],
        },
        {
          href: '/customers/2/account',
          name: [{ text: word, match: false }],
          domain: undefined,
          pick: { name: 'pick_2', label: word },
          cells: [{ class: 'cell-other', text: [], dotted: false, below: '', pills: [] }],
          found_in: [],
        },
      ],
      empty: undefined,
      position: word,
      previous_href: '/customers?before=a',
      next_href: '/customers?after=a',
    },
    'dashboard/dashboard': {
      title: word,
      greeting: word,
      today: word,
      tiles: [tile(word, 'building'), tile(word, 'history')],
      views: [{ href: '/customers?view=1', name: word, shared: true, count: '7' }],
      views_href: '/customers/views',
      chart: barChart(
        [
          { value: 3, label: word, mark: word },
          { value: 0, label: word, mark: undefined },
        ],
        () => word,
      ),
      chart_label: word,
      recent: [{ href: '/customers/1/account', name: word, sentence: word, when: word }],
      visited: [{ href: '/customers/1/account', name: word, country: word }],
      activity_href: '/activity',
      empty: false,
    },
    'failures/failure': { title: word, heading: word, advice: word, status: 500, request_id: word },
    'staff/form': {
      title: word,
      form_id: 'staff-form',
      heading: word,
      action: '/staff/1',
      cancel_href: '/staff',
      submit: word,
      version: 1,
      email: word,
      summary: { heading: word, items: [{ href: '#name', text: word }] },
      conflict: word,
      fields: [field('name', word)],
      roles: {
        error: word,
        locked_reason: word,
        choices: [{ name: 'role_admin_agent', label: word, about: word, checked: true, locked: true }],
      },
      may_sign_in: { checked: true, locked: true },
    },
    'staff/staff': {
      title: word,
      count: word,
      notice: word,
      reach: word,
      add_href: '/staff/new',
      rows: [
        { name: word, href: '/staff/1', email: word, roles: word, ended: word, own: true },
        { name: word, href: undefined, email: word, roles: word, ended: undefined, own: false },
      ],
    },
    'keys/shortcuts': {
      title: word,
      groups: [{ label: word, shortcuts: [{ keys: [['Ctrl', 'K'], ['?']], does: word }] }],
      profile_href: '/profile',
    },
    'profile/profile': {
      title: word,
      action: '/profile',
      sessions_action: '/profile/sessions',
      password_action: '/profile/password',
      passwords: [{ ...field('current_password', word), kind: 'password' }],
      name: word,
      email: word,
      themes: [
        { value: 'auto', label: word, checked: true },
        { value: 'dark', label: word, checked: false },
      ],
      languages: [option('es', word, true)],
      time_zones: [option('UTC', word, true)],
      single_keys: true,
      shortcuts_href: '/shortcuts',
      notice: word,
      sessions: [
        { id_hash: 'a', browser: word, used: word, current: true },
        { id_hash: 'b', browser: word, used: word, current: false },
      ],
    },
    'sign-in/sign-in': {
      title: word,
      form_id: 'sign-in-form',
      action: '/sign-in?next=%2Fcustomers',
      email: word,
      notice: undefined,
      error: word,
      demonstration: { emails: [word], password: word },
    },
  }
}

/** The same pages with nothing on them that may be left out. */
export function emptyFixtures(word: string): ViewFixtures {
  const full = fullFixtures(word)
  return {
    'activity/activity': {
      ...full['activity/activity'],
      customer: undefined,
      export: undefined,
      rows: [],
      newest_href: undefined,
      older_href: undefined,
    },
    'customers/account/account': {
      ...full['customers/account/account'],
      edit_href: undefined,
      archive: undefined,
      archived: false,
      notice: undefined,
      attention_count: 0,
      company: [],
      billing: [],
    },
    'customers/import/bulk': {
      ...full['customers/import/bulk'],
      hidden: [],
      changes: [],
      summary: undefined,
      error: undefined,
    },
    'customers/import/import': {
      ...full['customers/import/import'],
      mapping: undefined,
      reading: undefined,
      read_as: undefined,
      progress: undefined,
      counts: [],
      lines: [],
      more_href: undefined,
      report_href: undefined,
      confirm: undefined,
      undo: undefined,
      discard: undefined,
    },
    'customers/import/imports': { ...full['customers/import/imports'], error: undefined, imports: [] },
    'customers/duplicates/duplicates': {
      ...full['customers/duplicates/duplicates'],
      groups: [],
      next_href: undefined,
    },
    'customers/list/export': { ...full['customers/list/export'], state: [], columns: [] },
    'customers/add/new': { ...full['customers/add/new'], summary: undefined, alike: [] },
    'customers/edit/edit': {
      ...full['customers/edit/edit'],
      notice: undefined,
      origin: { origin: null, origin_version: null },
      summary: undefined,
      conflict: undefined,
      sections: [lockedSection(word), { ...lockedSection(word), locked_reason: undefined, locked: [] }],
    },
    'customers/history/as-of': {
      ...full['customers/history/as-of'],
      compare_href: undefined,
      restore_href: undefined,
      address_hrefs: [],
    },
    'customers/history/compare': { ...full['customers/history/compare'], changes: [] },
    'customers/history/history': {
      ...full['customers/history/history'],
      entries: [],
      beginning: undefined,
      newest_href: undefined,
      older_href: undefined,
    },
    'customers/views/columns': {
      ...full['customers/views/columns'],
      usual_href: undefined,
      columns: full['customers/views/columns'].columns.map((column) => ({ ...column, moved: undefined })),
    },
    'customers/views/views': { ...full['customers/views/views'], notice: undefined, rows: [] },
    'customers/views/view': {
      ...full['customers/views/view'],
      version: undefined,
      notice: undefined,
      summary: undefined,
      share: { ...full['customers/views/view'].share, checked: false },
      remove: undefined,
    },
    'customers/list/list': {
      ...full['customers/list/list'],
      notice: undefined,
      views: {
        tabs: [
          {
            href: '/customers',
            label: word,
            count: undefined,
            shared: false,
            current: false,
            changed: false,
          },
        ],
        columns_href: '/customers/columns',
        views_href: undefined,
        save_href: undefined,
        overwrite: undefined,
      },
      broad: undefined,
      filters: {
        q: '',
        countries: [],
        relationships: [],
        attentions: [],
        carried: [],
        chosen: 0,
        chips: [],
        clear_href: undefined,
      },
      chosen_columns: false,
      by_changed: false,
      add_href: undefined,
      actions: [],
      bulk: undefined,
      heads: [{ label: word, sort: undefined }],
      rows: [],
      empty: {
        heading: word,
        advice: [word, word],
        archived: { href: '/customers?attention=archived', text: word },
        add_href: '/customers/new',
      },
      position: undefined,
      previous_href: undefined,
      next_href: undefined,
    },
    'dashboard/dashboard': {
      ...full['dashboard/dashboard'],
      views: [],
      tiles: [],
      chart: barChart([], String),
      recent: [],
      visited: [],
      activity_href: undefined,
      empty: true,
    },
    'failures/failure': { ...full['failures/failure'], status: 404 },
    'staff/form': {
      ...full['staff/form'],
      version: undefined,
      email: undefined,
      summary: undefined,
      conflict: undefined,
      fields: [],
      roles: { error: undefined, locked_reason: undefined, choices: [] },
      may_sign_in: undefined,
    },
    'staff/staff': {
      ...full['staff/staff'],
      notice: undefined,
      reach: undefined,
      add_href: undefined,
      rows: [],
    },
    'keys/shortcuts': { ...full['keys/shortcuts'], groups: [] },
    'profile/profile': {
      ...full['profile/profile'],
      themes: [],
      languages: [],
      time_zones: [],
      single_keys: false,
      passwords: [],
      notice: undefined,
      sessions: [],
    },
    'sign-in/sign-in': {
      ...full['sign-in/sign-in'],
      email: '',
      error: undefined,
      notice: word,
      demonstration: undefined,
    },
  }
}

/** What the frame around a page shows of somebody signed in, or of nobody. */
export function frameFixture(word: string, signedIn: boolean): Ui {
  return {
    locale: 'en',
    theme: 'auto',
    staff: signedIn
      ? { name: word, initials: word, partner_name: word, role: word, single_keys: true }
      : undefined,
    navigation: signedIn
      ? [
          { href: '/', label: word, icon: 'building', current: true, key: 'd' },
          { href: '/customers', label: word, icon: 'history', current: false, key: 'c' },
        ]
      : [],
    csrf: word,
    flash: undefined,
    languages: [
      { value: 'en', label: word, current: true },
      { value: 'es', label: word, current: false },
    ],
    here: '/',
    assets: assetUrls,
  }
}

const header = (word: string): CustomerHeader => ({
  name: word,
  initials: word,
  id: word,
  country: word,
  relationship: word,
  changed: word,
  trail: [
    { label: word, href: '/customers' },
    { label: word, href: '/customers/1/account' },
  ],
  previous_href: '/customers/2/account',
  next_href: '/customers/3/account',
  menu: [
    { href: '/customers/1/account', label: word, current: true },
    { href: '/customers/1/history', label: word, current: false },
  ],
})

const alike = (word: string) => ({
  name: word,
  href: '/customers/1/account',
  domain: word,
  country: word,
  number: word,
})

const fact = (word: string, lines: string[]) => ({ label: word, lines, attention: [] as string[] })

const option = (value: string, label: string, selected: boolean) => ({ value, label, selected })

const tile = (word: string, icon: string): Tile => ({ href: '/customers', icon, number: word, label: word })

const activityRow = (word: string, reason: string | undefined) => ({
  when: word,
  customer: { name: word, href: '/customers/1/account', only_href: '/activity?customer=1' },
  action: word,
  history_href: '/customers/1/history#version-2',
  staff_name: word,
  reason,
  changes: reason === undefined ? [] : [{ label: word, before: word, after: word }],
})

const field = (name: string, word: string): Field => ({
  name,
  label: word,
  plain_label: word,
  kind: 'text',
  value: word,
  options: [],
  required: false,
  wide: true,
  hint: word,
  error: word,
  attention: word,
  decides: undefined,
  suggestions: [word],
})

function editableSection(word: string): FormSection {
  return {
    owner: 'company',
    legend: word,
    locked_reason: undefined,
    locked: [{ label: word, value: word }],
    drawn_for: { name: 'company_fields_of', value: word },
    fills_from_company: true,
    fields: [
      { ...field('company_name', word), required: true, wide: false },
      { ...field('company_email', word), kind: 'email', error: undefined },
      { ...field('company_phone_number', word), kind: 'tel', hint: undefined, plain_label: undefined },
      {
        ...field('company_country', word),
        kind: 'select',
        decides: word,
        suggestions: [],
        attention: undefined,
        options: [
          { value: word, label: word },
          { value: '', label: '' },
        ],
      },
    ],
  }
}

const lockedSection = (word: string): FormSection => ({
  owner: 'billing',
  legend: word,
  locked_reason: word,
  locked: [
    { label: word, value: word },
    { label: word, value: '' },
  ],
  drawn_for: { name: 'billing_fields_of', value: word },
  fills_from_company: false,
  fields: [],
})
