import { type Issue, issue, type IssueCode, type Place } from "./issue.ts";

/** Reports an issue of one run. */
export type RunReport = (
  code: IssueCode,
  place: Place,
  details: { readonly path: string; readonly message: string },
) => void;

/**
 * Makes what the rules of a run report with.
 *
 * @param runId The run.
 * @param report Called for each issue.
 * @returns Reports that name the run.
 */
export function runReport(runId: string, report: (issue: Issue) => void): RunReport {
  return (code, place, details) => report(issue(code, place, { ...details, runId }));
}
