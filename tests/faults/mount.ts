import { canRun } from "../cli/process.ts";

/** A file system of a test's own. Disposing of it unmounts it. */
export class Mount implements Disposable {
  /** Where it is mounted. */
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Mounts something at a directory that is made for it; throws where that is not allowed. */
  static at(path: string, args: readonly string[]): Mount {
    Deno.mkdirSync(path, { recursive: true });
    must("mount", [...args, path]);
    return new Mount(path);
  }

  [Symbol.dispose](): void {
    // A process that was killed a moment ago may still hold it.
    must("umount", ["--lazy", this.path]);
  }
}

/** Runs a program that must succeed. */
export function must(program: string, args: readonly string[]): void {
  const { success, stderr } = new Deno.Command(program, { args: [...args] }).outputSync();
  if (success) return;
  const said = new TextDecoder().decode(stderr).trim();
  throw new Error(`Cannot run ${program} ${args.join(" ")}: ${said}`);
}

/** Why nothing can be mounted here; undefined where it can. */
export const NO_MOUNTS: string | undefined = await reasonAgainst();

async function reasonAgainst(): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return "mounts are tried on Linux only";
  if (Deno.uid() !== 0) return "only root may mount";
  if (!await canRun("mount", ["--version"])) return "there is no mount command";
  const directory = Deno.makeTempDirSync({ prefix: "runtrail-faults-" });
  try {
    using _mount = Mount.at(`${directory}/tmpfs`, ["-t", "tmpfs", "-o", "size=1m", "none"]);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}
