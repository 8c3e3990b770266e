type Str<T> = Extract<T, string>;
type Merge<T> = (T extends unknown ? (each: T) => void : never) extends (all: infer R) => void ? R
  : never;
type Flat<T> = { [K in keyof T]: T[K] };

type Needed<K, V> = K extends `${infer Head}.${infer Rest}` ? { [P in Head]: Needed<Rest, V> }
  : { [P in Str<K>]: V };
type Loose<K, V> = K extends `${infer Head}.${infer Rest}` ? { [P in Head]?: Loose<Rest, V> }
  : { [P in Str<K>]?: V };

type Collected<K, B, S, N> = K extends B ? boolean[]
  : (K extends S ? string[] : unknown[]) | (K extends N ? false : never);
type NeededOf<K, B, S, C, N> = K extends C ? Needed<K, Collected<K, B, S, N>>
  : K extends B ? Needed<K, boolean>
  : never;
type LooseOf<K, C, N> = K extends C ? never
  : Loose<K, string | (K extends N ? false : never)>;

type WithDefaults<T, D> = D extends Record<string, unknown> ?
    & Omit<T, keyof D>
    & {
      [K in keyof D]: K extends keyof T ? D[K] | NonNullable<T[K]> : unknown;
    }
  : T;
type AliasOf<K, A> = K extends keyof A ? A[K] extends infer V ? string extends V ? never
    : V extends string ? V
    : V extends string[] ? V[number]
    : never
  : never
  : never;
type WithAliases<T, A> = {
  [K in keyof T as K | AliasOf<K, A>]: T[K];
};

/** What `parseArgs()` makes of the names in its options. */
export type Values<
  TBooleans,
  TStrings,
  TCollectable,
  TNegatable,
  TDefaults,
  TAliases,
> =
  & Record<string, unknown>
  & WithAliases<
    WithDefaults<
      & Merge<
        NeededOf<
          Str<TBooleans | TCollectable>,
          TBooleans,
          TStrings,
          TCollectable,
          TNegatable
        >
      >
      & Merge<LooseOf<Str<TStrings>, TCollectable, TNegatable>>,
      TDefaults
    >,
    TAliases
  >;

/** Stands in for `Args` of `@std/cli`: what `parseArgs()` returns. */
export type Args<
  TArgs extends Record<string, unknown> = Record<string, unknown>,
  TDoubleDash extends boolean | undefined = undefined,
> = Flat<
  & TArgs
  & {
    /** The arguments which belong to no flag. */
    _: Array<string | number>;
  }
  & (boolean extends TDoubleDash ? { "--"?: string[] }
    : true extends TDoubleDash ? { "--": string[] }
    : Record<never, never>)
>;

/** Stands in for `ParseOptions` of `@std/cli`: the options of `parseArgs()`. */
export interface ParseOptions<
  TBooleans extends boolean | string | undefined = boolean | string | undefined,
  TStrings extends string | undefined = string | undefined,
  TCollectable extends string | undefined = string | undefined,
  TNegatable extends string | undefined = string | undefined,
  TDefault extends Record<string, unknown> | undefined =
    | Record<string, unknown>
    | undefined,
  TAliases extends
    | Readonly<Record<string, string | readonly string[]>>
    | undefined =
      | Readonly<Record<string, string | readonly string[]>>
      | undefined,
  TDoubleDash extends boolean | undefined = boolean | undefined,
> {
  /** Keep the arguments after `--` apart, under the key `--`. */
  "--"?: TDoubleDash;
  /** Other names of a flag. */
  alias?: TAliases;
  /** Flags which take no value, or `true` for every `--flag`. */
  boolean?: TBooleans | ReadonlyArray<Str<TBooleans>>;
  /** Values of the flags which are not given. */
  default?: TDefault;
  /** Parse no flags after the first positional argument. */
  stopEarly?: boolean;
  /** Flags whose value is never made a number. */
  string?: TStrings | ReadonlyArray<Str<TStrings>>;
  /** Flags which may be given many times, each value being kept. */
  collect?: TCollectable | ReadonlyArray<Str<TCollectable>>;
  /** Flags which `--no-flag` sets to false. */
  negatable?: TNegatable | ReadonlyArray<Str<TNegatable>>;
  /** Is asked about each argument no option names; false drops it. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}
