/** What `two_copies.ts` reports where both copies share the slot and the scopes. */
export const ONE_SLOT = {
  areTwo: true,
  scopes: [{ runId: "r1", stepId: "s1" }, { runId: "r1", stepId: "s1" }],
  theirScopeSeen: [true, true],
  outside: [false, false],
  seen: [
    [1, "stdout", "s1", "ours"],
    [2, "stdout", "s1", "theirs"],
    [3, "stdout", "ours"],
    [4, "stdout", "theirs"],
  ],
} as const;
