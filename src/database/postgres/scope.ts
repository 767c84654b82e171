import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely'

/**
 * Whose rows are seen: the second wall below the stores. The schema's row-level security shows a connection the rows of the
 * partner that it has been told, and none before it was told.
 */

/** A partner's number, or `*` for the rows of all. */
export type Scope = string

/** Sees no rows of any partner: who has not said whose. */
export const nobody: Scope = ''

/** How Kysely is told a scope: it hands it to the executor, in a transaction as well, and nothing is transformed. */
export class ScopePlugin implements KyselyPlugin {
  readonly scope: Scope

  constructor(scope: Scope) {
    this.scope = scope
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return node
  }

  transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result)
  }
}
