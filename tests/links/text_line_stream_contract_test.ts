import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { TextLineStream } from "@std/streams/text-line-stream";
import type { TextLineStreamOptions } from "@std/streams/text-line-stream";

function lines(
  chunks: string[],
  options?: TextLineStreamOptions,
): Promise<string[]> {
  const stream = ReadableStream.from(chunks);
  return Array.fromAsync(stream.pipeThrough(new TextLineStream(options)));
}

Deno.test("TextLineStream() is a TransformStream when it is made", () => {
  assert(new TextLineStream() instanceof TransformStream);
});

Deno.test("TextLineStream() splits at LF and CRLF when no option is given", async () => {
  assertEquals(await lines(["a\nb\r\nc\n"]), ["a", "b", "c"]);
});

Deno.test("TextLineStream() joins a line when chunks divide it", async () => {
  assertEquals(await lines(["a", "b\nc", "", "d", "\ne"]), ["ab", "cd", "e"]);
});

Deno.test("TextLineStream() drops the CR when a chunk ends between CR and LF", async () => {
  assertEquals(await lines(["a\r", "\nb"]), ["a", "b"]);
});

Deno.test("TextLineStream() keeps empty lines when two line ends meet", async () => {
  assertEquals(await lines(["\n\na\r\n\r\n"]), ["", "", "a", ""]);
});

Deno.test("TextLineStream() hides that the last line was cut when input ends early", async () => {
  assertEquals(await lines(["a\nb\n"]), ["a", "b"]);
  assertEquals(await lines(["a\nb"]), ["a", "b"]);
});

Deno.test("TextLineStream() returns nothing when the input is empty", async () => {
  assertEquals(await lines([]), []);
  assertEquals(await lines([""]), []);
});

Deno.test("TextLineStream() keeps a lone CR when allowCR is off", async () => {
  for (const options of [undefined, {}, { allowCR: false }]) {
    assertEquals(await lines(["a\rb\r\r\nc\r"], options), ["a\rb\r", "c\r"]);
  }
});

Deno.test("TextLineStream() splits at a lone CR when allowCR is on", async () => {
  const options = { allowCR: true };
  assertEquals(await lines(["a\rb\r\nc\n\rd\r"], options), [
    "a",
    "b",
    "c",
    "",
    "d",
  ]);
  assertEquals(await lines(["a\r", "\nb\r", "c"], options), ["a", "b", "c"]);
  assertEquals(await lines(["\r"], options), [""]);
});

Deno.test("TextLineStream() gives a line at once when its end has come", async () => {
  const stream = new TextLineStream();
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const writing = writer.write("a\nb");
  assertEquals(await reader.read(), { done: false, value: "a" });
  await writing;
  await reader.cancel();
});

Deno.test("TextLineStream() joins a line when it has thousands of chunks", async () => {
  const chunks = Array.from({ length: 20_000 }, () => "abcde");
  const [line, ...more] = await lines([...chunks, "\n"]);
  assertEquals(line?.length, 100_000);
  assertEquals(more, []);
});

Deno.test("TextLineStream() fails when the source fails", async () => {
  const reason = new Error("source");
  const source = new ReadableStream<string>({
    start: (controller) => controller.error(reason),
  });
  const read = source.pipeThrough(new TextLineStream()).getReader().read();
  assertStrictEquals(await read.catch((error: unknown) => error), reason);
});
