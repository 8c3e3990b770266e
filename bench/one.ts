import { bothFindings, firstDifference } from "../tests/scanner/both_readers.ts";
const d = firstDifference(bothFindings(Deno.readFileSync(Deno.args[0])));
Deno.writeTextFileSync("/tmp/sc/diff.txt", d ?? "");
