/**
 * Local stand-in for `jsr:@std/streams/to-transform-stream`.
 *
 * @module
 */

/**
 * Stands in for `toTransformStream()` of `@std/streams`: makes a transform
 * stream of a generator function.
 *
 * As in `@std/streams`, cancelling the output throws the reason into the
 * generator and then cancels the source, and an error from the generator
 * cancels the source before it errors the output.
 */
export function toTransformStream<I, O>(
  transformer: (src: ReadableStream<I>) => Iterable<O> | AsyncIterable<O>,
  writableStrategy?: QueuingStrategy<I>,
  readableStrategy?: QueuingStrategy<O>,
): TransformStream<I, O> {
  const source = new TransformStream<I, I>(undefined, writableStrategy);
  const iterator = iteratorOf(transformer(source.readable));
  const readable = new ReadableStream<O>({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        // A source which is locked or has failed refuses; the first error counts.
        await source.readable.cancel(error).catch(() => {});
        controller.error(error);
      }
    },
    async cancel(reason) {
      try {
        await iterator.throw?.(reason);
      } catch {
        // A generator which does not catch the reason throws it back.
      }
      await source.readable.cancel(reason);
    },
  }, readableStrategy);
  return { writable: source.writable, readable };
}

function iteratorOf<O>(
  iterable: Partial<Iterable<O> & AsyncIterable<O>> | null | undefined,
): Iterator<O> | AsyncIterator<O> {
  const iterator = iterable?.[Symbol.asyncIterator]?.() ??
    iterable?.[Symbol.iterator]?.();
  if (iterator) return iterator;
  throw new TypeError("Transformer must return an iterable or async iterable");
}
