/** What tests use of the language and Node 20 does not have yet; the package does without. */

/** As `Promise.withResolvers`. */
export function withResolvers<Value>(): {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
  reject: (reason: unknown) => void;
} {
  let [resolve, reject]: [(value: Value) => void, (reason: unknown) => void] = [() => {}, () => {}];
  const promise = new Promise<Value>((...settle) => [resolve, reject] = settle);
  return { promise, resolve, reject };
}

/** As `Array.fromAsync` of what can be iterated. */
export async function fromAsync<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
