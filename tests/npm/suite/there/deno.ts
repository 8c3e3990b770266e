import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { absent } from "./absent.ts";

/** A test as it was registered. */
export interface RegisteredTest {
  readonly name: string;
  readonly ignore?: boolean;
  /** Deno's permissions: there are none elsewhere. */
  readonly permissions?: unknown;
  readonly fn: (context: TestContext) => void | Promise<void>;
}

/** What a test is called with. */
export interface TestContext {
  /** Runs a part of the test. */
  step(name: string, fn: (context: TestContext) => void | Promise<void>): Promise<boolean>;
}

/** The tests that the loaded file registered. */
export const TESTS: RegisteredTest[] = [];

function test(test: string | RegisteredTest, fn?: RegisteredTest["fn"]): void {
  TESTS.push(typeof test === "string" ? { name: test, fn: fn! } : test);
}

function temporaryFolder(): string {
  return fs.mkdtempSync(join(tmpdir(), "runtrail-"));
}

function temporaryFile(): string {
  const path = join(temporaryFolder(), "file");
  fs.writeFileSync(path, "");
  return path;
}

/** What tests use of Deno and every runtime has; no global, so the package does not see it. */
const SERVED: { readonly [name: string]: unknown } = {
  test,
  args: process.argv.slice(2),
  build: { os: process.platform === "win32" ? "windows" : process.platform },
  chmodSync: fs.chmodSync,
  copyFileSync: fs.copyFileSync,
  cwd: process.cwd,
  lstatSync: (path: string | URL) => fileInfo(fs.lstatSync(path)),
  makeTempDirSync: temporaryFolder,
  makeTempDir: () => Promise.resolve(temporaryFolder()),
  makeTempFile: () => Promise.resolve(temporaryFile()),
  makeTempFileSync: temporaryFile,
  memoryUsage: process.memoryUsage,
  mkdirSync: fs.mkdirSync,
  pid: process.pid,
  readDirSync: readFolder,
  readFileSync: (path: string | URL) => new Uint8Array(fs.readFileSync(path)),
  readTextFileSync: (path: string | URL) => fs.readFileSync(path, "utf8"),
  readTextFile: (path: string | URL) => fs.promises.readFile(path, "utf8"),
  realPath: fs.promises.realpath,
  realPathSync: fs.realpathSync,
  removeSync: (path: string | URL, { recursive = false } = {}) => fs.rmSync(path, { recursive }),
  remove: (path: string | URL, { recursive = false } = {}) => fs.promises.rm(path, { recursive }),
  statSync: (path: string | URL) => fileInfo(fs.statSync(path)),
  symlinkSync: fs.symlinkSync,
  truncateSync: (path: string | URL, length = 0) => fs.truncateSync(path, length),
  uid: () => process.getuid?.() ?? null,
  utimeSync: fs.utimesSync,
  writeFileSync: writeFile,
  writeTextFileSync: writeFile,
  writeTextFile: (path: string | URL, text: string) => fs.promises.writeFile(path, text),
};

function readFolder(path: string | URL): readonly object[] {
  return fs.readdirSync(path, { withFileTypes: true })
    .map((entry) => ({ name: entry.name, ...kindOf(entry) }));
}

function fileInfo(stats: fs.Stats): object {
  const { size, mode, mtime, ino, nlink } = stats;
  return { size, mode, mtime, ino, nlink, ...kindOf(stats) };
}

function kindOf(entry: fs.Dirent | fs.Stats): object {
  return {
    isFile: entry.isFile(),
    isDirectory: entry.isDirectory(),
    isSymlink: entry.isSymbolicLink(),
  };
}

function writeFile(
  path: string | URL,
  data: string | Uint8Array,
  { append = false }: { readonly append?: boolean } = {},
): void {
  fs.writeFileSync(path, data, { flag: append ? "a" : "w" });
}

/** What tests name `Deno`. */
export const served: unknown = new Proxy({}, {
  get: (_, name) =>
    Object.hasOwn(SERVED, name) ? SERVED[String(name)] : absent(`Deno.${String(name)}`),
});
