/** A reader of an event file, the reference or the scanner: both find the same. */
export interface FileReading<Found> {
  /** Room for the next bytes, where reading into it saves a copy. Valid until the next call. */
  readonly room?: Uint8Array;
  /**
   * Takes the next bytes.
   *
   * @param chunk Any number of bytes, cut anywhere. They are not kept.
   */
  push(chunk: Uint8Array): void;
  /**
   * Takes what another thread reads meanwhile, to the end of the file if nothing is in the way.
   *
   * @param goesOn Whether anybody wants to know more.
   * @returns The offset in the file from which on bytes are to be pushed; undefined where nothing was taken.
   */
  pull?(goesOn: () => boolean): number | undefined;
  /** Tells of all that was found in what was pushed, where that is not told at once. */
  settle?(): void;
  /** Gives back what the reader holds, a thread for example; nothing is read any more. */
  close?(): void;
  /**
   * Ends the file.
   *
   * @returns What was found.
   */
  end(): Found;
}
