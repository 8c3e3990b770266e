/** The path that a table of what ran is written to, as Markdown. */
export const TABLE_VARIABLE = "RUNTRAIL_COMPATIBILITY_TABLE";

const MARKS = { passed: "✓", failed: "✗" } as const;
const NOT_RUN = "–";

/** What was seen to work, by area and runtime. Nothing is in it that did not run. */
export class Compatibility {
  readonly #cells = new Map<string, Map<string, string>>();
  readonly #columns: string[] = [];

  /** Notes whether an area works on a runtime. One failure outweighs everything. */
  note(area: string, runtime: string, outcome: keyof typeof MARKS): void {
    if (!this.#columns.includes(runtime)) this.#columns.push(runtime);
    const row = this.#cells.get(area) ?? new Map<string, string>();
    this.#cells.set(area, row);
    if (row.get(runtime) !== MARKS.failed) row.set(runtime, MARKS[outcome]);
  }

  /** Runs what shows that an area works on a runtime, and notes how it ended. */
  async during<Value>(area: string, runtime: string, judge: () => Promise<Value>): Promise<Value> {
    try {
      const value = await judge();
      this.note(area, runtime, "passed");
      return value;
    } catch (error) {
      this.note(area, runtime, "failed");
      throw error;
    }
  }

  /** The table. The order of rows and columns does not depend on that of the tests. */
  markdown(): string {
    const columns = this.#columns.toSorted((a, b) =>
      // Deno first: it is what the others are compared with.
      rank(a) - rank(b) || a.localeCompare(b, "en", { numeric: true })
    );
    const rows = [...this.#cells].toSorted(([a], [b]) => sortKey(a) < sortKey(b) ? -1 : 1).map((
      [area, row],
    ) => [area, ...columns.map((column) => row.get(column) ?? NOT_RUN)]);
    return [["", ...columns], ["---", ...columns.map(() => ":-:")], ...rows]
      .map((cells) => `| ${cells.join(" | ")} |\n`).join("");
  }
}

function rank(column: string): number {
  return column.startsWith("Deno ") ? 0 : 1;
}

/** Names of modules come first, each before those that it begins. */
function sortKey(area: string): string {
  return (area.startsWith("`") ? "0" : "1") + area.replaceAll("`", "");
}
