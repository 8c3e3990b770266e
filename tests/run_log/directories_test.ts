import { assert, assertEquals } from "@std/assert";
import { denoDirectories } from "../../sinks/io/deno_directories.ts";
import type { AsyncReader, DirectoryPort } from "../../sinks/io/directory_port.ts";
import { errorCode } from "../../sinks/io/error_code.ts";
import { hostDirectories } from "../../sinks/io/host_directories.ts";
import { nodeDirectories } from "../../sinks/io/node_directories.ts";
import { nodeProcess } from "../sinks/node_process.ts";
import { withRoot } from "./temporary_root.ts";

const PORTS: { readonly [name: string]: DirectoryPort } = {
  denoDirectories,
  "nodeDirectories()": nodeDirectories(nodeProcess()),
};

const LINKS = Deno.build.os !== "windows";

async function codeOf(call: () => unknown): Promise<string | undefined> {
  try {
    await call();
  } catch (error) {
    return errorCode(error);
  }
  return "nothing was thrown";
}

async function readAll(reader: AsyncReader): Promise<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(4);
  let text = "";
  for (let count; (count = await reader.read(buffer)) !== null;) {
    text += decoder.decode(buffer.subarray(0, count), { stream: true });
  }
  await reader.close();
  return text;
}

for (const [name, port] of Object.entries(PORTS)) {
  Deno.test(
    `${name} makes a directory once, and others with all that they are in`,
    withRoot(async (root) => {
      port.makeDirectories(`${root}/a/b`);
      port.makeDirectories(`${root}/a/b`);
      port.makeDirectory(`${root}/a/b/c`);
      assertEquals(port.names(`${root}/a/b`), ["c"]);
      assertEquals(await codeOf(() => port.makeDirectory(`${root}/a/b/c`)), "EEXIST");
      assertEquals(await codeOf(() => port.makeDirectory(`${root}/x/y`)), "ENOENT");
      assertEquals(await codeOf(() => port.names(`${root}/missing`)), "ENOENT");
    }),
  );

  Deno.test({
    name: `${name} tells what stands at a path, and follows no link`,
    ignore: !LINKS,
    fn: withRoot((root) => {
      Deno.writeTextFileSync(`${root}/file`, "12345");
      Deno.utimeSync(`${root}/file`, new Date(5000), new Date(5000));
      Deno.mkdirSync(`${root}/directory`);
      Deno.symlinkSync(`${root}/file`, `${root}/link`);
      Deno.symlinkSync(`${root}/nowhere`, `${root}/dangling`);
      assertEquals(port.info(`${root}/file`), { kind: "file", bytes: 5, modifiedMs: 5000 });
      assertEquals(
        ["directory", "link", "dangling", "missing"].map((path) =>
          port.info(`${root}/${path}`)?.kind
        ),
        ["directory", "symlink", "symlink", undefined],
      );
      assertEquals(port.info("/dev/zero")?.kind, "other");
    }),
  });

  Deno.test({
    name: `${name} opens regular files and nothing else`,
    ignore: !LINKS,
    fn: withRoot(async (root) => {
      Deno.writeTextFileSync(`${root}/file`, "0123456789");
      Deno.symlinkSync(`${root}/file`, `${root}/link`);
      assertEquals(await readAll(await port.openRegular(`${root}/file`)), "0123456789");
      const codes = [`${root}/link`, root, "/dev/zero", `${root}/missing`]
        .map((path) => codeOf(() => port.openRegular(path)));
      assertEquals(await Promise.all(codes), ["ELOOP", "EISDIR", "EFTYPE", "ENOENT"]);
    }),
  });

  Deno.test({
    name: `${name} removes a tree and the links in it, not what they point to`,
    ignore: !LINKS,
    fn: withRoot(async (root) => {
      Deno.mkdirSync(`${root}/outside/deep`, { recursive: true });
      Deno.mkdirSync(`${root}/tree/deep`, { recursive: true });
      Deno.writeTextFileSync(`${root}/tree/deep/file`, "");
      Deno.symlinkSync(`${root}/outside`, `${root}/tree/link`);
      await port.removeTree(`${root}/tree`);
      assertEquals([port.names(root), port.names(`${root}/outside`)], [["outside"], ["deep"]]);
      assertEquals(await codeOf(() => port.removeTree(`${root}/tree`)), "ENOENT");
    }),
  });

  Deno.test({
    name: `${name} knows that a file is being written by the lock on it`,
    ignore: Deno.build.os !== "linux",
    fn: withRoot((root) => {
      const path = `${root}/file`;
      const writer = Deno.openSync(path, { append: true, create: true });
      const shared = false;
      const seen = [port.isBeingWritten(path)];
      writer.lockSync(shared);
      seen.push(port.isBeingWritten(path));
      writer.unlockSync();
      seen.push(port.isBeingWritten(path));
      writer.close();
      seen.push(port.isBeingWritten(`${root}/missing`));
      assertEquals(seen, [false, true, false, false]);
    }),
  });

  Deno.test(`${name} makes paths absolute`, () => {
    const here = Deno.cwd();
    assertEquals(port.absolutePath(`${here}/a`), `${here}/a`);
    assertEquals(port.absolutePath("a/b"), `${here}/a/b`);
  });
}

/** Puts a link in the place of a file whenever it is opened, and opens that. */
function swapped<Opened>(open: (path: string) => Opened): (path: string) => Opened {
  return (path) => {
    Deno.removeSync(path);
    Deno.symlinkSync(`${path}.secret`, path);
    return open(path);
  };
}

async function codeOfSwapped(port: DirectoryPort, root: string): Promise<string | undefined> {
  Deno.writeTextFileSync(`${root}/file`, "looked at");
  Deno.writeTextFileSync(`${root}/file.secret`, "opened");
  return await codeOf(() => port.openRegular(`${root}/file`));
}

Deno.test({
  name: "denoDirectories refuses a file that becomes a link between the look and the opening",
  ignore: !LINKS,
  fn: withRoot(async (root) => {
    const { open } = Deno;
    Deno.open = swapped((path) => open(path)) as typeof open;
    try {
      assertEquals(await codeOfSwapped(denoDirectories, root), "ELOOP");
    } finally {
      Deno.open = open;
    }
  }),
});

Deno.test({
  name: "nodeDirectories() refuses a file that becomes a link between the look and the opening",
  ignore: !LINKS,
  fn: withRoot(async (root) => {
    const real = nodeProcess();
    const fs = real.getBuiltinModule("node:fs");
    const promises = { ...fs.promises, open: swapped((path) => fs.promises.open(path)) };
    const process = {
      getBuiltinModule: (name: string) =>
        name === "node:fs" ? { ...fs, promises } : real.getBuiltinModule(name),
    } as unknown as typeof real;
    assertEquals(await codeOfSwapped(nodeDirectories(process), root), "ELOOP");
  }),
});

Deno.test("nodeDirectories() cannot tell who writes when there is no flock", () => {
  const real = nodeProcess();
  const modules: { readonly [name: string]: unknown } = {
    "node:child_process": {
      spawnSync: () => ({ status: null, error: Object.assign(new Error("x"), { code: "ENOENT" }) }),
    },
  };
  const process = {
    getBuiltinModule: (name: string) => modules[name] ?? real.getBuiltinModule(name),
  } as unknown as typeof real;
  const path = new URL(import.meta.url).pathname;
  assert(!nodeDirectories(process).isBeingWritten(path));
});

Deno.test("hostDirectories() are Deno's on Deno", () => {
  assertEquals(hostDirectories(), denoDirectories);
});
