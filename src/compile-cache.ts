import { enableCompileCache } from 'node:module'
import path from 'node:path'

// Loaded before the portal's own modules, so that from the second start on they need not be compiled again.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/compile'))
