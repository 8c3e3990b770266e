/** A disk that can be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes the disk away. */
  remove(): Promise<void>;
}

/** Room for all lines of any contestant, once the filler is gone. */
const DISK_KIB = 3000;

/** Leaves room for most of the lines that come before there is room again, not for all. */
const FILLER_KIB = 2300;

/**
 * Makes a small tmpfs that is nearly full.
 *
 * @returns The disk; where none can be made, such as without root, why.
 */
export async function smallDisk(): Promise<SmallDisk | { readonly reason: string }> {
  if (Deno.build.os !== "linux") return { reason: "no tmpfs on this system" };
  const folder = await Deno.makeTempDir({ prefix: "runtrail-disk-" });
  const options = ["-t", "tmpfs", "-o", `size=${DISK_KIB}k`, "runtrail-bench", folder];
  const mounted = await ran("mount", options);
  if (!mounted) {
    await Deno.remove(folder);
    return { reason: "a tmpfs cannot be mounted without root" };
  }
  await Deno.writeFile(`${folder}/filler`, new Uint8Array(FILLER_KIB * 1024));
  return {
    folder,
    async remove() {
      await ran("umount", [folder]);
      await Deno.remove(folder);
    },
  };
}

async function ran(program: string, args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(program, { args, stdout: "null", stderr: "null" })
      .output();
    return success;
  } catch {
    return false;
  }
}
