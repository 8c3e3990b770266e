// @ts-nocheck: AssemblyScript, made from core/event_table.ts by `deno task scanner`
import { equalBytes, matches } from "./bytes.ts";
import { setId, setWriter } from "./correlations.ts";
import { line } from "./line.ts";
import { decimal, integer, skipDecimal, skipInteger, skipSignedInteger } from "./number.ts";
import { clearSlots, isBoolean, isDecimal, isInteger, isObject, isPlainText, isPresent } from "./slots.ts";
import { isSignedInteger, isText, isTimestamp, isTrue, textLength, textStart, valueStart } from "./slots.ts";
import { skipPlainText, skipText } from "./text.ts";
import { readTimestamp } from "./timestamp.ts";
import { skipBoolean, skipRecord, skipTextRecord, skipValue } from "./value.ts";

const L0: usize = memory.data<u8>([104,111,111,107], 16); // hook
const L1: usize = memory.data<u8>([115,116,100,111,117,116], 16); // stdout
const L2: usize = memory.data<u8>([115,116,100,101,114,114], 16); // stderr
const L3: usize = memory.data<u8>([112,97,99,107,95,114,117,110], 16); // pack_run
const L4: usize = memory.data<u8>([116,111,111,108,95,99,97,108,108], 16); // tool_call
const L5: usize = memory.data<u8>([116,114,97,110,115,99,114,105,112,116], 16); // transcript
const L6: usize = memory.data<u8>([114,117,110,95,115,116,97,114,116,101,100], 16); // run_started
const L7: usize = memory.data<u8>([106,111,98,95,115,116,97,114,116,101,100], 16); // job_started
const L8: usize = memory.data<u8>([116,111,111,108,95,114,101,115,117,108,116], 16); // tool_result
const L9: usize = memory.data<u8>([114,117,110,95,102,105,110,105,115,104,101,100], 16); // run_finished
const L10: usize = memory.data<u8>([104,111,115,116,95,115,116,97,114,116,101,100], 16); // host_started
const L11: usize = memory.data<u8>([106,111,98,95,102,105,110,105,115,104,101,100], 16); // job_finished
const L12: usize = memory.data<u8>([115,116,101,112,95,115,116,97,114,116,101,100], 16); // step_started
const L13: usize = memory.data<u8>([104,111,115,116,95,102,105,110,105,115,104,101,100], 16); // host_finished
const L14: usize = memory.data<u8>([115,116,101,112,95,102,105,110,105,115,104,101,100], 16); // step_finished
const L15: usize = memory.data<u8>([112,101,114,115,111,110,97,95,115,116,97,103,101], 16); // persona_stage
const L16: usize = memory.data<u8>([114,101,115,111,117,114,99,101,95,114,101,116,114,121], 16); // resource_retry
const L17: usize = memory.data<u8>([114,101,115,111,117,114,99,101,95,111,117,116,112,117,116], 16); // resource_output
const L18: usize = memory.data<u8>([99,111,109,109,97,110,100,95,115,116,97,114,116,101,100], 16); // command_started
const L19: usize = memory.data<u8>([114,101,115,111,117,114,99,101,95,115,116,97,114,116,101,100], 16); // resource_started
const L20: usize = memory.data<u8>([99,111,109,109,97,110,100,95,102,105,110,105,115,104,101,100], 16); // command_finished
const L21: usize = memory.data<u8>([114,101,115,111,117,114,99,101,95,102,105,110,105,115,104,101,100], 16); // resource_finished
const L22: usize = memory.data<u8>([44,34,109,111,100,101,34,58,34], 16); // ,"mode":"
const L23: usize = memory.data<u8>([102,97,105,108,45,102,97,115,116,34], 16); // fail-fast"
const L24: usize = memory.data<u8>([102,97,105,108,45,97,116,45,101,110,100,34], 16); // fail-at-end"
const L25: usize = memory.data<u8>([105,103,110,111,114,101,34], 16); // ignore"
const L26: usize = memory.data<u8>([44,34,101,114,114,111,114,77,111,100,101,34,58,34], 16); // ,"errorMode":"
const L27: usize = memory.data<u8>([44,34,104,111,115,116,67,111,117,110,116,34,58], 16); // ,"hostCount":
const L28: usize = memory.data<u8>([44,34,110,97,109,101,34,58,34], 16); // ,"name":"
const L29: usize = memory.data<u8>([44,34,108,97,98,101,108,115,34,58], 16); // ,"labels":
const L30: usize = memory.data<u8>([44,34,115,121,110,116,104,101,116,105,99,34,58], 16); // ,"synthetic":
const L31: usize = memory.data<u8>([44,34,100,117,114,97,116,105,111,110,77,115,34,58], 16); // ,"durationMs":
const L32: usize = memory.data<u8>([44,34,104,97,115,70,97,105,108,117,114,101,115,34,58], 16); // ,"hasFailures":
const L33: usize = memory.data<u8>([115,117,99,99,101,115,115,34], 16); // success"
const L34: usize = memory.data<u8>([102,97,105,108,117,114,101,34], 16); // failure"
const L35: usize = memory.data<u8>([101,114,114,111,114,34], 16); // error"
const L36: usize = memory.data<u8>([116,105,109,101,111,117,116,34], 16); // timeout"
const L37: usize = memory.data<u8>([99,97,110,99,101,108,108,97,116,105,111,110,34], 16); // cancellation"
const L38: usize = memory.data<u8>([115,107,105,112,34], 16); // skip"
const L39: usize = memory.data<u8>([44,34,111,117,116,99,111,109,101,34,58,34], 16); // ,"outcome":"
const L40: usize = memory.data<u8>([44,34,101,120,105,116,67,111,100,101,34,58], 16); // ,"exitCode":
const L41: usize = memory.data<u8>([123,34,109,101,115,115,97,103,101,34,58,34], 16); // {"message":"
const L42: usize = memory.data<u8>([44,34,101,114,114,111,114,34,58], 16); // ,"error":
const L43: usize = memory.data<u8>([123,34,110,97,109,101,34,58,34], 16); // {"name":"
const L44: usize = memory.data<u8>([44,34,104,111,115,116,110,97,109,101,34,58,34], 16); // ,"hostname":"
const L45: usize = memory.data<u8>([44,34,117,115,101,114,34,58,34], 16); // ,"user":"
const L46: usize = memory.data<u8>([44,34,112,111,114,116,34,58], 16); // ,"port":
const L47: usize = memory.data<u8>([44,34,118,97,114,115,34,58], 16); // ,"vars":
const L48: usize = memory.data<u8>([44,34,104,111,115,116,34,58], 16); // ,"host":
const L49: usize = memory.data<u8>([44,34,111,107,34,58], 16); // ,"ok":
const L50: usize = memory.data<u8>([44,34,99,104,97,110,103,101,100,34,58], 16); // ,"changed":
const L51: usize = memory.data<u8>([44,34,102,97,105,108,101,100,34,58], 16); // ,"failed":
const L52: usize = memory.data<u8>([44,34,99,97,110,99,101,108,108,101,100,34,58], 16); // ,"cancelled":
const L53: usize = memory.data<u8>([44,34,114,101,115,111,117,114,99,101,84,121,112,101,34,58,34], 16); // ,"resourceType":"
const L54: usize = memory.data<u8>([44,34,114,101,115,111,117,114,99,101,78,97,109,101,34,58,34], 16); // ,"resourceName":"
const L55: usize = memory.data<u8>([111,107,34], 16); // ok"
const L56: usize = memory.data<u8>([99,104,97,110,103,101,100,34], 16); // changed"
const L57: usize = memory.data<u8>([102,97,105,108,101,100,34], 16); // failed"
const L58: usize = memory.data<u8>([44,34,115,116,97,116,117,115,34,58,34], 16); // ,"status":"
const L59: usize = memory.data<u8>([44,34,99,97,99,104,101,72,105,116,34,58], 16); // ,"cacheHit":
const L60: usize = memory.data<u8>([99,104,101,99,107,34], 16); // check"
const L61: usize = memory.data<u8>([97,112,112,108,121,34], 16); // apply"
const L62: usize = memory.data<u8>([112,111,115,116,45,99,104,101,99,107,34], 16); // post-check"
const L63: usize = memory.data<u8>([44,34,112,104,97,115,101,34,58,34], 16); // ,"phase":"
const L64: usize = memory.data<u8>([115,116,100,111,117,116,34], 16); // stdout"
const L65: usize = memory.data<u8>([115,116,100,101,114,114,34], 16); // stderr"
const L66: usize = memory.data<u8>([44,34,115,116,114,101,97,109,34,58,34], 16); // ,"stream":"
const L67: usize = memory.data<u8>([44,34,99,104,117,110,107,34,58,34], 16); // ,"chunk":"
const L68: usize = memory.data<u8>([44,34,99,109,100,34,58,34], 16); // ,"cmd":"
const L69: usize = memory.data<u8>([44,34,115,105,103,110,97,108,34,58,34], 16); // ,"signal":"
const L70: usize = memory.data<u8>([44,34,107,105,110,100,34,58,34], 16); // ,"kind":"
const L71: usize = memory.data<u8>([44,34,109,111,100,101,108,34,58,34], 16); // ,"model":"
const L72: usize = memory.data<u8>([44,34,111,117,116,112,117,116,80,97,116,104,34,58,34], 16); // ,"outputPath":"
const L73: usize = memory.data<u8>([44,34,112,97,121,108,111,97,100,34,58,34], 16); // ,"payload":"
const L74: usize = memory.data<u8>([44,34,97,103,101,110,116,73,100,34,58,34], 16); // ,"agentId":"
const L75: usize = memory.data<u8>([44,34,112,97,121,108,111,97,100,34,58], 16); // ,"payload":
const L76: usize = memory.data<u8>([44,34,99,97,108,108,73,100,34,58,34], 16); // ,"callId":"
const L77: usize = memory.data<u8>([44,34,97,114,103,115,34,58], 16); // ,"args":
const L78: usize = memory.data<u8>([44,34,115,116,97,114,116,101,100,65,116,34,58,34], 16); // ,"startedAt":"
const L79: usize = memory.data<u8>([44,34,114,101,115,117,108,116,34,58], 16); // ,"result":
const L80: usize = memory.data<u8>([44,34,112,101,114,115,111,110,97,34,58,34], 16); // ,"persona":"
const L81: usize = memory.data<u8>([44,34,115,116,97,103,101,34,58,34], 16); // ,"stage":"
const L82: usize = memory.data<u8>([44,34,116,114,97,110,115,105,116,105,111,110,34,58,34], 16); // ,"transition":"
const L83: usize = memory.data<u8>([44,34,98,117,110,100,108,101,72,97,115,104,34,58,34], 16); // ,"bundleHash":"
const L84: usize = memory.data<u8>([44,34,115,105,103,110,97,116,117,114,101,86,101,114,105,102,105,101,100,34,58], 16); // ,"signatureVerified":
const L85: usize = memory.data<u8>([44,34,107,101,121,73,100,34,58,34], 16); // ,"keyId":"
const L86: usize = memory.data<u8>([44,34,100,114,121,82,117,110,86,101,114,105,102,121,34,58], 16); // ,"dryRunVerify":
const L87: usize = memory.data<u8>([44,34,104,111,115,116,73,100,34,58,34], 16); // ,"hostId":"
const L88: usize = memory.data<u8>([44,34,114,101,115,111,117,114,99,101,73,100,34,58,34], 16); // ,"resourceId":"
const L89: usize = memory.data<u8>([44,34,106,111,98,73,100,34,58,34], 16); // ,"jobId":"
const L90: usize = memory.data<u8>([44,34,99,111,109,109,97,110,100,73,100,34,58,34], 16); // ,"commandId":"
const L91: usize = memory.data<u8>([44,34,115,116,101,112,73,100,34,58,34], 16); // ,"stepId":"
const L92: usize = memory.data<u8>([44,34,97,116,116,101,109,112,116,34,58], 16); // ,"attempt":
const L93: usize = memory.data<u8>([44,34,119,114,105,116,101,114,34,58,34], 16); // ,"writer":"
const L94: usize = memory.data<u8>([44,34,100,97,116,97,34,58], 16); // ,"data":
const L95: usize = memory.data<u8>([49,57,55,48,45,48,49,45,48,49,84,48,48,58,48,48], 16); // 1970-01-01T00:00
const L96: usize = memory.data<u8>([123,34,118,34,58,49,44,34,115,101,113,34,58], 16); // {"v":1,"seq":
const L97: usize = memory.data<u8>([44,34,116,121,112,101,34,58,34], 16); // ,"type":"
const L98: usize = memory.data<u8>([34,44,34,116,105,109,101,115,116,97,109,112,34,58,34], 16); // ","timestamp":"
const L99: usize = memory.data<u8>([34,44,34,99,111,114,114,101,108,97,116,105,111,110,34,58], 16); // ","correlation":
const L100: usize = memory.data<u8>([123,34,114,117,110,73,100,34,58,34], 16); // {"runId":"
const L101: usize = memory.data<u8>([118], 16); // v
const L102: usize = memory.data<u8>([111,107], 16); // ok
const L103: usize = memory.data<u8>([115,101,113], 16); // seq
const L104: usize = memory.data<u8>([99,109,100], 16); // cmd
const L105: usize = memory.data<u8>([116,121,112,101], 16); // type
const L106: usize = memory.data<u8>([109,111,100,101], 16); // mode
const L107: usize = memory.data<u8>([110,97,109,101], 16); // name
const L108: usize = memory.data<u8>([104,111,115,116], 16); // host
const L109: usize = memory.data<u8>([107,105,110,100], 16); // kind
const L110: usize = memory.data<u8>([97,114,103,115], 16); // args
const L111: usize = memory.data<u8>([100,97,116,97], 16); // data
const L112: usize = memory.data<u8>([101,114,114,111,114], 16); // error
const L113: usize = memory.data<u8>([112,104,97,115,101], 16); // phase
const L114: usize = memory.data<u8>([99,104,117,110,107], 16); // chunk
const L115: usize = memory.data<u8>([109,111,100,101,108], 16); // model
const L116: usize = memory.data<u8>([115,116,97,103,101], 16); // stage
const L117: usize = memory.data<u8>([107,101,121,73,100], 16); // keyId
const L118: usize = memory.data<u8>([108,97,98,101,108,115], 16); // labels
const L119: usize = memory.data<u8>([102,97,105,108,101,100], 16); // failed
const L120: usize = memory.data<u8>([115,116,97,116,117,115], 16); // status
const L121: usize = memory.data<u8>([115,116,114,101,97,109], 16); // stream
const L122: usize = memory.data<u8>([115,105,103,110,97,108], 16); // signal
const L123: usize = memory.data<u8>([99,97,108,108,73,100], 16); // callId
const L124: usize = memory.data<u8>([114,101,115,117,108,116], 16); // result
const L125: usize = memory.data<u8>([111,117,116,99,111,109,101], 16); // outcome
const L126: usize = memory.data<u8>([99,104,97,110,103,101,100], 16); // changed
const L127: usize = memory.data<u8>([112,97,121,108,111,97,100], 16); // payload
const L128: usize = memory.data<u8>([97,103,101,110,116,73,100], 16); // agentId
const L129: usize = memory.data<u8>([112,101,114,115,111,110,97], 16); // persona
const L130: usize = memory.data<u8>([101,120,105,116,67,111,100,101], 16); // exitCode
const L131: usize = memory.data<u8>([99,97,99,104,101,72,105,116], 16); // cacheHit
const L132: usize = memory.data<u8>([116,105,109,101,115,116,97,109,112], 16); // timestamp
const L133: usize = memory.data<u8>([101,114,114,111,114,77,111,100,101], 16); // errorMode
const L134: usize = memory.data<u8>([104,111,115,116,67,111,117,110,116], 16); // hostCount
const L135: usize = memory.data<u8>([115,121,110,116,104,101,116,105,99], 16); // synthetic
const L136: usize = memory.data<u8>([99,97,110,99,101,108,108,101,100], 16); // cancelled
const L137: usize = memory.data<u8>([115,116,97,114,116,101,100,65,116], 16); // startedAt
const L138: usize = memory.data<u8>([100,117,114,97,116,105,111,110,77,115], 16); // durationMs
const L139: usize = memory.data<u8>([111,117,116,112,117,116,80,97,116,104], 16); // outputPath
const L140: usize = memory.data<u8>([116,114,97,110,115,105,116,105,111,110], 16); // transition
const L141: usize = memory.data<u8>([98,117,110,100,108,101,72,97,115,104], 16); // bundleHash
const L142: usize = memory.data<u8>([99,111,114,114,101,108,97,116,105,111,110], 16); // correlation
const L143: usize = memory.data<u8>([104,97,115,70,97,105,108,117,114,101,115], 16); // hasFailures
const L144: usize = memory.data<u8>([114,101,115,111,117,114,99,101,84,121,112,101], 16); // resourceType
const L145: usize = memory.data<u8>([114,101,115,111,117,114,99,101,78,97,109,101], 16); // resourceName
const L146: usize = memory.data<u8>([100,114,121,82,117,110,86,101,114,105,102,121], 16); // dryRunVerify
const L147: usize = memory.data<u8>([115,105,103,110,97,116,117,114,101,86,101,114,105,102,105,101,100], 16); // signatureVerified
const L148: usize = memory.data<u8>([114,117,110,73,100], 16); // runId
const L149: usize = memory.data<u8>([106,111,98,73,100], 16); // jobId
const L150: usize = memory.data<u8>([104,111,115,116,73,100], 16); // hostId
const L151: usize = memory.data<u8>([115,116,101,112,73,100], 16); // stepId
const L152: usize = memory.data<u8>([119,114,105,116,101,114], 16); // writer
const L153: usize = memory.data<u8>([97,116,116,101,109,112,116], 16); // attempt
const L154: usize = memory.data<u8>([99,111,109,109,97,110,100,73,100], 16); // commandId
const L155: usize = memory.data<u8>([114,101,115,111,117,114,99,101,73,100], 16); // resourceId
const L156: usize = memory.data<u8>([117,115,101,114], 16); // user
const L157: usize = memory.data<u8>([112,111,114,116], 16); // port
const L158: usize = memory.data<u8>([118,97,114,115], 16); // vars
const L159: usize = memory.data<u8>([104,111,115,116,110,97,109,101], 16); // hostname
const L160: usize = memory.data<u8>([109,101,115,115,97,103,101], 16); // message
const L161: usize = memory.data<u8>([102,97,105,108,45,102,97,115,116], 16); // fail-fast
const L162: usize = memory.data<u8>([102,97,105,108,45,97,116,45,101,110,100], 16); // fail-at-end
const L163: usize = memory.data<u8>([105,103,110,111,114,101], 16); // ignore
const L164: usize = memory.data<u8>([115,117,99,99,101,115,115], 16); // success
const L165: usize = memory.data<u8>([102,97,105,108,117,114,101], 16); // failure
const L166: usize = memory.data<u8>([116,105,109,101,111,117,116], 16); // timeout
const L167: usize = memory.data<u8>([99,97,110,99,101,108,108,97,116,105,111,110], 16); // cancellation
const L168: usize = memory.data<u8>([115,107,105,112], 16); // skip
const L169: usize = memory.data<u8>([99,104,101,99,107], 16); // check
const L170: usize = memory.data<u8>([97,112,112,108,121], 16); // apply
const L171: usize = memory.data<u8>([112,111,115,116,45,99,104,101,99,107], 16); // post-check
/** The index of a built-in type, or -1. */
export function typeIndex(at: usize, length: usize): i32 {
  switch (<i32> length) {
    case 4:
      if (matches(at, L0, 4)) return 19;
      return -1;
    case 6:
      if (matches(at, L1, 6)) return 14;
      if (matches(at, L2, 6)) return 15;
      return -1;
    case 8:
      if (matches(at, L3, 8)) return 21;
      return -1;
    case 9:
      if (matches(at, L4, 9)) return 17;
      return -1;
    case 10:
      if (matches(at, L5, 10)) return 16;
      return -1;
    case 11:
      if (matches(at, L6, 11)) return 0;
      if (matches(at, L7, 11)) return 8;
      if (matches(at, L8, 11)) return 18;
      return -1;
    case 12:
      if (matches(at, L9, 12)) return 1;
      if (matches(at, L10, 12)) return 2;
      if (matches(at, L11, 12)) return 9;
      if (matches(at, L12, 12)) return 12;
      return -1;
    case 13:
      if (matches(at, L13, 13)) return 3;
      if (matches(at, L14, 13)) return 13;
      if (matches(at, L15, 13)) return 20;
      return -1;
    case 14:
      if (matches(at, L16, 14)) return 6;
      return -1;
    case 15:
      if (matches(at, L17, 15)) return 7;
      if (matches(at, L18, 15)) return 10;
      return -1;
    case 16:
      if (matches(at, L19, 16)) return 4;
      if (matches(at, L20, 16)) return 11;
      return -1;
    case 17:
      if (matches(at, L21, 17)) return 5;
      return -1;
    default:
      return -1;
  }
}

const TYPE_AT: usize = memory.data<u8>([3,0,0,0,16,0,12,0,7,0,0,0,13,0,0,9,0,0,0,0,21,10,0,0,4,0,0,5,0,0,0,0,17,0,0,0,0,0,0,11,0,0,0,0,1,0,0,0,0,0,0,14,0,15,0,0,0,18,2,0,6,19,20,8], 16);
const TYPE_KEYS: usize = memory.data<u8>([114,117,110,95,115,116,97,114,116,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,0,114,117,110,95,102,105,110,105,115,104,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,104,111,115,116,95,115,116,97,114,116,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,104,111,115,116,95,102,105,110,105,115,104,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,114,101,115,111,117,114,99,101,95,115,116,97,114,116,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,114,101,115,111,117,114,99,101,95,102,105,110,105,115,104,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,114,101,115,111,117,114,99,101,95,114,101,116,114,121,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,114,101,115,111,117,114,99,101,95,111,117,116,112,117,116,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,106,111,98,95,115,116,97,114,116,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,0,106,111,98,95,102,105,110,105,115,104,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,99,111,109,109,97,110,100,95,115,116,97,114,116,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,99,111,109,109,97,110,100,95,102,105,110,105,115,104,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,115,116,101,112,95,115,116,97,114,116,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,115,116,101,112,95,102,105,110,105,115,104,101,100,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,115,116,100,111,117,116,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,0,0,0,0,0,0,115,116,100,101,114,114,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,0,0,0,0,0,0,116,114,97,110,115,99,114,105,112,116,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,0,0,116,111,111,108,95,99,97,108,108,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,0,0,0,116,111,111,108,95,114,101,115,117,108,116,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,0,104,111,111,107,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,0,0,0,0,0,0,0,0,112,101,114,115,111,110,97,95,115,116,97,103,101,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,112,97,99,107,95,114,117,110,34,44,34,116,105,109,101,115,116,97,109,112,34,58,34,0,0,0,0,0,0,0,0,0], 16);
const TYPE_KEY_LENGTHS: usize = memory.data<u8>([26,27,27,28,31,32,29,30,26,27,30,31,27,28,21,21,25,24,26,19,28,23], 16);

/** Takes the type at `at` where it is built in and the time follows: gives the address of that, or 0. */
// @inline
export function skipBuiltInType(at: usize): usize {
  const word = load<u64>(at) + load<u64>(at, 9);
  const type = <u32> load<u8>(TYPE_AT + <usize> (word * 0x4d45c8a1860b5e1d >> 58));
  const length = <usize> load<u8>(TYPE_KEY_LENGTHS + <usize> type);
  if (!equalBytes(at, TYPE_KEYS + <usize> type * 32, length)) return 0;
  line.type = type;
  return at + length;
}

/** The id of `correlation` in wire order from behind the run's; 0 where there is another key. */
export function skipIds(at: usize): usize {
  if (matches(at, L87, 11)) {
    const start = at + 11;
    at = skipPlainText(start);
    if (at == 0 || at == start + 1) return 0;
    setId(0, start, at - 1 - start);
    line.correlation.present |= 1;
  }
  if (matches(at, L88, 15)) {
    const start = at + 15;
    at = skipPlainText(start);
    if (at == 0 || at == start + 1) return 0;
    setId(1, start, at - 1 - start);
    line.correlation.present |= 2;
  }
  if (matches(at, L89, 10)) {
    const start = at + 10;
    at = skipPlainText(start);
    if (at == 0 || at == start + 1) return 0;
    setId(2, start, at - 1 - start);
    line.correlation.present |= 4;
  }
  if (matches(at, L90, 14)) {
    const start = at + 14;
    at = skipPlainText(start);
    if (at == 0 || at == start + 1) return 0;
    setId(3, start, at - 1 - start);
    line.correlation.present |= 8;
  }
  if (matches(at, L91, 11)) {
    const start = at + 11;
    at = skipPlainText(start);
    if (at == 0 || at == start + 1) return 0;
    setId(4, start, at - 1 - start);
    line.correlation.present |= 16;
  }
  if (matches(at, L92, 11)) {
    at = skipInteger(at + 11);
    if (at == 0 || integer < 1) return 0;
    line.correlation.present |= 32;
  }
  if (matches(at, L93, 11)) {
    const start = at + 11;
    at = skipPlainText(start);
    if (at == 0 || at == start + 1) return 0;
    setWriter(start, at - 1 - start);
    line.correlation.present |= 64;
  }
  return at;
}

/** Passes the event's own keys in wire order; 0 where they are in another, or not sound. */
export function skipFields(type: u32, at: usize): usize {
  switch (type) {
    case 0: return wire_run_started(at);
    case 1: return wire_run_finished(at);
    case 2: return wire_host_started(at);
    case 3: return wire_host_finished(at);
    case 4: return wire_resource_started(at);
    case 5: return wire_resource_finished(at);
    case 6: return wire_resource_retry(at);
    case 7: return wire_resource_output(at);
    case 8: return wire_job_started(at);
    case 9: return wire_job_finished(at);
    case 10: return wire_command_started(at);
    case 11: return wire_command_finished(at);
    case 12: return wire_step_started(at);
    case 13: return wire_step_finished(at);
    case 14: return wire_stdout(at);
    case 15: return wire_stderr(at);
    case 16: return wire_transcript(at);
    case 17: return wire_tool_call(at);
    case 18: return wire_tool_result(at);
    case 19: return wire_hook(at);
    case 20: return wire_persona_stage(at);
    case 21: return wire_pack_run(at);
    default: return wire_custom(at);
  }
}

function wire_run_started(at: usize): usize {
  if (matches(at, L22, 9)) {
  at += 9;
  at = skipText(at); if (at == 0) return 0;
  }
  if (matches(at, L26, 14)) {
  at += 14;
  if (matches(at, L23, 10)) { at += 10; }
  else if (matches(at, L24, 12)) { at += 12; }
  else if (matches(at, L25, 7)) { at += 7; }
  else return 0;
  }
  if (matches(at, L27, 13)) {
  at += 13;
  at = skipInteger(at); if (at == 0 || integer < 0) return 0;
  }
  if (matches(at, L28, 9)) {
  at += 9;
  at = skipText(at); if (at == 0) return 0;
  }
  if (matches(at, L29, 10)) {
  at += 10;
  at = skipTextRecord(at); if (at == 0) return 0;
  }
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_run_finished(at: usize): usize {
  if (!matches(at, L31, 14)) return 0; at += 14;
  at = skipDecimal(at); if (at == 0) return 0; line.durationMs = decimal;
  if (!matches(at, L32, 15)) return 0; at += 15;
  at = skipBoolean(at); if (at == 0) return 0;
  if (matches(at, L27, 13)) {
  at += 13;
  at = skipInteger(at); if (at == 0 || integer < 0) return 0;
  }
  if (matches(at, L39, 12)) {
  at += 12;
  if (matches(at, L33, 8)) { at += 8; line.status = 0; }
  else if (matches(at, L34, 8)) { at += 8; line.status = 1; }
  else if (matches(at, L35, 6)) { at += 6; line.status = 2; }
  else if (matches(at, L36, 8)) { at += 8; line.status = 3; }
  else if (matches(at, L37, 13)) { at += 13; line.status = 4; }
  else if (matches(at, L38, 5)) { at += 5; line.status = 5; }
  else return 0;
  }
  if (matches(at, L40, 12)) {
  at += 12;
  at = skipSignedInteger(at); if (at == 0) return 0;
  }
  if (matches(at, L42, 9)) {
  at += 9;
  if (!matches(at, L41, 12)) return 0; at += 12;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L28, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (load<u8>(at) != 0x7d) return 0; at++;
  }
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_host_started(at: usize): usize {
  if (!matches(at, L48, 8)) return 0; at += 8;
  if (!matches(at, L43, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L44, 13)) return 0; at += 13;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L45, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L46, 8)) return 0; at += 8;
  at = skipInteger(at); if (at == 0 || integer < 0) return 0;
  if (!matches(at, L47, 8)) return 0; at += 8;
  at = skipRecord(at); if (at == 0) return 0;
  if (load<u8>(at) != 0x7d) return 0; at++;
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_host_finished(at: usize): usize {
  if (!matches(at, L48, 8)) return 0; at += 8;
  if (!matches(at, L43, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L44, 13)) return 0; at += 13;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L45, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L46, 8)) return 0; at += 8;
  at = skipInteger(at); if (at == 0 || integer < 0) return 0;
  if (!matches(at, L47, 8)) return 0; at += 8;
  at = skipRecord(at); if (at == 0) return 0;
  if (load<u8>(at) != 0x7d) return 0; at++;
  if (!matches(at, L49, 6)) return 0; at += 6;
  at = skipInteger(at); if (at == 0 || integer < 0) return 0; line.ok = integer;
  if (!matches(at, L50, 11)) return 0; at += 11;
  at = skipInteger(at); if (at == 0 || integer < 0) return 0; line.changed = integer;
  if (!matches(at, L51, 10)) return 0; at += 10;
  at = skipInteger(at); if (at == 0 || integer < 0) return 0; line.failed = integer; line.status = integer == 0 ? 0 : 1;
  if (!matches(at, L31, 14)) return 0; at += 14;
  at = skipDecimal(at); if (at == 0) return 0; line.durationMs = decimal;
  if (matches(at, L52, 13)) {
  at += 13;
  at = skipBoolean(at); if (at == 0) return 0; if (load<u8>(at - 2) == 0x75) line.status = 2;
  }
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_resource_started(at: usize): usize {
  if (!matches(at, L53, 17)) return 0; at += 17;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L54, 17)) return 0; at += 17;
  at = skipText(at); if (at == 0) return 0;
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_resource_finished(at: usize): usize {
  if (!matches(at, L53, 17)) return 0; at += 17;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L54, 17)) return 0; at += 17;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L58, 11)) return 0; at += 11;
  if (matches(at, L55, 3)) { at += 3; line.status = 0; }
  else if (matches(at, L56, 8)) { at += 8; line.status = 1; }
  else if (matches(at, L57, 7)) { at += 7; line.status = 2; }
  else return 0;
  if (!matches(at, L31, 14)) return 0; at += 14;
  at = skipDecimal(at); if (at == 0) return 0; line.durationMs = decimal;
  if (matches(at, L42, 9)) {
  at += 9;
  if (!matches(at, L41, 12)) return 0; at += 12;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L28, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (load<u8>(at) != 0x7d) return 0; at++;
  }
  if (matches(at, L59, 12)) {
  at += 12;
  at = skipBoolean(at); if (at == 0) return 0;
  }
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_resource_retry(at: usize): usize {
  if (!matches(at, L53, 17)) return 0; at += 17;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L54, 17)) return 0; at += 17;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L63, 10)) return 0; at += 10;
  if (matches(at, L60, 6)) { at += 6; }
  else if (matches(at, L61, 6)) { at += 6; }
  else if (matches(at, L62, 11)) { at += 11; }
  else return 0;
  if (!matches(at, L42, 9)) return 0; at += 9;
  if (!matches(at, L41, 12)) return 0; at += 12;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L28, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (load<u8>(at) != 0x7d) return 0; at++;
  if (!matches(at, L31, 14)) return 0; at += 14;
  at = skipDecimal(at); if (at == 0) return 0; line.durationMs = decimal;
  return at;
}

function wire_resource_output(at: usize): usize {
  if (!matches(at, L53, 17)) return 0; at += 17;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L54, 17)) return 0; at += 17;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L66, 11)) return 0; at += 11;
  if (matches(at, L64, 7)) { at += 7; }
  else if (matches(at, L65, 7)) { at += 7; }
  else return 0;
  if (!matches(at, L67, 10)) return 0; at += 10;
  line.output = at; at = skipText(at); if (at == 0) return 0; line.outputLength = at - 1 - line.output;
  return at;
}

function wire_job_started(at: usize): usize {
  if (matches(at, L28, 9)) {
  at += 9;
  at = skipText(at); if (at == 0) return 0;
  }
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_job_finished(at: usize): usize {
  if (!matches(at, L39, 12)) return 0; at += 12;
  if (matches(at, L33, 8)) { at += 8; line.status = 0; }
  else if (matches(at, L34, 8)) { at += 8; line.status = 1; }
  else if (matches(at, L35, 6)) { at += 6; line.status = 2; }
  else if (matches(at, L36, 8)) { at += 8; line.status = 3; }
  else if (matches(at, L37, 13)) { at += 13; line.status = 4; }
  else if (matches(at, L38, 5)) { at += 5; line.status = 5; }
  else return 0;
  if (matches(at, L31, 14)) {
  at += 14;
  at = skipDecimal(at); if (at == 0) return 0; line.durationMs = decimal;
  }
  if (matches(at, L40, 12)) {
  at += 12;
  at = skipSignedInteger(at); if (at == 0) return 0;
  }
  if (matches(at, L42, 9)) {
  at += 9;
  if (!matches(at, L41, 12)) return 0; at += 12;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L28, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (load<u8>(at) != 0x7d) return 0; at++;
  }
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_command_started(at: usize): usize {
  if (!matches(at, L68, 8)) return 0; at += 8;
  at = skipText(at); if (at == 0) return 0;
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_command_finished(at: usize): usize {
  if (!matches(at, L40, 12)) return 0; at += 12;
  at = skipSignedInteger(at); if (at == 0) return 0; line.status = integer == 0 ? 0 : 1;
  if (matches(at, L31, 14)) {
  at += 14;
  at = skipDecimal(at); if (at == 0) return 0; line.durationMs = decimal;
  }
  if (matches(at, L69, 11)) {
  at += 11;
  at = skipText(at); if (at == 0) return 0;
  }
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_step_started(at: usize): usize {
  if (matches(at, L70, 9)) {
  at += 9;
  at = skipText(at); if (at == 0) return 0;
  }
  if (matches(at, L28, 9)) {
  at += 9;
  at = skipText(at); if (at == 0) return 0;
  }
  if (matches(at, L71, 10)) {
  at += 10;
  at = skipText(at); if (at == 0) return 0;
  }
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_step_finished(at: usize): usize {
  if (!matches(at, L39, 12)) return 0; at += 12;
  if (matches(at, L33, 8)) { at += 8; line.status = 0; }
  else if (matches(at, L34, 8)) { at += 8; line.status = 1; }
  else if (matches(at, L35, 6)) { at += 6; line.status = 2; }
  else if (matches(at, L36, 8)) { at += 8; line.status = 3; }
  else if (matches(at, L37, 13)) { at += 13; line.status = 4; }
  else if (matches(at, L38, 5)) { at += 5; line.status = 5; }
  else return 0;
  if (matches(at, L31, 14)) {
  at += 14;
  at = skipDecimal(at); if (at == 0) return 0; line.durationMs = decimal;
  }
  if (matches(at, L42, 9)) {
  at += 9;
  if (!matches(at, L41, 12)) return 0; at += 12;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L28, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (load<u8>(at) != 0x7d) return 0; at++;
  }
  if (matches(at, L72, 15)) {
  at += 15;
  at = skipText(at); if (at == 0) return 0;
  }
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_stdout(at: usize): usize {
  if (!matches(at, L73, 12)) return 0; at += 12;
  line.output = at; at = skipText(at); if (at == 0) return 0; line.outputLength = at - 1 - line.output;
  return at;
}

function wire_stderr(at: usize): usize {
  if (!matches(at, L73, 12)) return 0; at += 12;
  line.output = at; at = skipText(at); if (at == 0) return 0; line.outputLength = at - 1 - line.output;
  return at;
}

function wire_transcript(at: usize): usize {
  if (matches(at, L74, 12)) {
  at += 12;
  at = skipText(at); if (at == 0) return 0;
  }
  if (!matches(at, L70, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L75, 11)) return 0; at += 11;
  at = skipValue(at); if (at == 0) return 0;
  return at;
}

function wire_tool_call(at: usize): usize {
  if (!matches(at, L76, 11)) return 0; at += 11;
  line.callId = at; at = skipPlainText(at); if (at == 0) return 0; line.callIdLength = at - 1 - line.callId;
  if (!matches(at, L28, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L77, 8)) return 0; at += 8;
  at = skipValue(at); if (at == 0) return 0;
  if (!matches(at, L78, 14)) return 0; at += 14;
  if (!readTimestamp(at) || load<u8>(at, 24) != 0x22) return 0; at += 25;
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_tool_result(at: usize): usize {
  if (!matches(at, L76, 11)) return 0; at += 11;
  line.callId = at; at = skipPlainText(at); if (at == 0) return 0; line.callIdLength = at - 1 - line.callId;
  if (!matches(at, L49, 6)) return 0; at += 6;
  at = skipBoolean(at); if (at == 0) return 0; line.status = load<u8>(at - 2) == 0x75 ? 0 : 1;
  if (!matches(at, L79, 10)) return 0; at += 10;
  at = skipValue(at); if (at == 0) return 0;
  if (matches(at, L30, 13)) return 0;
  return at;
}

function wire_hook(at: usize): usize {
  if (!matches(at, L28, 9)) return 0; at += 9;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L63, 10)) return 0; at += 10;
  at = skipText(at); if (at == 0) return 0;
  if (matches(at, L75, 11)) {
  at += 11;
  at = skipValue(at); if (at == 0) return 0;
  }
  return at;
}

function wire_persona_stage(at: usize): usize {
  if (!matches(at, L80, 12)) return 0; at += 12;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L81, 10)) return 0; at += 10;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L82, 15)) return 0; at += 15;
  at = skipText(at); if (at == 0) return 0;
  return at;
}

function wire_pack_run(at: usize): usize {
  if (!matches(at, L83, 15)) return 0; at += 15;
  at = skipText(at); if (at == 0) return 0;
  if (!matches(at, L84, 21)) return 0; at += 21;
  at = skipBoolean(at); if (at == 0) return 0;
  if (matches(at, L85, 10)) {
  at += 10;
  at = skipText(at); if (at == 0) return 0;
  }
  if (!matches(at, L59, 12)) return 0; at += 12;
  at = skipBoolean(at); if (at == 0) return 0;
  if (!matches(at, L86, 16)) return 0; at += 16;
  at = skipBoolean(at); if (at == 0) return 0;
  return at;
}

function wire_custom(at: usize): usize {
  if (!matches(at, L94, 8)) return 0; at += 8;
  at = skipValue(at); if (at == 0) return 0;
  return at;
}

export const EPOCH_MINUTE: usize = L95;
export const ENVELOPE_START: usize = L96;
export const ENVELOPE_START_BYTES: usize = 13;
export const TYPE_KEY: usize = L97;
export const TYPE_KEY_BYTES: usize = 9;
export const TIMESTAMP_KEY: usize = L98;
export const TIMESTAMP_KEY_BYTES: usize = 15;
export const CORRELATION_KEY: usize = L99;
export const CORRELATION_KEY_BYTES: usize = 16;
export const RUN_ID_KEY: usize = L100;
export const RUN_ID_KEY_BYTES: usize = 10;

function slot_event(at: usize, length: usize): i32 {
  switch (<i32> length) {
    case 1:
      if (matches(at, L101, 1)) return 0;
      return -1;
    case 2:
      if (matches(at, L102, 2)) return 17;
      return -1;
    case 3:
      if (matches(at, L103, 3)) return 1;
      if (matches(at, L104, 3)) return 28;
      return -1;
    case 4:
      if (matches(at, L105, 4)) return 2;
      if (matches(at, L106, 4)) return 5;
      if (matches(at, L107, 4)) return 8;
      if (matches(at, L108, 4)) return 16;
      if (matches(at, L109, 4)) return 30;
      if (matches(at, L110, 4)) return 36;
      if (matches(at, L111, 4)) return 46;
      return -1;
    case 5:
      if (matches(at, L112, 5)) return 15;
      if (matches(at, L113, 5)) return 25;
      if (matches(at, L114, 5)) return 27;
      if (matches(at, L115, 5)) return 31;
      if (matches(at, L116, 5)) return 40;
      if (matches(at, L117, 5)) return 44;
      return -1;
    case 6:
      if (matches(at, L118, 6)) return 9;
      if (matches(at, L119, 6)) return 19;
      if (matches(at, L120, 6)) return 23;
      if (matches(at, L121, 6)) return 26;
      if (matches(at, L122, 6)) return 29;
      if (matches(at, L123, 6)) return 35;
      if (matches(at, L124, 6)) return 38;
      return -1;
    case 7:
      if (matches(at, L125, 7)) return 13;
      if (matches(at, L126, 7)) return 18;
      if (matches(at, L127, 7)) return 33;
      if (matches(at, L128, 7)) return 34;
      if (matches(at, L129, 7)) return 39;
      return -1;
    case 8:
      if (matches(at, L130, 8)) return 14;
      if (matches(at, L131, 8)) return 24;
      return -1;
    case 9:
      if (matches(at, L132, 9)) return 3;
      if (matches(at, L133, 9)) return 6;
      if (matches(at, L134, 9)) return 7;
      if (matches(at, L135, 9)) return 10;
      if (matches(at, L136, 9)) return 20;
      if (matches(at, L137, 9)) return 37;
      return -1;
    case 10:
      if (matches(at, L138, 10)) return 11;
      if (matches(at, L139, 10)) return 32;
      if (matches(at, L140, 10)) return 41;
      if (matches(at, L141, 10)) return 42;
      return -1;
    case 11:
      if (matches(at, L142, 11)) return 4;
      if (matches(at, L143, 11)) return 12;
      return -1;
    case 12:
      if (matches(at, L144, 12)) return 21;
      if (matches(at, L145, 12)) return 22;
      if (matches(at, L146, 12)) return 45;
      return -1;
    case 17:
      if (matches(at, L147, 17)) return 43;
      return -1;
    default:
      return -1;
  }
}

function slot_correlation(at: usize, length: usize): i32 {
  switch (<i32> length) {
    case 5:
      if (matches(at, L148, 5)) return 47;
      if (matches(at, L149, 5)) return 50;
      return -1;
    case 6:
      if (matches(at, L150, 6)) return 48;
      if (matches(at, L151, 6)) return 52;
      if (matches(at, L152, 6)) return 54;
      return -1;
    case 7:
      if (matches(at, L153, 7)) return 53;
      return -1;
    case 9:
      if (matches(at, L154, 9)) return 51;
      return -1;
    case 10:
      if (matches(at, L155, 10)) return 49;
      return -1;
    default:
      return -1;
  }
}

function slot_host(at: usize, length: usize): i32 {
  switch (<i32> length) {
    case 4:
      if (matches(at, L107, 4)) return 55;
      if (matches(at, L156, 4)) return 57;
      if (matches(at, L157, 4)) return 58;
      if (matches(at, L158, 4)) return 59;
      return -1;
    case 8:
      if (matches(at, L159, 8)) return 56;
      return -1;
    default:
      return -1;
  }
}

function slot_error(at: usize, length: usize): i32 {
  switch (<i32> length) {
    case 4:
      if (matches(at, L107, 4)) return 61;
      return -1;
    case 7:
      if (matches(at, L160, 7)) return 60;
      return -1;
    default:
      return -1;
  }
}

/** The scope that the object at a key opens, or 0 where its keys do not matter. */
export function scopeOf(slot: i32): u32 {
  if (slot == 4) return 1;
  if (slot == 16) return 2;
  if (slot == 15) return 3;
  return 0;
}

/** The slot of a key in a scope: 0 is the event itself. -1 where the key is none of the table's. */
export function slotOf(scope: u32, at: usize, length: usize): i32 {
  switch (scope) {
    case 0: return slot_event(at, length);
    case 1: return slot_correlation(at, length);
    case 2: return slot_host(at, length);
    case 3: return slot_error(at, length);
    default: return -1;
  }
}

/** Each key as it stands before its value, with its length before it. */
const KEYS: usize = memory.data<u8>([4,34,118,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,6,34,115,101,113,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,7,34,116,121,112,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,12,34,116,105,109,101,115,116,97,109,112,34,58,0,0,0,0,0,0,0,0,0,0,0,14,34,99,111,114,114,101,108,97,116,105,111,110,34,58,0,0,0,0,0,0,0,0,0,7,34,109,111,100,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,12,34,101,114,114,111,114,77,111,100,101,34,58,0,0,0,0,0,0,0,0,0,0,0,12,34,104,111,115,116,67,111,117,110,116,34,58,0,0,0,0,0,0,0,0,0,0,0,7,34,110,97,109,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,9,34,108,97,98,101,108,115,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,12,34,115,121,110,116,104,101,116,105,99,34,58,0,0,0,0,0,0,0,0,0,0,0,13,34,100,117,114,97,116,105,111,110,77,115,34,58,0,0,0,0,0,0,0,0,0,0,14,34,104,97,115,70,97,105,108,117,114,101,115,34,58,0,0,0,0,0,0,0,0,0,10,34,111,117,116,99,111,109,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,11,34,101,120,105,116,67,111,100,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,8,34,101,114,114,111,114,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,7,34,104,111,115,116,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,5,34,111,107,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,10,34,99,104,97,110,103,101,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,9,34,102,97,105,108,101,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,12,34,99,97,110,99,101,108,108,101,100,34,58,0,0,0,0,0,0,0,0,0,0,0,15,34,114,101,115,111,117,114,99,101,84,121,112,101,34,58,0,0,0,0,0,0,0,0,15,34,114,101,115,111,117,114,99,101,78,97,109,101,34,58,0,0,0,0,0,0,0,0,9,34,115,116,97,116,117,115,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,11,34,99,97,99,104,101,72,105,116,34,58,0,0,0,0,0,0,0,0,0,0,0,0,8,34,112,104,97,115,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,9,34,115,116,114,101,97,109,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,8,34,99,104,117,110,107,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,6,34,99,109,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,9,34,115,105,103,110,97,108,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,7,34,107,105,110,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,8,34,109,111,100,101,108,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,13,34,111,117,116,112,117,116,80,97,116,104,34,58,0,0,0,0,0,0,0,0,0,0,10,34,112,97,121,108,111,97,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,10,34,97,103,101,110,116,73,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,9,34,99,97,108,108,73,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,7,34,97,114,103,115,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,12,34,115,116,97,114,116,101,100,65,116,34,58,0,0,0,0,0,0,0,0,0,0,0,9,34,114,101,115,117,108,116,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,10,34,112,101,114,115,111,110,97,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,8,34,115,116,97,103,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,13,34,116,114,97,110,115,105,116,105,111,110,34,58,0,0,0,0,0,0,0,0,0,0,13,34,98,117,110,100,108,101,72,97,115,104,34,58,0,0,0,0,0,0,0,0,0,0,20,34,115,105,103,110,97,116,117,114,101,86,101,114,105,102,105,101,100,34,58,0,0,0,8,34,107,101,121,73,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,15,34,100,114,121,82,117,110,86,101,114,105,102,121,34,58,0,0,0,0,0,0,0,0,7,34,100,97,116,97,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,8,34,114,117,110,73,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,9,34,104,111,115,116,73,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,13,34,114,101,115,111,117,114,99,101,73,100,34,58,0,0,0,0,0,0,0,0,0,0,8,34,106,111,98,73,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,12,34,99,111,109,109,97,110,100,73,100,34,58,0,0,0,0,0,0,0,0,0,0,0,9,34,115,116,101,112,73,100,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,10,34,97,116,116,101,109,112,116,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,9,34,119,114,105,116,101,114,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,7,34,110,97,109,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,11,34,104,111,115,116,110,97,109,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,7,34,117,115,101,114,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,7,34,112,111,114,116,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,7,34,118,97,114,115,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,10,34,109,101,115,115,97,103,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,7,34,110,97,109,101,34,58,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0], 16);

/** The key of a slot in quotes, with a colon. */
// @inline
export function keyOf(slot: u32): usize {
  return KEYS + <usize> slot * 24 + 1;
}

// @inline
export function keyLength(slot: u32): usize {
  return <usize> load<u8>(KEYS + <usize> slot * 24);
}

export function clearScope(scope: u32): void {
  switch (scope) {
    case 0: clearSlots(0x7fffffffffff); return;
    case 1: clearSlots(0x7f800000000000); return;
    case 2: clearSlots(0xf80000000000000); return;
    case 3: clearSlots(0x3000000000000000); return;
    default: return;
  }
}

export const SLOT_V: i32 = 0;
export const SLOT_SEQ: i32 = 1;
export const SLOT_TYPE: i32 = 2;
export const SLOT_TIMESTAMP: i32 = 3;
export const SLOT_CORRELATION: i32 = 4;
export const SLOT_DURATIONMS: i32 = 11;
export const SLOT_SYNTHETIC: i32 = 10;
export const SLOT_RUN_ID: i32 = 47;

/** Takes the ids of `correlation` from their slots; false where one is not plain. */
export function takeIds(): bool {
  if (isPresent(48)) { if (!isPlainText(48) || textLength(48) == 0) return false; setId(0, textStart(48), textLength(48)); line.correlation.present |= 1; }
  if (isPresent(49)) { if (!isPlainText(49) || textLength(49) == 0) return false; setId(1, textStart(49), textLength(49)); line.correlation.present |= 2; }
  if (isPresent(50)) { if (!isPlainText(50) || textLength(50) == 0) return false; setId(2, textStart(50), textLength(50)); line.correlation.present |= 4; }
  if (isPresent(51)) { if (!isPlainText(51) || textLength(51) == 0) return false; setId(3, textStart(51), textLength(51)); line.correlation.present |= 8; }
  if (isPresent(52)) { if (!isPlainText(52) || textLength(52) == 0) return false; setId(4, textStart(52), textLength(52)); line.correlation.present |= 16; }
  if (isPresent(53)) { if (!isInteger(53) || integer < 1) return false; line.correlation.present |= 32; }
  if (isPresent(54)) { if (!isPlainText(54) || textLength(54) == 0) return false; setWriter(textStart(54), textLength(54)); line.correlation.present |= 64; }
  return true;
}

/** Whether the slots hold what the type's keys must be. */
export function checkFields(type: u32): bool {
  switch (type) {
    case 0: return check_run_started();
    case 1: return check_run_finished();
    case 2: return check_host_started();
    case 3: return check_host_finished();
    case 4: return check_resource_started();
    case 5: return check_resource_finished();
    case 6: return check_resource_retry();
    case 7: return check_resource_output();
    case 8: return check_job_started();
    case 9: return check_job_finished();
    case 10: return check_command_started();
    case 11: return check_command_finished();
    case 12: return check_step_started();
    case 13: return check_step_finished();
    case 14: return check_stdout();
    case 15: return check_stderr();
    case 16: return check_transcript();
    case 17: return check_tool_call();
    case 18: return check_tool_result();
    case 19: return check_hook();
    case 20: return check_persona_stage();
    case 21: return check_pack_run();
    default: return check_custom();
  }
}

function check_run_started(): bool {
  if (isPresent(5)) {
  if (!(isText(5))) return false;
  }
  if (isPresent(6)) {
  if (!isPlainText(6)) return false;
  if (textLength(6) == 9 && matches(textStart(6), L161, 9)) { }
  else if (textLength(6) == 11 && matches(textStart(6), L162, 11)) { }
  else if (textLength(6) == 6 && matches(textStart(6), L163, 6)) { }
  else return false;
  }
  if (isPresent(7)) {
  if (!(isInteger(7) && integer >= 0)) return false;
  }
  if (isPresent(8)) {
  if (!(isText(8))) return false;
  }
  if (isPresent(9)) {
  if (!(skipTextRecord(valueStart(9)) != 0)) return false;
  }
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_run_finished(): bool {
  if (!isPresent(11)) return false;
  if (!(isDecimal(11))) return false; line.durationMs = decimal;
  if (!isPresent(12)) return false;
  if (!(isBoolean(12))) return false;
  if (isPresent(7)) {
  if (!(isInteger(7) && integer >= 0)) return false;
  }
  if (isPresent(13)) {
  if (!isPlainText(13)) return false;
  if (textLength(13) == 7 && matches(textStart(13), L164, 7)) { line.status = 0; }
  else if (textLength(13) == 7 && matches(textStart(13), L165, 7)) { line.status = 1; }
  else if (textLength(13) == 5 && matches(textStart(13), L112, 5)) { line.status = 2; }
  else if (textLength(13) == 7 && matches(textStart(13), L166, 7)) { line.status = 3; }
  else if (textLength(13) == 12 && matches(textStart(13), L167, 12)) { line.status = 4; }
  else if (textLength(13) == 4 && matches(textStart(13), L168, 4)) { line.status = 5; }
  else return false;
  }
  if (isPresent(14)) {
  if (!(isSignedInteger(14))) return false;
  }
  if (isPresent(15)) {
  if (!(isObject(15))) return false;
  if (!isPresent(60)) return false;
  if (!(isText(60))) return false;
  if (!isPresent(61)) return false;
  if (!(isText(61))) return false;
  }
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_host_started(): bool {
  if (!isPresent(16)) return false;
  if (!(isObject(16))) return false;
  if (!isPresent(55)) return false;
  if (!(isText(55))) return false;
  if (!isPresent(56)) return false;
  if (!(isText(56))) return false;
  if (!isPresent(57)) return false;
  if (!(isText(57))) return false;
  if (!isPresent(58)) return false;
  if (!(isInteger(58) && integer >= 0)) return false;
  if (!isPresent(59)) return false;
  if (!(isObject(59))) return false;
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_host_finished(): bool {
  if (!isPresent(16)) return false;
  if (!(isObject(16))) return false;
  if (!isPresent(55)) return false;
  if (!(isText(55))) return false;
  if (!isPresent(56)) return false;
  if (!(isText(56))) return false;
  if (!isPresent(57)) return false;
  if (!(isText(57))) return false;
  if (!isPresent(58)) return false;
  if (!(isInteger(58) && integer >= 0)) return false;
  if (!isPresent(59)) return false;
  if (!(isObject(59))) return false;
  if (!isPresent(17)) return false;
  if (!(isInteger(17) && integer >= 0)) return false; line.ok = integer;
  if (!isPresent(18)) return false;
  if (!(isInteger(18) && integer >= 0)) return false; line.changed = integer;
  if (!isPresent(19)) return false;
  if (!(isInteger(19) && integer >= 0)) return false; line.failed = integer; line.status = integer == 0 ? 0 : 1;
  if (!isPresent(11)) return false;
  if (!(isDecimal(11))) return false; line.durationMs = decimal;
  if (isPresent(20)) {
  if (!(isBoolean(20))) return false; if (isTrue(20)) line.status = 2;
  }
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_resource_started(): bool {
  if (!isPresent(21)) return false;
  if (!(isText(21))) return false;
  if (!isPresent(22)) return false;
  if (!(isText(22))) return false;
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_resource_finished(): bool {
  if (!isPresent(21)) return false;
  if (!(isText(21))) return false;
  if (!isPresent(22)) return false;
  if (!(isText(22))) return false;
  if (!isPresent(23)) return false;
  if (!isPlainText(23)) return false;
  if (textLength(23) == 2 && matches(textStart(23), L102, 2)) { line.status = 0; }
  else if (textLength(23) == 7 && matches(textStart(23), L126, 7)) { line.status = 1; }
  else if (textLength(23) == 6 && matches(textStart(23), L119, 6)) { line.status = 2; }
  else return false;
  if (!isPresent(11)) return false;
  if (!(isDecimal(11))) return false; line.durationMs = decimal;
  if (isPresent(15)) {
  if (!(isObject(15))) return false;
  if (!isPresent(60)) return false;
  if (!(isText(60))) return false;
  if (!isPresent(61)) return false;
  if (!(isText(61))) return false;
  }
  if (isPresent(24)) {
  if (!(isBoolean(24))) return false;
  }
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_resource_retry(): bool {
  if (!isPresent(21)) return false;
  if (!(isText(21))) return false;
  if (!isPresent(22)) return false;
  if (!(isText(22))) return false;
  if (!isPresent(25)) return false;
  if (!isPlainText(25)) return false;
  if (textLength(25) == 5 && matches(textStart(25), L169, 5)) { }
  else if (textLength(25) == 5 && matches(textStart(25), L170, 5)) { }
  else if (textLength(25) == 10 && matches(textStart(25), L171, 10)) { }
  else return false;
  if (!isPresent(15)) return false;
  if (!(isObject(15))) return false;
  if (!isPresent(60)) return false;
  if (!(isText(60))) return false;
  if (!isPresent(61)) return false;
  if (!(isText(61))) return false;
  if (!isPresent(11)) return false;
  if (!(isDecimal(11))) return false; line.durationMs = decimal;
  return true;
}

function check_resource_output(): bool {
  if (!isPresent(21)) return false;
  if (!(isText(21))) return false;
  if (!isPresent(22)) return false;
  if (!(isText(22))) return false;
  if (!isPresent(26)) return false;
  if (!isPlainText(26)) return false;
  if (textLength(26) == 6 && matches(textStart(26), L1, 6)) { }
  else if (textLength(26) == 6 && matches(textStart(26), L2, 6)) { }
  else return false;
  if (!isPresent(27)) return false;
  if (!(isText(27))) return false; line.output = textStart(27); line.outputLength = textLength(27);
  return true;
}

function check_job_started(): bool {
  if (isPresent(8)) {
  if (!(isText(8))) return false;
  }
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_job_finished(): bool {
  if (!isPresent(13)) return false;
  if (!isPlainText(13)) return false;
  if (textLength(13) == 7 && matches(textStart(13), L164, 7)) { line.status = 0; }
  else if (textLength(13) == 7 && matches(textStart(13), L165, 7)) { line.status = 1; }
  else if (textLength(13) == 5 && matches(textStart(13), L112, 5)) { line.status = 2; }
  else if (textLength(13) == 7 && matches(textStart(13), L166, 7)) { line.status = 3; }
  else if (textLength(13) == 12 && matches(textStart(13), L167, 12)) { line.status = 4; }
  else if (textLength(13) == 4 && matches(textStart(13), L168, 4)) { line.status = 5; }
  else return false;
  if (isPresent(11)) {
  if (!(isDecimal(11))) return false; line.durationMs = decimal;
  }
  if (isPresent(14)) {
  if (!(isSignedInteger(14))) return false;
  }
  if (isPresent(15)) {
  if (!(isObject(15))) return false;
  if (!isPresent(60)) return false;
  if (!(isText(60))) return false;
  if (!isPresent(61)) return false;
  if (!(isText(61))) return false;
  }
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_command_started(): bool {
  if (!isPresent(28)) return false;
  if (!(isText(28))) return false;
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_command_finished(): bool {
  if (!isPresent(14)) return false;
  if (!(isSignedInteger(14))) return false; line.status = integer == 0 ? 0 : 1;
  if (isPresent(11)) {
  if (!(isDecimal(11))) return false; line.durationMs = decimal;
  }
  if (isPresent(29)) {
  if (!(isText(29))) return false;
  }
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_step_started(): bool {
  if (isPresent(30)) {
  if (!(isText(30))) return false;
  }
  if (isPresent(8)) {
  if (!(isText(8))) return false;
  }
  if (isPresent(31)) {
  if (!(isText(31))) return false;
  }
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_step_finished(): bool {
  if (!isPresent(13)) return false;
  if (!isPlainText(13)) return false;
  if (textLength(13) == 7 && matches(textStart(13), L164, 7)) { line.status = 0; }
  else if (textLength(13) == 7 && matches(textStart(13), L165, 7)) { line.status = 1; }
  else if (textLength(13) == 5 && matches(textStart(13), L112, 5)) { line.status = 2; }
  else if (textLength(13) == 7 && matches(textStart(13), L166, 7)) { line.status = 3; }
  else if (textLength(13) == 12 && matches(textStart(13), L167, 12)) { line.status = 4; }
  else if (textLength(13) == 4 && matches(textStart(13), L168, 4)) { line.status = 5; }
  else return false;
  if (isPresent(11)) {
  if (!(isDecimal(11))) return false; line.durationMs = decimal;
  }
  if (isPresent(15)) {
  if (!(isObject(15))) return false;
  if (!isPresent(60)) return false;
  if (!(isText(60))) return false;
  if (!isPresent(61)) return false;
  if (!(isText(61))) return false;
  }
  if (isPresent(32)) {
  if (!(isText(32))) return false;
  }
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_stdout(): bool {
  if (!isPresent(33)) return false;
  if (!(isText(33))) return false; line.output = textStart(33); line.outputLength = textLength(33);
  return true;
}

function check_stderr(): bool {
  if (!isPresent(33)) return false;
  if (!(isText(33))) return false; line.output = textStart(33); line.outputLength = textLength(33);
  return true;
}

function check_transcript(): bool {
  if (isPresent(34)) {
  if (!(isText(34))) return false;
  }
  if (!isPresent(30)) return false;
  if (!(isText(30))) return false;
  if (!isPresent(33)) return false;

  return true;
}

function check_tool_call(): bool {
  if (!isPresent(35)) return false;
  if (!(isPlainText(35))) return false; line.callId = textStart(35); line.callIdLength = textLength(35);
  if (!isPresent(8)) return false;
  if (!(isText(8))) return false;
  if (!isPresent(36)) return false;

  if (!isPresent(37)) return false;
  if (!(isTimestamp(37))) return false;
  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_tool_result(): bool {
  if (!isPresent(35)) return false;
  if (!(isPlainText(35))) return false; line.callId = textStart(35); line.callIdLength = textLength(35);
  if (!isPresent(17)) return false;
  if (!(isBoolean(17))) return false; line.status = isTrue(17) ? 0 : 1;
  if (!isPresent(38)) return false;

  if (isPresent(10)) {
  if (!(isBoolean(10))) return false;
  }
  return true;
}

function check_hook(): bool {
  if (!isPresent(8)) return false;
  if (!(isText(8))) return false;
  if (!isPresent(25)) return false;
  if (!(isText(25))) return false;
  if (isPresent(33)) {

  }
  return true;
}

function check_persona_stage(): bool {
  if (!isPresent(39)) return false;
  if (!(isText(39))) return false;
  if (!isPresent(40)) return false;
  if (!(isText(40))) return false;
  if (!isPresent(41)) return false;
  if (!(isText(41))) return false;
  return true;
}

function check_pack_run(): bool {
  if (!isPresent(42)) return false;
  if (!(isText(42))) return false;
  if (!isPresent(43)) return false;
  if (!(isBoolean(43))) return false;
  if (isPresent(44)) {
  if (!(isText(44))) return false;
  }
  if (!isPresent(24)) return false;
  if (!(isBoolean(24))) return false;
  if (!isPresent(45)) return false;
  if (!(isBoolean(45))) return false;
  return true;
}

function check_custom(): bool {
  if (!isPresent(46)) return false;

  return true;
}

export const BUILT_IN_TYPES: u32 = 22;
export const KINDS: u32 = 6;
export const RESOURCE: u32 = 1;
export const TOOL: u32 = 5;
export const HOST: u32 = 0;
export const JOB: u32 = 2;
export const COMMAND: u32 = 3;
export const STEP: u32 = 4;
const ROLES: usize = memory.data<u8>([5,5,2,3,2,3,4,1,2,3,2,3,2,3,1,1,0,2,3,0,0,0]);
const KIND_OF: usize = memory.data<u8>([255,255,0,0,1,1,255,255,2,2,3,3,4,4,255,255,255,5,5,255,255,255]);
const REQUIRED: usize = memory.data<u8>([0,0,1,1,2,2,34,2,4,4,8,8,16,16,0,0,0,0,0,0,0,0]);
const FAILED: usize = memory.data<u8>([0,4,30,2,30,2]);
export const ROLE_PLAIN: u32 = 0;
export const ROLE_OUTPUT: u32 = 1;
export const ROLE_START: u32 = 2;
export const ROLE_FINISH: u32 = 3;
export const ROLE_RETRY: u32 = 4;
export const ROLE_REFERENCE: u32 = 5;

/** What becomes of events of a type. */
// @inline
export function roleOf(type: u32): u32 {
  return type < BUILT_IN_TYPES ? <u32> load<u8>(ROLES + <usize> type) : ROLE_PLAIN;
}

/** The kind of what a type starts or finishes. */
// @inline
export function kindOf(type: u32): u32 {
  return <u32> load<u8>(KIND_OF + <usize> type);
}

/** The ids that a type needs. */
// @inline
export function requiredIds(type: u32): u32 {
  return type < BUILT_IN_TYPES ? <u32> load<u8>(REQUIRED + <usize> type) : 0;
}

/** Whether a way to end is a failure. */
// @inline
export function isFailure(kind: u32, status: u32): bool {
  return ((<u32> load<u8>(FAILED + <usize> kind) >> status) & 1) != 0;
}
