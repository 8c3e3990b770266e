import { assertEquals } from "@std/assert";
import { withTables } from "../../docs/reference.ts";

const ROOT = new URL("../../", import.meta.url);
const read = (path: string): string => Deno.readTextFileSync(new URL(path, ROOT));

Deno.test("README.md has the tables that the event table and the issue rules make", () => {
  const readme = read("README.md");

  assertEquals(readme, withTables(readme));
});

Deno.test("README.md and .ci/run give the same two commands", () => {
  const commands = ["npx -y deno@2.9.6 task demo", "npx -y deno@2.9.6 task test"];

  const missing = ["README.md", ".ci/run"].flatMap((file) =>
    commands.filter((command) => !read(file).includes(command)).map((command) => [file, command])
  );

  assertEquals(missing, []);
});

Deno.test("README.md and ARCHITECTURE.md link only to files that exist", () => {
  const broken = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !exists(target))
  );

  assertEquals(broken, []);
});

Deno.test("README.md lists every sink that the package exports", () => {
  const { exports } = JSON.parse(read("deno.json")) as { exports: Record<string, string> };
  const readme = read("README.md");

  const missing = Object.keys(exports).filter((name) =>
    name.startsWith("./sinks/") && !readme.includes(`@runtrail/runtrail/${name.slice(2)}`)
  );

  assertEquals(missing, []);
});

function exists(path: string): boolean {
  try {
    Deno.statSync(new URL(path, ROOT));
    return true;
  } catch {
    return false;
  }
}
