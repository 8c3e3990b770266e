/**
 * Names a part of a value, as code would.
 *
 * @param parent The path of what holds it, such as `data`.
 * @param key A key, or an index of an array.
 * @returns Such as `data.host`, `data[3]` or `data["a b"]`.
 */
export function keyPath(parent: string, key: PropertyKey): string {
  if (typeof key === "number") return `${parent}[${key}]`;
  const text = String(key);
  return /^\w+$/.test(text) ? `${parent}.${text}` : `${parent}[${JSON.stringify(text)}]`;
}
