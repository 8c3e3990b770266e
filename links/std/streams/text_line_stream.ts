/**
 * Local stand-in for `jsr:@std/streams/text-line-stream`.
 *
 * @module
 */

/** Stands in for `TextLineStreamOptions` of `@std/streams`. */
export interface TextLineStreamOptions {
  /** Let a lone `\r` end a line as well. */
  allowCR?: boolean;
}

/**
 * Stands in for `TextLineStream` of `@std/streams`: one chunk per line, without
 * the line end.
 *
 * As in `@std/streams`, the output does not tell whether the last line was
 * ended.
 */
export class TextLineStream extends TransformStream<string, string> {
  /** Makes a stream which splits its text at line ends. */
  constructor(options: TextLineStreamOptions = {}) {
    const allowCR = options.allowCR ?? false;
    // A \r at the end of a chunk may yet turn out to be half of a \r\n.
    const lineEnd = allowCR ? /\r\n|\n|\r(?!$)/ : /\r?\n/;
    const mayEnd = allowCR ? /[\r\n]/ : /\n/;
    let pending = "";
    let endsInCR = false;
    super({
      transform(chunk, controller) {
        pending += chunk;
        // Splitting only now keeps a line of many chunks linear.
        if (!endsInCR && !mayEnd.test(chunk)) return;
        const lines = pending.split(lineEnd);
        pending = lines.pop() ?? "";
        endsInCR = allowCR && pending.endsWith("\r");
        for (const line of lines) controller.enqueue(line);
      },
      flush(controller) {
        if (pending === "") return;
        controller.enqueue(endsInCR ? pending.slice(0, -1) : pending);
      },
    });
  }
}
