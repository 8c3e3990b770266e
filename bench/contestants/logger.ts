/** A logger that writes to a file, as far as the benchmarks and the experiment need it. */
export interface Logger {
  /** Logs one line, which holds the text. */
  log(text: string): unknown;
  /** Settles when everything that was logged is in the file, as far as the logger can tell. */
  close(): Promise<void>;
}

/** Told of what the logger reports in the way that it documents. */
export type Tell = (error: unknown) => void;

/** Opens a logger; loads its package only then. */
export type OpenLogger = (path: string, tell: Tell) => Promise<Logger>;

/** What every contestant's lines hold besides the text, the time and what its format adds. */
export const RUN_ID = "01HF7YAT00ABCDEFGHJKMNPQRS";

/** What the line is about. */
export const IDS = { hostId: `${RUN_ID}-1`, resourceId: `${RUN_ID}-2` } as const;

/** The type of the event, or the message of the record. */
export const TYPE = "resource_output";

/** Fields of the line besides the text. */
export const FIELDS = {
  resourceType: "file",
  resourceName: "/etc/motd",
  stream: "stdout",
} as const;

/** The text of line `n`: it carries the number by which the line is found again. */
export function textOf(n: number): string {
  return `#${n}# Reading package lists, building the dependency tree\n`;
}

/** Numbers of the lines that can be read back, and what stands between them. */
export interface Found {
  /** The number of each whole line with a text, in the file's order. */
  readonly numbers: readonly number[];
  /** Lines that are no JSON. */
  readonly broken: number;
  /** Whether the last line has no newline. */
  readonly torn: boolean;
}

/** Reads what a logger has written. */
export function readBack(content: string): Found {
  const lines = content.split("\n");
  const torn = lines.pop() !== "";
  const numbers: number[] = [];
  let broken = 0;
  for (const line of lines) {
    if (line === "") continue;
    const number = /#(\d+)#/.exec(line)?.[1];
    if (!isJson(line)) broken++;
    else if (number !== undefined) numbers.push(Number(number));
  }
  return { numbers, broken, torn };
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
