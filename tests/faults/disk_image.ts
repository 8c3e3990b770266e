import { canRun } from "../cli/process.ts";
import { Mount, must, NO_MOUNTS } from "./mount.ts";

/** File systems whose images are tried, with the least that they are made of. */
export const FILE_SYSTEMS = {
  ext4: { make: ["mkfs.ext4", "-q"], bytes: 256 * 1024 * 1024, options: "loop" },
  // The copy has the identity of its original, which is still mounted.
  xfs: { make: ["mkfs.xfs", "-q"], bytes: 320 * 1024 * 1024, options: "loop,nouuid" },
} as const;

/** The name of a file system. */
export type FileSystem = keyof typeof FILE_SYSTEMS;

/**
 * A disk that can lose its power: what a copy of its image holds is what the file system had
 * handed to the device at that moment. What it still kept in memory is gone.
 */
export class DiskImage implements Disposable {
  readonly #mount: Mount;
  readonly #directory: string;
  readonly #options: string;
  readonly #image: string;
  /** Where the disk is mounted. */
  readonly path: string;

  constructor(fileSystem: FileSystem, directory: string) {
    const { make: [program, ...args], bytes, options } = FILE_SYSTEMS[fileSystem];
    this.#directory = directory;
    this.#options = options;
    this.#image = `${directory}/image`;
    Deno.writeFileSync(this.#image, new Uint8Array());
    Deno.truncateSync(this.#image, bytes);
    must(program, [...args, this.#image]);
    this.#mount = Mount.at(`${directory}/disk`, ["-o", options, this.#image]);
    this.path = this.#mount.path;
  }

  /** Cuts the power; gives the disk as it is after the next start, with its journal replayed. */
  cut(): Mount {
    const copy = `${this.#directory}/copy`;
    must("cp", ["--sparse=always", this.#image, copy]);
    return Mount.at(`${copy}.disk`, ["-o", this.#options, copy]);
  }

  [Symbol.dispose](): void {
    this.#mount[Symbol.dispose]();
  }
}

/** Why a file system cannot be tried here; undefined where it can. */
export async function reasonAgainst(fileSystem: FileSystem): Promise<string | undefined> {
  if (NO_MOUNTS !== undefined) return NO_MOUNTS;
  const [program] = FILE_SYSTEMS[fileSystem].make;
  if (!await canRun(program, ["-V"])) return `there is no ${program}`;
  const directory = Deno.makeTempDirSync({ prefix: "runtrail-faults-" });
  try {
    using _image = new DiskImage(fileSystem, directory);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}
