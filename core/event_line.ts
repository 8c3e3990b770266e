import { formatDuration } from "./duration.ts";
import { nameOf } from "./entity.ts";
import type { RunEvent } from "./event.ts";
import { eventRule } from "./event_table.ts";
import type { Paint, Tone } from "./paint.ts";
import { printable } from "./printable.ts";
import { plain } from "./plain.ts";
import { verdict } from "./verdict.ts";

const MAX_TEXT_CHARS = 200;
const TYPE_WIDTH = 17;

/**
 * Shows an event as one line for people: time, a mark, type and what matters.
 *
 * @param event The event; keys that it lacks are left out.
 * @param paint Colours by meaning.
 * @returns One line without its newline, safe to show in a terminal or a CI log.
 */
export function eventLine(event: RunEvent, paint: Paint): string {
  const [mark, tone] = markOf(event);
  const time = paint("dim", printable(event.timestamp.slice(11, 23)));
  const type = paint("dim", printable(event.type).padEnd(TYPE_WIDTH));
  const details = detailsOf(event).filter((part) => part !== undefined && part !== "");
  return `${time} ${paint(tone, mark)} ${type} ${shorten(details.join("  "))}`.trimEnd();
}

function shorten(text: string): string {
  // What is shown is never shorter, so that the rest of a long text need not be looked at.
  const shown = printable(text.slice(0, MAX_TEXT_CHARS + 1));
  if (shown.length <= MAX_TEXT_CHARS) return shown;
  // Half of a character that takes two units is no character.
  return `${shown.slice(0, MAX_TEXT_CHARS - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function markOf(event: RunEvent): readonly [mark: string, tone: Tone] {
  const rule = eventRule(event.type);
  if (rule?.finishes !== undefined) {
    return verdict(event).failed ? ["✗", "bad"] : ["✓", "good"];
  }
  if (rule?.starts !== undefined) return ["▸", "note"];
  if (event.type === "resource_retry") return ["↻", "warn"];
  if (event.type === "stderr") return ["│", "warn"];
  return event.type === "stdout" || event.type === "resource_output" ? ["│", "dim"] : ["·", "dim"];
}

type Details = readonly (string | undefined)[];

function detailsOf(event: RunEvent): Details {
  switch (event.type) {
    case "run_started":
      return [event.name ?? event.correlation.runId, event.mode];
    case "run_finished":
      return [event.outcome, took(event.durationMs), event.error?.message];
    case "host_started":
      return [event.host?.name];
    case "host_finished": {
      const { ok = "?", changed = "?", failed = "?" } = event;
      const counts = `${ok} ok, ${changed} changed, ${failed} failed`;
      return [
        event.host?.name,
        counts,
        event.cancelled ? "cancelled" : undefined,
        took(event.durationMs),
      ];
    }
    case "resource_started":
    case "job_started":
    case "command_started":
    case "step_started":
      return [nameOf(event)];
    case "resource_finished":
      return [nameOf(event), event.status, took(event.durationMs), event.error?.message];
    case "resource_retry": {
      const attempt = `attempt ${event.correlation.attempt ?? "?"} failed in ${event.phase ?? "?"}`;
      return [nameOf(event), attempt, event.error?.message];
    }
    case "resource_output":
      return [trimNewline(event.chunk)];
    case "stdout":
    case "stderr":
      return [trimNewline(event.payload)];
    case "job_finished":
    case "step_finished":
      return [event.outcome, took(event.durationMs), event.error?.message];
    case "command_finished":
      return [verdict(event).message, took(event.durationMs)];
    case "transcript":
      return [event.agentId, event.kind, json(event.payload)];
    case "tool_call":
      return [event.name, json(event.args)];
    case "tool_result":
      return [event.ok ? "ok" : "failed", json(event.result)];
    case "hook":
      return [event.name, event.phase];
    case "persona_stage":
      return [event.persona, event.stage, event.transition];
    case "pack_run":
      return [event.bundleHash, event.cacheHit ? "from cache" : undefined];
    default:
      return [json((event as { readonly data?: unknown }).data)];
  }
}

function took(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : formatDuration(ms);
}

function trimNewline(text: string | undefined): string | undefined {
  return text?.replace(/\r?\n$/, "");
}

function json(value: unknown): string | undefined {
  return JSON.stringify(plain(value));
}
