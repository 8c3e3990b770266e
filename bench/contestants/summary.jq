# Summarises an event file: events by type, first and last time, how things ended, what failed and
# what was slow, by run. With $pair also what never ended. Paths are set and not modified, because
# jq copies less then.
# `jq --null-input --compact-output --argjson pair false --from-file summary.jq FILE`

def ends($e):
  if $e.type == "resource_finished" then ["resource", $e.status]
  elif $e.type == "command_finished" then
    ["command", if $e.exitCode == 0 then "success" else "failure" end]
  elif $e.type == "tool_result" then ["tool", if $e.ok then "success" else "failure" end]
  elif $e.type == "host_finished" then
    ["host", if $e.failed > 0 then "failed" elif $e.cancelled then "cancelled" else "ok" end]
  else null end;

def ended($e; $run):
  ends($e) as $how
  | if $how then [$run, "ended", $how[]] as $path | setpath($path; getpath($path) + 1) else . end;

def resource($e; $run):
  if $e.status == "failed" then
    .[$run].failures += [{name: $e.resourceName, message: $e.error.message, durationMs: $e.durationMs}]
  else . end
  | if (.[$run].slowest | length) < 10 or $e.durationMs > .[$run].slowest[-1].durationMs then
      .[$run].slowest |=
        (. + [{name: $e.resourceName, durationMs: $e.durationMs}] | sort_by(-.durationMs) | .[:10])
    else . end;

def idOf($e):
  if $e.type | startswith("resource") then $e.correlation.resourceId
  elif $e.type | startswith("command") then $e.correlation.commandId
  elif $e.type | startswith("host") then $e.correlation.hostId
  else $e.callId end;

def paired($e; $run):
  ($e.type / "_") as $words
  | if $words[0] == "run" then .
    elif $words[1] == "started" or $words[1] == "call" then
      setpath([$run, "open", $words[0], idOf($e)]; $e.timestamp)
    elif $words[1] == "finished" or $words[1] == "result" then
      delpaths([[$run, "open", $words[0], idOf($e)]])
    else . end;

reduce inputs as $e ({};
  $e.correlation.runId as $run
  | [$run, "types", $e.type] as $count
  | getpath($count) as $before
  | setpath($count; $before + 1)
  | if $before == null and .[$run].startedAt == null then .[$run].startedAt = $e.timestamp else . end
  | if $e.timestamp > .[$run].lastEventAt then setpath([$run, "lastEventAt"]; $e.timestamp) else . end
  | if $e.type == "resource_output" or $e.type == "stdout" or $e.type == "stderr" then .
    else
      ended($e; $run)
      | if $e.type == "resource_finished" then resource($e; $run) else . end
      | if $pair then paired($e; $run) else . end
    end)
