import { StorageError, type StorageReason } from './storage-fault.ts'

/** What keeps a database or a file from being read or written, in a sentence for whoever gave a command. */

const ofReasons: Record<StorageReason, string> = {
  locked: 'Another process has locked it.',
  disk_full: 'There is no room left for it on the disk.',
  read_only: 'Nothing can be written there.',
  database_replaced: 'It was removed or replaced meanwhile.',
  damaged: 'The database is damaged.',
  unreachable: 'It cannot be opened.',
  failing: 'The disk failed to read or to write.',
}

const ofCodes: [codes: string[], sentence: string][] = [
  [['ENOSPC', 'EDQUOT', 'EFBIG'], ofReasons.disk_full],
  [['EROFS'], ofReasons.read_only],
  [['EACCES', 'EPERM'], 'The user of this process may not do that there.'],
  [['ENOENT', 'ENOTDIR'], 'There is no such file or folder.'],
  [['EISDIR'], 'It is a folder.'],
  [['EIO'], ofReasons.failing],
  [['EMFILE', 'ENFILE', 'ENOMEM'], 'The system has too little left to open it.'],
]

/** @returns the sentence, or undefined when it was neither the storage nor the file system that failed */
export function storageSentence(error: unknown): string | undefined {
  if (error instanceof StorageError) return ofReasons[error.reason]
  const { code = '' } = (error ?? {}) as NodeJS.ErrnoException
  return ofCodes.find(([codes]) => codes.includes(code))?.[1]
}
