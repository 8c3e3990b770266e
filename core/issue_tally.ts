import type { Issue, IssueCode } from "./issue.ts";
import type { Line } from "./lines.ts";

/** Counts issues and passes them on. */
export class IssueTally {
  readonly #onIssue: ((issue: Issue, line?: Line) => void) | undefined;
  readonly #codes = new Map<IssueCode, number>();
  #errors = 0;
  #warnings = 0;

  /** @param onIssue Told of each issue, and of the line where it is one line's. */
  constructor(onIssue?: (issue: Issue, line?: Line) => void) {
    this.#onIssue = onIssue;
  }

  /** How many errors there were. */
  get errors(): number {
    return this.#errors;
  }

  /** How many warnings there were. */
  get warnings(): number {
    return this.#warnings;
  }

  /** How many issues there were of each code. */
  get codes(): { readonly [Code in IssueCode]?: number } {
    return Object.fromEntries(this.#codes);
  }

  /**
   * Takes an issue.
   *
   * @param issue The issue.
   * @param line The line at fault.
   */
  report(issue: Issue, line?: Line): void {
    this.#codes.set(issue.code, (this.#codes.get(issue.code) ?? 0) + 1);
    if (issue.severity === "error") this.#errors++;
    else this.#warnings++;
    this.#onIssue?.(issue, line);
  }
}
