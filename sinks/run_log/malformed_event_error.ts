import type { Issue } from "../../core/issue.ts";

/** A line of a run's log is not a sound event. */
export class MalformedEventError extends Error {
  /** The error's name. */
  override readonly name = "MalformedEventError";
  /** The log's path. */
  readonly path: string;
  /** The line, counted from 1. */
  readonly line: number;
  /** What is wrong with it. */
  readonly issue: Issue;

  /**
   * Makes the error of what is wrong with a line.
   *
   * @param path The log's path.
   * @param issue What is wrong.
   */
  constructor(path: string, issue: Issue) {
    const key = issue.path === "" ? "" : `${issue.path}: `;
    super(`Cannot read ${path}:${issue.line}: ${key}${issue.message}`);
    this.path = path;
    this.line = issue.line;
    this.issue = issue;
  }
}
