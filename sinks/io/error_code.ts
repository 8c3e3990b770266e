const REASONS: { readonly [code: string]: string } = {
  EACCES: "permission denied",
  EAGAIN: "the file is busy",
  EBADF: "the file is closed",
  EDQUOT: "the disk quota is used up",
  EEXIST: "a file stands in the way",
  EFBIG: "the file is too large",
  EFTYPE: "it is no regular file",
  EIO: "the device failed",
  EISDIR: "it is a directory",
  ELOOP: "a symbolic link stands in the way",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "no such file or directory",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of the path is not a directory",
  EPERM: "the operation is not permitted",
  EPIPE: "the reader has gone",
  EROFS: "the file system is read-only",
};

/** Deno's classes for what has no code, such as a missing permission. */
const CLASSES: { readonly [name: string]: string } = {
  NotCapable: "Deno was not given the permission for it",
  NotFound: "no such file or directory",
  PermissionDenied: "permission denied",
  IsADirectory: "it is a directory",
  NotADirectory: "a part of the path is not a directory",
  BrokenPipe: "the reader has gone",
};

/**
 * Reads the system's code from an error of any runtime. The class is not asked:
 * a full disk is a plain `Error` in Deno.
 *
 * @param error What was thrown.
 * @returns Such as `ENOSPC`; undefined where it has none.
 */
export function errorCode(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}

/**
 * Says why something failed, the same on every runtime.
 *
 * @param error What was thrown.
 * @returns Text for people, with the system's code where there is one.
 */
export function errorReason(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined && REASONS[code] !== undefined) return `${REASONS[code]} (${code})`;
  if (!(error instanceof Error)) return String(error);
  const reason = CLASSES[error.name];
  if (reason === undefined) return error.message;
  const flag = /--allow-[a-z]+/.exec(error.message)?.[0];
  return flag === undefined ? reason : `${reason} (${flag})`;
}

const NO_LOCKS = new Set(["ENOLCK", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);

/**
 * Tells whether a file system has no locks.
 *
 * @param error What asking for a lock threw.
 * @returns Whether asking again is of no use.
 */
export function isUnsupportedLock(error: unknown): boolean {
  return NO_LOCKS.has(errorCode(error) ?? "");
}

/**
 * Makes an error with a code of the system.
 *
 * @param code Such as `ENOENT`.
 * @returns The error; `errorReason` has the words for its code.
 */
export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
