/** Where text stops being JSON, and why. */
export interface JsonFault {
  /** The index of the first character that no JSON can have there. */
  readonly index: number;
  /** What would have been right there, for people. */
  readonly expected: string;
}

/**
 * Finds where a text that `JSON.parse` refuses stops being JSON (RFC 8259).
 * Engines word and place their messages differently; this is the same on all.
 * Not recursive: nesting of any depth is fine.
 *
 * @param text The text.
 * @returns The first fault, or undefined where the text is one JSON value.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  return new FaultFinder(text).find();
}

const LITERALS = ["true", "false", "null"] as const;
const ESCAPES = '"\\/bfnrtu';

/** Thrown and caught here only: the scan stops at the first fault. */
class Fault {
  constructor(readonly expected: string) {}
}

class FaultFinder {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  find(): JsonFault | undefined {
    try {
      this.#document();
      return undefined;
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      return { index: this.#at, expected: fault.expected };
    }
  }

  #document(): void {
    const closers: string[] = [];
    do {
      this.#value(closers);
      this.#afterValue(closers);
    } while (closers.length > 0);
    if (this.#at < this.#text.length) throw new Fault("the end of the line");
  }

  /** Reads up to the end of a scalar or empty value; what was opened on the way is in `closers`. */
  #value(closers: string[]): void {
    for (;;) {
      this.#blanks();
      const first = this.#text[this.#at];
      if (first === "{") {
        this.#at++;
        if (this.#closed("}")) return;
        closers.push("}");
        this.#key("a key or '}'");
      } else if (first === "[") {
        this.#at++;
        if (this.#closed("]")) return;
        closers.push("]");
      } else return this.#scalar(first);
    }
  }

  #scalar(first: string | undefined): void {
    if (first === '"') this.#string();
    else if (first === "-" || isDigit(first)) this.#number();
    else this.#literal();
  }

  /** Closes what ends here, up to a comma that another value follows. */
  #afterValue(closers: string[]): void {
    for (;;) {
      this.#blanks();
      const closer = closers[closers.length - 1];
      if (closer === undefined) return;
      const next = this.#text[this.#at];
      if (next === closer) {
        this.#at++;
        closers.pop();
        continue;
      }
      if (next !== ",") throw new Fault(`',' or '${closer}'`);
      this.#at++;
      if (closer === "}") this.#key("a key");
      return;
    }
  }

  #closed(closer: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== closer) return false;
    this.#at++;
    return true;
  }

  #key(expected: string): void {
    this.#blanks();
    if (this.#text[this.#at] !== '"') throw new Fault(expected);
    this.#string();
    this.#blanks();
    if (this.#text[this.#at] !== ":") throw new Fault("':'");
    this.#at++;
  }

  #string(): void {
    this.#at++;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) throw new Fault("'\"'");
      if (char < " ") {
        throw new Fault("an escape, because a control character may not stand in text");
      }
      this.#at++;
      if (char === '"') return;
      if (char === "\\") this.#escape();
    }
  }

  #escape(): void {
    const char = this.#text[this.#at];
    if (char === undefined || !ESCAPES.includes(char)) throw new Fault('one of " \\ / b f n r t u');
    this.#at++;
    if (char !== "u") return;
    for (let digits = 0; digits < 4; digits++, this.#at++) {
      if (!/^[0-9a-fA-F]$/.test(this.#text[this.#at] ?? "")) throw new Fault("a hexadecimal digit");
    }
  }

  #number(): void {
    if (this.#text[this.#at] === "-") this.#at++;
    if (this.#text[this.#at] === "0") this.#at++;
    else this.#digits();
    if (this.#text[this.#at] === ".") {
      this.#at++;
      this.#digits();
    }
    const exponent = this.#text[this.#at];
    if (exponent === "e" || exponent === "E") {
      this.#at++;
      const sign = this.#text[this.#at];
      if (sign === "+" || sign === "-") this.#at++;
      this.#digits();
    }
  }

  #digits(): void {
    if (!isDigit(this.#text[this.#at])) throw new Fault("a digit");
    while (isDigit(this.#text[this.#at])) this.#at++;
  }

  #literal(): void {
    const literal = LITERALS.find((word) => word[0] === this.#text[this.#at]);
    if (literal === undefined) throw new Fault("a JSON value");
    for (const char of literal) {
      if (this.#text[this.#at] !== char) throw new Fault(literal);
      this.#at++;
    }
  }

  #blanks(): void {
    for (;;) {
      const char = this.#text[this.#at];
      if (char !== " " && char !== "\t" && char !== "\r" && char !== "\n") return;
      this.#at++;
    }
  }
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= "0" && char <= "9";
}
