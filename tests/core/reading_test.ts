import { assertEquals } from "@std/assert";
import * as reading from "../../core/reading.ts";
import { EventReader } from "../../core/event_reader.ts";
import { eventStream } from "../../core/event_stream.ts";
import { inspect } from "../../core/inspection.ts";
import { ISSUE_RULES } from "../../core/issue.ts";

Deno.test("reading.ts exports what its modules define when it is imported", () => {
  assertEquals({ ...reading }, { EventReader, ISSUE_RULES, eventStream, inspect });
});
