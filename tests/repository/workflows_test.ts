import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "npm:yaml@^2";
import { refuseOtherVersion } from "../../build/release_version.ts";

const ROOT = new URL("../../", import.meta.url);
const read = (path: string): string => Deno.readTextFileSync(new URL(path, ROOT));

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly [name: string]: unknown };
  readonly env?: { readonly [name: string]: string };
}

interface Job {
  readonly uses?: string;
  readonly needs?: string;
  readonly permissions?: { readonly [scope: string]: string };
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly permissions: { readonly [scope: string]: string };
  readonly jobs: { readonly [name: string]: Job };
}

const NAMES = ["checks", "release"];
const WORKFLOWS = NAMES.map((name) => parse(read(`.github/workflows/${name}.yml`)) as Workflow);
const [CHECKS, RELEASE] = WORKFLOWS as [Workflow, Workflow];
const STEPS = WORKFLOWS.flatMap(({ jobs }) =>
  Object.values(jobs).flatMap(({ steps = [] }) => steps)
);

Deno.test("the workflows are those that are tested here", () => {
  const found = [...Deno.readDirSync(new URL(".github/workflows/", ROOT))].map(({ name }) => name);

  assertEquals(found.toSorted(), NAMES.map((name) => `${name}.yml`));
});

Deno.test("release.yml lets only the jobs that publish say who they are", () => {
  const scopes = Object.entries(RELEASE.jobs).map(([name, job]) => [name, job.permissions]);

  assertEquals([CHECKS.permissions, RELEASE.permissions], [{ contents: "read" }, {}]);
  assertEquals(Object.fromEntries(scopes), {
    version: { contents: "read" },
    checks: { contents: "read" },
    npm: { "id-token": "write" },
    jsr: { contents: "read", "id-token": "write" },
  });
});

Deno.test("release.yml publishes after the checks, and on npm the file that they tried", () => {
  const { version: _, checks, npm, jsr } = RELEASE.jobs;
  const kept = CHECKS.jobs["checks"]!.steps!.find(({ env }) => env !== undefined)!.env!;
  const stored = CHECKS.jobs["checks"]!.steps!.at(-1)!.with!;

  assertEquals([checks, npm, jsr].map((job) => job?.needs), ["version", "checks", "checks"]);
  assertEquals(checks?.uses, "./.github/workflows/checks.yml");
  assertEquals(stored["path"], kept["RUNTRAIL_TARBALL"]);
  assertEquals(npm?.steps?.map(({ uses, run }) => run ?? uses?.replace(/@.*/, "")), [
    "actions/setup-node",
    "actions/download-artifact",
    `npm publish ./${String(stored["path"]).split("/").at(-1)} --provenance --access public`,
  ]);
});

Deno.test("the workflows pin the actions that they use, and give no credentials to what they run", () => {
  const actions = STEPS.filter(({ uses }) => uses !== undefined);
  const loose = actions.filter(({ uses }) => !/^[\w-]+\/[\w-]+@(v\d+|[\da-f]{40})$/.test(uses!));
  const generous = actions.filter((step) =>
    step.uses!.startsWith("actions/checkout@") &&
    String(step.with?.["persist-credentials"]) !== "false"
  );

  assertEquals([loose, generous], [[], []]);
});

Deno.test("the workflows run what is there", () => {
  const files = STEPS.flatMap(({ run = "" }) => run.match(/[\w.]+\/[\w./]+\b/g) ?? [])
    .filter((path) => !path.startsWith("./"));

  assertEquals(files.filter((path) => !read(path)), []);
  assertEquals(new Set(files), new Set([".ci/run", "build/release_version.ts"]));
});

Deno.test("all files name the same version of Deno", () => {
  const files = ["README.md", "CONTRIBUTING.md", ".ci/run", ".github/workflows/release.yml"];
  const versions = files.flatMap((file) => read(file).match(/\bdeno@[\d.]+\d/g) ?? []);

  assertEquals([...new Set(versions)].length, 1, versions.join(", "));
});

const SOUND = {
  version: "1.2.3",
  changelog: "# Changelog\n\n## 1.2.3 - 2026-01-02\n\n## 1.2.2 - x\n",
};

Deno.test("refuseOtherVersion() lets the version of deno.json and the changelog pass", () => {
  refuseOtherVersion("v1.2.3", SOUND);
});

for (
  const [tag, texts, message] of [
    ["1.2.3", SOUND, "Cannot release 1.2.3: deno.json says 1.2.3"],
    ["v1.2.4", SOUND, "Cannot release v1.2.4: deno.json says 1.2.3"],
    [
      "v1.2.4",
      { ...SOUND, version: "1.2.4" },
      "Cannot release v1.2.4: CHANGELOG.md begins 1.2.3",
    ],
    [
      "v1.2.3",
      { ...SOUND, changelog: "## 1.2.3 - unreleased\n" },
      "Cannot release v1.2.3: its day in CHANGELOG.md is unreleased",
    ],
  ] as const
) {
  Deno.test(`refuseOtherVersion() throws: ${message}`, () => {
    assertThrows(() => refuseOtherVersion(tag, texts), Error, message);
  });
}
