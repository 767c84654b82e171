import { workerData } from 'node:worker_threads'
import { serveAsThread } from './database/sqlite/hosts.ts'
import { writingProgram, type WriterSettings } from './use-cases.ts'

/** The thread that writes, beside the one that answers requests. */

const settings = workerData as WriterSettings
serveAsThread(settings.databaseUrl, writingProgram(settings))
