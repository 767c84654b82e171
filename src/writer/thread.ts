import { parentPort, workerData } from 'node:worker_threads'
import { answerCalls, threadPort } from './calls.ts'
import { openWriter, type WriterSettings } from './writes.ts'

/** The writer as a thread beside the one that answers requests: neither waits for the other. */

const { writes, stop } = openWriter(workerData as WriterSettings)
answerCalls(threadPort(parentPort!), { ...writes, stop })
