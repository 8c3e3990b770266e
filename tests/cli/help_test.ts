import { assertEquals } from "@std/assert";
import { eventJsonSchema } from "../../core/json_schema.ts";
import { assertGolden } from "../fixtures/golden.ts";
import { runCli } from "./run_cli.ts";

function golden(name: string): URL {
  return new URL(`golden/${name}.txt`, import.meta.url);
}

const { version } = JSON.parse(
  Deno.readTextFileSync(new URL("../../deno.json", import.meta.url)),
);

const COMMANDS: readonly (readonly string[])[] = [
  [],
  ["validate"],
  ["summarize"],
  ["repair"],
  ["schema"],
  ["runs"],
  ["prune"],
];

for (const command of COMMANDS) {
  const name = ["runtrail", ...command].join(" ");

  Deno.test(`${name} prints its help when asked`, async () => {
    const outcome = await runCli([...command, "--help"]);
    assertGolden(golden(`help_${command[0] ?? "runtrail"}`), outcome.stdout);
    assertEquals([outcome.code, outcome.stderr], [0, ""]);
    assertEquals(await runCli([...command, "-h"]), outcome);
  });

  Deno.test(`${name} prints the version of deno.json when asked`, async () => {
    const expected = { code: 0, stdout: `runtrail ${version}\n`, stderr: "" };
    assertEquals(await runCli([...command, "--version"]), expected);
    assertEquals(await runCli([...command, "-V"]), expected);
  });

  Deno.test(`${name} has no help line over 100 columns`, async () => {
    const { stdout } = await runCli([...command, "--help"]);
    assertEquals(stdout.split("\n").filter((line) => line.length > 100), []);
  });
}

Deno.test("runtrail schema prints what eventJsonSchema() gives", async () => {
  const { code, stdout, stderr } = await runCli(["schema"]);
  assertEquals(stdout, `${JSON.stringify(eventJsonSchema(), null, 2)}\n`);
  assertEquals([code, stderr], [0, ""]);
});
