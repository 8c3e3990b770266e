import type { Runtime } from "./harness/arena.ts";
import type { Comparison, Demand } from "./harness/comparison.ts";
import { checker, type Reader, summarize } from "./harness/reader_list.ts";
import { Readers } from "./harness/readers.ts";
import type { Suite } from "./harness/suite.ts";

/** How reading grows with the file, the threads, what is open, the lines and the hosts. */
export const suite: Suite = {
  name: "scaling",
  title: "Scaling",
  method:
    "`summarize` on one kind of file after the other, each sample a whole process, checked as in " +
    "the suite above. Files of one to 200 hosts and of 10 MB to 1 GB are those of that suite; with " +
    "open resources each file starts and ends a million of them, so many at a time; of long lines " +
    "each is output and the file has 100 MB. Memory is that of the same processes.",
  comparisons({ folder, runtimes: [deno] }) {
    const readers = new Readers(folder);
    return [
      ...both("File size and threads", sizes(deno!), readers, SIZE_DEMANDS),
      ...both("Resources open at a time", OPEN.map((file) => ours(file, 1)), readers, []),
      speeds(
        "Length of lines",
        LENGTHS.flatMap((file) => [ours(file, 1), base(deno!, file)]),
        readers,
      ),
      speeds("Hosts at a time", HOSTS.map((file) => ours(file, 1)), readers),
    ];
  },
};

const SIZES = ["10 MB", "30 MB", "100 MB", "1 GB"];
const OPEN = ["1 open", "1 000 open", "1 000 000 open"];
const LENGTHS = ["150 B lines", "1 kB lines", "10 kB lines", "100 kB lines", "1 MB lines"];
const HOSTS = ["1 host", "10 hosts", "200 hosts"];

const LISTED = "the summaries of 27 runs list more than those of three";

const SIZE_DEMANDS: readonly Demand[] = [
  {
    subject: nameOf("1 GB", 1),
    against: nameOf("100 MB", 1),
    kind: "share",
    bound: 1.1,
    reason: LISTED,
  },
  {
    subject: nameOf("1 GB", 2),
    against: nameOf("100 MB", 2),
    kind: "share",
    bound: 1.1,
    reason: LISTED,
  },
];

function sizes(deno: Runtime): readonly Reader[] {
  return [
    ...SIZES.flatMap((file) => [ours(file, 1), ours(file, 2)]),
    ...["10 MB", "100 MB"].map((file) => base(deno, file)),
  ];
}

function nameOf(file: string, threads: 1 | 2): string {
  return `summarize, ${file}${threads === 1 ? "" : ", 2 threads"}`;
}

function ours(file: string, threads: 1 | 2): Reader {
  return summarize({ name: nameOf(file, threads), file, flags: [`--threads=${threads}`] });
}

function base(runtime: Runtime, file: string): Reader {
  return checker(runtime, "checker", { name: `JSON.parse and checker, ${file}`, file });
}

function speeds(name: string, of: readonly Reader[], readers: Readers): Comparison {
  return {
    name,
    unit: "MB per second",
    better: "more",
    contestants: of.map((reader) => readers.speed(reader)),
    demands: [],
    leads: [],
  };
}

/** Speed, and then the memory of the same processes. */
function both(
  name: string,
  of: readonly Reader[],
  readers: Readers,
  demands: readonly Demand[],
): readonly Comparison[] {
  return [speeds(name, of, readers), {
    name: `${name}, peak memory`,
    unit: "MiB",
    better: "less",
    contestants: of.map((reader) => readers.peak(reader)),
    demands,
    leads: [],
  }];
}
