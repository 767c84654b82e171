import { sqliteCode } from './sqlite.ts'

/** What keeps a file from being read or written, in a sentence for whoever gave a command. */

const sentences: [codes: RegExp, sentence: string][] = [
  // The last: the index beside the log cannot be made as large as it has to be.
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|EFBIG|SQLITE_IOERR_SHMSIZE)/, 'There is no room left for it on the disk.'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'Another process has locked it.'],
  [/^SQLITE_READONLY_DBMOVED/, 'It was removed or replaced meanwhile.'],
  [/^(SQLITE_READONLY|EROFS)/, 'Nothing can be written there.'],
  [/^(EACCES|EPERM|SQLITE_PERM)/, 'The user of this process may not do that there.'],
  [/^(ENOENT|ENOTDIR)/, 'There is no such file or folder.'],
  [/^EISDIR/, 'It is a folder.'],
  [/^SQLITE_CANTOPEN/, 'It cannot be opened.'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'The database is damaged.'],
  [/^(SQLITE_IOERR|EIO)/, 'The disk failed to read or to write.'],
  [/^(EMFILE|ENFILE|ENOMEM|SQLITE_NOMEM)/, 'The system has too little left to open it.'],
]

/** @returns the sentence, or undefined when it was neither the storage nor the file system that failed */
export function storageSentence(error: unknown): string | undefined {
  const code = sqliteCode(error) || (error as NodeJS.ErrnoException | null)?.code
  return sentences.find(([codes]) => codes.test(code ?? ''))?.[1]
}
